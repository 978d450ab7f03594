"""What programs and their database spend, and what the database's connections wait for.

CPU times by /proc, so on Linux alone, with the server on this machine. Those of a connection are
those of its process; what the server does besides (its log, checkpoints, vacuum) is not in them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.workers.office import Office

_TICK = os.sysconf("SC_CLK_TCK")
STORE, QUEUE = "wirewatch", "wirewatch queue"  # as connections call themselves
_CONNECTIONS = """
SELECT pid, application_name, COALESCE(wait_event_type, ''), COALESCE(wait_event, '')
FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'wirewatch%'
    AND state IN ({})
"""
_ALL = _CONNECTIONS.format("'active', 'idle', 'idle in transaction'")
_BUSY = _CONNECTIONS.format("'active'")
_TROUBLE = (
    "SELECT deadlocks, xact_rollback FROM pg_stat_database WHERE datname = current_database()"
)


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds since the start: of the programs, of their connections for the store, and of
    those for the queue."""

    programs: float
    store: float
    queue: float

    def since(self, before: Spent) -> Spent:
        """The difference."""
        return Spent(
            self.programs - before.programs, self.store - before.store, self.queue - before.queue
        )


@dataclass(slots=True)
class Waits:
    """What busy connections were found at, look by look."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    looks: int = 0

    def look(self, office: Office) -> None:
        """Once more."""
        self.looks += 1
        if office.url:
            for _, name, kind, event in office.ask(_BUSY):
                self.seen[name, f"{kind}: {event}" if kind else "at work"] += 1

    def mean(self) -> Mapping[tuple[str, str], float]:
        """How many connections were at it at a time."""
        return {key: count / self.looks for key, count in self.seen.most_common()}


def spent(office: Office, programs: Iterable[int]) -> Spent:
    """Until now."""
    connections = office.ask(_ALL) if office.url else []
    used = dict.fromkeys((STORE, QUEUE), 0.0)
    for pid, name, *_ in connections:
        used[name] += _cpu(pid)
    return Spent(sum(map(_cpu, programs)), used[STORE], used[QUEUE])


def trouble(office: Office) -> tuple[int, int]:
    """Deadlocks and transactions taken back, so far."""
    if not office.url:
        return 0, 0
    ((deadlocks, back),) = office.ask(_TROUBLE)
    return int(deadlocks), int(back)


def _cpu(pid: int) -> float:
    """Seconds of all its threads; 0 of one that has ended."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / _TICK
