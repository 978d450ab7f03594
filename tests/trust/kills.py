"""The campaign: hundreds of kills, and the books after each world.

    python -m tests.trust.kills --kills 500 --seed 7

Worlds of some twenty-five kills, two side by side: half of the lives end at a random moment
from their start on, the rest at named points that the seed draws. Prints the account; the exit
code is 1 where anything is lost, doubled without need or unaccounted for.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.trust.bustle import Bustle
from tests.trust.ledger import Account
from tests.trust.points import POINTS, PRUNE, UNANSWERED
from tests.trust.town import Plan, no_harm, town

A_WORLD = 25  # kills
SIDE_BY_SIDE = 2
LONGEST = 1.5  # seconds from the start of a life to a random kill
# the first is for new files only, and articles that are forgotten are news again elsewhere
NAMES = (*(point.name for point in POINTS[1:] if point.name != PRUNE), UNANSWERED)


def planned(ends: Iterator[tuple[str, float | None]]) -> Plan:
    """These ends one after the other, then none."""
    return lambda: next(ends, no_harm())


def drawn(random: Random, kills: int) -> list[tuple[str, float | None]]:
    """Ends of lives: half at random moments, half at named points."""
    named = random.sample(NAMES, min(kills // 2, len(NAMES)))
    moments = [("", random.uniform(0.02, LONGEST)) for _ in range(kills - len(named))]
    ends: list[tuple[str, float | None]] = [(name, None) for name in named] + moments
    random.shuffle(ends)
    return ends


@dataclass
class Books:
    """The accounts of all worlds."""

    kills: int = 0
    doubts: int = 0
    twice: int = 0
    matched: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    tracebacks: int = 0

    def add(self, account: Account, kills: int, doubts: int, log: str) -> None:
        """One world's."""
        self.kills, self.doubts = self.kills + kills, self.doubts + doubts
        self.matched, self.twice = self.matched + account.matched, self.twice + account.twice
        self.fates.update(account.fates)
        self.faults += [*account.lost, *account.unexplained]
        self.tracebacks += log.count("Traceback")

    @property
    def clean(self) -> bool:
        """Whether every promise held."""
        accounted = sum(self.fates.values()) == self.matched
        return not self.faults and accounted and self.twice <= self.doubts <= self.kills

    def __str__(self) -> str:
        fates = ", ".join(f"{name} {count}" for name, count in sorted(self.fates.items()))
        return (
            f"{self.kills} kills, {self.matched} alerts matched: {fates}\n"
            f"lost or unexplained: {len(self.faults)}; answers left unknown by a kill: "
            f"{self.doubts}; alerts told twice because of that: {self.twice}; "
            f"tracebacks in the logs: {self.tracebacks}"
        )


async def a_world(folder: Path, kills: int, seed: int, books: Books) -> None:
    """One world to its end. One that does not come to it is a fault, and counts for nothing."""
    random = Random(seed)
    async with town(folder) as here:
        try:
            async with here.supervised():
                await here.baseline()
                here.plan = planned(iter(drawn(random, kills)))
                here.strike()
                await Bustle(here, random).until(lambda: here.kills > kills)
                account = await here.finish()
        except (AssertionError, TimeoutError) as fault:
            books.faults.append(f"seed {seed}, kill {here.kills}: {fault!r}")
            return
        log = here.log.read_text("utf-8")  # a file on this machine
        books.add(account, here.kills, here.doubts, log)


def say(*lines: object) -> None:
    """To whoever waits."""
    print(*lines, sep="\n", flush=True)


async def campaign(kills: int, seed: int) -> Books:
    """All worlds, two at a time."""
    books = Books()
    worlds = iter(range(-(-kills // A_WORLD)))
    with TemporaryDirectory() as folder:

        async def lane() -> None:
            for number in worlds:
                began = time.monotonic()
                await a_world(Path(folder) / str(number), A_WORLD, seed + number, books)
                took = time.monotonic() - began
                say(f"seed {seed + number}: {took:.0f} s; so far {books}", *books.faults)

        await asyncio.gather(*(lane() for _ in range(SIDE_BY_SIDE)))
    return books


def main() -> int:
    """Run the campaign; 0 where every promise held."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--kills", type=int, default=500)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of the killed
    began = time.monotonic()
    books = asyncio.run(campaign(given.kills, given.seed))
    say(f"\n{books}", f"{time.monotonic() - began:.0f} s", *books.faults)
    return 0 if books.clean else 1


if __name__ == "__main__":
    sys.exit(main())
