"""The seam to the pace of sending: what holds over all programs that deliver from one store.

A place is where a chat is: the forum topics of one group are chats of one place. The limits are
Telegram's, and count by place and over all places; whoever sends asks for both first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lost:
    """A chat that refused everything: what is left until it is asked again (nothing, or less,
    when it may be), and for how long it was left alone this time."""

    left: timedelta
    wait: timedelta


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands for who asks for its turn. `wait`: 0 where the turn is his, else the
    seconds until it is worth asking again. `rest`: what is left of one that the place asked for."""

    wait: float = 0.0
    rest: timedelta = timedelta()
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When the next message over all places may go: in `wait` seconds. `closed`: for how many
    seconds nobody can be served."""

    wait: float = 0.0
    closed: float = 0.0


class Pacing(Protocol):
    """Who may send when. Within one program a place's turn is asked for by one task at a time."""

    def clock_set_back(self) -> None:
        """Rests until a moment of this machine's clock as it was are over."""

    async def take(self, place: str, chat: str) -> Standing:
        """Ask for the turn at a place; of a program that died it comes free by itself."""

    async def done(self, place: str, pause: float) -> None:
        """The turn is over; nobody sends there for `pause` seconds from now."""

    async def slot(self) -> Slot:
        """A message's place among all: no other is given the same."""

    async def rest(self, place: str, length: timedelta) -> None:
        """The place wants nothing for so long."""

    async def close(self, length: timedelta) -> None:
        """Nobody can be served for so long."""

    async def lose(self, chat: str, wait: timedelta) -> None:
        """The chat refuses everything: it is asked again after `wait`."""

    async def find(self, chat: str) -> bool:
        """The chat takes messages; whether it was lost."""
