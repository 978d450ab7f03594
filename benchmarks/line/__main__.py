"""`python -m benchmarks.line [SOURCES] [SECONDS]`: the whole line, without news and with.

Sources on as many hosts, each checked every five minutes, a thousand rules, fifty chats. Without
news: CPU and memory of watching, first of hosts never met, each asked for its robots.txt as well,
then of hosts whose robots.txt is known, as it is all day but for the time of one check. With news,
each source publishing once an hour: how long from discovery and from publication to the message.
Due → request → page → article → match → commit → send, over real HTTP and a real file; the
messenger takes each message at once, a second apart in each chat.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import uvloop

from benchmarks.matching.newsroom import language
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.outlets.served import served
from benchmarks.turns import resident
from model.alert import Alert, Outcome, Sent
from model.ports import Fetcher
from model.rulebook import Chat, Rulebook
from model.source import Request, Source
from model.stores import Checked
from monitors.fetch import open_fetcher
from scheduler.check import check
from scheduler.local import LocalRunner
from scheduler.look import UNCONDITIONAL
from scheduler.world import SystemClock, World
from store.sqlite import SqliteStore

EVERY = timedelta(minutes=5)
RULES, CHATS = 1_000, 50
AT_ONCE = 500  # hosts met
WARM = 15.0  # seconds that do not count
SERVER = "benchmarks.line.server"
NEWS = 60.0  # minutes between two articles of a source
# what is measured: minutes between two articles of a source (0: none), whether hosts were met
PHASES: Mapping[str, tuple[float, bool]] = {
    "hosts never met, no news": (0, False),
    "hosts known, no news": (0, True),
    "hosts known, news": (NEWS, True),
}


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


async def _watched(world: World, names: Sequence[str]) -> None:
    """As if each source had been watched before, its next check at a moment of its own: the first
    one is, the others are remembered alike, one in twenty at the check that asks for all anew."""
    first, *others = names
    await check(world, first)
    known = await world.store.source_state(first)
    if known is None or not known.body_hash:
        sys.exit(f"{first} could not be checked")
    now = datetime.now(UTC)
    for number, name in enumerate(others):
        due = now + EVERY * (number / len(names))
        state = replace(known, name=name, next_check=due, checks=number % UNCONDITIONAL)
        await world.store.commit_check(Checked(state, now))


async def _meet(fetcher: Fetcher, sources: Iterable[Source]) -> None:
    """Each host is asked once, so that its robots.txt is known from here on."""
    asked = [Request(one.url, etag='"0"', private_hosts=one.private_hosts) for one in sources]
    for first in range(0, len(asked), AT_ONCE):
        await asyncio.gather(*map(fetcher.fetch, asked[first : first + AT_ONCE]))


async def _measure(count: int, seconds: float, minutes: float, *, met: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, served(SERVER, minutes) as server:
        port = int(server.said)
        store = await SqliteStore.open(Path(folder) / "wirewatch.db")
        book = _book(count, port)
        await store.keep_sources(book.sources.values(), datetime.now(UTC))
        async with open_fetcher(
            pause=timedelta(seconds=1), now=SystemClock().now, lookup=lambda _: ["127.0.0.1"]
        ) as fetcher:
            if met:
                await _meet(fetcher, book.sources.values())
            world = World(store, fetcher, Messenger(), book)
            await _watched(world, tuple(book.sources))
            runner = LocalRunner(world)
            running = asyncio.create_task(runner.run())
            await asyncio.sleep(WARM)
            used, checks = process_time(), await _checks(store)
            await asyncio.sleep(seconds)
            used, memory = process_time() - used, resident()
            checks = await _checks(store) - checks
            runner.stop()
            await running
        print(
            f"{count:,} sources, {checks:,} checks: {100 * used / seconds:.1f} % of a core, "
            f"{memory:.0f} MB",
            end="; ",
        )
        await _tell(store)
        await store.close()


async def _checks(store: SqliteStore) -> int:
    """How many there were so far."""
    return sum([state.checks for state in await store.source_states()])


async def _tell(store: SqliteStore) -> None:
    tally = await store.tally(datetime.now(UTC) - timedelta(hours=1))
    print(f"{tally.articles} articles read")
    if tally.from_discovery and tally.from_publication:
        found, out = tally.from_discovery, tally.from_publication
        print(
            f"{found.count} messages; from discovery p50 {found.p50:.2f} s, p95 {found.p95:.2f} s; "
            f"from publication p50 {out.p50:.0f} s, p95 {out.p95:.0f} s"
        )


def main() -> None:
    """A line for each of the three, and one of the messages where there is news."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    for name, (minutes, met) in PHASES.items():
        print(f"{name}: ", end="", flush=True)
        uvloop.run(_measure(count, seconds, minutes, met=met))


if __name__ == "__main__":
    main()
