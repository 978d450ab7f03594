"""The archive: what a check looks up, what people ask for, and upkeep."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import count
from random import Random
from time import perf_counter

from benchmarks.growth.bases import Base
from benchmarks.growth.curves import Axis, Took, timed
from benchmarks.growth.filling import CHATS, NOW, SPAN, bands_of, drawn, fill, news
from benchmarks.growth.placed import place
from benchmarks.growth.stage import book, world
from model.source import Kind, SourceState
from model.stores import Checked
from stories.copies import RELATIVES
from stories.join import KIN, LENGTH, NEWEST
from stories.traits import KEYS

DAY = timedelta(days=1)
KEPT = timedelta(days=400)


async def measure(base: Base, size: int) -> Took:
    """All of one size."""
    await asyncio.to_thread(fill, base, size)
    return {
        **await _lookups(base, size),
        **await _asked(base, size),
        **await _commits(base),
        **await _upkeep(base),
    }


async def _lookups(base: Base, size: int) -> Took:
    store, dice = base.store, Random(3)
    week = NOW - timedelta(days=7)

    async def seen() -> None:
        await store.seen([f"url:{dice.randrange(2 * size)}" for _ in range(30)])

    async def relatives() -> None:
        await store.relatives(bands_of(dice.randrange(size)), week, RELATIVES)

    async def kin() -> None:
        await store.kin(sorted({drawn(dice) for _ in range(KEYS)}), NOW - LENGTH, KIN, NEWEST)

    async def told() -> None:
        await store.told(f"a{size - 4 * dice.randrange(size // 40)}", NOW - 30 * DAY)

    return {
        "thirty keys looked up": await timed(100, seen),
        "near copies": await timed(50, relatives),
        "kin of a story": await timed(50, kin, warm=5),
        "who was told of a story": await timed(50, told),
    }


async def _asked(base: Base, size: int) -> Took:
    store, dice = base.store, Random(4)
    stretches = [(NOW - DAY * (n + 1), NOW - DAY * n) for n in range(30)]

    async def rare() -> None:
        await store.search(f"n{dice.randrange(size)}", 10)

    async def tally() -> None:
        await store.tally(NOW - DAY)

    chat = f"telegram:{CHATS}"
    return {
        "/search, a rare word": await timed(20, rare),
        "/search, a common word": await timed(3, lambda: store.search("harbour", 10)),
        "/search, two common words": await timed(3, lambda: store.search("harbour bridge", 10)),
        "/latest": await timed(20, lambda: store.latest(chat, None, 5)),
        "/latest of a rare topic": await timed(5, lambda: store.latest(chat, "rare", 5)),
        "/stats of 30 days": await timed(3, lambda: store.volume(chat, stretches)),
        "today's count of a chat": await timed(10, lambda: store.counts(chat, NOW - DAY)),
        "numbers of a day (/status)": await timed(3, tally),
        "newest of a source": await timed(20, lambda: store.newest_of("Paper 7", 3)),
    }


async def _commits(base: Base) -> Took:
    here, numbers = world(base.store, NOW, rules=book(("ships",))), count()
    state = SourceState("Paper 7", Kind.FEED, next_check=NOW + DAY, checks=1)
    return {
        "an article placed and committed": await timed(
            30, lambda: place(here, news(next(numbers)))
        ),
        "a check without news committed": await timed(
            50, lambda: base.store.commit_check(Checked(state, NOW))
        ),
    }


async def _upkeep(base: Base) -> Took:
    """A thirtieth of the archive is pruned while a check's commit asks again and again."""
    state, waits = SourceState("Paper 7", Kind.FEED, next_check=NOW + DAY, checks=1), [0.0]
    done = asyncio.Event()

    async def beside() -> None:
        while not done.is_set():
            begun = perf_counter()
            await base.store.commit_check(Checked(state, NOW))
            waits.append(perf_counter() - begun)
            await asyncio.sleep(0.002)

    other, begun = asyncio.create_task(beside()), perf_counter()
    await base.store.prune(NOW - SPAN + SPAN / 30, NOW - KEPT, NOW - timedelta(days=14))
    took = perf_counter() - begun
    done.set()
    await other
    return {"a day of thirty pruned": took, "longest wait of a check beside it": max(waits)}


AXIS = Axis(
    "archive",
    "articles in the archive, all of a month",
    (10_000, 100_000, 1_000_000),
    measure,
    {
        "thirty keys looked up": 0,
        "near copies": 0,
        "kin of a story": 0.5,
        "who was told of a story": 0,
        "/search, a rare word": 0,
        "/search, a common word": 0,
        "/search, two common words": 0,
        "/latest": 0,
        "/latest of a rare topic": 0,
        "/stats of 30 days": 1,
        "today's count of a chat": 1,
        "numbers of a day (/status)": 1,
        "newest of a source": 0,
        "an article placed and committed": 0,
        "a check without news committed": 0,
        "a day of thirty pruned": 1,
        "longest wait of a check beside it": 0,
    },
)
