"""How much a chat may ask in a minute, and how much may wait at once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from telegram import Update

PERSON, CHAT = 40, 80  # commands, presses and files of a minute
MINUTE = 60.0  # seconds
WAITING = 1_000  # updates under way; more wait at Telegram
_KNOWN = 10_000  # chats and persons remembered


class Verdict(Enum):
    """What becomes of one more."""

    ANSWER = auto()
    SAY = auto()  # that it is too many, once
    PASS_OVER = auto()


@dataclass(slots=True)
class Pace:
    """Counts within the minute that a first one opens. Pure: `at` is in seconds."""

    person: int = PERSON
    chat: int = CHAT
    _counts: OrderedDict[tuple[int, ...], tuple[float, int]] = field(default_factory=OrderedDict)

    def judge(self, chat: int, person: int, at: float) -> Verdict:
        """What one more of a person in a chat is worth; what is passed over counts for nobody
        else."""
        own = self._another((chat, person), at) - self.person
        if own > 0:
            return Verdict.SAY if own == 1 else Verdict.PASS_OVER
        all_here = self._another((chat,), at) - self.chat
        if all_here > 0:
            return Verdict.SAY if all_here == 1 else Verdict.PASS_OVER
        return Verdict.ANSWER

    def _another(self, who: tuple[int, ...], at: float) -> int:
        since, count = self._counts.pop(who, (at, 0))
        if at - since >= MINUTE:
            since, count = at, 0
        self._counts[who] = since, count + 1
        if len(self._counts) > _KNOWN:
            self._counts.popitem(last=False)
        return count + 1


@dataclass(frozen=True, slots=True)
class TooMany:
    """Stands in the queue for the first update beyond the pace."""

    update: Update


class Entrance(asyncio.Queue[object]):
    """The application's queue: passes over what is beyond the pace, and lets in no more than
    `waiting` at once. The application starts a task for each update, so that a bound on the queue
    alone would bound nothing."""

    def __init__(
        self, pace: Pace, waiting: int = WAITING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._pace = pace
        self._clock = clock
        self._room = asyncio.Semaphore(waiting)

    async def put(self, item: object) -> None:
        """Waits for room."""
        verdict = self._judged(item)
        if verdict is Verdict.PASS_OVER:
            return
        await self._room.acquire()
        if verdict is Verdict.SAY and isinstance(item, Update):
            item = TooMany(item)
        await super().put(item)

    def task_done(self) -> None:
        """One is answered: there is room for another."""
        super().task_done()
        self._room.release()

    def crowded(self) -> bool:
        """Whether nothing more is let in."""
        return self._room.locked()

    def _judged(self, item: object) -> Verdict:
        if not isinstance(item, Update) or not _asks(item) or item.effective_chat is None:
            return Verdict.ANSWER
        person = item.effective_sender.id if item.effective_sender else 0
        return self._pace.judge(item.effective_chat.id, person, self._clock())


def _asks(update: Update) -> bool:
    """Whether it wants an answer: a command, a press, a file."""
    message = update.message
    if message is None:
        return update.callback_query is not None
    return message.document is not None or (message.text or "").startswith("/")
