"""The second baseline: every term of every rule as a regular expression, one after another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from benchmarks.matching.rulebook import Part, Rule

_TAIL = r"(?:s|es|ed|ing|ات|ها|ين)?\b"
_BETWEEN = r"\W+(?:\w+\W+){0,%d}?"


class Naive:
    """A loop over all rules; of inflections it knows the commonest endings."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [[_part(part) for part in rule.parts] for rule in rules]

    def holding(self, text: str) -> int:
        """How many rules hold."""
        return sum(any(holds(text) for holds in parts) for parts in self._rules)


def _part(part: Part) -> Callable[[str], bool]:
    groups = [_one_of(terms) for terms in part.groups]
    if part.kind == "near":
        between = _BETWEEN % (part.distance - 1)
        one, other = groups
        either = re.compile(f"{one}{between}{other}|{other}{between}{one}", re.IGNORECASE)
        return lambda text: either.search(text) is not None
    patterns = [re.compile(group, re.IGNORECASE) for group in groups]
    if part.kind == "not":
        return lambda text: (
            all(one.search(text) for one in patterns[:-1]) and not patterns[-1].search(text)
        )
    return lambda text: all(one.search(text) for one in patterns)


def _one_of(terms: Sequence[str]) -> str:
    words = (r"\W+".join(map(re.escape, term.split())) for term in terms)
    return rf"\b(?:{'|'.join(words)}){_TAIL}"
