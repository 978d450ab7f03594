"""`python -m benchmarks.cost [work] [work-tls] [memory]`: what watching costs; under two minutes.

work, work-tls: CPU seconds for a thousand checks of each sort and for a thousand articles (read,
matched against 1,000 rules, placed, stored, and what is to be told of them queued), whole, from due
to committed, beside httpx alone asking for the same addresses the same number of times; and bytes
up and down a check as they go over the wire, TLS included, TCP's own headers left out. Each check
is a new connection to a host met before. Servers are another process; medians of the rounds.
memory: megabytes of a thousand sources, as the slope over 1,000, 5,000 and 10,000 idle sources,
each checked once, each size in a process of its own (benchmarks/cost/idle.py).
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import linear_regression, median

import httpx
import uvloop

from benchmarks.matching.newsroom import LANGUAGES, articles, language
from benchmarks.outlets.answering import own_certificate
from benchmarks.outlets.asking import by_httpx, each
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.outlets.served import served
from benchmarks.outlets.server import ETAG, POOL
from benchmarks.turns import Spent, in_turns, ratio
from model.rulebook import Rulebook
from monitors.fetch import open_fetcher
from scheduler.check import check
from scheduler.world import World
from store.sqlite import SqliteStore
from tests.kit.line import HandClock, Listener

ROUNDS = 3
AT_ONCE = 50
HOSTS, RULES, CHATS = 150, 1_000, 50
FEW = 30  # hosts, where each check takes long
SIZES = (1_000, 5_000, 10_000)


BOTH = ("/plain.xml", "/x-7.html")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of check: what it asks for of how many hosts, each time; articles it must find."""

    name: str
    path: str
    hosts: int = HOSTS
    kind: str = "feed"
    fresh: int = 0
    bare: tuple[str, ...] = ()  # what httpx asks for instead


SORTS = (
    Sort("answered 304", "/same.xml"),
    Sort("a feed of 25 entries, whole, unchanged", "/plain.xml"),
    Sort("a feed of 25 entries, changed, no news", "/moving.xml", FEW),
    Sort("a front page of 150 kB, unchanged", "/front.html", FEW, "page"),
    Sort("a front page of 150 kB, changed, no news", "/moving.html", FEW, "page"),
    Sort("a feed with a new article, which is read and told", "/news.xml", FEW, "feed", 1, BOTH),
)


@dataclass(frozen=True, slots=True)
class Wire:
    """The outlets under way, and what has gone over their wire."""

    base: str
    tally: str

    async def moved(self) -> dict[str, int]:
        """Since it was last asked: connections, and bytes "up" and "down"."""
        async with httpx.AsyncClient() as client:
            told: dict[str, int] = (await client.get(self.tally)).json()
        return told


async def _work(*, tls: bool) -> None:
    print(
        f"| a thousand checks{' over https' if tls else ''} | CPU s | httpx alone | × "
        "| bytes up a check | down |\n| --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with served("benchmarks.outlets.server", *own_certificate(folder, tls=tls)) as server:
            port, tally = server.said.split()
            base = f"http{'s' if tls else ''}://h{{n}}.hosts.example:{port}"
            wire = Wire(base, f"http://127.0.0.1:{tally}")
            for number, sort in enumerate(SORTS):
                await _row(sort, wire, folder / f"{number}.db")


async def _row(sort: Sort, wire: Wire, path: Path) -> None:
    """Checks and bare requests in turns, the first sight of all hosts left out."""
    bases = [wire.base.format(n=n) for n in range(sort.hosts)]
    asked = [base + one for base in bases for one in sort.bare or (sort.path,)]
    clock, book = HandClock(datetime.now(UTC)), _book([base + sort.path for base in bases], sort)
    names = list(book.sources)
    store = await SqliteStore.open(path)
    await store.keep_sources(book.sources.values(), clock.now())
    async with open_fetcher(
        pause=timedelta(0), concurrency=AT_ONCE, now=clock.now, lookup=lambda _: ["127.0.0.1"]
    ) as fetcher:
        world = World(store, fetcher, Listener(), book, clock=clock)
        moved: list[dict[str, int]] = []

        async def checks() -> None:
            clock.pass_time(minutes=5)
            await wire.moved()
            reports = await each(names, lambda name: check(world, name), AT_ONCE)
            moved.append(await wire.moved())
            wrong = [one for one in reports if one.failure or one.fresh != sort.fresh]
            if wrong:
                raise RuntimeError(f"{sort.name}: {wrong[0]}")

        await each(names, lambda name: check(world, name), AT_ONCE)
        ways = {"whole": checks, "bare": partial(by_httpx, asked, ETAG.decode(), AT_ONCE)}
        spent = await in_turns(ways, ROUNDS)
    await store.close()
    _tell(sort, spent, moved)


def _book(urls: list[str], sort: Sort) -> Rulebook:
    """With all words of the articles met before, as after a day's work."""
    spoken = [language(code) for code in LANGUAGES]
    book = newsroom_book(urls, spoken, RULES, CHATS, sort.kind)
    if sort.fresh:
        for one in (one for each_of in spoken for one in articles(each_of, POOL, seed=5)):
            book.matcher.match(one)
    return book


def _tell(sort: Sort, spent: dict[str, Spent], moved: list[dict[str, int]]) -> None:
    whole, bare = (1000 * median(spent[name].cpu) / sort.hosts for name in ("whole", "bare"))
    times = ratio(spent["whole"].cpu, spent["bare"].cpu)
    up, down = (median(one[way] for one in moved) / sort.hosts for way in ("up", "down"))
    print(
        f"| {sort.name} | {whole:.2f} | {bare:.2f} | {times:.1f} | {up:,.0f} | {down:,.0f} |",
        flush=True,
    )


def _memory() -> None:
    """Each size in a process of its own, all asking one server."""
    with served("benchmarks.outlets.server") as server:
        port = server.said.split()[0]
        grown = [_idle(size, port) for size in SIZES]
    for size, megabytes in zip(SIZES, grown, strict=True):
        print(f"{size:,} sources idle: {megabytes:.1f} MB")
    slope, base = linear_regression([size / 1000 for size in SIZES], grown)
    print(f"{slope:.2f} MB a thousand sources, beside {base:.0f} MB for the program and its rules")


def _idle(size: int, port: str) -> float:
    command = [sys.executable, "-m", "benchmarks.cost.idle", str(size), port]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 # our own process


PARTS: dict[str, Callable[[], None]] = {
    "work": lambda: uvloop.run(_work(tls=False)),
    "work-tls": lambda: uvloop.run(_work(tls=True)),
    "memory": _memory,
}


def main() -> None:
    """A table for each part."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    logging.disable(logging.WARNING)
    for name in asked.parse_args().parts or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
