"""Starts scripts for the tests: Wirewatch's modules are loaded once, each start is a fork.

`python forker.py NUMBER`: the number of an open socket of packets. A packet is one JSON object (a
`Start`) and two open files: what the process prints goes to the first; the second is told the
number of the process, and when it has ended its exit code, negative for a signal, each in a line.
A fork runs the script as the interpreter would, to the end of its last thread. When the socket is
closed, whoever still runs is killed.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOADED = (
    *("bot", "cli.run", "cli.status", "cli.telegram", "monitors.article", "monitors.listing"),
    *("uvloop", "tests.trust.life"),
)
OF_SCALE = ("cli.worker", "scheduler.engine_postgres")  # of an extra, which may be missing
MOST = 100_000  # bytes of a packet


@dataclass(frozen=True, slots=True)
class Start:
    """What is to run, with which arguments, where, and with which environment alone."""

    script: str
    arguments: tuple[str, ...]
    cwd: str
    env: dict[str, str]


def serve(asked: socket.socket) -> Start | None:
    """Fork for each start until the socket is closed; within a fork, what it is to run."""
    ended, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    told: dict[int, int] = {}  # by the number of a process: where its end is told
    while True:
        ready, _, _ = select.select([asked, ended], [], [])
        if ended in ready:
            os.read(ended, 1000)
            _tell_ends(told)
        if asked in ready:
            words, files, _, _ = socket.recv_fds(asked, MOST, 2)
            if not words:
                break
            output, end = files
            number = os.fork()
            if number == 0:
                _become(output, (ended, woken, asked.detach(), end, *told.values()))
                return Start(**json.loads(words))
            os.close(output)
            told[number] = end
            _tell(end, number)
    for number in told:
        os.kill(number, signal.SIGKILL)
    return None


def _tell_ends(told: dict[int, int]) -> None:
    while told:
        number, status = os.waitpid(-1, os.WNOHANG)
        if not number:
            return
        _tell(told[number], os.waitstatus_to_exitcode(status))
        os.close(told.pop(number))


def _tell(where: int, number: int) -> None:
    with suppress(BrokenPipeError):  # the test has gone
        os.write(where, f"{number}\n".encode())


def _become(output: int, others: tuple[int, ...]) -> None:
    """A process like one that was just started."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for old, new in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(old, new)
    for one in (nothing, output, *others):
        os.close(one)


def run(start: Start) -> None:
    """As `python script arguments…`."""
    os.environ.clear()
    os.environ.update(start.env)
    os.chdir(start.cwd)
    sys.argv = [start.script, *start.arguments]
    runpy.run_path(start.script, run_name="__main__")


def main(number: int) -> None:
    """Serve; a fork comes back here, and ends as any program does."""
    sys.path.insert(0, str(ROOT))
    for name in LOADED:
        import_module(name)
    with suppress(ImportError):
        for name in OF_SCALE:
            import_module(name)
    gc.freeze()
    start = serve(socket.socket(fileno=number))
    if start is not None:
        run(start)


if __name__ == "__main__":
    main(int(sys.argv[1]))
