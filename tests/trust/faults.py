"""What may happen to a running program besides its death, and the books after each.

    python -m tests.trust.faults [NAME …]

A town for each, its real file and real HTTP; "ten minutes" are those of a clock that goes ten to
thirty times as fast. The exit code is 1 where anything is lost, or doubled more often than an
answer was missing.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from store.connection import BUSY
from tests.standin import faults
from tests.standin.faults import Fault
from tests.trust.kills import say
from tests.trust.ledger import Account
from tests.trust.points import PAGE
from tests.trust.town import Town, town

HALF = timedelta(seconds=10)  # of a time without room, and of the time after it
TEN_MINUTES = timedelta(minutes=10)
TITLE = (
    "| what happens | alerts matched | answers missing | told twice | all told after s | outcome |"
)
METHODS = ("sendMessage", "editMessageText", "getUpdates")
Harm = Callable[[Town], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Something that happens; `said` is what the log must say of it. `unknown`: answers go
    missing with it, so that a message may come twice."""

    name: str
    harm: Harm
    speed: float = 10.0
    said: str = ""
    unknown: bool = False


async def publish_through(here: Town, length: timedelta) -> None:
    """News goes on for so long, by the town's clock."""
    end = here.clock.now() + length
    while here.clock.now() < end:
        here.raise_failure()
        here.publish()
        await asyncio.sleep(length.total_seconds() / here.clock.speed / 6)


async def no_room(here: Town) -> None:
    """Three times no file may grow: a commit breaks off in the middle of the log."""
    assert here.running is not None
    process, log = here.running.number, Path(f"{here.database}-wal")
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    for _ in range(3):
        most = _size(log) + PAGE + PAGE // 2
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most, before[1]))
        await publish_through(here, HALF)
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
        await publish_through(here, HALF)


def _size(path: Path) -> int:
    return path.stat().st_size


async def locked(here: Town) -> None:
    """Another program holds the file for longer than we wait."""
    with closing(sqlite3.connect(here.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await publish_through(here, timedelta(seconds=(BUSY + 3) * here.clock.speed))
        other.execute("ROLLBACK")


async def clock_set(here: Town) -> None:
    """An hour back, then a day forward."""
    for length in (timedelta(hours=-1), timedelta(days=1)):
        here.clock.jump(length)
        await publish_through(here, timedelta(seconds=3))
        await here.settled()


async def no_network(here: Town) -> None:
    """Neither papers nor Telegram can be reached."""
    runners = [here.api._runner, *(paper._runner for paper in here.papers)]
    async with _gone([one for one in runners if one is not None]):
        await publish_through(here, TEN_MINUTES)


@asynccontextmanager
async def _gone(runners: list[web.AppRunner]) -> AsyncIterator[None]:
    ports = [runner.addresses[0][1] for runner in runners]
    for runner in runners:
        for site in list(runner.sites):
            await site.stop()
        for connection in runner.server.connections if runner.server else ():
            if connection.transport is not None:
                connection.transport.abort()
    yield
    for runner, port in zip(runners, ports, strict=True):
        await web.TCPSite(runner, "127.0.0.1", port).start()


async def telegram_fails(here: Town, fault: Fault) -> None:
    """Whatever Telegram is asked ends in this."""
    for method in METHODS:
        here.api.fail(fault, times=10_000, method=method)
    await publish_through(here, TEN_MINUTES)
    here.api.clear_faults()


def _telegram(name: str, fault: Fault) -> Trial:
    harm = partial(telegram_fails, fault=fault)
    return Trial(f"Telegram {name} for ten minutes", harm, 30.0, unknown=fault.recorded)


TRIALS = (
    Trial("no file can grow, three times in mid-commit", no_room, 20.0, said="The disk"),
    Trial("another program locks the file for 8 s", locked, said="is locked by another program"),
    Trial("clock back an hour, forward a day", clock_set, 1.0, said="the clock was set back"),
    Trial(
        "no network for ten minutes", no_network, 30.0, said="refused the connection", unknown=True
    ),
    _telegram("answers 429", faults.flood(20)),
    _telegram("answers 502", faults.server_error()),
    _telegram("answers garbage, having taken it", faults.garbage()),
    _telegram("takes it and never answers", faults.hang(recorded=True)),
)


async def tried(folder: Path, trial: Trial) -> tuple[Account, int, float]:
    """The books afterwards, how many messages Telegram took of which we had no answer, and the
    seconds by the town's clock until all was told."""
    usual = trial.speed == 1
    every = "1s" if usual else "5s"
    async with town(folder, speed=trial.speed, hurry=usual, every=every) as here:
        async with here.supervised():
            await here.baseline()
            here.publish(3)
            await here.settled()
            await trial.harm(here)
            began = here.clock.now()
            await here.settled()
            took = (here.clock.now() - began).total_seconds()
            await here.finish()
        assert trial.said in here.log.read_text("utf-8"), f"the log does not say {trial.said!r}"
        missing = here.ledger.unanswered(here.api.sent)
        return here.books(), missing, took


async def row(folder: Path, trial: Trial) -> tuple[str, bool]:
    """A line of the table, and whether all is well."""
    try:
        account, missing, took = await tried(folder, trial)
        account.clean()
    except (AssertionError, TimeoutError) as fault:
        return f"| {trial.name} | | | | | {fault!r} |", False
    figures = f"{account.matched} | {missing} | {account.twice} | {took:.0f}"
    kept = account.twice <= missing and (trial.unknown or not missing)
    return f"| {trial.name} | {figures} | {'all told' if kept else 'NOT KEPT'} |", kept


async def table(names: list[str]) -> bool:
    """Print the line of each; whether all is well."""
    say(TITLE, "| --- | ---: | ---: | ---: | ---: | --- |")
    well = True
    with TemporaryDirectory() as folder:
        for number, trial in enumerate(one for one in TRIALS if not names or one.name in names):
            began = time.monotonic()
            line, good = await row(Path(folder) / str(number), trial)
            say(f"{line} <!-- {time.monotonic() - began:.0f} s -->")
            well &= good
    return well


if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # who asked is gone
    sys.exit(0 if asyncio.run(table(sys.argv[1:])) else 1)
