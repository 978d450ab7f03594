"""Servers of the benchmarks in processes of their own, whose CPU time does not count."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Served:
    """A server under way: the first line that it said; the rest once it has ended."""

    said: str
    last: str = ""


@contextmanager
def served(module: str, *arguments: object) -> Iterator[Served]:
    """Run `python -m MODULE ARGUMENTS` until the block ends; it serves until its input does."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with subprocess.Popen(  # noqa: S603 # our own server
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as one:
        server = Served(one.stdout.readline().strip() if one.stdout else "")
        try:
            yield server
        finally:
            server.last = one.communicate()[0]
