"""When the jobs take their turns, and what a clock that is set forward or back does to them.

APScheduler goes by the machine's clock. Set forward, it would count every turn that was missed
one by one, which takes minutes for a year; set back by an hour, it would rest for an hour.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from model.ports import Clock

log = logging.getLogger("wirewatch")

LOOK = 1.0  # seconds between two looks at the clock
TOLERANCE = timedelta(seconds=5)  # what a busy loop and a clock that is adjusted may differ by


class Every(BaseTrigger):  # type: ignore[misc] # APScheduler has no types
    """A turn some time after the last one came, whatever the clock showed in between."""

    def __init__(self, length: timedelta) -> None:
        self.length = length

    def get_next_fire_time(self, _: datetime | None, now: datetime) -> datetime:
        """By APScheduler's name for it."""
        return now + self.length


def scheduler() -> AsyncIOScheduler:
    """Each job may be however late rather than be skipped. That none overlaps itself is for the
    job to see to: APScheduler would warn of each turn that it skips."""
    defaults = {"coalesce": True, "max_instances": 2, "misfire_grace_time": None}
    return AsyncIOScheduler(timezone="UTC", job_defaults=defaults)


def all_now(turns: AsyncIOScheduler) -> None:
    """Let every job take its turn at once."""
    now = datetime.now(UTC)  # the scheduler's own clock
    for job in turns.get_jobs():
        job.modify(next_run_time=now)


@dataclass(slots=True)
class Jump:
    """Tells a clock that was set from one that goes, by the loop's time, which nobody sets."""

    clock: Clock
    shown: datetime
    at: float

    @classmethod
    def watching(cls, clock: Clock) -> Jump:
        """From now on."""
        return cls(clock, clock.now(), _steady())

    def since(self) -> timedelta:
        """By how much the clock was set since the last look; negative is back, zero is not."""
        shown, at = self.clock.now(), _steady()
        jump = (shown - self.shown) - timedelta(seconds=at - self.at)
        self.shown, self.at = shown, at
        return jump if abs(jump) > TOLERANCE else timedelta()


async def watch(clock: Clock, set_back: Callable[[], Awaitable[Any]]) -> None:
    """Look at the clock for ever; `set_back` is awaited when it was set back."""
    jump = Jump.watching(clock)
    while True:
        await asyncio.sleep(LOOK)
        length = jump.since()
        if length:
            way = "forward" if length > timedelta() else "back"
            whole = timedelta(seconds=round(abs(length).total_seconds()))
            log.warning("the clock was set %s by %s; the watch goes on", way, whole)
        if length < timedelta():
            await set_back()


def _steady() -> float:
    return asyncio.get_running_loop().time()
