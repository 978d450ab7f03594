"""An engine in memory: the port in the fewest words, for tests and as the measure of the real one.

What several engines share stands in a `Queue`, as it does on a server for real ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from scheduler.engine import Handler, Task, Turn

TOGETHER = 2  # attempts beside others
LOOK = 0.05  # seconds between two looks
GRACE = 0.3  # seconds that what is under way has after a stop


@dataclass
class Row:
    """A task: who has it since when, and how often it was given out and begun alone."""

    kind: str
    key: str
    ids: tuple[str, ...]
    owner: MemoryEngine | None = None
    picks: int = 0
    alone: int = 0


@dataclass
class Queue:
    """Tasks by kind and key, in the order they came; turns by name: when next, and whether on."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    next_turn: dict[str, float] = field(default_factory=dict)
    on: set[str] = field(default_factory=set)


@dataclass(eq=False)
class MemoryEngine:
    """`scheduler.engine.Engine` in one process."""

    queue: Queue = field(default_factory=Queue)
    handlers: dict[str, tuple[Handler, int]] = field(default_factory=dict)
    rounds: dict[str, tuple[timedelta, Turn]] = field(default_factory=dict)
    works: dict[asyncio.Task[None], Row] = field(default_factory=dict)
    turning: set[asyncio.Task[None]] = field(default_factory=set)
    lone: asyncio.Lock = field(default_factory=asyncio.Lock)
    dead: bool = False

    def handle(self, kind: str, handler: Handler, at_once: int) -> None:
        """So many at once here."""
        self.handlers[kind] = handler, at_once

    def every(self, length: timedelta, name: str, turn: Turn) -> None:
        """Once over all engines of the queue."""
        self.rounds[name] = length, turn

    async def enqueue(self, kind: str, wanted: Mapping[str, Sequence[str]]) -> None:
        """One whose key is there is not made again."""
        for key, ids in wanted.items():
            self.queue.rows.setdefault((kind, key), Row(kind, key, tuple(ids)))

    async def run(self, stopping: asyncio.Event) -> None:
        """Look, give out, look again."""
        now = asyncio.get_running_loop().time
        for name, (length, _) in self.rounds.items():
            self.queue.next_turn.setdefault(name, now() + length.total_seconds())
        while not stopping.is_set() and not self.dead:
            self._give_out()
            self._turn(now())
            await asyncio.sleep(LOOK)
        if not self.dead:
            await self._end()

    def crash(self) -> None:
        """As a program that is killed: nothing of it goes on, and nobody is told."""
        self.dead = True
        for work in (*self.works, *self.turning):
            work.cancel()
        for name in self.rounds:
            self.queue.on.discard(name)

    def _give_out(self) -> None:
        for row in list(self.queue.rows.values()):
            handler, at_once = self.handlers.get(row.kind, (None, 0))
            here = sum(one.kind == row.kind for one in self.works.values())
            free = row.owner is None or row.owner.dead
            if handler is not None and free and here < at_once:
                row.owner, row.picks = self, row.picks + 1
                self.works[asyncio.create_task(self._do(row, handler))] = row

    async def _do(self, row: Row, handler: Handler) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            if row.picks <= TOGETHER:
                await handler(Task(row.kind, row.key, row.ids, row.picks))
            else:
                async with self.lone:
                    row.alone += 1
                    await handler(Task(row.kind, row.key, row.ids, TOGETHER + row.alone))
        finally:
            self.works.pop(task, None)
            if not self.dead and row.owner is self:
                self.queue.rows.pop((row.kind, row.key), None)

    def _turn(self, now: float) -> None:
        for name, (length, turn) in self.rounds.items():
            if now >= self.queue.next_turn[name] and name not in self.queue.on:
                self.queue.next_turn[name] = now + length.total_seconds()
                self.queue.on.add(name)
                task = asyncio.create_task(self._come(name, turn))
                self.turning.add(task)
                task.add_done_callback(self.turning.discard)

    async def _come(self, name: str, turn: Turn) -> None:
        try:
            await turn()
        finally:
            self.queue.on.discard(name)

    async def _end(self) -> None:
        under_way = {*self.works, *self.turning}
        if under_way:
            await asyncio.wait(under_way, timeout=GRACE)
        for work, row in list(self.works.items()):
            row.owner, row.picks = None, row.picks - 1
            work.cancel()
        for turn in self.turning:
            turn.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
