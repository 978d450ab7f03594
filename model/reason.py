"""One line of why the rules found something or did not, in English, and how it was put together.

Whoever speaks another language puts it together again from the same parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

Part = str | int  # words of the article or of the rules, a number, another reason


class Reason(str):
    """`template` in English with its blanks filled in: it reads as the plain text it is.

    Texts kept by earlier versions are bare strings, and so is what was cut.
    """

    __slots__ = ("parts", "template")
    template: str
    parts: Mapping[str, Part]

    def __new__(cls, template: str, /, **parts: Part) -> Self:
        """Fill in the blanks; KeyError where one is left."""
        self = super().__new__(cls, template.format(**parts))
        self.template, self.parts = template, parts
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and other processes get the parts too."""
        return _again, (self.template, dict(self.parts))


def _again(template: str, parts: Mapping[str, Part]) -> Reason:
    return Reason(template, **parts)


def counted(words: int) -> Reason:
    """“1 word”, “8 words”."""
    return Reason("1 word") if words == 1 else Reason("{count} words", count=words)


def joined(template: str, reasons: list[str]) -> str:
    """All of them, two by two by a template of {one} and {two}; "" for none."""
    told = reasons[0] if reasons else ""
    for reason in reasons[1:]:
        told = Reason(template, one=told, two=reason)
    return told
