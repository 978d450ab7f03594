"""Our own faults reach the keeper: once, without anything private, and never in a circle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.faults import EACH, MOST, Fault, Ledger
from model.alert import AlertKind, Fate, Receipt
from model.rulebook import Chat, Settings
from scheduler.faults import FaultReports, fault_of
from scheduler.local import LocalRunner
from tests.kit.line import START, Line, make_book, make_line, make_source

KEEPER = Chat("telegram:99", 99)
SECRET = "https://ada:password@post.example/?key=1 a message's text"


class Broken(dict):
    """A web that breaks the program."""

    def get(self, url: str, default: object = None) -> object:
        """Raise what no fetcher should."""
        raise RuntimeError(SECRET)


@pytest.fixture
async def reports() -> AsyncIterator[tuple[Line, FaultReports]]:
    """A line with a keeper, whose checks fail by a fault of ours."""
    line = make_line()
    sources = [make_source(name, f"https://{name}.example/feed") for name in ("one", "two")]
    line.world.book = replace(make_book(*sources), settings=Settings(admin_chat=KEEPER))
    line.web.pages = Broken()
    await line.adopt()
    handler = FaultReports(line.world)
    logging.getLogger().addHandler(handler)
    yield line, handler
    logging.getLogger().removeHandler(handler)


async def told(line: Line, handler: FaultReports) -> list[str]:
    """What the keeper is told next."""
    await handler.finish()
    texts, now = [], line.clock.now()
    while alert := await line.world.store.claim(KEEPER.key, now, timedelta(minutes=2)):
        assert alert.kind is AlertKind.NOTICE
        await line.world.store.record(Receipt(alert.id, Fate.SENT, now))
        texts.append(alert.text)
    return texts


async def test_a_fault_is_told_once_an_hour(reports):
    """Two sources fail alike: one notice with the place; the other is counted in the next."""
    line, handler = reports
    runner = LocalRunner(line.world)
    await runner._check("one")
    await runner._check("two")
    [text] = await told(line, handler)
    assert "checking … failed by a fault of ours (RuntimeError at scheduler/" in text
    assert "password" not in text
    assert "message" not in text
    line.clock.pass_time(minutes=61)
    await runner._check("one")
    [text] = await told(line, handler)
    assert "once more" in text


async def test_a_report_that_fails_is_no_fault_to_report(reports, monkeypatch, caplog):
    """A store that takes nothing is logged in a line, and that is the end of it."""
    line, handler = reports

    async def full(alerts: object) -> list[int]:
        raise OSError(SECRET)

    monkeypatch.setattr(line.world.store, "queue", full)
    logging.getLogger("wirewatch").error("failed", exc_info=raised())
    await handler.finish()
    assert [r.message for r in caplog.records if r.name == "wirewatch.faults"] == [
        "a fault could not be reported: OSError"
    ]


async def test_a_task_that_nobody_awaited_is_reported_too(reports):
    """Asyncio logs it with the exception's text: none of that is passed on."""
    line, handler = reports
    asyncio.get_running_loop().call_exception_handler({"message": SECRET, "exception": raised()})
    [text] = await told(line, handler)
    assert "a task of its own failed (ValueError at alerts/" in text
    assert "password" not in text


async def test_from_another_thread(reports):
    """Readers work in threads; their faults come along."""
    line, handler = reports
    log = logging.getLogger("monitors")
    await asyncio.to_thread(log.error, "a page could not be read", exc_info=raised())
    assert "a page could not be read (ValueError" in (await told(line, handler))[0]


def raised() -> BaseException:
    """An exception that came through a line of ours."""
    try:
        Ledger().admit(None, SECRET)
    except AttributeError as why:
        try:
            raise ValueError(SECRET).with_traceback(why.__traceback__)
        except ValueError as error:
            return error
    raise AssertionError


def test_what_is_no_fault_of_ours():
    """Lines without an exception, and exceptions that never came through our code."""
    make = logging.makeLogRecord
    assert fault_of(make({"msg": "x"})) is None
    assert fault_of(make({"msg": "x", "exc_info": (ValueError, ValueError("x"), None)})) is None


def test_the_ledger_admits_each_kind_once_an_hour_and_ten_in_all():
    """What is left out is counted, and told with the next of its kind."""
    ledger = Ledger()
    faults = [Fault("x", "KeyError", f"rules/match.py:{line}") for line in range(MOST + 2)]
    assert [ledger.admit(one, START) for one in faults] == [0] * MOST + [None] * 2
    assert [ledger.admit(faults[0], START) for _ in range(3)] == [None] * 3
    assert ledger.admit(faults[0], START + EACH) == 3
    assert ledger.admit(faults[-1], START + EACH) == 1
