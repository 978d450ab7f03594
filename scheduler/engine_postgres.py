"""The engine on PostgreSQL: PgQueuer, its tables beside those of the store.

Each kind of task has a queue manager of its own, so that kinds have slots of their own.

When a program is killed, its tasks are begun again by others HEARTBEAT + LOOK later at most, and
its turns 32 seconds later (PgQueuer's own figures: 30 s, and a look a second or two). An event loop
that stands still for a third of HEARTBEAT may count as dead too: its tasks are then begun twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any, cast

import psycopg
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from pgqueuer.core.sm import SchedulerManager
from pgqueuer.domain.errors import PgqException, RetryRequested
from pgqueuer.domain.models import Job, Schedule
from pgqueuer.domain.types import Channel

from scheduler.engine import Handler, Task, Turn
from scheduler.engine_connection import connected
from scheduler.outage import Outage
from store.errors import StoreError
from store.postgres_faults import fault, place

log = logging.getLogger("wirewatch")

HEARTBEAT = timedelta(seconds=20)  # without a sign of life for so long, a task is begun by others
LOOK = timedelta(seconds=5)  # between two looks at the queue where nothing wakes a program
GRACE = 3.0  # seconds that what is under way has after a stop
BATCH = 50  # tasks taken in one statement, at most
TOGETHER = 2  # attempts at a task beside others; those after are made alone
WAIT = 5.0  # seconds that somebody who asks waits for a connection on its way
AGAIN_IN = timedelta(seconds=1)  # a task that could not be begun
KEPT = timedelta(hours=1)  # what the engine logs of a task is needed while the task is there
LONG = 200  # characters of a key beyond which its hash stands for it
AGAIN = (0.5, 1.0, 2.0, 5.0)  # seconds before each try to be back; then the last for ever

_PICKS = "SELECT COUNT(*) AS picks FROM pgqueuer_log WHERE job_id = $1 AND status = 'picked'"
_BEGIN_ALONE = """
UPDATE pgqueuer SET headers = headers
    || jsonb_build_object('alone', COALESCE((headers ->> 'alone')::int, 0) + 1)
WHERE id = $1 RETURNING (headers ->> 'alone')::int AS alone
"""
_PRUNE = "DELETE FROM pgqueuer_log WHERE created < NOW() - $1::interval"


@dataclass(frozen=True, slots=True)
class _Kind:
    handler: Handler
    at_once: int


@dataclass(slots=True)
class PostgresEngine:
    """The port on PgQueuer. `url` names the database of the store."""

    url: str
    heartbeat: timedelta = HEARTBEAT
    look: timedelta = LOOK
    grace: float = GRACE
    where: str = field(init=False)
    kinds: dict[str, _Kind] = field(default_factory=dict)
    rounds: dict[str, tuple[timedelta, Turn]] = field(default_factory=dict)
    outage: Outage = field(default_factory=Outage)
    queries: Queries | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)  # there are queries
    works: dict[str, asyncio.Task[None]] = field(default_factory=dict)  # by kind and key
    leaving: asyncio.Event = field(default_factory=asyncio.Event)  # nobody waits for works
    ending: bool = False  # because of a stop: what is under way is put back
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.where = place(self.url)
        its = logging.getLogger("pgqueuer")
        its.setLevel(logging.ERROR)
        its.addFilter(_no_fault_of_the_server)

    def handle(self, kind: str, handler: Handler, at_once: int) -> None:
        """Tasks of a kind are done by `handler`, so many at once in this program."""
        self.kinds[kind] = _Kind(handler, at_once)

    def every(self, length: timedelta, name: str, turn: Turn) -> None:
        """A turn comes round after this length, once over all programs."""
        cron(length)  # ValueError here, and not when it runs
        self.rounds[name] = length, turn

    async def enqueue(self, kind: str, wanted: Mapping[str, Sequence[str]]) -> None:
        """Have tasks done, by key; in the order of the keys, as two programs must agree on one."""
        if not wanted:
            return
        keys = sorted(wanted)
        bodies: list[bytes | None] = [json.dumps([key, *wanted[key]]).encode() for key in keys]
        names: list[str | None] = [_unique(kind, key) for key in keys]
        queries = await self._ready()
        try:
            await queries.enqueue(
                [kind] * len(keys),
                bodies,
                [0] * len(keys),
                dedupe_key=names,
                headers=[{} for _ in keys],  # None would be a null that takes no count
                on_conflict="skip",
            )
        except psycopg.Error as error:
            raise fault(error, self.where) from error

    async def _ready(self) -> Queries:
        """The queue, waited for while it is on its way. Raises StoreError."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ready.wait(), WAIT)
        if self.queries is None:
            raise StoreError(f"The queue in {self.where} cannot be reached.")
        return self.queries

    async def run(self, stopping: asyncio.Event) -> None:
        """Do tasks and turns until `stopping` is set; a lost server is waited for."""
        failures = 0
        while not stopping.is_set():
            try:
                async with connected(self.url, self.where) as queries:
                    self.outage.over()
                    failures = 0
                    await self._session(queries, stopping)
            except (psycopg.Error, StoreError, PgqException, OSError) as why:
                self.outage.met(why if isinstance(why, StoreError) else self._said(why))
            except Exception:
                log.exception("the engine of the queue failed by a fault of ours")
            await _nap(stopping, AGAIN[min(failures, len(AGAIN) - 1)])
            failures += 1
        for work in self.works.values():  # of a server that was lost
            work.cancel()
        await asyncio.gather(*self.works.values(), return_exceptions=True)

    def _said(self, why: Exception) -> StoreError:
        if isinstance(why, psycopg.Error):
            return fault(why, self.where)
        return StoreError(f"The queue in {self.where} does not answer.")

    # while it runs
    async def _session(self, queries: Queries, stopping: asyncio.Event) -> None:
        """All managers side by side until a stop, or until one of them fails. They listen from
        before their first word on: each begins with asking whether it hears itself."""
        async with queries.driver:
            await queries.driver.add_listener(_channel(queries), lambda _: None)
            self.queries = queries
            self.ready.set()
            try:
                await self._side_by_side(queries, stopping)
            finally:
                self.ready.clear()
                self.queries = None

    async def _side_by_side(self, queries: Queries, stopping: asyncio.Event) -> None:
        shutdown = asyncio.Event()
        self.leaving.clear()
        self.ending = False
        managers = [
            *(self._manager(queries, kind, shutdown) for kind in self.kinds),
            self._scheduler(queries, shutdown),
        ]
        tasks = [asyncio.create_task(one) for one in managers]
        try:
            await self._until_either(tasks, stopping)
            shutdown.set()
            if stopping.is_set():
                await self._grace()
                self.ending = True
            self.leaving.set()
            await asyncio.wait(tasks, timeout=GRACE)
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        failed = next((one for one in ends if isinstance(one, Exception)), None)
        if failed is not None and not stopping.is_set():
            raise failed

    async def _until_either(
        self, tasks: Sequence[asyncio.Task[None]], stopping: asyncio.Event
    ) -> None:
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait([*tasks, stop], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()

    async def _grace(self) -> None:
        works = set(self.works.values())
        if works:
            await asyncio.wait(works, timeout=self.grace)

    def _manager(
        self, queries: Queries, kind: str, end: asyncio.Event
    ) -> Coroutine[Any, Any, None]:
        at_once = self.kinds[kind].at_once
        manager = QueueManager(queries, _channel(queries))
        manager.shutdown = end

        @manager.entrypoint(kind, accepts_context=False)
        async def take(job: Job) -> None:
            try:
                await self._take(kind, job)
            except psycopg.Error as why:  # it is not known which attempt this would be
                raise RetryRequested(delay=AGAIN_IN, reason="the server was lost") from why

        return manager.run(
            batch_size=max(1, min(BATCH, at_once // 2)),
            max_concurrent_tasks=at_once,
            dequeue_timeout=self.look,
            heartbeat_timeout=self.heartbeat,
            shutdown_on_listener_failure=True,
            log_aggregation_interval=timedelta(),
        )

    def _scheduler(self, queries: Queries, end: asyncio.Event) -> Coroutine[Any, Any, None]:
        manager = SchedulerManager(queries)
        manager.shutdown = end

        async def prune() -> None:
            await queries.driver.execute(_PRUNE, KEPT)

        for name, (length, turn) in {
            **self.rounds,
            "prune the log": (timedelta(minutes=1), prune),
        }.items():

            async def come(_: Schedule, turn: Turn = turn, name: str = name) -> None:
                await self._until_leaving(f"round {name}", turn())

            manager.schedule(name, cron(length), accepts_context=False)(come)
        return manager.run()

    async def _take(self, kind: str, job: Job) -> None:
        """Do a task that the engine gives; where one of its key is still under way here, because
        the server was lost meanwhile, wait for that."""
        key, *ids = json.loads(job.payload or b"[]")
        attempt = await self._attempt(job)
        task = Task(kind, key, tuple(ids), attempt)
        if attempt <= TOGETHER:
            await self._do(task)
            return
        async with self.alone:
            if self.leaving.is_set():
                raise RetryRequested(reason="the program ends")
            await self._do(Task(kind, key, tuple(ids), TOGETHER + await self._alone(job)))

    async def _do(self, task: Task) -> None:
        name = _unique(task.kind, task.key)
        if not await self._until_leaving(name, self.kinds[task.kind].handler(task)):
            raise RetryRequested(reason="the program ends")

    async def _until_leaving(self, name: str, doing: Awaitable[None]) -> bool:
        """Wait for work, but not beyond the end: then it is cancelled, or where the server is
        lost left to end by itself. False where it is to be done by others."""
        work = self.works.get(name)
        if work is None:
            work = self.works[name] = asyncio.ensure_future(doing)
            work.add_done_callback(lambda _: self.works.pop(name, None))
        elif asyncio.iscoroutine(doing):
            doing.close()
        leave = asyncio.create_task(self.leaving.wait())
        await asyncio.wait({work, leave}, return_when=asyncio.FIRST_COMPLETED)
        leave.cancel()
        if not work.done() and self.ending:
            work.cancel()
            await asyncio.wait({work}, timeout=1)
            return False
        if work.done() and not work.cancelled() and (error := work.exception()):
            log.error("a task failed by a fault of ours", exc_info=error)
        return True

    # attempts
    async def _attempt(self, job: Job) -> int:
        """Which attempt this is. The engine logs each in the statement that gives it out, and puts
        back what a graceful end left; only a task that has been there for long can be a later one.
        """
        if job.updated - job.created < self.heartbeat and not job.attempts:
            return 1
        if self.queries is None:
            return 1
        (row,) = await self.queries.driver.fetch(_PICKS, job.id)
        return max(1, cast("int", row["picks"]) - job.attempts)

    async def _alone(self, job: Job) -> int:
        """Which attempt it is of those that are made alone, itself written down as begun."""
        if self.queries is None:
            return 1
        rows = await self.queries.driver.fetch(_BEGIN_ALONE, job.id)
        return cast("int", rows[0]["alone"]) if rows else 1


def _channel(queries: Queries) -> Channel:
    return Channel(queries.qbe.settings.channel)


def cron(length: timedelta) -> str:
    """A length as cron has it, with a sixth field for seconds. ValueError where it has no such."""
    seconds = int(length.total_seconds())
    for unit, most, words in (
        (1, 60, "* * * * * */{}"),
        (60, 60, "*/{} * * * *"),
        (3600, 24, "0 */{} * * *"),
    ):
        count, rest = divmod(seconds, unit)
        if not rest and 0 < count < most and not most % count:
            return words.format(count)
    raise ValueError(f"no turn comes round every {length}")


def _unique(kind: str, key: str) -> str:
    short = len(key) <= LONG and "\0" not in key
    return f"{kind} {key if short else sha256(key.encode()).hexdigest()}"


def _no_fault_of_the_server(record: logging.LogRecord) -> bool:
    """Whether PgQueuer's log is to show this. That the server is away is raised out of its
    managers too, and told in a sentence."""
    return not (record.exc_info and isinstance(record.exc_info[1], psycopg.Error))


async def _nap(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
