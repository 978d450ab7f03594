"""One hostile case played through the line: fetched, read, matched, alerted, told of."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from chat.ailing import fell_ill
from chat.compose import compose
from model.article import Article, Match
from model.health import Ailment, Illness
from model.source import Fetched, FetchFailed, NotModified, Request, SourceState, Trouble
from monitors.fetch import HttpFetcher, Lookup, open_fetcher
from scheduler.check import check
from scheduler.deliver import Delivery
from scheduler.world import World
from store.memory import MemoryStore
from tests.hostile.server import Pages, Server, serving
from tests.kit.line import CHAT, START, HandClock, Listener, make_book, make_source

STATUS = Path("/proc/self/status")
NAME = "Meridian Post"
HOST = "hostile.example"
# What the fake resolver knows; whatever is not loopback here is never connected to.
NAMES = {
    HOST: "127.0.0.1",
    "other.example": "127.0.0.1",
    "inside.example": "10.0.0.1",
    "metadata.example": "169.254.169.254",
    "mapped.example": "::ffff:10.0.0.1",
    "nat64.example": "64:ff9b::a00:1",
    "tunnel.example": "2002:a00:1::1",
    "mixed.example": "10.0.0.1 192.168.1.1 169.254.169.254",
}


@dataclass(frozen=True)
class Case:
    """One misbehaviour and what must come of it.

    `trouble` None: the source is well. `says` is part of the sentence in `status`; `titles` are
    the headlines that arrive in the chat (None: whichever). `{port}` in `url` is the server's.
    """

    name: str
    pages: Callable[[], Pages]
    trouble: Trouble | None = None
    says: str = ""
    titles: tuple[str, ...] | None = None
    url: str = f"http://{HOST}:{{port}}/"
    checks: int = 1
    seconds: float = 8.0  # of an exchange
    identity: str = ""
    slow_tls: bool = False
    source: Mapping[str, object] = field(default_factory=dict)
    rests: timedelta = timedelta()  # until the next check, this at least


@dataclass(frozen=True)
class Played:
    """What came of a case."""

    state: SourceState
    notice: str  # what the keeper reads
    titles: tuple[str, ...]
    markup: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    failures: tuple[str, ...]  # of the checks, in plain words
    cpu: float  # seconds, the server's included
    held: float  # megabytes at most, of them beyond what was held before, the server's included

    @property
    def outcome(self) -> str:
        """The trouble in a word, or how many headlines arrived."""
        told = f"{len(self.titles)} told"
        return self.state.trouble.value if self.state.trouble else f"well, {told}"


class Everything:
    """A matcher that every article satisfies."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """Let the topic be found in the headline."""
        return (Match("drones", 1.0, article.title, why="drones"),)


@dataclass
class Hurried:
    """The real fetcher, with less time than it has in life."""

    fetcher: HttpFetcher
    seconds: float

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """Fetch within the case's time."""
        return await self.fetcher.fetch(replace(request, timeout=timedelta(seconds=self.seconds)))


async def play(case: Case, lookup: Lookup | None = None) -> Played:
    """Run one case; the clock stands at noon but for ten minutes between its checks."""
    begun, before = time.process_time(), _held_anew()
    async with serving(case.pages(), case.identity, case.slow_tls) as server:
        url = case.url.format(port=server.port)
        clock, channel = HandClock(), Listener()
        async with open_fetcher(
            pause=timedelta(), now=clock.now, lookup=lookup or look_up
        ) as fetcher:
            world = _world(case, url, Hurried(fetcher, case.seconds), clock, channel)
            await world.store.keep_sources(world.book.sources.values(), clock.now())
            failures = await _checks(case, world, clock)
        told = await _told(world, server, failures)
    return replace(told, cpu=time.process_time() - begun, held=peak() - before)


def peak() -> float:
    """The most memory that this process has held at once, in megabytes; 0 where there is no /proc.

    getrusage would count what its parent held when it was forked.
    """
    if not STATUS.exists():
        return 0.0
    (held,) = re.findall(r"VmHWM:\s+(\d+) kB", STATUS.read_text())
    return int(held) / 1000


def _held_anew() -> float:
    """What is held now, which from now on counts as the most."""
    if STATUS.exists():
        STATUS.with_name("clear_refs").write_text("5")  # proc(5): resets the high-water mark
    return peak()


def look_up(host: str) -> list[str]:
    """The fake resolver."""
    if host not in NAMES:
        raise OSError(host)
    return NAMES[host].split()


def _world(case: Case, url: str, web: Hurried, clock: HandClock, channel: Listener) -> World:
    own = {"private_hosts": frozenset({HOST, "other.example"}), "full_text": False, "backfill": 100}
    source = make_source(NAME, url, **(own | dict(case.source)))
    book = replace(make_book(source), matcher=Everything())
    return World(MemoryStore(), web, channel, book, clock, Random(1))


async def _checks(case: Case, world: World, clock: HandClock) -> tuple[str, ...]:
    failures = []
    for _ in range(case.checks):
        report = await check(world, NAME)
        failures.append(report.failure.message if report.failure else "")
        clock.pass_time(minutes=10)
    return tuple(failures)


async def _told(world: World, server: Server, failures: tuple[str, ...]) -> Played:
    state = await world.store.source_state(NAME)
    now = world.clock.now()
    await Delivery(world).deliver(CHAT.key)
    alerts = world.channel.sent
    url = world.book.sources[NAME].url
    ill = Ailment(NAME, Illness.FAILING, START, now)
    return Played(
        state,
        fell_ill(ill, state, url, CHAT, None, now) if state.failures else "",
        tuple(alert.title for alert in alerts),
        tuple(compose(alert, CHAT, now).html for alert in alerts),
        tuple(server.asked),
        failures,
        cpu=0.0,
        held=0.0,
    )
