"""What a runner relies on of an engine: one behaviour suite over the one in memory and PgQueuer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import psycopg
import pytest

from scheduler.engine import Engine, Task
from scheduler.engine_postgres import PostgresEngine, cron
from tests.kit.engine import MemoryEngine, Queue
from tests.kit.postgres import schema
from tests.kit.runners import quick

SOON = 15  # seconds in which all that is waited for has long come
SECOND = timedelta(seconds=1)


@dataclass
class Programs:
    """Engines on one queue, each as in a program of its own."""

    make: Callable[[], Engine]
    running: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    stops: dict[int, asyncio.Event] = field(default_factory=dict)

    def start(self, engine: Engine) -> None:
        """Let one run."""
        self.stops[id(engine)] = asyncio.Event()
        self.running[id(engine)] = asyncio.create_task(engine.run(self.stops[id(engine)]))

    async def stop(self, engine: Engine) -> None:
        """Let one end in order, within ten seconds."""
        self.stops[id(engine)].set()
        await asyncio.wait_for(self.running.pop(id(engine)), 10)

    async def kill(self, engine: Engine) -> None:
        """Let one end as by SIGKILL: it tells nobody."""
        task = self.running.pop(id(engine))
        if isinstance(engine, PostgresEngine):
            assert engine.queries is not None
            engine.queries.driver.fetch = engine.queries.driver.execute = cut_off
            works = list(engine.works.values())
            for one in (task, *works):
                one.cancel()
            await asyncio.gather(task, *works, return_exceptions=True)
        else:
            engine.crash()
            await asyncio.wait_for(task, 10)

    async def end(self) -> None:
        """Stop all that still run."""
        for stop in self.stops.values():
            stop.set()
        await asyncio.gather(*self.running.values())


async def cut_off(*_: object) -> None:
    """What a program that is gone says to its server."""
    raise psycopg.OperationalError("gone")


@pytest.fixture(params=["memory", "postgres"])
def make(request: pytest.FixtureRequest) -> Iterator[Callable[[], Engine]]:
    """How to make one more engine on the same queue."""
    if request.param == "memory":
        queue = Queue()
        yield lambda: MemoryEngine(queue)
        return
    with schema() as url:
        yield lambda: quick(url)


@pytest.fixture
async def programs(make: Callable[[], Engine]) -> AsyncIterator[Programs]:
    """Engines that end with the test."""
    made = Programs(make)
    yield made
    await made.end()


@dataclass
class Worker:
    """A handler that notes what it is given, and works until it is let go."""

    seen: list[Task] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    now: int = 0
    most: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self, task: Task) -> None:
        """Note, wait, note."""
        self.seen.append(task)
        self.now += 1
        self.most = max(self.most, self.now)
        self.changed.set()
        try:
            await self.go.wait()
            self.done.append(task.key)
            self.changed.set()
        finally:
            self.now -= 1

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that the handler notes."""
        async with asyncio.timeout(SOON):
            while not holds():
                self.changed.clear()
                await self.changed.wait()


def free() -> Worker:
    """One that never waits."""
    made = Worker()
    made.go.set()
    return made


async def test_each_task_is_done_once_by_whichever_program(programs: Programs):
    """Two programs share a hundred tasks; each carries its ids."""
    engines, worker = [programs.make(), programs.make()], free()
    for engine in engines:
        engine.handle("check", worker.work, 10)
        programs.start(engine)
    wanted = {f"source {number}": (f"source {number}", "more") for number in range(100)}
    await engines[0].enqueue("check", wanted)
    await worker.until(lambda: len(worker.done) == 100)
    await programs.end()
    assert {task.key: task.ids for task in worker.seen} == wanted
    assert len(worker.seen) == 100
    assert {task.attempt for task in worker.seen} == {1}


async def test_a_key_is_there_once_until_it_is_done(programs: Programs):
    """Asked for again while it waits or is under way, a task is not doubled; afterwards it is
    made anew. Other kinds have keys of their own."""
    engine, worker, other = programs.make(), Worker(), free()
    engine.handle("check", worker.work, 10)
    engine.handle("deliver", other.work, 10)
    programs.start(engine)
    await engine.enqueue("check", {"post": ()})
    await worker.until(lambda: worker.now == 1)
    await engine.enqueue("check", {"post": (), "courier": ()})
    await engine.enqueue("deliver", {"post": ()})
    await other.until(lambda: len(other.done) == 1)
    await worker.until(lambda: worker.now == 2)
    worker.go.set()
    await worker.until(lambda: len(worker.done) == 2)
    async with asyncio.timeout(SOON):
        while len(worker.done) < 3:  # it is gone a moment after its handler
            await engine.enqueue("check", {"post": ()})
            await asyncio.sleep(0.05)
    assert sorted(worker.done) == ["courier", "post", "post"]


async def test_kinds_have_slots_of_their_own(programs: Programs):
    """Checks that fill their slots hold up no delivery; no more than its slots are taken."""
    engine, slow, quick = programs.make(), Worker(), free()
    engine.handle("check", slow.work, 4)
    engine.handle("deliver", quick.work, 2)
    programs.start(engine)
    await engine.enqueue("check", {str(number): () for number in range(9)})
    await slow.until(lambda: slow.now == 4)
    await engine.enqueue("deliver", {str(number): () for number in range(9)})
    await quick.until(lambda: len(quick.done) == 9)
    assert slow.now == 4
    slow.go.set()
    await slow.until(lambda: len(slow.done) == 9)
    assert (slow.most, quick.most) == (4, 1)


async def test_a_turn_comes_once_over_all_programs(programs: Programs):
    """Three programs know the same turn; it comes to one of them at a time, a second apart."""
    loop, moments, came = asyncio.get_running_loop(), [], asyncio.Event()

    async def turn() -> None:
        moments.append(loop.time())
        came.set()

    for _ in range(3):
        engine = programs.make()
        engine.every(SECOND, "tick", turn)
        programs.start(engine)
    began = loop.time()
    async with asyncio.timeout(SOON):
        while len(moments) < 3:
            came.clear()
            await came.wait()
    # whole seconds of the server's clock; looked at at other moments
    assert len(moments) <= loop.time() - began + 2
    assert all(late - early > 0.2 for early, late in pairwise(moments))


async def test_a_stop_lets_short_work_end_and_puts_back_long_work(programs: Programs):
    """What ends in time is done; the rest is another program's at once, not counted as failed."""
    first, short, long = programs.make(), Worker(), Worker()
    first.handle("short", short.work, 2)
    first.handle("long", long.work, 2)
    programs.start(first)
    await first.enqueue("short", {"one": ()})
    await first.enqueue("long", {"two": ()})
    await short.until(lambda: short.now == 1)
    await long.until(lambda: long.now == 1)
    stop = asyncio.create_task(programs.stop(first))
    short.go.set()
    await stop
    assert short.done == ["one"]
    assert (long.now, long.done) == (0, [])
    second, again = programs.make(), free()
    second.handle("short", again.work, 2)
    second.handle("long", again.work, 2)
    programs.start(second)
    await again.until(lambda: bool(again.done))
    assert [(task.key, task.attempt) for task in again.seen] == [("two", 1)]


async def test_what_kills_its_program_is_begun_alone_and_counted(programs: Programs):
    """A task that never ends but by its program's end comes again, with the count of attempts;
    from the third on one such task at a time."""
    attempts: dict[str, list[int]] = {"poison": [], "innocent": []}
    for life in range(5):
        engine, worker = programs.make(), Worker()
        if isinstance(engine, PostgresEngine):
            engine.heartbeat = SECOND / 2
        engine.handle("check", worker.work, 4)
        programs.start(engine)
        if not life:
            await engine.enqueue("check", {"innocent": (), "poison": ()})
        together = 1 if life >= 2 else 2
        await worker.until(lambda worker=worker, together=together: worker.now == together)
        for task in worker.seen:
            attempts[task.key].append(task.attempt)
        await programs.kill(engine)
    # whichever of the two comes first is begun alone each time; the other waits and is not counted
    first, second = sorted(attempts.values(), key=len, reverse=True)
    assert first == [1, 2, 3, 4, 5]
    assert second == [1, 2]


async def test_an_engine_that_cannot_be_asked_says_so_in_a_sentence():
    """No server: a sentence without the password."""
    engine = PostgresEngine("postgresql://ada:secret@127.0.0.1:9/none")
    stopping = asyncio.Event()
    running = asyncio.create_task(engine.run(stopping))
    await asyncio.sleep(0)
    stopping.set()
    await asyncio.wait_for(running, 10)
    assert "secret" not in engine.outage.sentence
    assert "cannot be reached" in engine.outage.sentence


async def test_a_lost_server_is_waited_for():
    """All connections are ended by the server: the engine comes back by itself and goes on."""
    with schema() as url:
        engine, worker = quick(url), free()
        async with running(engine, worker):
            await engine.enqueue("check", {"one": ()})
            await worker.until(lambda: worker.done == ["one"])
            before = pids(engine)
            with psycopg.connect(url, autocommit=True) as server:
                server.execute("SELECT pg_terminate_backend(unnest(%s::int[]))", [before])
            async with asyncio.timeout(SOON):
                while engine.queries is None or {0, *before}.intersection(pids(engine)):
                    await engine.ready.wait()
                    await asyncio.sleep(0.02)
            await engine.enqueue("check", {"two": ()})
            await worker.until(lambda: worker.done == ["one", "two"])


def pids(engine: PostgresEngine) -> list[int]:
    """The server's processes that serve an engine."""
    assert engine.queries is not None
    driver = engine.queries.driver
    return [one._connection.info.backend_pid for one in (driver, driver._ear)]


@asynccontextmanager
async def running(engine: Engine, worker: Worker) -> AsyncIterator[None]:
    """An engine at work."""
    stopping = asyncio.Event()
    engine.handle("check", worker.work, 4)
    task = asyncio.create_task(engine.run(stopping))
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait_for(task, 10)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=1), "* * * * * */1"),
        (timedelta(seconds=20), "* * * * * */20"),
        (timedelta(minutes=1), "*/1 * * * *"),
        (timedelta(hours=6), "0 */6 * * *"),
    ],
)
def test_lengths_are_said_to_cron(length: timedelta, words: str):
    """Seconds stand in a sixth field."""
    assert cron(length) == words


@pytest.mark.parametrize("seconds", [0, 0.5, 7, 61, 90, 86400])
def test_a_length_that_does_not_come_round_evenly_is_refused(seconds: float):
    """Cron would come at other lengths."""
    with pytest.raises(ValueError, match="no turn comes round"):
        cron(timedelta(seconds=seconds))
