"""Where sentences and paragraphs begin and end in English, French and Arabic text.

A sentence ends at . ! ? … or ؟ (with closing quotes behind) before a space, unless an
abbreviation, an initial or a lower-case letter says that it goes on; a newline always
ends it. The Arabic comma ، and semicolon ؛ do not end one. Decimals hold no space and
need no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\s](?:[^\n\r]*[^\s])?")
_STOP = re.compile(r"""[.!?…؟。]+(?:[ \u00a0\u202f]?[»”]|["'’)\]}])*(?=\s)""")
_OPENING = "\"'«“”‘([{- \t\u00a0\u202f—–•\u200e\u200f\u202b"
_LONGEST_SHORT = 16  # code points before a dot that tell an abbreviation
_NO_WORD = re.compile(r"[\s\"'’«“‘(\[]")

_ABBREVIATIONS_TEXT = """
mr mrs ms dr prof gen col lt maj capt sgt cpl adm rev hon gov sen rep pres amb sec st jr sr vs inc
ltd co corp dept est approx fig vol cf ca op ed etc no nos art jan feb mar apr jun jul aug sept
sep oct nov dec mm mme mmes mlle me mgr st ste sts av bd env chap p pp n° janv févr avr juil i.e
e.g a.m p.m
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_TEXT.split())
_MAY_END = frozenset({"etc", "inc", "ltd", "co", "corp", "jr", "sr", "st", "a.m", "p.m", "est"})
_STARTERS_TEXT = """
the a an this that these it its he she they we but and in on at for as after before when while
there his her their officials le la les un une il elle ils elles ce cette mais en
"""
_STARTERS = frozenset(_STARTERS_TEXT.split())
_INITIALS = re.compile(r"(?:\w\.)*\w")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The code points [start, end) of each line that is not blank, trimmed."""
    return list(each_paragraph(text))


def each_paragraph(text: str) -> Iterator[tuple[int, int]]:
    """The same, found one by one."""
    return (found.span() for found in _LINE.finditer(text))


def sentences(text: str) -> list[tuple[int, int]]:
    """The code points [start, end) of each sentence, trimmed, in order."""
    return list(each_sentence(text))


def each_sentence(text: str) -> Iterator[tuple[int, int]]:
    """The same, found one by one."""
    for start, end in each_paragraph(text):
        yield from _of_paragraph(text, start, end)


class Layout:
    """The paragraphs of some texts and the sentences of these, each found once."""

    def __init__(self) -> None:
        self._paragraphs: dict[str, list[tuple[int, int]]] = {}
        self._sentences: dict[tuple[str, int, int], list[tuple[int, int]]] = {}

    def paragraphs(self, text: str) -> list[tuple[int, int]]:
        """As the function of this name."""
        if text not in self._paragraphs:
            self._paragraphs[text] = paragraphs(text)
        return self._paragraphs[text]

    def sentences(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of the paragraph that stands in the text from start to end."""
        key = (text, start, end)
        if key not in self._sentences:
            self._sentences[key] = list(_of_paragraph(text, start, end))
        return self._sentences[key]


def _of_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends(text, begin, stop):
            yield begin, stop.end()
            begin = _next_visible(text, stop.end())
    if begin < end:
        yield begin, end


def _next_visible(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 40].lstrip(_OPENING)
    if following[:1].islower():
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    last = _NO_WORD.split(text[max(begin, stop.start() - _LONGEST_SHORT) : stop.start()])[-1]
    return _word_may_end(last, following)


def _word_may_end(word: str, following: str) -> bool:
    """Whether a sentence may end in a word; "" where a closing sign stands before the stop."""
    lower = word.lower()
    if lower in _ABBREVIATIONS:
        return lower in _MAY_END and _starts(following)
    if lower.isdecimal():
        return True
    one = len(word) == 1
    if (one or "." in word) and _INITIALS.fullmatch(word) and not (one and word.islower()):
        # J. Smith; U.S. President; د. سامي
        return not one and _starts(following)
    return True


def _starts(text: str) -> bool:
    """Whether a sentence would begin like this, and hardly ever a name."""
    found = re.match(r"\w+", text)
    return found is not None and found.group().lower() in _STARTERS
