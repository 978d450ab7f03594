"""Several ways of doing one thing, in turns, and what each costs: the median of the rounds."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

Way = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Spent:
    """Seconds of each round: of this process's CPU, and of the clock on the wall."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


async def in_turns(ways: Mapping[str, Way], rounds: int) -> dict[str, Spent]:
    """Go through all ways so many times, so that a busy minute of the machine meets all."""
    spent = {name: Spent() for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            began, used = perf_counter(), process_time()
            await work()
            spent[name].cpu.append(process_time() - used)
            spent[name].wall.append(perf_counter() - began)
    return spent


def ratio(baseline: Sequence[float], measured: Sequence[float]) -> float:
    """How many times as fast as the baseline: the median of the rounds' ratios."""
    return median(one / other for one, other in zip(baseline, measured, strict=True))


def resident() -> float:
    """Megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return os.sysconf("SC_PAGESIZE") * pages / 1e6
