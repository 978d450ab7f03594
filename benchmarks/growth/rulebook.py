"""Rules: their loading, and what an article costs from its text to its commit."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from time import perf_counter

from benchmarks.growth.bases import Base
from benchmarks.growth.curves import Axis, Took, timed
from benchmarks.growth.placed import place
from benchmarks.growth.stage import world
from benchmarks.matching.newsroom import articles, language
from benchmarks.matching.rulebook import rules
from model.rulebook import Rulebook
from rules.load import load

NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
LEARNT = 300  # articles by which words become known


def _book(size: int) -> Rulebook:
    conditions = [rule.text() for rule in rules([language("en")] * 3, size)]
    lines = [
        "settings: {burst: 'off'}",
        "topics:",
        *(f"  t{n}: {{any: [{json.dumps(text)}]}}" for n, text in enumerate(conditions)),
        "sources:",
        "  - {name: Paper, url: 'https://paper.example'}",
        "chats:",
        *(f"  - {{chat: {n + 1}, topics: [{_own(n, size)}]}}" for n in range(50)),
    ]
    loaded = load("\n".join(lines).encode())
    if loaded.rulebook is None:
        raise ValueError(f"the rules have problems: {loaded.problems[:3]}")
    return loaded.rulebook


def _own(chat: int, size: int) -> str:
    return ", ".join(f"t{n}" for n in range(chat, size, 50))


async def measure(base: Base, size: int) -> Took:
    """All of one size."""
    begun = perf_counter()
    book = _book(size)
    loading = perf_counter() - begun
    news = articles(language("en"), LEARNT + 150, seed=5)
    for one in news[:LEARNT]:
        book.matcher.match(one)
    here, numbers = world(base.store, NOW, rules=book), count()

    async def whole() -> None:
        number = next(numbers)
        told = news[LEARNT + number % 150]
        await place(
            here,
            replace(told, id=f"x{number}", url=f"https://paper.example/{number}", found_at=NOW),
        )

    async def match() -> None:
        book.matcher.match(news[LEARNT + next(numbers) % 150])

    return {
        "rules.yaml loaded": loading,
        "an article matched": await timed(150, match),
        "an article placed and committed": await timed(60, whole, warm=5),
    }


AXIS = Axis(
    "rules",
    "rules",
    (100, 1_000, 10_000),
    measure,
    {"rules.yaml loaded": 1, "an article matched": 0.5, "an article placed and committed": 0.5},
)
