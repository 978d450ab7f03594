"""Two small days of the simulated week; the whole one is a command (docs/reliability.md)."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.trust.week import COLUMNS, Week


async def test_two_days_keep_every_promise(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """Eight restarts, four rule edits, mutes, outages and the end of summer time: every piece is
    seen and told, every alert accounted for, none twice, no source forgotten."""
    caplog.set_level(logging.ERROR)
    said: list[str] = []
    week = Week(tmp_path, papers=30, days=2, seed=1, say=said.append)
    await week.run()
    assert week.broken == [], "\n".join(said)
    assert not caplog.records
    last = dict(zip(COLUMNS, week.rows[-1], strict=True))
    assert last["alerts"] > 200
    assert last["sent"] > 100
    assert last["muted"] > 0
    assert week.chats.outcomes["unknown"] > 0
    assert week.chats.outcomes["later"] > 0


async def test_the_ledger_finds_what_was_lost_and_doubled(tmp_path: Path):
    """The week can fail: a lost alert, an alert that comes twice, a piece that nobody read."""
    week = Week(tmp_path, papers=2, days=1, seed=2, say=lambda _: None)
    await week._open()
    for step in range(420, 560):
        await week._minute(step)
    assert week.chats.tries
    with closing(sqlite3.connect(week.db)) as base, base:
        base.execute("DELETE FROM alert WHERE id = 1")
        base.execute("DELETE FROM identity")
    week.clock.pass_time(hours=24)
    await week._evening(1, 0.0)
    await week._last_promises()
    await week._close()
    words = "\n".join(week.broken)
    for promise in ("alerts were given", "never seen", "overdue", "forgotten"):
        assert promise in words
