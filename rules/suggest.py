"""Guess which known name an editor meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST_COMPARED = 2_000  # difflib looks at each one: bounded, whatever the file holds
MOST_GUESSED = 20  # names of one kind in one file
CLOSE_ENOUGH = 0.6


def closest(word: str, known: Iterable[str]) -> str | None:
    """The name of `known` most like `word`, whatever its case; None when none is near."""
    by_folded = {name.casefold(): name for name in islice(known, MOST_COMPARED)}
    near = get_close_matches(word.strip().casefold(), by_folded, n=1, cutoff=CLOSE_ENOUGH)
    return by_folded[near[0]] if near else None


class Known:
    """The names of one kind that a file gives, and a guess at which one is meant.

    A guess looks at all of them, so only the first few of a file are made: more are shown
    to nobody.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)
        self._left = MOST_GUESSED

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name."""
        return name in self._names

    def closest(self, word: str) -> str | None:
        """The name most like `word`; None when none is near, or all guesses are made."""
        self._left -= 1
        return closest(word, self._names) if self._left >= 0 else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the closest, else all of a short list, else nothing."""
    names = list(known)
    if near := closest(word, names):
        return f"did you mean “{near}”?"
    return f"known are: {', '.join(names)}" if 0 < len(names) <= 16 else ""  # noqa: PLR2004 - what a reader takes in at once
