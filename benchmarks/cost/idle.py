"""`python -m benchmarks.cost.idle SOURCES PORT`: megabytes of a program at rest.

It knows so many sources on as many hosts of the outlets' server at PORT and a thousand rules, and
has checked each source once, which was answered 304. Prints one number.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvloop

from benchmarks.matching.newsroom import LANGUAGES, language
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.outlets.server import ETAG
from benchmarks.turns import resident
from model.source import Kind, SourceState
from model.stores import Checked
from monitors.fetch import open_fetcher
from scheduler.local import LocalRunner
from scheduler.world import SystemClock, World
from store.sqlite import SqliteStore
from tests.kit.line import Listener

RULES, CHATS = 1_000, 50


async def _idle(count: int, port: str) -> float:
    urls = [f"http://h{n}.hosts.example:{port}/same.xml" for n in range(count)]
    book = newsroom_book(urls, [language(code) for code in LANGUAGES], RULES, CHATS)
    with tempfile.TemporaryDirectory() as folder:
        store, now = await SqliteStore.open(Path(folder) / "wirewatch.db"), datetime.now(UTC)
        await store.keep_sources(book.sources.values(), now)
        known = {"kind": Kind.FEED, "etag": ETAG.decode(), "first_seen": now, "next_check": now}
        for first in range(0, count, 500):
            names = list(book.sources)[first : first + 500]
            states = [SourceState(name, **known) for name in names]  # type: ignore[arg-type]
            await asyncio.gather(*(store.commit_check(Checked(one, now)) for one in states))
        async with open_fetcher(
            pause=timedelta(0), now=SystemClock().now, lookup=lambda _: ["127.0.0.1"]
        ) as fetcher:
            runner = LocalRunner(World(store, fetcher, Listener(), book))
            await runner.start()
            done = 0
            while done < count:
                await runner.tick()
                tasks = set(runner.tasks)
                done += len(tasks)
                await asyncio.gather(*tasks)
            checked = sum(one.checks for one in await store.source_states())
            if checked != count:
                raise RuntimeError(f"{checked} checks instead of {count}")
            gc.collect()
            megabytes = resident()
        await store.close()
    return megabytes


if __name__ == "__main__":
    print(uvloop.run(_idle(int(sys.argv[1]), sys.argv[2])))
