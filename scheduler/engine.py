"""The port to what queues tasks over many programs and machines.

The engine gives queueing, leases, what comes round once over all programs, unique tasks and a
graceful end. It carries ids only: what is true stands in the store. A task may be begun more than
once (its program died, or did not answer for a while), so tasks are idempotent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Task:
    """Work to be done: of which kind, known by which key, on what.

    `attempt` counts from 1. From 3 on the programs that began it before have died of it, as far as
    can be known: then it is begun alone, one such task at a time in each program.
    """

    kind: str
    key: str
    ids: tuple[str, ...] = ()
    attempt: int = 1


Handler = Callable[[Task], Awaitable[None]]
Turn = Callable[[], Awaitable[None]]


class Engine(Protocol):
    """What a runner asks of an engine. Everything may be called by several programs at once."""

    def handle(self, kind: str, handler: Handler, at_once: int) -> None:
        """Tasks of a kind are done by `handler`, so many at once in this program. Kinds have
        slots of their own: one never waits for another's. To be said before `run`."""

    def every(self, length: timedelta, name: str, turn: Turn) -> None:
        """A turn comes round after this length (whole seconds that divide a minute, minutes an
        hour, or hours a day), once over all programs, and never beside itself. To be said before
        `run`."""

    async def enqueue(self, kind: str, wanted: Mapping[str, Sequence[str]]) -> None:
        """Have tasks done, by key: the ids of each. One whose key is waiting or under way is not
        made again. Raises StoreError where nobody can be asked."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Do tasks and turns until `stopping` is set. What is under way then has `GRACE` seconds
        to end; after that it is cancelled and put back for others. A lost server is waited for."""
