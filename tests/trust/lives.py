"""Lives of the program, one after the other, each killed or ended by the harness."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Self

from tests.kit.program import QUIET
from tests.trust.launcher import Life

LAUNCHER = Path(__file__).with_name("launcher.py")


class Running:
    """One life. `ended` comes true by itself; `status` is negative for a signal."""

    def __init__(self, number: int, end: asyncio.Future[int]) -> None:
        self.number = number
        self._end = end

    @property
    def status(self) -> int | None:
        """The exit code, or None while it lives."""
        return self._end.result() if self._end.done() else None

    async def ends(self, seconds: float = 60) -> int:
        """Wait for the end; its exit code, negative for a signal."""
        return await asyncio.wait_for(asyncio.shield(self._end), seconds)

    def kill(self) -> None:
        """SIGKILL, as a power cut."""
        self._signal(signal.SIGKILL)

    def ask_to_stop(self) -> None:
        """SIGTERM, as a service manager."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if not self._end.done():
            os.kill(self.number, number)


class Lives:
    """The launcher at work: one life at a time."""

    def __init__(self, launcher: asyncio.subprocess.Process) -> None:
        self._launcher = launcher
        self._reader: asyncio.Task[int] | None = None

    @classmethod
    async def open(cls) -> Self:
        """Load the program once, to be started often."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM_")}
        launcher = await asyncio.create_subprocess_exec(
            sys.executable,
            str(LAUNCHER),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean | QUIET,
        )
        lives = cls(launcher)
        await lives._line()
        return lives

    async def close(self) -> None:
        """The launcher ends a life that is still going on, and itself."""
        if self._launcher.stdin is not None:
            self._launcher.stdin.close()
        await self._launcher.wait()
        if self._reader is not None:
            await asyncio.gather(self._reader, return_exceptions=True)

    async def start(self, life: Life) -> Running:
        """Begin a life; the one before must have ended."""
        assert self._launcher.stdin is not None
        self._launcher.stdin.write(json.dumps(asdict(life)).encode() + b"\n")
        await self._launcher.stdin.drain()
        number = int(await self._line())
        self._reader = asyncio.create_task(self._status())
        end = asyncio.get_running_loop().create_future()
        self._reader.add_done_callback(lambda task: _settle(end, task))
        return Running(number, end)

    async def _status(self) -> int:
        return int(await self._line())

    async def _line(self) -> bytes:
        assert self._launcher.stdout is not None
        return await self._launcher.stdout.readline()


def _settle(end: asyncio.Future[int], task: asyncio.Task[int]) -> None:
    if end.cancelled() or task.cancelled():
        return
    end.set_result(70 if task.exception() else task.result())
