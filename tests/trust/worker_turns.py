"""What the workers noted of the turns that come round: each once over all of them. Pure.

A line is `[begin or end, name, process, seconds]`, by a clock that all processes share.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a worker; without an end where it died of it, or still goes on."""

    name: str
    process: int
    begin: float
    end: float | None = None


def turns(lines: Iterable[str]) -> list[Turn]:
    """The turns, in the order of their begins."""
    found: list[Turn] = []
    open_: dict[tuple[str, int], int] = {}
    for line in lines:
        what, name, process, at = json.loads(line)
        if what == "begin":
            open_[name, process] = len(found)
            found.append(Turn(name, process, at))
        elif (name, process) in open_:
            place = open_.pop((name, process))
            found[place] = Turn(name, process, found[place].begin, at)
    return sorted(found, key=lambda turn: turn.begin)


def doubled(found: Iterable[Turn], dead: float = inf) -> list[str]:
    """Turns that began while the one before them went on; one without an end is given up after
    `dead` seconds."""
    by_name: dict[str, list[Turn]] = defaultdict(list)
    for turn in found:
        by_name[turn.name].append(turn)
    return [
        f"{one.name}: {other.process} began while {one.process} was at it"
        for name in by_name
        for one, other in zip(by_name[name], by_name[name][1:], strict=False)
        if other.begin < (one.begin + dead if one.end is None else one.end)
    ]
