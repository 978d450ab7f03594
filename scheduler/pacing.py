"""The pace of one program that sends alone, kept in memory: nothing of it needs to survive.

Rests are by the world's clock, pauses of seconds by the loop's time, which no one sets back.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from model.pacing import Lost, Slot, Standing
from model.ports import Clock

SMOOTH = 1 / 30  # seconds between two sends over all chats: Telegram's 30 a second, no bursts


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
        """The generic cell rate algorithm (ITU-T I.371) without a burst."""
        now = _time()
        mine = max(now, self.next_slot)
        self.next_slot = mine + self.spacing
        return Slot(mine - now, max(0.0, self.closed_until - now))

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
