"""The gate that all messages pass one by one, and who goes first where many wait.

A place's head start is twice its pause: a group, which rests three seconds after each message,
goes before a person who came up to four seconds earlier. Otherwise it would rest, then queue
among all others, and end last. Nobody starves: who came later than that goes later. Edits go
when no message waits.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from model.pacing import Pacing, Slot

HEAD_START = 2.0  # pauses

Rank = tuple[bool, float]  # whether it is an edit, and since when it waits, its head start included
Waiting = tuple[Rank, int, asyncio.Future[None]]


@dataclass(slots=True)
class Gate:
    """One at a time, the lowest rank first; equal ones in the order in which they came."""

    waiting: list[Waiting] = field(default_factory=list)  # a heap
    taken: bool = False
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def crowded(self) -> bool:
        """Whether messages wait: then no edit has its turn."""
        first = self._first()
        return first is not None and not first[0][0]

    @asynccontextmanager
    async def turn(self, pause: float) -> AsyncIterator[None]:
        """The gate, for a message to a place that rests `pause` seconds after each."""
        await self._enter((False, _clock() - HEAD_START * pause))
        try:
            yield
        finally:
            self._leave()

    @asynccontextmanager
    async def last(self, patience: float) -> AsyncIterator[bool]:
        """The gate, for an edit; False where messages go first for `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._enter((True, _clock()))
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            self._leave()

    async def _enter(self, rank: Rank) -> None:
        if not self.taken:
            self.taken = True
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self.waiting, (rank, next(self.numbers), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():  # it was given the gate at that moment
                self._leave()
            raise

    def _leave(self) -> None:
        first = self._first()
        if first is None:
            self.taken = False
        else:
            heapq.heappop(self.waiting)
            first[2].set_result(None)

    def _first(self) -> Waiting | None:
        """Who has the next turn, without those that have gone."""
        while self.waiting and self.waiting[0][2].done():
            heapq.heappop(self.waiting)
        return self.waiting[0] if self.waiting else None


async def lane(pacing: Pacing) -> Slot:
    """Wait for a lane; without one where nobody can be served."""
    slot = await pacing.slot()
    while slot.wait:
        await asyncio.sleep(slot.wait)
        slot = await pacing.slot()
    return slot


def _clock() -> float:
    return asyncio.get_running_loop().time()
