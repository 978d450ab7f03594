"""What may happen to workers on one PostgreSQL, and the books after each.

    python -m tests.trust.workers [--kills N] [--seed S] [--workers 3] [NAME …]

Without names: N kills, half at random moments and half at named points, in worlds of twenty; then
each trial of `TRIALS`. All in haste: leases and signs of life last seconds (`worker_life`). How
long it takes in truth: `python -m tests.trust.takeover`. The exit code is 1 where anything is lost,
out of order, or came twice though no answer can have gone missing.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.kit.cluster import Cluster, NoServer, cluster
from tests.kit.postgres import schema
from tests.trust.bustle import Bustle
from tests.trust.crew import STARTS, Crew, crew, wired
from tests.trust.faults import publish_through
from tests.trust.kills import Books, planned, say
from tests.trust.ledger import Account
from tests.trust.worker_life import CLAIMED, LEASE, POINTS_HERE

A_WORLD = 20  # kills
LONGEST = 4.0  # seconds from the start of a life to a random kill
AWAY = LEASE + timedelta(seconds=4)  # that a worker is away: longer than every lease
PATIENT = 120.0  # seconds until all is told
TITLE = "| what happens | alerts matched | in doubt | told twice | all told after s | outcome |"
NAMES = tuple(point.name for point in POINTS_HERE)
Harm = Callable[[Crew], Awaitable[None]]


# kills


def drawn(random: Random, kills: int) -> list[tuple[str, float | None]]:
    """Ends of lives: half at random moments, half at named points."""
    named = random.sample(NAMES, min(kills // 2, len(NAMES)))
    moments = [("", random.uniform(0.1, LONGEST)) for _ in range(kills - len(named))]
    ends: list[tuple[str, float | None]] = [(name, None) for name in named] + moments
    random.shuffle(ends)
    return ends


async def killed(here: Crew, ends: Sequence[tuple[str, float | None]], random: Random) -> Account:
    """Let life go on until each end has come, in whichever slot; the books when all is told."""
    here.plan = planned(iter(ends))
    here.strike()
    await Bustle(here, random).until(lambda: here.kills >= len(ends) + here.size)
    return await here.finish(PATIENT)


async def a_world(folder: Path, kills: int, seed: int, workers: int, books: Books) -> None:
    """One world to its end; one that does not come to it is a fault."""
    random = Random(seed)
    with schema() as url:
        async with crew(folder, url, workers) as here:
            try:
                async with here.supervised():
                    await here.baseline(STARTS)
                    account = await killed(here, drawn(random, kills), random)
            except (AssertionError, TimeoutError) as fault:
                behind = f"{here.backlog()} not told, missed {here.missed}"
                books.faults.append(f"seed {seed}, kill {here.kills}: {fault!r}; {behind}")
                return
            log = here.log.read_text("utf-8")  # a file on this machine
            books.add(account, here.kills, here.doubts, log)
            books.faults += here.ledger.out_of_order(here.api.sent)
            if here.missed:
                say(f"others came by first: {', '.join(here.missed)}")


async def kills(count: int, seed: int, workers: int) -> bool:
    """All worlds, one after the other; whether every promise held."""
    books = Books()
    with TemporaryDirectory() as folder:
        for number in range(-(-count // A_WORLD)):
            began = time.monotonic()
            size = min(A_WORLD, count - number * A_WORLD)
            await a_world(Path(folder) / str(number), size, seed + number, workers, books)
            say(f"seed {seed + number}: {time.monotonic() - began:.0f} s; so far {books}")
            say(*books.faults)
    return books.clean


# trials


@dataclass(frozen=True, slots=True)
class Trial:
    """Something that happens to workers in the town. `doubts`: messages of which an answer can go
    missing by it, at most. `own`: it needs a server of its own."""

    name: str
    harm: Harm
    doubts: int = 0
    wires: tuple[int, ...] = ()
    server: Cluster | None = None
    own: bool = False


async def cut_off(here: Crew, *, swallowed: bool, breaks: bool, which: int = 0) -> None:
    """The first worker loses its way to the database or (which=1) to the messenger, for longer
    than its leases, while news goes on; then it is back, and the others go."""
    wire = here.wires[0][which]
    async with here.apart():
        (wire.stop_up if swallowed else wire.cut)()
        await publish_through(here, AWAY)
        if breaks:
            wire.cut()
        await wire.mend()
    await publish_through(here, AWAY / 2)


async def frozen(here: Crew) -> None:
    """Each worker in turn stands still for longer than its leases, amid what it does."""
    for slot in range(here.size):
        async with here.apart():
            here.freeze(slot)
            await publish_through(here, AWAY)
            here.wake(slot)
        await publish_through(here, timedelta(seconds=2))


async def frozen_at(here: Crew, point: str) -> None:
    """One worker freezes at a point of the line, with an alert in hand that others send
    meanwhile; then it goes on."""
    here.plan = planned(iter([(point, 1e9)]))
    here.strike(0)
    await here.until(lambda _: here.kills)
    waiting = asyncio.ensure_future(here.stands_still())
    while not waiting.done():
        here.publish()
        await asyncio.sleep(1)
    async with here.apart():
        await publish_through(here, timedelta(seconds=1))
        await here.settled(PATIENT)
        here.wake(waiting.result())
        await publish_through(here, timedelta(seconds=3))


async def server_goes(here: Crew, server: list[Cluster], mode: str) -> None:
    """The server is stopped, is away for three seconds, and comes back; twice."""
    for _ in range(2):
        async with here.apart():
            await asyncio.to_thread(server[0].stop, mode)
            here.publish(3)
            await asyncio.sleep(3)
            await asyncio.to_thread(server[0].start)
        await publish_through(here, AWAY / 2)


OWN: list[Cluster] = []  # the server of the trial that needs one
TRIALS = (
    Trial(
        "one is cut off from PostgreSQL, refused, and back",
        partial(cut_off, swallowed=False, breaks=False),
        4,
        (0,),
    ),
    Trial(
        "one is cut off from PostgreSQL, all swallowed, and back",
        partial(cut_off, swallowed=True, breaks=False),
        4,
        (0,),
    ),
    Trial(
        "one is cut off from PostgreSQL, all swallowed, then broken, and back",
        partial(cut_off, swallowed=True, breaks=True),
        4,
        (0,),
    ),
    Trial(
        "one is cut off from Telegram, refused, and back",
        partial(cut_off, swallowed=False, breaks=False, which=1),
        4,
        (0,),
    ),
    Trial(
        "one is cut off from Telegram, all swallowed, and back",
        partial(cut_off, swallowed=True, breaks=True, which=1),
        4,
        (0,),
    ),
    Trial("each stands still for longer than its leases, and goes on", frozen, 12),
    Trial("one stands still with an alert in hand, and goes on", partial(frozen_at, point=CLAIMED)),
    Trial(
        "PostgreSQL is restarted twice", partial(server_goes, server=OWN, mode="fast"), 8, own=True
    ),
    Trial(
        "PostgreSQL crashes twice", partial(server_goes, server=OWN, mode="immediate"), 8, own=True
    ),
)


@contextmanager
def _own_server():
    with cluster() as made:
        OWN.append(made)
        try:
            yield made.url
        finally:
            OWN.clear()


async def row(folder: Path, trial: Trial, workers: int) -> tuple[str, bool]:
    """A line of the table, and whether all is well."""
    try:
        with _own_server() if trial.own else schema() as url:
            async with crew(folder, url, workers) as here, wired(here, *trial.wires):
                account, took = await tried(here, trial)
                account.clean()
                wrong = here.ledger.out_of_order(here.api.sent)
                assert not wrong, wrong
    except NoServer as why:
        return f"| {trial.name} | | | | | not tried: {why} |", True
    except (AssertionError, TimeoutError) as fault:
        return f"| {trial.name} | | | | | {fault!r} |", False
    kept = account.twice <= here.doubts <= trial.doubts
    figures = f"{account.matched} | {here.doubts} | {account.twice} | {took:.0f}"
    return f"| {trial.name} | {figures} | {'all told' if kept else 'NOT KEPT'} |", kept


async def tried(here: Crew, trial: Trial) -> tuple[Account, float]:
    """The books afterwards, and the seconds until all was told."""
    async with here.supervised():
        await here.baseline(STARTS)
        here.publish(3)
        await here.settled()
        await trial.harm(here)
        began = time.monotonic()
        await here.settled(PATIENT)
        took = time.monotonic() - began
        return await here.finish(PATIENT), took


async def table(names: Sequence[str], workers: int) -> bool:
    """Print the line of each; whether all is well."""
    say(TITLE, "| --- | ---: | ---: | ---: | ---: | --- |")
    well = True
    with TemporaryDirectory() as folder:
        chosen = [one for one in TRIALS if not names or any(name in one.name for name in names)]
        for number, trial in enumerate(chosen):
            began = time.monotonic()
            line, good = await row(Path(folder) / str(number), trial, workers)
            say(f"{line} <!-- {time.monotonic() - began:.0f} s -->")
            well &= good
    return well


async def campaign(given: argparse.Namespace) -> bool:
    """Kills first, where no trial is named."""
    well = given.names or await kills(given.kills, given.seed, given.workers)
    return await table(given.names, given.workers) and bool(well)


def main() -> int:
    """Run the campaign; 0 where every promise held."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("names", nargs="*", help="parts of trials' names")
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--workers", type=int, default=3)
    given = options.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of the killed
    return 0 if asyncio.run(campaign(given)) else 1


if __name__ == "__main__":
    sys.exit(main())
