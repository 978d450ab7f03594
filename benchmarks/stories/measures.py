"""Pairwise and B-cubed precision and recall of a clustering (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(made: Sequence[str], true: Sequence[str]) -> Score:
    """Over pairs of articles: precision 1 where no pair was made."""
    both = _pairs(Counter(zip(made, true, strict=True)))
    mine, theirs = _pairs(Counter(made)), _pairs(Counter(true))
    return Score(both / mine if mine else 1.0, both / theirs if theirs else 1.0)


def _pairs(counted: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(n * (n - 1) // 2 for n in counted.values())


def b_cubed(made: Sequence[str], true: Sequence[str]) -> Score:
    """Over articles: of its cluster what share is of its story, and the reverse."""
    met = Counter(zip(made, true, strict=True))
    mine, theirs = Counter(made), Counter(true)
    both = list(zip(made, true, strict=True))
    precision = sum(met[pair] / mine[pair[0]] for pair in both) / len(both)
    recall = sum(met[pair] / theirs[pair[1]] for pair in both) / len(both)
    return Score(precision, recall)


def across_languages(made: Sequence[str], true: Sequence[str], spoken: Sequence[str]) -> float:
    """Of the pairs of one story in two languages, the share that was brought together."""
    rows = list(zip(made, true, spoken, strict=True))
    pairs = [
        left[0] == right[0]
        for at, left in enumerate(rows)
        for right in rows[:at]
        if left[1] == right[1] and left[2] != right[2]
    ]
    return sum(pairs) / len(pairs) if pairs else 1.0
