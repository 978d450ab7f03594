"""Each named point by itself: whether it is reached and kills, and the books agree afterwards.

    python -m tests.trust.one_by_one

A town for each point, one kill in it. The exit code is 1 where a point was not reached, or where
anything is lost or doubled without need.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.trust.bustle import Bustle
from tests.trust.kills import NAMES, planned, say
from tests.trust.ledger import Account
from tests.trust.points import POINTS, PRUNE
from tests.trust.town import Town, town

ALL = (POINTS[0].name, *NAMES, PRUNE)
TITLE = "| point | reached after s | matched | in doubt | told twice | outcome |"


async def alone(folder: Path, name: str) -> tuple[str, bool]:
    """A line of the table for one point, and whether all is well."""
    retention = "2d" if name == PRUNE else "180d"
    async with town(folder, retention=retention) as here:
        began = time.monotonic()
        try:
            reached, account = await _killed_once(here, name, began)
            account.clean()
        except (AssertionError, TimeoutError) as fault:
            return f"| {name} | {time.monotonic() - began:.1f} | | | | {fault!r} |", False
    figures = f"{account.matched} | {here.doubts} | {account.twice}"
    return f"| {name} | {reached:.1f} | {figures} | killed, all told |", True


async def _killed_once(here: Town, name: str, began: float) -> tuple[float, Account]:
    """Seconds until the kill, and the books when all is told."""
    first = name == POINTS[0].name  # while the tables are made: at the first start
    ends = iter([(name, None)])
    here.plan = planned(ends) if first else here.plan
    async with here.supervised():
        await here.baseline()
        if not first:
            here.plan = planned(ends)
            here.strike()
        await Bustle(here, Random(1)).until(lambda: here.kills > (not first))
        return time.monotonic() - began, await here.finish()


async def table(names: Sequence[str] = ALL) -> bool:
    """Print the line of each; whether all is well."""
    say(TITLE, "| --- | ---: | ---: | ---: | ---: | --- |")
    well = True
    with TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            row, good = await alone(Path(folder) / str(number), name)
            say(row)
            well &= good
    return well


if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of the killed
    sys.exit(0 if asyncio.run(table()) else 1)
