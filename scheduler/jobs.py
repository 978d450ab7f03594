"""What a running Wirewatch does, job by job; a runner says when, and where.

`scheduler.local` turns them in one process, `scheduler.worker` over many. One fault of ours in one
of them is logged and stops nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from model.pacing import Pacing
from model.source import ReadFailed, Trouble
from model.stores import Checked
from model.version import Revisit
from scheduler import check as checking
from scheduler import push, resting
from scheduler import revisit as revisiting
from scheduler.daily import Daily
from scheduler.deliver import Delivery
from scheduler.endings import endings
from scheduler.health import health
from scheduler.outage import Outage
from scheduler.pace import after_failure
from scheduler.pacing import SMOOTH, OwnPace
from scheduler.releasing import Releasing
from scheduler.reload import RulesFile, adopt
from scheduler.retell import retell
from scheduler.world import World
from store.errors import StoreError

log = logging.getLogger("wirewatch")

Job = Callable[[], Awaitable[None]]

# sources checked at once: most of them wait for their host's turn; the fetcher bounds the network
CHECKS = 500
TICK = timedelta(seconds=1)
LOOK = timedelta(seconds=2)  # between two looks at rules.yaml
REVISITS = 50  # begun in one turn
PATIENCE = 60.0  # seconds that `--once` waits for a messenger through which nothing gets
GRACE = 3.0  # seconds a stop waits for sends under way; with polling to end it makes 10 at most
EDITS = timedelta(seconds=3)  # between two edits in one chat: Telegram's twenty a minute in a group
ORDINARY = timedelta(minutes=10)  # a start believes nothing that was put off for longer
KEYS = timedelta(days=14)  # of near copies and kin: twice as long as either is looked for
REMEMBERED = timedelta(days=400)  # identity keys not seen for so long are forgotten
OWN_FAULT = "Wirewatch itself failed on it; the log tells how"


@dataclass(slots=True)
class Jobs(ABC):
    """The jobs of one world, and what they share while the program runs.

    `stop()` may be called from a signal handler; what is under way then ends within seconds.
    """

    world: World
    rules: RulesFile | None = None
    pacing: Pacing | None = None  # of all programs on one store; else this one keeps its own
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    delivering: set[str] = field(default_factory=set)
    delivery: Delivery = field(init=False)
    releasing: Releasing = field(init=False)
    daily: Daily = field(init=False)
    outage: Outage = field(default_factory=Outage)
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CHECKS))

    def __post_init__(self) -> None:
        self.releasing = Releasing(self.world)
        self.daily = Daily(self.world)
        pacing = self.pacing or OwnPace(self.world.clock, SMOOTH)
        self.delivery = Delivery(self.world, pacing, sleep=self._nap)

    def stop(self) -> None:
        """Ask the runner to end: no new work, what is under way is finished or put back."""
        self.stopping.set()

    @abstractmethod
    async def run(self) -> None:
        """Keep the line going until `stop()`."""

    async def start(self) -> None:
        """Make the store fit the rulebook, and free what an earlier run left leased."""
        now = self.world.clock.now()
        if self.rules is not None:
            await self.rules.begin(self.world)
        self.world.observer.ruled(self.world.book.version, now)
        await self._free_leases()
        await self.world.store.set_back(now, now + ORDINARY)
        await self.world.store.keep_sources(self.world.book.sources.values(), now)

    async def _free_leases(self) -> None:
        await self.world.store.free_leases()

    # once
    async def once(self) -> None:
        """Check every source once, read all that waits, deliver all that can be delivered.
        StoreError where the store fails meanwhile."""
        await self.start()
        work = self._spawn(self._once())
        stop = asyncio.create_task(self.stopping.wait())
        await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        await self._finish()
        if not work.cancelled():
            work.result()

    async def _once(self) -> None:
        await resting.rests_over(self.world)
        names = set(self.world.book.sources) - await resting.resting(self.world)
        while names:
            done = await self._check_all(sorted(names))
            names = await self._unread() & set(done)
        await self.digests()
        await self._all_revisits()
        await self.health()
        await self.heartbeat()
        await self._drain_all()
        await self.retell()
        await self.upkeep()

    @abstractmethod
    async def _check_all(self, names: Sequence[str]) -> Collection[str]:
        """Check these; the names of those whose outcome is stored."""

    @abstractmethod
    async def _deliver_all(self, keys: Sequence[str]) -> bool:
        """Deliver to these chats what is due; whether any message was settled."""

    async def _all_revisits(self) -> None:
        now = self.world.clock.now()
        while due := await self.world.store.claim_revisits(now, revisiting.LEASE, REVISITS):
            await asyncio.gather(*(self._guarded(partial(self._revisit, one)) for one in due))

    async def _unread(self) -> set[str]:
        """Sources of which entries wait that can be read at once."""
        now = self.world.clock.now()
        counts = {
            name: await self.world.store.count_waiting(name) for name in self.world.book.sources
        }
        return {name for name, (count, at) in counts.items() if count and (at is None or at <= now)}

    async def _drain_all(self) -> None:
        """Deliver until nothing is queued, or nothing has got through for a while."""
        clock = asyncio.get_running_loop().time
        give_up = clock() + PATIENCE
        ahead = timedelta(seconds=PATIENCE)
        while not self.stopping.is_set() and clock() < give_up and await self._due(ahead):
            if await self._deliver_all(await self._due(timedelta())):
                give_up = clock() + PATIENCE
            else:
                await self._nap(0.5)

    # what comes round
    def rounds(self) -> Sequence[tuple[Job, timedelta]]:
        """The jobs that come round besides tick, drain and reload, and after how long."""
        return (
            (self.hubs, timedelta(seconds=3)),
            (self.hubs_judged, timedelta(seconds=30)),
            (self.retell, EDITS),
            (self.digests, timedelta(seconds=20)),
            (self.endings, timedelta(seconds=20)),
            (self.heartbeat, timedelta(seconds=20)),
            (self.revisits, timedelta(minutes=1)),
            (self.health, timedelta(minutes=1)),
            (self.upkeep, timedelta(hours=6)),
        )

    @abstractmethod
    async def tick(self) -> None:
        """See to it that every source that is due is checked."""

    @abstractmethod
    async def drain(self) -> None:
        """See to it that all that is due is delivered."""

    async def digests(self) -> None:
        """Turn what was held until now into digests."""
        if await self.releasing.release():
            self.world.woken.set()

    async def endings(self) -> None:
        """Tell of the mutes and the pauses that have ended."""
        await endings(self.world)
        await resting.rests_over(self.world)

    async def retell(self) -> None:
        """Let messages say how many more tell their story by now."""
        await retell(self.world, self.delivery, self.delivering)

    async def health(self) -> None:
        """Tell the keeper which sources fell ill, and which are well again."""
        await health(self.world)

    async def hubs(self) -> None:
        """Subscribe where a feed's news are pushed, and renew."""
        await push.keep(self.world)

    async def hubs_judged(self) -> None:
        """Judge whether pushes announce what is found; let go what fits no source any more."""
        await push.judge(self.world)

    async def nudge(self) -> None:
        """Make due what pushes want to be by now."""
        await push.nudge(self.world)

    async def heartbeat(self) -> None:
        """Tell the keeper once a day that all goes on."""
        await self.daily.tell()

    async def reload(self) -> None:
        """Take a changed rules file when it lies still and is right."""
        if self.rules is None:
            return
        async with self.rules.lock:
            fresh = await self.rules.changed(self.world)
            if fresh is not None:
                await adopt(self.world, fresh)

    async def revisits(self) -> None:
        """Look again at articles that people were told of: some are corrected, some go."""
        now = self.world.clock.now()
        for due in await self.world.store.claim_revisits(now, revisiting.LEASE, REVISITS):
            self._spawn(self._guarded(partial(self._revisit, due)))

    async def _revisit(self, due: Revisit) -> None:
        async with self.slots:
            await revisiting.revisit(self.world, due)

    async def upkeep(self) -> None:
        """Forget what is older than the rulebook's retention."""
        now = self.world.clock.now()
        retention = self.world.book.settings.retention
        memory = now - max(retention, REMEMBERED)
        await self.world.store.prune(now - retention, memory, now - KEYS)

    # one source, one chat
    async def _checked(self, name: str, *, claimed: bool = False) -> str | None:
        """Check one source; its name, or None where we failed, and not the source."""
        try:
            async with self.slots:
                report = await checking.check(self.world, name, claimed=claimed)
        except StoreError as why:
            self.outage.met(why)
            self._not_stored(name)
            return None
        except Exception:
            log.exception("checking %s failed by a fault of ours", name)
            await self._guarded(lambda: self._own_fault(name, OWN_FAULT))
            return None
        self.outage.over()
        if report.changed:
            _tell(report)
        return name

    @abstractmethod
    def _not_stored(self, name: str) -> None:
        """A check's outcome could not be stored: it is to be repeated after a while."""

    async def _own_fault(self, name: str, sentence: str) -> None:
        """Let `status` show a source that we fail on, and try it ever more seldom."""
        source, now = self.world.book.sources.get(name), self.world.clock.now()
        state = await self.world.store.source_state(name)
        if source is None or state is None:
            return
        failure = ReadFailed(Trouble.BROKEN, sentence)
        seen = replace(state, checks=state.checks + 1, last_check=now)
        chance = self.world.random.random()
        failed = after_failure(seen, source, failure, now=now, chance=chance)
        await self.world.store.commit_check(Checked(failed, now))

    async def _deliver(self, key: str) -> int:
        """Deliver to one chat what is due; how many messages were settled."""
        self.delivering.add(key)
        try:
            return await self.delivery.deliver(key)
        except StoreError as why:
            self.outage.met(why)
        except Exception:
            log.exception("delivering to %s failed; it is tried again when the lease ends", key)
        finally:
            self.delivering.discard(key)
        return 0

    async def _deliver_when_woken(self) -> None:
        """Deliver at once what a check has just queued."""
        while True:
            await self.world.woken.wait()
            self.world.woken.clear()
            await self._guarded(self.drain)

    async def _check_when_pushed(self) -> None:
        """Check at once what a hub has just made due."""
        while True:
            await self.world.pushed.wait()
            self.world.pushed.clear()
            await self._guarded(self.tick)

    async def _due(self, ahead: timedelta) -> list[str]:
        """Chats that can be served and have something to be tried now, or within `ahead`."""
        keys = await resting.due(self.world, self.world.clock.now() + ahead)
        return [key for key in keys if self.world.serves(key)]

    async def _clock_set_back(self) -> None:
        """Nothing waits for what the clock showed before."""
        now = self.world.clock.now()
        self.delivery.clock_set_back()
        await self._guarded(lambda: self.world.store.set_back(now, now))

    # tasks
    async def _guarded(self, job: Job) -> None:
        """One fault of ours ends one turn, not the program."""
        try:
            await job()
        except StoreError as why:
            self.outage.met(why)
        except Exception:
            log.exception("a turn failed; it is tried again at the next")

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def _nap(self, seconds: float) -> None:
        """Sleep, but wake when the program stops."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _finish(self) -> None:
        """Let sends under way come to their end; checks are dropped, their commit is the last
        thing they do, so nothing is half done."""
        self.delivery.closing = True
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=GRACE)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def _tell(report: checking.Report) -> None:
    if report.failure is not None:
        log.warning("%s: %s", report.source, report.failure.message)
    elif report.was:
        log.info("%s is well again (it was: %s)", report.source, report.was)
