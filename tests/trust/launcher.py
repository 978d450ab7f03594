"""Starts `bot.py` for a harness, as often as it asks, each time as a process of its own.

The modules are loaded once; each life is a fork that runs `bot.main`. One JSON object a line
comes in (a `Life`), the number of the process goes out, and when it has ended its status.
What the harness wants to be wrong is arranged in the fork, before `bot.main`; the program
itself knows nothing of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import select
import selectors
import signal
import sys
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.trust.clock import FileClock
from tests.trust.points import BY_NAME

LOADED = ("cli.run", "cli.telegram", "monitors.article", "monitors.listing", "uvloop")
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
    twentieth. `clock` is the file of a FileClock. `most_bytes`: no file grows beyond.
    """

    arguments: tuple[str, ...]
    cwd: str
    log: str
    env: dict[str, str] = field(default_factory=dict)
    kill_at: str = ""
    hurry: bool = True
    clock: str = ""
    most_bytes: int = 0


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
    for name in ("cli.world", "cli.run", "cli.messenger", "cli.telegram"):
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
    if life.kill_at:
        BY_NAME[life.kill_at].arm()
    if life.most_bytes:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (life.most_bytes, hard))


def _live(life: Life) -> int:
    log = os.open(life.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for old, new in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(old, new)
    os.environ.update(life.env)
    os.chdir(life.cwd)
    _arrange(life)
    code: int = import_module("bot").main(life.arguments)
    return code


def _fork(life: Life) -> int:
    number = os.fork()
    if number:
        return number
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 70
    try:
        code = _live(life)
    except BaseException:  # noqa: BLE001 # told in the log, as the interpreter would
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _await_end(number: int, ended: int) -> int:
    """The status of the process; where the harness goes away, the process goes as well."""
    while True:
        done, status = os.waitpid(number, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        ready, _, _ = select.select([sys.stdin, ended], [], [])
        if ended in ready:
            os.read(ended, 100)
        if sys.stdin in ready:  # nobody speaks while a process lives: it is the end
            os.kill(number, signal.SIGKILL)


def main() -> None:
    """Serve until the harness closes the pipe."""
    for name in LOADED:
        import_module(name)
    ended, told = os.pipe()
    os.set_blocking(told, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(told)
    print("ready", flush=True)
    for line in iter(sys.stdin.readline, ""):
        number = _fork(Life(**json.loads(line)))
        print(number, flush=True)
        print(_await_end(number, ended), flush=True)


if __name__ == "__main__":
    main()
