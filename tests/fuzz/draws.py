"""Reads choices, numbers and texts out of bytes, so that a fuzzer can turn each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Draws:
    """The bytes of one input and how many are used up; when they end, all is nought and empty."""

    data: bytes
    at: int = 0

    def taken(self, count: int) -> bytes:
        """The next bytes, as many as there are."""
        part = self.data[self.at : self.at + count]
        self.at += len(part)
        return part

    def number(self, most: int) -> int:
        """0 to `most`, of one byte or two."""
        return int.from_bytes(self.taken(1 if most < 256 else 2)) % (most + 1)

    def one(self, choices: Sequence[T]) -> T:
        """One of these."""
        return choices[self.number(len(choices) - 1)]

    def text(self, most: int = 255) -> str:
        """A text of up to `most` bytes; lone surrogates may be in it."""
        return readable(self.taken(self.number(most)))

    def times(self, most: int) -> range:
        """As often as the next byte says."""
        return range(self.number(most))

    def rest(self) -> bytes:
        """All that is left."""
        return self.taken(len(self.data))


def readable(data: bytes) -> str:
    """Any bytes as a text: UTF-8 where they are, the others as lone surrogates."""
    return data.decode("utf-8", "surrogateescape")
