"""Kin of a story: the look-up among the articles of the last days, by nothing but their number."""

from __future__ import annotations

import asyncio
from random import Random

from benchmarks.growth.bases import Base
from benchmarks.growth.curves import Axis, Took, timed
from benchmarks.growth.filling import NOW, RARE, drawn, fill_kin
from stories.join import KIN, LENGTH, NEWEST, WINDOW
from stories.traits import KEYS

SINCE = NOW - WINDOW - LENGTH  # as an article's turn asks
ALL = 10**9


async def measure(base: Base, size: int) -> Took:
    """All of one size."""
    await asyncio.to_thread(fill_kin, base, size)
    store, dice = base.store, Random(3)

    async def usual(newest: int = NEWEST) -> None:
        keys = sorted({drawn(dice) for _ in range(KEYS)})
        await store.kin(keys, SINCE, KIN, newest)

    async def frequent() -> None:
        keys = sorted({int(drawn(dice) ** 0.5) + 200 for _ in range(KEYS)})
        await store.kin(keys, SINCE, KIN, NEWEST)

    async def rare() -> None:
        keys = [RARE - dice.randrange(RARE // 10) for _ in range(KEYS)]
        await store.kin(keys, SINCE, KIN, NEWEST)

    return {
        "keys drawn as articles have them": await timed(60, usual, warm=5),
        "the same, all articles of a key": await timed(30, lambda: usual(ALL), warm=3),
        "frequent keys only": await timed(30, frequent, warm=3),
        "rare keys only": await timed(60, rare, warm=5),
    }


AXIS = Axis(
    "kin",
    "articles of a month",
    (10_000, 100_000, 1_000_000, 3_000_000),
    measure,
    {
        "keys drawn as articles have them": 0,
        "the same, all articles of a key": 1,
        "frequent keys only": 0,
        "rare keys only": 0,
    },
)
