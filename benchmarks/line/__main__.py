"""`python -m benchmarks.line [SOURCES] [SECONDS]`: the whole line, first without news, then with.

Sources on as many hosts, each checked every five minutes, a thousand rules, fifty chats. Without
news: CPU and memory of watching. With news, each source publishing once an hour: how long from
discovery and from publication to the message.
Due → request → page → article → match → commit → send, over real HTTP and a real file; the
messenger takes each message at once, a second apart in each chat.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import uvloop

from benchmarks.matching.newsroom import language
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.outlets.served import served
from benchmarks.turns import resident
from model.alert import Alert, Outcome, Sent
from model.rulebook import Chat, Rulebook
from model.source import Kind, SourceState
from model.stores import Checked
from monitors.fetch import open_fetcher
from scheduler.local import LocalRunner
from scheduler.world import SystemClock, World
from store.sqlite import SqliteStore

EVERY = timedelta(minutes=5)
RULES, CHATS = 1_000, 50
WARM = 15.0  # seconds that do not count
SERVER = "benchmarks.line.server"
NEWS = 60.0  # minutes between two articles of a source


class Messenger:
    """Takes everything at once; a second between two messages of a chat."""

    async def send(self, _: Alert, __: Chat) -> Outcome:
        """Taken."""
        return Sent(1)

    async def edit(self, *_: object, **__: object) -> Outcome:
        """Taken."""
        return Sent(1)

    def pause(self, _: Chat) -> timedelta:
        """As Telegram wants it of private chats."""
        return timedelta(seconds=1)


def _book(count: int, port: int) -> Rulebook:
    urls = [f"http://h{n}.hosts.example:{port}/feed.xml" for n in range(count)]
    return newsroom_book(urls, [language("en")] * 3, RULES, CHATS)


async def _watched(store: SqliteStore, names: Sequence[str]) -> None:
    """As if each source had been watched before, its next check at a moment of its own."""
    now = datetime.now(UTC)
    for number, name in enumerate(names):
        due = now + EVERY * (number / len(names))
        state = SourceState(
            name, Kind.FEED, etag='"0"', first_seen=now, last_check=now, next_check=due, checks=1
        )
        await store.commit_check(Checked(state, now))


async def _measure(count: int, seconds: float, minutes: float) -> None:
    with tempfile.TemporaryDirectory() as folder, served(SERVER, minutes) as server:
        port = int(server.said)
        store = await SqliteStore.open(Path(folder) / "wirewatch.db")
        book = _book(count, port)
        await store.keep_sources(book.sources.values(), datetime.now(UTC))
        await _watched(store, tuple(book.sources))
        async with open_fetcher(
            pause=timedelta(seconds=1), now=SystemClock().now, lookup=lambda _: ["127.0.0.1"]
        ) as fetcher:
            runner = LocalRunner(World(store, fetcher, Messenger(), book))
            running = asyncio.create_task(runner.run())
            await asyncio.sleep(WARM)
            used = process_time()
            await asyncio.sleep(seconds)
            used = process_time() - used
            runner.stop()
            await running
        await _tell(store, count, seconds, used)
        await store.close()


async def _tell(store: SqliteStore, count: int, seconds: float, used: float) -> None:
    tally = await store.tally(datetime.now(UTC) - timedelta(hours=1))
    states = await store.source_states()
    checks = sum(state.checks - 1 for state in states)
    print(
        f"{count:,} sources, {checks:,} checks: {100 * used / seconds:.1f} % of a core, "
        f"{resident():.0f} MB; {tally.articles} articles read"
    )
    if tally.from_discovery and tally.from_publication:
        found, out = tally.from_discovery, tally.from_publication
        print(
            f"{found.count} messages; from discovery p50 {found.p50:.2f} s, p95 {found.p95:.2f} s; "
            f"from publication p50 {out.p50:.0f} s, p95 {out.p95:.0f} s"
        )


def main() -> None:
    """One line without news, two with."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    for minutes in (0, NEWS):
        uvloop.run(_measure(count, seconds, minutes))


if __name__ == "__main__":
    main()
