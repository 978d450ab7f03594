"""Workers: what is due is checked once, what kills its worker rests, what a crash left comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from model.alert import Alert, Fate, Receipt
from model.source import Trouble
from scheduler.engine import Task
from scheduler.worker import CHECK, DELIVER, WorkerRunner, places
from store.errors import StoreError
from store.postgres import PostgresStore
from tests.kit.engine import MemoryEngine, Queue
from tests.kit.line import CHAT, FEED, START, Line, make_book, make_line, make_source
from tests.kit.runners import quick

SOON = 15


class Deadly(dict):
    """A web with one page that ends whoever reads it."""

    def __init__(self, pages: dict, deadly: str) -> None:
        super().__init__(pages)
        self.deadly = deadly
        self.engine: MemoryEngine | None = None
        self.deaths = 0

    def get(self, url: str, default: object = None) -> object:
        """Answer, or end the program."""
        if url == self.deadly and self.engine is not None:
            self.deaths += 1
            self.engine.crash()
            raise asyncio.CancelledError
        return super().get(url, default)


async def test_a_source_that_kills_its_worker_rests_after_three_times(line: Line):
    """It is put into trouble with one sentence, tried more seldom, and others go on."""
    line.web.feed(("six-drones", "Six drones"))
    deadly = make_source("deadly", "https://deadly.example/feed.xml")
    line.web.pages = Deadly(line.web.pages, deadly.url)
    line.world.book = make_book(deadly, make_source())
    queue = Queue()
    for _ in range(9):
        engine = line.web.pages.engine = MemoryEngine(queue)
        runner = WorkerRunner(line.world, engine=engine)
        running = asyncio.create_task(runner.run())
        await looked(lambda engine=engine: engine.dead or failures(line))
        if not engine.dead:
            break
        await asyncio.wait_for(end(runner, running), SOON)
    await arrived(line)
    await asyncio.wait_for(end(runner, running), SOON)
    assert line.web.pages.deaths == 3
    state = await line.world.store.source_state("deadly")
    assert state is not None
    assert (state.failures, state.trouble) == (1, Trouble.BROKEN)
    assert "died each time" in state.message
    assert state.next_check is not None
    assert state.next_check > START + 1.5 * deadly.every
    assert line.channel.titles == ["Six drones"]


def failures(line: Line) -> int:
    """How often the deadly source was found to be ill."""
    kept = line.world.store._sources.get("deadly")
    return kept.state.failures if kept else 0


async def looked(holds: Callable[[], object]) -> None:
    """Look until something holds that tells nobody."""
    async with asyncio.timeout(SOON):
        while not holds():  # noqa: ASYNC110 # nothing of it can be awaited
            await asyncio.sleep(0.02)


async def end(runner: WorkerRunner, running: asyncio.Task[None]) -> None:
    """Stop a worker, or see to what is left of one that is dead."""
    runner.stop()
    await running


async def arrived(line: Line) -> None:
    """Wait for an alert."""
    await asyncio.wait_for(line.channel.arrived.wait(), SOON)


@pytest.fixture
async def pair(emptied: str) -> AsyncIterator[tuple[tuple[Line, WorkerRunner], ...]]:
    """Two workers on one database, each with a line of its own, and one web for both."""
    made = []
    web = make_line().web
    for _ in range(2):
        line = make_line()
        line.web = line.world.fetcher = web
        line.world.store = await PostgresStore.open(emptied)
        made.append((line, WorkerRunner(line.world, engine=quick(emptied))))
    yield tuple(made)
    for line, _ in made:
        await line.world.store.close()


async def test_two_workers_check_each_source_once_a_period(pair):
    """Ten sources, two workers, several ticks: each is asked once, each alert is sent once."""
    lines, runners = zip(*pair, strict=True)
    names = [f"paper {number}" for number in range(10)]
    urls = {name: f"https://{name.replace(' ', '-')}.example/feed.xml" for name in names}
    for number, (name, url) in enumerate(urls.items()):
        lines[0].web.feed((f"drones-{number}", f"Drones {name}"), url=url)
    for line in lines:
        line.world.book = make_book(*(make_source(name, url) for name, url in urls.items()))
    running = [asyncio.create_task(runner.run()) for runner in runners]
    await looked(lambda: sum(len(line.channel.sent) for line in lines) == len(names))
    await asyncio.sleep(2.2)  # time in which a second tick would ask again
    for runner in runners:
        runner.stop()
    await asyncio.wait_for(asyncio.gather(*running), SOON)
    asked = [request.url for request in lines[0].web.asked if request.url in urls.values()]
    assert sorted(asked) == sorted(urls.values())
    told = sorted(title for line in lines for title in line.channel.titles)
    assert told == sorted(f"Drones {name}" for name in names)


async def test_a_task_that_comes_again_after_its_commit_asks_nobody(line: Line):
    """A worker was taken for dead and had committed: whoever begins its task again sees it."""
    line.web.feed(("six-drones", "Six drones"))
    await line.adopt()
    runner = WorkerRunner(line.world, engine=MemoryEngine())
    await line.world.store.claim_due(START, timedelta(minutes=1), 9)
    await runner._check(Task(CHECK, "post", ("post",)))
    asked = len(line.web.asked)
    assert asked
    await runner._check(Task(CHECK, "post", ("post",), attempt=2))
    assert len(line.web.asked) == asked


async def test_what_is_queued_and_nobody_was_told_of_is_delivered(line: Line):
    """A worker died between its commit and the queue: the next turn finds the alert."""
    line.world.book = make_book(replace(make_source(), url=FEED))
    await line.world.store.queue([Alert(CHAT.key, "d", START, title="Left behind")])
    runner = WorkerRunner(line.world, engine=MemoryEngine())
    running = asyncio.create_task(runner.run())
    await arrived(line)
    await asyncio.wait_for(end(runner, running), SOON)
    assert line.channel.titles == ["Left behind"]


async def test_a_receipt_that_is_owed_is_written_without_another_message(line: Line, monkeypatch):
    """The store was away for a moment after a send: nobody else is to find the alert open."""
    record, written = line.world.store.record, asyncio.Event()
    failing = [StoreError("The disk is full.")]

    async def refuse_once(receipt: Receipt) -> None:
        if failing:
            raise failing.pop()
        await record(receipt)
        written.set()

    monkeypatch.setattr(line.world.store, "record", refuse_once)
    await line.world.store.queue([Alert(CHAT.key, "d", START, title="Once")])
    runner = WorkerRunner(line.world, engine=MemoryEngine())
    running = asyncio.create_task(runner.run())
    await asyncio.wait_for(written.wait(), SOON)
    await asyncio.wait_for(end(runner, running), SOON)
    tally = await line.world.store.tally(START - timedelta(days=1))
    assert tally.fates == {Fate.SENT: 1}
    assert line.channel.titles == ["Once"]


async def test_a_worker_without_a_messenger_leaves_chats_to_others(line: Line):
    """Its tasks are of another kind: it serves its terminal."""
    own = WorkerRunner(line.world, engine=MemoryEngine())
    line.world.messenger = False
    without = WorkerRunner(line.world, engine=MemoryEngine())
    line.world.messenger = True
    assert own._deliveries == DELIVER
    line.world.messenger = False
    assert without._deliveries != DELIVER
    await line.world.store.queue([Alert(CHAT.key, "d", START, title="For others")])
    await without.drain()
    assert not without.engine.queue.rows


def test_topics_of_one_group_are_one_place():
    """They share its pace, so one worker at a time serves them."""
    keys = ["telegram:-100:7", "telegram:5", "telegram:-100", "telegram:-100:8", "terminal"]
    assert places(keys) == {
        "telegram:-100": ("telegram:-100:7", "telegram:-100", "telegram:-100:8"),
        "telegram:5": ("telegram:5",),
        "terminal": ("terminal",),
    }
