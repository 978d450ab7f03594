"""bot.py as a process of its own, as a person starts it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.kit.forker import ROOT
from tests.kit.starts import Running, reading, started


@dataclass
class Program:
    """A running process; its output is read line by line as it comes."""

    process: Running
    printed: asyncio.StreamReader
    lines: list[str] = field(default_factory=list)

    async def says(self, words: str, seconds: float = 20) -> str:
        """Wait for a line that holds these words."""
        async with asyncio.timeout(seconds):
            while raw := await self.printed.readline():
                self.lines.append(raw.decode())
                if words in self.lines[-1]:
                    return self.lines[-1]
        raise AssertionError(f"never said {words!r}:\n{''.join(self.lines)}")

    async def ends(self, seconds: float = 20) -> int:
        """Wait for the end; its exit code."""
        async with asyncio.timeout(seconds):
            rest = await self.printed.read()
            self.lines.append(rest.decode())
            return await self.process.ends(seconds)

    @property
    def output(self) -> str:
        """All that was printed so far."""
        return "".join(self.lines)

    def kill(self) -> None:
        """End it with SIGKILL, as a power cut would."""
        self.process.kill()

    def ask_to_stop(self) -> None:
        """End it with SIGTERM, as a service manager would."""
        self.process.ask_to_stop()


@asynccontextmanager
async def program(
    *arguments: str,
    cwd: Path = ROOT,
    entry: Path = ROOT / "bot.py",
    fresh: bool = False,
    **env: str,
) -> AsyncIterator[Program]:
    """Start `entry` with these arguments; it is ended when the test leaves.

    `fresh`: by the interpreter, as a person does; else forked from a process that has loaded the
    same modules, which saves two seconds of processor time.
    """
    told, tells = os.pipe()
    printed = await reading(told)
    try:
        process = await started(entry, *arguments, cwd=cwd, env=env, output=tells, fresh=fresh)
    finally:
        os.close(tells)
    running = Program(process, printed)
    try:
        yield running
    finally:
        process.kill()
        await process.ends()
        await printed.read()  # to its end, which closes it


async def stopped(running: Program) -> None:
    """End with SIGTERM, in time and in order."""
    running.ask_to_stop()
    assert await running.ends(10) == 0
