"""Placing: so many programs at once on one PostgreSQL, one at a time within `placing()`."""

from __future__ import annotations

import asyncio
import multiprocessing
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time

from benchmarks.growth.placed import place
from benchmarks.growth.stage import book, world
from benchmarks.scale.weight import NOW, news
from model.rulebook import Chat
from store.postgres import PostgresStore
from tests.kit.postgres import schema

EACH, WARM, BEFORE = 100, 10, 200  # articles of a program, those uncounted, those there before
AT_ONCE = 8  # checks of one program that have articles to place
PROGRAMS = (1, 2, 4)


def main() -> None:
    """The table."""
    print("| programs | articles a second | CPU ms an article | within placing(), ms |")
    print("| --- | --- | --- | --- |")
    for count in PROGRAMS:
        with schema() as url:
            asyncio.run(_program(url, BEFORE, 1, None))
            context = multiprocessing.get_context("spawn")
            start = context.Barrier(count)
            with context.Pool(count, _ready, (start,)) as pool:
                done = pool.starmap(_run, [(url, EACH, 2 + n) for n in range(count)], chunksize=1)
        rate = sum(EACH / seconds for seconds, _, _ in done)
        cpu, held = (1000 * median(row[n] for row in done) for n in (1, 2))
        print(f"| {count} | {rate:.0f} | {cpu / EACH:.1f} | {held:.1f} |", flush=True)


_START = []  # of this process: what the programs wait for


def _ready(start) -> None:  # noqa: ANN001 # a barrier of multiprocessing
    _START.append(start)


def _run(url: str, count: int, seed: int) -> tuple[float, float, float]:
    return asyncio.run(_program(url, count, seed, _START[0]))


async def _program(url: str, count: int, seed: int, start) -> tuple[float, float, float]:  # noqa: ANN001 # a barrier
    """Seconds for all its articles, CPU seconds, and seconds of one within `placing()`."""
    store = await PostgresStore.open(url)
    rules = book(("ships",), [Chat("telegram:-1001234567", -1001234567)])
    here = world(store, NOW + timedelta(hours=1), rules=rules)
    left, held = list(news(count + WARM, seed)), list[float]()
    for one in left[:WARM]:
        await place(here, one)
    waiting = left[WARM:]
    if start is not None:
        await asyncio.to_thread(start.wait)
    begun, used = perf_counter(), process_time()

    async def some() -> None:
        while waiting:
            held.append(await _timed(here, waiting.pop()))

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    took = perf_counter() - begun, process_time() - used
    await store.close()
    return (*took, median(held))


async def _timed(here, article) -> float:  # noqa: ANN001 # a World and an Article
    """Seconds for which one article keeps others out."""
    entered = perf_counter()

    def now_inside() -> None:
        nonlocal entered
        entered = perf_counter()

    await place(here, article, inside=now_inside)
    return perf_counter() - entered
