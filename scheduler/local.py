"""The line in one process: APScheduler calls tick, delivery, digests, reload and upkeep.

The scheduler holds a handful of jobs, however many sources there are: what is due is a
question to the store. Checks and deliveries run as tasks of the same event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import check as checking
from scheduler import turns
from scheduler.jobs import CHECKS, GRACE, LOOK, TICK, Job, Jobs

PUT_OFF = 60.0  # seconds until a check is repeated whose outcome could not be stored


@dataclass(slots=True)
class LocalRunner(Jobs):
    """Runs a world until it is told to stop.

    `stop()` may be called from a signal handler; `run()` then returns within 10 seconds.
    """

    turns: set[asyncio.Task[Any]] = field(default_factory=set)  # of the scheduler's jobs
    checking: set[str] = field(default_factory=set)
    put_off: dict[str, float] = field(default_factory=dict)  # sources; not before, loop time

    async def run(self) -> None:
        """Keep the line going until `stop()`."""
        await self.start()
        scheduler = self._scheduler()
        scheduler.start()
        jobs = [
            asyncio.create_task(self._deliver_when_woken()),
            asyncio.create_task(self._check_when_pushed()),
            asyncio.create_task(turns.watch(self.world.clock, partial(self._set_back, scheduler))),
        ]
        await self.stopping.wait()
        for job in jobs:
            job.cancel()
        await self._end(scheduler)
        await self._finish()

    async def _end(self, scheduler: AsyncIOScheduler) -> None:
        """Let the turns under way end: the scheduler would cancel them, and log that as errors."""
        scheduler.pause()
        await asyncio.sleep(0)  # a turn that was just called has begun after this
        if self.turns:
            await asyncio.wait(self.turns, timeout=GRACE / 3)
        scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Start a check of every source that is due and not being checked."""
        self.world.observer.ticked()
        room = CHECKS - len(self.checking)
        if room <= 0:
            return
        now = self.world.clock.now()
        due = await self.world.store.claim_due(now, checking.LEASE, room)
        for name in dict.fromkeys([*due, *self._again()]):
            if name not in self.checking:
                self._spawn(self._check(name))

    def _again(self) -> list[str]:
        """The sources whose last check could not be stored, after a while."""
        now = asyncio.get_running_loop().time()
        names = [name for name, at in self.put_off.items() if at <= now]
        for name in names:
            del self.put_off[name]
        return names

    def _not_stored(self, name: str) -> None:
        self.put_off[name] = asyncio.get_running_loop().time() + PUT_OFF

    async def drain(self) -> None:
        """Start a delivery for each chat with something due and no delivery running."""
        for key in await self._due(timedelta()):
            if key not in self.delivering:
                self._spawn(self._deliver(key))

    async def _set_back(self, scheduler: AsyncIOScheduler) -> None:
        """Nothing waits for what the clock showed before."""
        await self._clock_set_back()
        turns.all_now(scheduler)

    def _scheduler(self) -> AsyncIOScheduler:
        scheduler = turns.scheduler()
        now = datetime.now(UTC)  # the scheduler's own clock; the first turns come at once
        for job in (self.nudge, self.tick, self.drain):
            scheduler.add_job(self._turn(job), turns.Every(TICK), next_run_time=now)
        for round_, length in ((self.reload, LOOK), *self.rounds()):
            scheduler.add_job(self._turn(round_), turns.Every(length))
        return scheduler

    def _turn(self, job: Job) -> Job:
        """The job as the scheduler calls it: known while it runs, safe, and never beside itself:
        a turn that comes while the last one lasts is over at once."""
        lasting = asyncio.Lock()

        async def turn() -> None:
            task = asyncio.current_task()
            if task is None or lasting.locked():
                return
            self.turns.add(task)
            task.add_done_callback(self.turns.discard)
            async with lasting:
                await self._guarded(job)

        return turn

    async def _check(self, name: str) -> str | None:
        """Check one source; its name, or None where we failed, and not the source."""
        self.checking.add(name)
        try:
            return await self._checked(name)
        finally:
            self.checking.discard(name)

    async def _check_all(self, names: Sequence[str]) -> Collection[str]:
        done = await asyncio.gather(*(self._check(name) for name in names))
        return {name for name in done if name}

    async def _deliver_all(self, keys: Sequence[str]) -> bool:
        """As they come; what the store refuses ends `once`."""
        done = await asyncio.gather(*(self.delivery.deliver(key) for key in keys))
        return any(done)
