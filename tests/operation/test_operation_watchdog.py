"""A loop that is really stuck, in a process of its own."""

from __future__ import annotations

import asyncio
import socket
import sys

import aiohttp

from tests.kit.program import ROOT


async def says(stream: asyncio.StreamReader, words: str) -> str:
    """All lines up to the one that holds the words."""
    lines = []
    async with asyncio.timeout(20):
        while line := (await stream.readline()).decode():
            lines.append(line)
            if words in line:
                return "".join(lines)
    raise AssertionError("".join(lines))


async def test_a_stuck_loop_is_noticed_from_outside(tmp_path):
    """503 with plain words while it lasts, all stacks once, WATCHDOG=1 only while it turns."""
    with socket.socket() as taken, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        manager.bind(str(tmp_path / "n"))
        manager.setblocking(False)
        taken.close()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.operation.stuck", str(port)),
            cwd=ROOT,
            env={"NOTIFY_SOCKET": str(tmp_path / "n"), "PATH": ""},
            stdin=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            said = await says(process.stderr, "the event loop is stuck")
            assert (await health(port))[0] == 503
            assert "the event loop has not turned" in (await health(port))[1]
            states = received(manager)
            assert "READY=1" in states
            assert "WATCHDOG=1" in states
            process.stdin.write(b"go\n")
            said += await says(process.stderr, "turns again")
            assert await health(port) == (200, "ok\n")
            process.stdin.write(b"end\n")
            async with asyncio.timeout(20):
                said += (await process.stderr.read()).decode()
                assert await process.wait() == 0
            assert received(manager)[-1] == "STOPPING=1"
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert said.count("in a_page_of_a_million_brackets") == 1


async def health(port: int) -> tuple[int, str]:
    """What /healthz says."""
    url = f"http://127.0.0.1:{port}/healthz"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


def received(manager: socket.socket) -> list[str]:
    """What the service manager was told since it last looked."""
    states = []
    while True:
        try:
            states.append(manager.recv(99).decode())
        except BlockingIOError:
            return states
