"""How many articles a word of a rule stands in: from the articles seen, before that a guess.

It decides by which of its words a rule is looked for, so only what matching costs, never
what matches. The same articles in the same order give the same figures.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from rules.inflect import FUNCTION_WORDS
from rules.vocabulary import Manner, Slot

_ARABIC = """
في من على إلى عن أن إن ان التي الذي هذا هذه ما لا قد مع بعد قال كان لم كما أو ثم بين حتى
"""
_SMALL = frozenset(_ARABIC.split()).union(*FUNCTION_WORDS.values())
_LONGEST_SMALL = max(map(len, _SMALL))
_OF_SMALL = 0.6  # share of articles in which a function word stands
_OF_LETTERS = 0.25  # of a word of one letter; the share falls with the square of the length
GUESS = 20  # articles that the guess weighs as much as


def guess(slot: Slot) -> float:
    """The share of articles a word stands in, before any is seen: short words are common."""
    if len(slot.text) <= _LONGEST_SMALL and slot.text.casefold() in _SMALL:
        return _OF_SMALL
    share = _OF_LETTERS / max(1, len(slot.text) - slot.text.count("*") - 1) ** 2
    return min(_OF_SMALL, 4 * share) if slot.manner is Manner.WILD else share


class Frequencies:
    """The share of articles that each slot is filled in."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        """`slots` in the order of their numbers."""
        self._guesses = array("d", map(guess, slots))
        self._counts: Counter[int] = Counter()
        self.seen = 0

    def learn(self, slots: Iterable[int]) -> None:
        """Another article, and the slots it fills."""
        self._counts.update(slots)
        self.seen += 1

    def shares(self) -> Sequence[float]:
        """By slot number, in (0, 1]."""
        counts, weight = self._counts, self.seen + GUESS
        return array(
            "d",
            [(counts[at] + GUESS * share) / weight for at, share in enumerate(self._guesses)],
        )
