"""A clock that is set forward and back while the program runs."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from model.alert import Later
from scheduler import turns
from scheduler.local import LocalRunner
from tests.kit.line import START, HandClock, Line

HOUR = timedelta(hours=1)


async def test_a_clock_set_back_an_hour_delays_nothing(line: Line):
    """Neither the source nor a chat that was told to rest waits for the hour to pass again."""
    line.channel.outcomes = [Later("flood control", timedelta(seconds=30))]
    line.web.feed(("six-drones", "Six drones"))
    runner = LocalRunner(line.world)
    await runner.start()
    await runner._check("post")
    await runner._deliver("telegram:1")
    line.clock.at = START - HOUR
    await runner._set_back(runner._scheduler())
    assert await line.world.store.claim_due(line.clock.now(), HOUR, 9) == ["post"]
    await runner._deliver("telegram:1")
    assert line.channel.titles == ["Six drones"]


async def test_after_a_start_by_an_earlier_clock_the_source_is_due(line: Line):
    """The clock was set back while the program was down."""
    line.web.feed(("six-drones", "Six drones"))
    runner = LocalRunner(line.world)
    await runner.start()
    await runner._check("post")
    line.clock.at = START - timedelta(days=1)
    await LocalRunner(line.world).start()
    assert await line.world.store.claim_due(line.clock.now(), HOUR, 9) == ["post"]


async def test_the_watch_hears_of_a_clock_set_back_and_says_so(monkeypatch, caplog):
    """Both ways are told in one line; what was put off is looked after when it went back."""
    monkeypatch.setattr(turns, "LOOK", 0.001)
    clock, heard = HandClock(), asyncio.Event()

    async def set_back() -> None:
        heard.set()

    watching = asyncio.create_task(turns.watch(clock, set_back))
    await asyncio.sleep(0)
    clock.pass_time(days=1)
    async with asyncio.timeout(10):
        while not caplog.records:  # noqa: ASYNC110 # a log tells nobody
            await asyncio.sleep(0)
        assert not heard.is_set()
        clock.pass_time(hours=-1)
        await heard.wait()
    watching.cancel()
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "the clock was set forward by 1 day, 0:00:00; the watch goes on",
        "the clock was set back by 1:00:00; the watch goes on",
    ]


def test_a_year_that_the_clock_skips_is_one_turn():
    """The next turn is reckoned from now, not from each turn that was missed."""
    every = turns.Every(timedelta(seconds=1))
    later = START + timedelta(days=365)
    assert every.get_next_fire_time(START, later) == later + timedelta(seconds=1)


async def test_a_turn_that_comes_while_the_last_one_lasts_is_over_at_once(line: Line):
    """And leaves no warning, as APScheduler would; the next one is made again."""
    begun, going_on = 0, asyncio.Event()

    async def job() -> None:
        nonlocal begun
        begun += 1
        await going_on.wait()

    turn = LocalRunner(line.world)._turn(job)
    lasting = asyncio.create_task(turn())
    await asyncio.sleep(0)
    await turn()
    assert begun == 1
    going_on.set()
    await lasting
    await turn()
    assert begun == 2
