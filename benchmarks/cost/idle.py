"""`python -m benchmarks.cost.idle SOURCES PORT`: megabytes of a program at rest.

It knows so many sources on as many hosts of the outlets' server at PORT and a thousand rules, and
has checked each source once, which was answered 304. Prints one number.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvloop

from benchmarks.matching.newsroom import LANGUAGES, language
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.turns import resident
from model.stores import Checked
from monitors.fetch import open_fetcher
from scheduler.check import check
from scheduler.local import LocalRunner
from scheduler.world import SystemClock, World
from store.sqlite import SqliteStore
from tests.kit.line import Listener

RULES, CHATS = 1_000, 50


async def _idle(count: int, port: str) -> float:
    urls = [f"http://h{n}.hosts.example:{port}/same.xml" for n in range(count)]
    book = newsroom_book(urls, [language(code) for code in LANGUAGES], RULES, CHATS)
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "wirewatch.db")
        await store.keep_sources(book.sources.values(), datetime.now(UTC))
        async with open_fetcher(
            pause=timedelta(0), now=SystemClock().now, lookup=lambda _: ["127.0.0.1"]
        ) as fetcher:
            world = World(store, fetcher, Listener(), book)
            await _watched(world)
            runner = LocalRunner(world)
            await runner.start()
            await _all_once(runner, count - 1)
            if not all(one.checks == 2 and not one.failures for one in await store.source_states()):
                raise RuntimeError("not every check ended well")
            gc.collect()
            megabytes = resident()
        await store.close()
    return megabytes


async def _watched(world: World) -> None:
    """As if each source had been seen before: the first one is, the others are known alike."""
    first, *others = world.book.sources
    for _ in range(2):
        await check(world, first)
    known = await world.store.source_state(first)
    if known is None or not known.body_hash:
        raise RuntimeError(f"{first} could not be checked")
    now = datetime.now(UTC)
    for at in range(0, len(others), 500):
        states = [
            replace(known, name=one, checks=1, next_check=now) for one in others[at : at + 500]
        ]
        await asyncio.gather(*(world.store.commit_check(Checked(one, now)) for one in states))


async def _all_once(runner: LocalRunner, count: int) -> None:
    done = 0
    while done < count:
        await runner.tick()
        tasks = set(runner.tasks)
        done += len(tasks)
        await asyncio.gather(*tasks)


if __name__ == "__main__":
    print(uvloop.run(_idle(int(sys.argv[1]), sys.argv[2])))
