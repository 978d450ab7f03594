"""Guess which known name an editor meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST_COMPARED = 5_000  # difflib looks at each one: bounded, whatever the file holds
CLOSE_ENOUGH = 0.6


def closest(word: str, known: Iterable[str]) -> str | None:
    """The name of `known` most like `word`, whatever its case; None when none is near."""
    by_folded = {name.casefold(): name for name in islice(known, MOST_COMPARED)}
    near = get_close_matches(word.strip().casefold(), by_folded, n=1, cutoff=CLOSE_ENOUGH)
    return by_folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the closest, else all of a short list, else nothing."""
    names = list(known)
    if near := closest(word, names):
        return f"did you mean “{near}”?"
    return f"known are: {', '.join(names)}" if 0 < len(names) <= 16 else ""  # noqa: PLR2004 - what a reader takes in at once
