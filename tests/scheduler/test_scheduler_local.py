"""The local runner: what calls check and deliver, and how it ends."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta

from model.alert import Later
from model.rulebook import Quiet
from model.source import FetchFailed, Trouble
from scheduler.local import LocalRunner
from tests.kit.line import CHAT, FEED, Line, make_book, make_source
from tests.kit.runners import Runner


async def test_once_reads_a_long_listing_to_its_end_and_delivers(line: Line, runner: Runner):
    """`--once` goes on until nothing waits to be read or to be sent."""
    line.web.feed(*[(f"drones-{n}", f"Drones number {n}") for n in range(25)])
    line.world.book = make_book(make_source(backfill=25))
    await runner(line.world).once()
    assert len(line.channel.sent) == 25


async def test_once_waits_for_a_short_flood_pause(line: Line, runner: Runner):
    """A messenger that asks for a moment gets it; the alert is sent all the same."""
    line.web.feed(("six-drones", "Six drones"))
    await line.adopt()
    line.channel.outcomes = [Later("flood control", timedelta(seconds=30))]
    running = asyncio.create_task(runner(line.world).once())
    async with asyncio.timeout(10):
        while not running.done():
            line.clock.pass_time(seconds=10)
            await asyncio.wait([running], timeout=0.1)
    assert line.channel.titles == ["Six drones"]


async def test_one_source_that_makes_us_fail_does_not_stop_another(line: Line, runner: Runner):
    """A fault of ours in one check is logged; the other source still alerts."""

    class Faulty(dict):
        """A web that breaks the program at one address."""

        def get(self, url: str, default: object = None) -> object:
            """Answer, or raise what no fetcher should."""
            if "faulty" in url:
                raise RuntimeError("a bug of ours")
            return super().get(url, default)

    line.web.feed(("six-drones", "Six drones"))
    line.web.pages = Faulty(line.web.pages)
    faulty = make_source("faulty", "https://faulty.example/feed")
    line.world.book = make_book(faulty, make_source())
    await runner(line.world).once()
    assert line.channel.titles == ["Six drones"]
    state = await line.world.store.source_state("faulty")
    assert (state.failures, state.trouble) == (1, Trouble.BROKEN)
    assert "Wirewatch itself failed" in state.message


async def test_the_runner_checks_on_its_own_and_stops_when_asked(line: Line, runner: Runner):
    """Tick, check, deliver without anyone calling; `stop` ends it within seconds."""
    line.web.feed(("six-drones", "Six drones"))
    turner = runner(line.world)
    running = asyncio.create_task(turner.run())
    await asyncio.wait_for(line.channel.arrived.wait(), 10)
    turner.stop()
    await asyncio.wait_for(running, 10)
    assert line.channel.titles == ["Six drones"]


async def test_falling_ill_and_getting_well_are_told_once_each(line: Line, caplog):
    """The log has one line when a source starts to fail and one when it is well again."""
    caplog.set_level("INFO", "wirewatch")
    runner = LocalRunner(line.world)
    await runner.start()
    line.web.pages[FEED] = FetchFailed(FEED, Trouble.TIMEOUT, "post.example did not answer")
    for _ in range(3):
        await runner._check("post")
    line.web.feed(("six-drones", "Six drones"))
    for _ in range(2):
        await runner._check("post")
    told = [record.getMessage() for record in caplog.records if record.name == "wirewatch"]
    assert told == [
        "post: post.example did not answer",
        "post is well again (it was: post.example did not answer)",
    ]


async def test_once_sends_what_quiet_hours_held_when_they_are_over(line: Line, runner: Runner):
    """Whoever runs `--once` by a timer gets the night's alerts in the morning."""
    night = replace(CHAT, quiet=Quiet(time(11), time(13)))
    line.web.feed(("six-drones", "Six drones"))
    line.world.book = make_book(chats=(night,))
    await runner(line.world).once()
    assert line.channel.sent == []
    line.clock.pass_time(hours=2)
    await runner(line.world).once()
    (digest,) = line.channel.sent
    assert [item.title for item in digest.items] == ["Six drones"]


async def test_a_stop_ends_once_and_leaves_the_rest_queued(line: Line, runner: Runner):
    """Asked to stop, `--once` sends no more; what is queued waits for the next run."""
    line.web.feed(*[(f"drones-{n}", f"Drones number {n}") for n in range(9)])
    line.world.book = make_book(make_source(backfill=9))
    turner = runner(line.world)
    line.channel.pause = lambda _: timedelta(seconds=30)
    running = asyncio.create_task(turner.once())
    await asyncio.wait_for(line.channel.arrived.wait(), 10)
    turner.stop()
    await asyncio.wait_for(running, 10)
    assert len(line.channel.sent) == 1
