"""The pace of one program that sends alone, kept in memory: nothing of it needs to survive.

Rests are by the world's clock, pauses of seconds by the loop's time, which no one sets back.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from model.pacing import LANES, TARDY, WINDOW, Lost, Slot, Standing
from model.ports import Clock

SMOOTH = 1 / LANES  # seconds between two sends over all chats: no bursts
LOOK = 0.01  # seconds between two looks whether one of thirty calls has ended


@dataclass(slots=True)
class OwnPace:
    """Implements `model.pacing.Pacing`. `spacing`: seconds between two messages over all places;
    0 lets every one through at once, as a terminal does."""

    clock: Clock
    spacing: float = 0.0
    rests: dict[str, datetime] = field(default_factory=dict)  # by place: not before
    # by chat: when it is asked again, and how long it was left alone
    lost: dict[str, tuple[datetime, timedelta]] = field(default_factory=dict)
    free: dict[str, float] = field(default_factory=dict)  # by place: not before, loop time
    next_slot: float = 0.0  # in the loop's time
    # of the lanes that no call holds: free from then on, loop time, in order
    lanes: deque[float] = field(default_factory=lambda: deque([0.0] * LANES))
    closed_until: float = 0.0  # in the loop's time

    def clock_set_back(self) -> None:
        """Rests until a moment of the clock as it was are over."""
        self.rests.clear()
        self.lost.clear()

    async def take(self, place: str, chat: str) -> Standing:
        """Its turn is free when its pause is over: tasks of one program queue by themselves."""
        now = self.clock.now()
        rest = self.rests.get(place, now) - now
        until, wait = self.lost.get(chat, (now, None))
        lost = None if wait is None else Lost(until - now, wait)
        return Standing(max(0.0, self.free.get(place, 0.0) - _time()), rest, lost)

    async def done(self, place: str, pause: float) -> None:
        """The pause begins."""
        if pause > 0:
            self.free[place] = _time() + pause

    async def slot(self) -> Slot:
        """The generic cell rate algorithm (ITU-T I.371), and a lane."""
        now = _time()
        if self.closed_until > now:
            return Slot(closed=self.closed_until - now)
        if not self.spacing:
            return Slot()
        wait = max(self.next_slot, self.lanes[0] if self.lanes else now + LOOK) - now
        if wait > 0:
            return Slot(wait)
        self.lanes.popleft()
        self.next_slot = max(self.next_slot, now - TARDY) + self.spacing
        return Slot(lane="own")

    async def leave(self, lane: str) -> None:
        """Its second begins."""
        if lane:
            self.lanes.append(_time() + WINDOW)

    async def rest(self, place: str, length: timedelta) -> None:
        """Until a moment of the clock."""
        self.rests[place] = self.clock.now() + length

    async def close(self, length: timedelta) -> None:
        """For all places."""
        self.closed_until = _time() + length.total_seconds()

    async def lose(self, chat: str, wait: timedelta) -> None:
        """Until a moment of the clock."""
        self.lost[chat] = self.clock.now() + wait, wait

    async def find(self, chat: str) -> bool:
        """It is lost no more."""
        return self.lost.pop(chat, None) is not None


def _time() -> float:
    return asyncio.get_running_loop().time()
