"""Processes for tests: forked from one that has Wirewatch loaded, or fresh from the interpreter."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path

from tests.kit.forker import ROOT, Start

QUIET = {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "400", "PYTHONUTF8": "1"}
FORKS = sys.platform == "linux"


class Running:
    """A process. `status` is its exit code, negative for a signal, None while it runs."""

    def __init__(self, number: int, end: asyncio.Future[int]) -> None:
        self.number = number
        self._end = end

    @property
    def status(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._end.result() if self._end.done() else None

    async def ends(self, seconds: float = 60) -> int:
        """Wait for the end; its exit code."""
        return await asyncio.wait_for(asyncio.shield(self._end), seconds)

    def kill(self) -> None:
        """SIGKILL, as a power cut."""
        self._signal(signal.SIGKILL)

    def ask_to_stop(self) -> None:
        """SIGTERM, as a service manager."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if not self._end.done():
            with suppress(ProcessLookupError):  # it has just ended
                os.kill(self.number, number)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """This one, without a chat of its owner's, and `more`."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM_")}
    return {**clean, **QUIET, **more}


async def started(
    script: Path, *arguments: str, cwd: Path, env: Mapping[str, str], output: int, fresh: bool
) -> Running:
    """Start a script that prints to the open file `output`; `fresh`: by the interpreter."""
    start = Start(str(script), arguments, str(cwd), environment(env))
    return await (_fresh if fresh or not FORKS else _forked)(start, output)


async def _fresh(start: Start, output: int) -> Running:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        start.script,
        *start.arguments,
        cwd=start.cwd,
        env=start.env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=output,
    )
    return Running(process.pid, asyncio.ensure_future(process.wait()))


async def _forked(start: Start, output: int) -> Running:
    told, tells = os.pipe()
    words = json.dumps(asdict(start)).encode()
    socket.send_fds(_forker(), [words], [output, tells])
    os.close(tells)
    lines = await reading(told)
    number = int(await lines.readline())
    return Running(number, asyncio.ensure_future(_number(lines)))


async def _number(lines: asyncio.StreamReader) -> int:
    return int(await lines.read())  # to its end, which closes it


async def reading(file: int) -> asyncio.StreamReader:
    """An open file of a pipe, to be read as it comes; closed at its end."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(file, "rb", 0))
    return reader


@cache
def _forker() -> socket.socket:
    """The process that forks, for all tests of this one; it ends with it."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "kit" / "forker.py"), str(there.fileno())],
        env=environment({}),
        pass_fds=[there.fileno()],
    )
    there.close()

    def close() -> None:
        here.close()
        process.wait()

    atexit.register(close)
    return here
