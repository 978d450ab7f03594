"""The line over many programs: an engine gives out checks and deliveries, and what comes round.

Each program is a worker, all alike. Once over all of them a turn claims what is due and has it
queued; any of them checks it. A chat's messages are one task, known by its place, so that one
worker at a time serves it and their order holds. Both are asked for again while they are wanted:
what a crash left between a commit and the queue comes with the next turn.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from scheduler import turns
from scheduler.engine import Engine, Task
from scheduler.jobs import CHECKS, LOOK, TICK, Jobs

log = logging.getLogger("wirewatch")

CHECK, DELIVER = "check", "deliver"
LEASE = timedelta(minutes=1)  # of a source that is queued: then it is asked for again
AT_A_TURN = 5000  # sources
PLACES = 100  # served at once: Telegram's 30 messages a second, a group one in three
ATTEMPTS = 3  # at a source; then it rests
DIED = "Wirewatch died each time it checked it, {} times: the logs of the workers may tell how"
ASK_AGAIN = 0.2  # seconds


@dataclass(slots=True)
class WorkerRunner(Jobs):
    """Runs a world beside other workers until it is told to stop.

    `stop()` may be called from a signal handler; `run()` then returns within 10 seconds.
    """

    engine: Engine = field(kw_only=True)
    asked: bool = False  # sources are checked though nobody has claimed them, as `once` does
    outcomes: dict[tuple[str, str], asyncio.Future[int]] = field(default_factory=dict)

    async def run(self) -> None:
        """Keep the line going until `stop()`."""
        await self.start()
        self._take_part()
        often = [(turn, TICK) for turn in (self.nudge, self.tick, self.drain)]
        for turn, length in (*often, *self.rounds()):
            self.engine.every(length, turn.__name__, partial(self._guarded, turn))
        await self._until_stopped(
            self._deliver_when_woken(),
            self._check_when_pushed(),
            self._pulse(),
            turns.watch(self.world.clock, self._clock_set_back),
        )

    async def once(self) -> None:
        """As any runner, but that checks and deliveries go by the engine: for the tests, which
        hold that both runners lead to the same."""
        self.asked = True
        self._take_part()
        running = asyncio.create_task(self.engine.run(self.stopping))
        # not by super(): a dataclass with slots is made anew, and methods remember the old one
        await Jobs.once(self)
        self.stopping.set()
        await running

    async def _free_leases(self) -> None:
        """Leases end by their time. A worker that comes back alone after a death would take from
        the task that killed it what tells it from a new one, and its count of attempts with it."""

    def _take_part(self) -> None:
        self.engine.handle(CHECK, self._check, CHECKS)
        self.engine.handle(self._deliveries, self._deliver_place, PLACES)

    @property
    def _deliveries(self) -> str:
        """Workers without a messenger serve their terminals, and nobody else's chats."""
        return DELIVER if self.world.messenger else f"{DELIVER} here"

    async def _until_stopped(self, *beside: Coroutine[Any, Any, None]) -> None:
        tasks = [asyncio.create_task(one) for one in (*beside, self._close())]
        await self.engine.run(self.stopping)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._finish()

    async def _close(self) -> None:
        """From a stop on no message is begun."""
        await self.stopping.wait()
        self.delivery.closing = True

    async def _pulse(self) -> None:
        """What each worker does for itself: it looks at its rules file, and writes the receipts
        that it owes, which others know nothing of: they would send again what they find open."""
        while True:
            self.world.observer.ticked()
            await self._guarded(self.reload)
            await self._guarded(self.delivery.write_owed)
            await asyncio.sleep(LOOK.total_seconds())

    # turns
    async def tick(self) -> None:
        """Have every source checked that is due. One whose check a crash keeps from the queue is
        due again when its lease ends; one that is queued by then is not queued again."""
        now = self.world.clock.now()
        due = await self.world.store.claim_due(now, LEASE, AT_A_TURN)
        await self.engine.enqueue(CHECK, {name: (name,) for name in due})

    async def drain(self) -> None:
        """Have each place served in which something is due."""
        await self.engine.enqueue(self._deliveries, places(await self._due(timedelta())))

    # tasks
    async def _check(self, task: Task) -> None:
        if task.attempt > ATTEMPTS:
            await self._guarded(partial(self._condemn, task.key))
            self._ended(task, 0)
            return
        done = await self._checked(task.key, claimed=not self.asked)
        self._ended(task, done is not None)

    async def _condemn(self, name: str) -> None:
        """A source that ended its worker time and again rests, and more seldom takes one along."""
        sentence = DIED.format(ATTEMPTS)
        log.error("%s: %s", name, sentence)
        await self._own_fault(name, sentence)

    async def _deliver_place(self, task: Task) -> None:
        settled = 0
        for key in task.ids:
            settled += await self._deliver(key)
        self._ended(task, settled)

    def _not_stored(self, name: str) -> None:
        """The lease of the source ends, and it is asked for again."""

    # once
    async def _check_all(self, names: Sequence[str]) -> Collection[str]:
        done = await self._await(CHECK, {name: (name,) for name in names})
        return {name for name, stored in done.items() if stored}

    async def _deliver_all(self, keys: Sequence[str]) -> bool:
        return any((await self._await(self._deliveries, places(keys))).values())

    async def _await(self, kind: str, wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """What became of these tasks. One that has just ended may stand in the way of its next
        self for a moment, so they are asked for until all have come."""
        loop = asyncio.get_running_loop()
        futures = {key: loop.create_future() for key in wanted}
        self.outcomes.update({(kind, key): one for key, one in futures.items()})
        while open_ := {key: ids for key, ids in wanted.items() if not futures[key].done()}:
            await self.engine.enqueue(kind, open_)
            await asyncio.wait(futures.values(), timeout=ASK_AGAIN)
        return {key: one.result() for key, one in futures.items()}

    def _ended(self, task: Task, outcome: int) -> None:
        waiting = self.outcomes.pop((task.kind, task.key), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(outcome)


def places(keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The chats of each place: forum topics of one group share it, and its pace."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[":".join(key.split(":")[:2])].append(key)
    return {place: tuple(topics) for place, topics in found.items()}
