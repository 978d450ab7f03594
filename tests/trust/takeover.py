"""How long until another worker takes up what a killed one had in hand, with true lengths.

    python -m tests.trust.takeover

Two workers; one is killed at a point of the line (SIGKILL) and stays dead. The exit code is 1 where
it takes longer than docs/scale.md states.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kit.postgres import schema
from tests.trust.crew import STARTS, Crew, crew
from tests.trust.kills import planned, say
from tests.trust.town import LOOK
from tests.trust.worker_turns import turns

BESIDE = 4  # towns at once
BEAT = 1.0  # seconds between two pieces of news
LONGEST = 200.0  # seconds
TITLE = "| killed | taken up after s | stated s |"
Seen = Callable[[Crew], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Death:
    """Where a worker dies, what shows that another went on, and how long that may take."""

    point: str
    seen: Seen
    stated: float


async def asked_again(here: Crew) -> None:
    """Both papers are asked."""
    asked = [paper.asked for paper in here.papers]
    while any(paper.asked == before for paper, before in zip(here.papers, asked, strict=True)):
        here.raise_failure()
        await asyncio.sleep(LOOK)


async def turned_again(here: Crew, name: str) -> None:
    """Somebody takes the turn."""
    before = sum(turn.name == name for turn in turns(here.turns.read_text().splitlines()))
    while sum(one.name == name for one in turns(here.turns.read_text().splitlines())) == before:
        here.raise_failure()
        await asyncio.sleep(LOOK)


async def claimed_again(here: Crew) -> None:
    """All that was claimed when it died is claimed anew, or told."""
    asked = "SELECT id, attempts, fate FROM alert WHERE fate = 'queued' AND lease_until IS NOT NULL"
    mine = set(here.ask(asked))
    while mine & set(here.ask(asked)):
        here.raise_failure()
        await asyncio.sleep(LOOK)


DEATHS = (
    Death("during the fetch of a list", asked_again, 95),
    Death("during the fetch of an article", asked_again, 95),
    Death("after claim_due", asked_again, 65),
    Death("when a check is given out", asked_again, 65),
    Death("in the turn that claims", partial(turned_again, name="tick"), 35),
    Death("after claim", claimed_again, 130),
    Death("after the answer, before record", claimed_again, 130),
)


async def measured(folder: Path, death: Death) -> tuple[str, bool]:
    """A line of the table, and whether what is stated holds."""
    with schema() as url:
        async with crew(folder, url, 2, hurry=False, every="2s") as here, here.supervised():
            await here.baseline(STARTS)
            here.publish()
            await here.settled()
            here.plan = planned(iter([(death.point, LONGEST)]))
            here.strike(0)
            await here.until(lambda _: here.kills)
            here.again = False
            while here.kills < 2:
                here.raise_failure()
                here.publish()
                await asyncio.sleep(BEAT)
            began = time.monotonic()
            async with asyncio.timeout(LONGEST):
                await death.seen(here)
            took = time.monotonic() - began
    return f"| {death.point} | {took:.0f} | {death.stated:.0f} |", took <= death.stated


async def table() -> bool:
    """Print the line of each; whether all is well."""
    say(TITLE, "| --- | ---: | ---: |")
    room = asyncio.Semaphore(BESIDE)
    with TemporaryDirectory() as folder:

        async def one(number: int, death: Death) -> bool:
            async with room:
                line, good = await measured(Path(folder) / str(number), death)
            say(line)
            return good

        return all(await asyncio.gather(*(one(*pair) for pair in enumerate(DEATHS))))


if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of the killed
    sys.exit(0 if asyncio.run(table()) else 1)
