"""`python -m benchmarks.store [KEYS…]`: what the store does a second, SQLite beside PostgreSQL.

Both through the event loop, every commit synced to the disk, in the same run and in turns;
medians of the rounds. PostgreSQL is the server of WIREWATCH_TEST_DATABASE_URL, in a schema that is
dropped again. KEYS: how many keys the memory against doubles holds when it is asked for thirty,
10,000, 100,000 and 1,000,000 where left out; ten million take some minutes and 3 GB.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import psycopg

from model.alert import Alert, Fate, Receipt
from model.article import Article, Sketch
from model.source import Source, SourceState
from model.stores import Checked, Remembered, Store
from store.postgres import PostgresStore
from store.sqlite import SqliteStore
from tests.kit.postgres import schema

ROUNDS = 5
NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
LEASE = timedelta(minutes=5)
SIZES = (10_000, 100_000, 1_000_000)
ASKED = 30
TEXT = "A ship came in with the tide and left again. " * 45  # 2 kB


@dataclass(frozen=True, slots=True)
class Kept:
    """A store, and how to put keys into it by the million."""

    store: Store
    fill: Callable[[int, int], None]


class Numbers:
    """Numbers never given before."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """One more."""
        self.last += 1
        return self.last


numbers = Numbers()


def news(chat: str) -> Checked:
    """A check with an article, its fingerprint and an alert."""
    name = f"n{numbers.next()}"
    url = f"https://meridian-post.example/{name}"
    article = Article(name, url, name, TEXT, found_at=NOW, keys=(url, f"guid:{name}"))
    bands = tuple(random.getrandbits(64) for _ in range(8))
    sketch = Sketch(tuple(random.getrandbits(32) for _ in range(128)), bands)
    alert = Alert(chat=chat, dedupe=name, made_at=NOW, article_id=name, title=name)
    state = SourceState(f"s{numbers.last % 100}", next_check=NOW + LEASE)
    return Checked(state, NOW, articles=(Remembered(article, sketch),), alerts=(alert,))


def quiet() -> Checked:
    """A check without anything new."""
    return Checked(SourceState(f"s{numbers.next() % 1000}", next_check=NOW + LEASE), NOW)


async def rate(times: int, one: Callable[[], Awaitable[object]], at_once: int = 1) -> float:
    """How often a second, with so many under way at a time."""
    begun = perf_counter()
    for _ in range(times // at_once):
        await asyncio.gather(*(one() for _ in range(at_once)))
    return times / (perf_counter() - begun)


async def claims(store: Store) -> float:
    """Claim and record, one alert after the other, a second."""
    await store.queue([Alert("c", f"c{numbers.next()}", NOW, article_id="x") for _ in range(200)])

    async def one() -> None:
        claimed = await store.claim("c", NOW, LEASE)
        if claimed is None:
            raise RuntimeError("nothing was queued")
        await store.record(Receipt(claimed.id, Fate.SENT, NOW))

    return await rate(200, one)


async def due(store: Store) -> float:
    """Sources claimed a second, 200 at a time, among 10,000 due."""
    later = NOW + numbers.next() * timedelta(days=1)
    begun, count = perf_counter(), 0
    while names := await store.claim_due(later, LEASE, 200):
        count += len(names)
    return count / (perf_counter() - begun)


async def seen(store: Store, keys: int, *, beside: bool) -> float:
    """Questions for thirty keys a second, half of them known: beside each other, as the addresses
    of one site stand, or anywhere."""

    async def one() -> None:
        first = random.randrange(2 * keys)
        numbers = (
            range(first, first + ASKED) if beside else random.choices(range(2 * keys), k=ASKED)
        )
        await store.seen([f"url:{number}" for number in numbers])

    await rate(50, one)
    return await rate(200, one)


MEASURES: dict[str, Callable[[Store], Awaitable[float]]] = {
    "checks with an article and an alert, one by one": lambda s: rate(100, lambda: _news(s)),
    "the same, 16 at once": lambda s: rate(320, lambda: _news(s), 16),
    "checks without news, 16 at once": lambda s: rate(800, lambda: s.commit_check(quiet()), 16),
    "an alert claimed and recorded": claims,
    "sources claimed, 200 at a time": due,
}


async def _news(store: Store) -> None:
    await store.commit_check(news("n"))


async def compare(
    name: str, both: tuple[Kept, Kept], measure: Callable[[Store], Awaitable[float]]
) -> None:
    """One line: both stores in turns, and the median of the rounds' ratios."""
    rounds = [[await measure(one.store) for one in both] for _ in range(ROUNDS)]
    ratio = median(other / one for one, other in rounds)
    first, second = (median(column) for column in zip(*rounds, strict=True))
    print(f"| {name} | {first:,.0f} | {second:,.0f} | {ratio:.2f} |", flush=True)


async def main(sizes: tuple[int, ...]) -> None:
    """The table."""
    with tempfile.TemporaryDirectory() as folder, schema() as url:
        path = Path(folder) / "wirewatch.db"
        one, other = await SqliteStore.open(path), await PostgresStore.open(url)
        both = Kept(one, lambda a, b: _fill(path, a, b)), Kept(other, lambda a, b: _pour(url, a, b))
        print("| a second | SQLite | PostgreSQL | × |\n| --- | --- | --- | --- |")
        for kept in both:
            places = [Source(f"s{n}", "https://marfa.example") for n in range(10_000)]
            await kept.store.keep_sources(places, NOW)
        for name, measure in MEASURES.items():
            await compare(name, both, measure)
        filled = 0
        for size in sorted(sizes):
            for kept in both:
                await asyncio.to_thread(kept.fill, filled, size)
            filled = size
            for beside, which in ((True, "addresses of one site"), (False, "scattered keys")):
                await compare(
                    f"thirty {which} among {size:,}",
                    both,
                    lambda store, keys=size, beside=beside: seen(store, keys, beside=beside),
                )
        await one.close()
        await other.close()


def _fill(path: Path, begin: int, end: int) -> None:
    base = sqlite3.connect(path, timeout=60)
    rows = ((f"url:{n}", "x", 0, 2**60) for n in range(begin, end))
    base.executemany("INSERT INTO identity VALUES (?, ?, ?, ?)", rows)
    base.commit()
    base.close()


def _pour(url: str, begin: int, end: int) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            "INSERT INTO identity SELECT 'url:' || n, 'x', 0, 1::bigint << 60 "
            "FROM generate_series(%s::bigint, %s) AS n",
            [begin, end - 1],
        )
        server.execute("ANALYZE identity")


if __name__ == "__main__":
    asyncio.run(main(tuple(int(size) for size in sys.argv[1:]) or SIZES))
