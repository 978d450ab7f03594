"""One life of the program, and what is wrong in it: `life.py JSON`, where JSON is a `Life`.

What the harness wants to be wrong is arranged before `bot.main`; the program itself knows
nothing of it.
"""

from __future__ import annotations

import asyncio
import json
import resource
import selectors
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.trust.clock import FileClock
from tests.trust.points import BY_NAME

BY_THE_CLOCK = (
    "apscheduler.schedulers.base",
    "apscheduler.executors.base",
    "scheduler.turns",
    "scheduler.local",
)
HURRY = timedelta(seconds=0.3)  # between two turns of any job, where the harness is in a hurry


@dataclass(frozen=True, slots=True)
class Life:
    """One start of the program, and what is wrong in it.

    `kill_at` names a point. `hurry`: all jobs turn every 0.3 s, and chats' pauses are a
    twentieth; workers as in `worker_life`. `clock` is the file of a FileClock. `most_bytes`: no
    file grows beyond. `turns` is where a worker notes its turns.
    """

    arguments: tuple[str, ...]
    kill_at: str = ""
    hurry: bool = True
    clock: str = ""
    most_bytes: int = 0
    turns: str = ""


class _HastySelector(selectors.DefaultSelector):
    """Waits a fraction of what it is asked to."""

    speed = 1.0

    def select(self, timeout: float | None = None) -> Any:
        return super().select(None if timeout is None else timeout / self.speed)


class _HastyLoop(asyncio.SelectorEventLoop):
    """A loop in whose time everything takes longer than it does."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        selector = _HastySelector()
        selector.speed = speed
        super().__init__(selector)

    def time(self) -> float:
        return super().time() * self._speed


def _set_clock(path: Path) -> None:
    """Let the program, and the scheduler it uses, go by the harness's clock."""
    clock = FileClock(path)

    class Shown(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return clock.now().astimezone(tz)

    world: Any = import_module("scheduler.world")
    world.SystemClock.now = lambda _: clock.now()
    for name in ("cli.world", "cli.run", "cli.messenger", "cli.telegram", "cli.watching"):
        import_module(name).utc_now = clock.now
    for name in BY_THE_CLOCK:
        import_module(name).datetime = Shown
    speed = clock.speed
    if speed != 1:
        loop: Any = import_module("cli.loop")
        loop._factory = lambda: lambda: _HastyLoop(speed)


def _hurry() -> None:
    every: Any = import_module("scheduler.turns").Every
    every.get_next_fire_time = lambda self, _, now: now + min(self.length, HURRY)
    channel: Any = import_module("chat.telegram").TelegramChannel
    usual = channel.pause
    channel.pause = lambda self, chat: usual(self, chat) / 20


def _arrange(life: Life) -> None:
    if life.clock:
        _set_clock(Path(life.clock))
    if life.hurry:
        _hurry()
    points = BY_NAME
    if life.arguments[0] == "worker":
        worker: Any = import_module("tests.trust.worker_life")
        worker.arrange(hurry=life.hurry, turns=life.turns)
        points = worker.BY_NAME
    if life.kill_at:
        points[life.kill_at].arm()
    if life.most_bytes:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (life.most_bytes, hard))


def main(words: str) -> int:
    """Live; the exit code."""
    life = Life(**json.loads(words))
    _arrange(life)
    code: int = import_module("bot").main(life.arguments)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
