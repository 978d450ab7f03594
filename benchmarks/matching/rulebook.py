"""Rule sets as analysts write them, their words drawn from invented articles.

22 % phrases, 6 % terms, 27 % AND of OR groups, 20 % NEAR/3 to 10, 15 % AND NOT, 10 % OR
lists; three rules in ten say the same in three languages, as an OR.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.matching.newsroom import FUNCTION, Language, Subject

KINDS = ("phrase", "term", "and", "near", "not", "or")
SHARES = (22, 6, 27, 20, 15, 10)
TRILINGUAL = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """One rule in one language: groups of terms that `kind` joins; a term may be a phrase."""

    kind: str
    groups: tuple[tuple[str, ...], ...]
    distance: int = 0

    def text(self) -> str:
        """As a condition of the rule language."""
        groups = [_group(terms) for terms in self.groups]
        if self.kind == "near":
            return f"{groups[0]} NEAR/{self.distance} {groups[1]}"
        if self.kind == "not":
            return " AND ".join(groups[:-1]) + f" AND NOT {groups[-1]}"
        return " AND ".join(groups)


@dataclass(frozen=True, slots=True)
class Rule:
    """Parts any of which may hold."""

    parts: tuple[Part, ...]

    def text(self) -> str:
        """As a condition of the rule language."""
        if len(self.parts) == 1:
            return self.parts[0].text()
        return " OR ".join(f"({part.text()})" for part in self.parts)


def _group(terms: Sequence[str]) -> str:
    quoted = [f'"{term}"' if " " in term else term for term in terms]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def rules(languages: Sequence[Language], count: int, seed: int = 7) -> list[Rule]:
    """`count` rules; the first of a longer set are those of a shorter one."""
    dice = random.Random(seed)
    made = []
    for _ in range(count):
        kind = dice.choices(KINDS, SHARES)[0]
        spoken = languages if dice.random() < TRILINGUAL else [dice.choice(languages)]
        made.append(Rule(tuple(_part(kind, one, dice) for one in spoken)))
    return made


def _part(kind: str, spoken: Language, dice: random.Random) -> Part:
    subject = dice.choice(spoken.subjects)
    if kind == "phrase":
        return Part(kind, ((" ".join(dice.choice(subject.phrases)),),))
    if kind == "near":
        sizes = [dice.choice((1, 1, 2)), dice.choice((1, 1, 2))]
    else:
        sizes = {
            "term": [1],
            "and": [dice.randint(1, 3) for _ in range(dice.choice((2, 2, 3)))],
            "not": [1, dice.randint(1, 2), dice.randint(1, 2)],
            "or": [dice.randint(3, 8)],
        }[kind]
    common = 0.0 if kind in ("term", "or") else 0.75
    words = _distinct(sum(sizes), common, subject, spoken, dice)
    groups = tuple(tuple(words.pop() for _ in range(size)) for size in sizes)
    return Part(kind, groups, dice.randint(3, 10))


def _distinct(
    count: int, common: float, subject: Subject, spoken: Language, dice: random.Random
) -> list[str]:
    """Different words, `common` of them the subject's own."""
    words: dict[str, None] = {}
    while len(words) < count:
        own = dice.random() < common
        chosen = dice.choices(subject.words, cum_weights=subject.weights)[0] if own else None
        words[chosen or _any(spoken, dice)] = None
    return list(words)


def _any(spoken: Language, dice: random.Random) -> str:
    rank = FUNCTION + int((len(spoken.words) - FUNCTION) * dice.random() ** 0.9)
    return spoken.words[rank]
