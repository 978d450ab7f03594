"""The seam to the pace of sending: what holds over all programs that deliver from one store.

A place is where a chat is: the forum topics of one group are chats of one place. The limits are
Telegram's, and count by place and over all places; whoever sends asks for both first.

A message arrives at some moment between the start and the end of its call. So a call holds one of
thirty lanes from its start until a second after its end, and a place's pause begins at the end:
whatever the network does in between, no second sees more than thirty arrive, and no place two.
The price is the length of a call: 30 messages in a second and a call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

LANES = 30  # Telegram's 30 a second over all chats
WINDOW = 1.0  # seconds that a lane rests after a call
TARDY = 0.1  # seconds late that the next messages may make up for: four at once at the most


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
    """Whether a message may go. `closed`: for how many seconds nobody can be served. `wait`: the
    seconds until it is worth asking again. Where both are 0 it may, by its `lane`."""

    wait: float = 0.0
    closed: float = 0.0
    lane: str = ""


class Pacing(Protocol):
    """Who may send when. Within one program a place's turn is asked for by one task at a time."""

    def clock_set_back(self) -> None:
        """Rests until a moment of this machine's clock as it was are over."""

    async def take(self, place: str, chat: str) -> Standing:
        """Ask for the turn at a place; of a program that died it comes free by itself."""

    async def done(self, place: str, pause: float) -> None:
        """The turn is over; nobody sends there for `pause` seconds from now."""

    async def slot(self) -> Slot:
        """Ask for a lane among all; no other has the same meanwhile."""

    async def leave(self, lane: str) -> None:
        """The call is over: the lane may be had again when its second is."""

    async def rest(self, place: str, length: timedelta) -> None:
        """The place wants nothing for so long."""

    async def close(self, length: timedelta) -> None:
        """Nobody can be served for so long."""

    async def lose(self, chat: str, wait: timedelta) -> None:
        """The chat refuses everything: it is asked again after `wait`."""

    async def find(self, chat: str) -> bool:
        """The chat takes messages; whether it was lost."""
