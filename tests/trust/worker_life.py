"""What is arranged in a life of a worker, besides what `life.py` does: haste, notes, traps.

In haste everything that says when another worker takes over is a tenth of what it is, or less, so
that a campaign sees hundreds of deaths: figures of the true lengths come from lives without it.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from pgqueuer.adapters.persistence.qb import QuerySchedulerBuilder

from scheduler.engine_postgres import PostgresEngine
from tests.trust.points import POINTS, PRUNE, STORE, Point

HEARTBEAT = timedelta(seconds=4)  # an event loop that stands still for half of it counts as dead
LOOK = timedelta(seconds=0.2)
LEASE = timedelta(seconds=6)  # of an alert, and of the turn at its place
REQUEST = timedelta(seconds=4)  # that a host's turn is held for
QUEUED = timedelta(seconds=3)  # the lease of a source that is queued
OFTEN = timedelta(seconds=1)  # between two turns: the engine counts in whole seconds
TURN_DEAD = 5  # seconds after which a turn of somebody who gives no sign comes to others
ITS_OWN = "interval '30 seconds'"  # the same by PgQueuer, within a statement

_RUNNER = "scheduler.worker:WorkerRunner"
_ENGINE = "scheduler.engine_postgres:PostgresEngine"
_POSTGRES = "store.postgres:PostgresStore"
# at a start, of SQLite's file alone, or days away
_NOT_HERE = {
    "while the tables are made",
    "before the leases are freed",
    "in mid-commit, the log half on the disk",
    PRUNE,
}


def freeze(*_: object) -> None:
    """Stand still until somebody sends SIGCONT, as a machine that is suspended."""
    os.kill(os.getpid(), signal.SIGSTOP)


def _with_tasks(_: Any, given: tuple[Any, ...]) -> bool:
    return bool(given[-1])


CLAIMED = "frozen after claim"
_ALONE = {
    "after a command is taken",
    "before a command is remembered",
    "after a command is remembered, before its answer",
}  # one of all workers comes by: whoever hears what people write
POINTS_HERE = (
    *(
        replace(one, call=one.call.replace(STORE, _POSTGRES))
        for one in POINTS
        if one.name not in _NOT_HERE | _ALONE
    ),
    Point("before due sources are queued", f"{_ENGINE}.enqueue", before=True, counts=_with_tasks),
    Point("after tasks are queued", f"{_ENGINE}.enqueue", counts=_with_tasks),
    Point("when a check is given out", f"{_RUNNER}._check", before=True),
    Point("when a check is done, before the queue hears", f"{_RUNNER}._check"),
    Point("when a place is given out", f"{_RUNNER}._deliver_place", before=True),
    Point("when a place is served, before the queue hears", f"{_RUNNER}._deliver_place"),
    Point("in the turn that claims", f"{_RUNNER}.tick", before=True),
    Point("in the turn that delivers", f"{_RUNNER}.drain", before=True),
    Point("in the turn of digests", f"{_RUNNER}.digests", before=True),
    Point("after the turn at a place", "store.postgres_pacing:PostgresPacing.take"),
)
FREEZES = (
    Point(CLAIMED, f"{_POSTGRES}.claim", counts=lambda result, _: bool(result), deed=freeze),
)
BY_NAME = {point.name: point for point in (*POINTS_HERE, *FREEZES)}


def arrange(*, hurry: bool, turns: str) -> None:
    """In this process."""
    if turns:
        _note_turns(Path(turns))
    if hurry:
        _hurry()


def _hurry() -> None:
    for module, name, value in (
        ("scheduler.deliver", "LEASE", LEASE),
        ("store.postgres_pacing", "HELD", LEASE),
        ("scheduler.worker", "LEASE", QUEUED),
    ):
        setattr(import_module(module), name, value)
    hosts: Any = import_module("store.postgres_hosts").PostgresHosts
    take = hosts.take
    hosts.take = lambda self, host, longest: take(self, host, min(longest, REQUEST))
    worker: Any = import_module("cli.worker")
    worker._engine = lambda url, *_: PostgresEngine(url, heartbeat=HEARTBEAT, look=LOOK)
    usual = PostgresEngine.every
    engine: Any = PostgresEngine
    engine.every = lambda self, length, name, turn: usual(self, min(length, OFTEN), name, turn)
    query = QuerySchedulerBuilder.build_fetch_schedule_query
    theirs: Any = QuerySchedulerBuilder
    assert ITS_OWN in query(QuerySchedulerBuilder())
    theirs.build_fetch_schedule_query = lambda self: query(self).replace(
        ITS_OWN, f"interval '{TURN_DEAD} seconds'"
    )


def _note_turns(path: Path) -> None:
    """A line for the begin and the end of each turn, by the clock that all processes share."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    usual = PostgresEngine.every
    engine: Any = PostgresEngine

    def note(what: str, name: str) -> None:
        words = json.dumps([what, name, os.getpid(), time.monotonic()])
        os.write(file, f"{words}\n".encode())

    def every(self: Any, length: timedelta, name: str, turn: Callable[[], Awaitable[None]]) -> None:
        async def noted() -> None:
            note("begin", name)
            await turn()
            note("end", name)

        usual(self, length, name, noted)

    engine.every = every
