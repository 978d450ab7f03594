"""bot.py as a process of its own, as a person starts it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUIET = {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "400", "PYTHONUTF8": "1"}


@dataclass
class Program:
    """A running process; its output is read line by line as it comes."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def says(self, words: str, seconds: float = 20) -> str:
        """Wait for a line that holds these words."""
        async with asyncio.timeout(seconds):
            while self.process.stdout is not None:
                raw = await self.process.stdout.readline()
                if not raw:
                    break
                self.lines.append(raw.decode())
                if words in self.lines[-1]:
                    return self.lines[-1]
        raise AssertionError(f"never said {words!r}:\n{''.join(self.lines)}")

    async def ends(self, seconds: float = 20) -> int:
        """Wait for the end; its exit code."""
        async with asyncio.timeout(seconds):
            if self.process.stdout is not None:
                rest = await self.process.stdout.read()
                self.lines.append(rest.decode())
            return await self.process.wait()

    @property
    def output(self) -> str:
        """All that was printed so far."""
        return "".join(self.lines)

    def kill(self) -> None:
        """End it with SIGKILL, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)

    def ask_to_stop(self) -> None:
        """End it with SIGTERM, as a service manager would."""
        self.process.send_signal(signal.SIGTERM)


@asynccontextmanager
async def program(
    *arguments: str, cwd: Path = ROOT, entry: Path = ROOT / "bot.py", **env: str
) -> AsyncIterator[Program]:
    """Start `entry` with these arguments; it is ended when the test leaves."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(entry),
        *arguments,
        cwd=cwd,
        env=clean | QUIET | env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Program(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def stopped(running: Program) -> None:
    """End with SIGTERM, in time and in order."""
    running.ask_to_stop()
    assert await running.ends(10) == 0
