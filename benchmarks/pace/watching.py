"""One outlet watched by a rule of pace: what that cost, and how late each article was found. Pure.

Only the pace is simulated: a check finds all that came out since the one before, at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from benchmarks.pace.kinds import WEEK, Outlet
from model.source import Source, SourceState
from scheduler.pace import JITTER, after_success, moments

MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
LISTED = 15  # entries in a list at first sight

# when what was found came out, and the moment → seconds to the next check, jitter included
Watcher = Callable[[Sequence[float], float], float]
# the outlet, `every` and `every_at_most` in seconds, chance
Rule = Callable[[Outlet, float, float, Random], Watcher]


@dataclass(slots=True)
class Watched:
    """`checks`: the moment of each; `delays`: moment of publication and seconds until found."""

    checks: list[float] = field(default_factory=list)
    delays: list[tuple[float, float]] = field(default_factory=list)


def watch(
    outlet: Outlet, rule: Rule, every: float, at_most: float, weeks: int, seed: int
) -> Watched:
    """Watch it for so many weeks, from a first check at a random moment of the first period."""
    chance, watched = Random(seed), Watched()
    watcher = rule(outlet, every, at_most, chance)
    now = every * chance.random()
    seen = bisect_right(outlet.times, now)
    while now < weeks * WEEK:
        upto = bisect_right(outlet.times, now, seen)
        came, seen = outlet.times[seen:upto], upto
        watched.checks.append(now)
        watched.delays.extend((one, now - one) for one in came)
        now += watcher(came, now)
    return watched


def fixed(_: Outlet, every: float, __: float, chance: Random) -> Watcher:
    """Every `every`, a tenth early or late."""
    return lambda *_: _jittered(every, chance)


def halving(_: Outlet, every: float, at_most: float, chance: Random) -> Watcher:
    """The rule until now: half the pace after news, a quarter more after none."""
    pace = every

    def wait(came: Sequence[float], _: float) -> float:
        nonlocal pace
        pace = min(max(pace * (0.5 if came else 1.25), every), at_most)
        return _jittered(pace, chance)

    return wait


def rhythm(outlet: Outlet, every: float, at_most: float, chance: Random) -> Watcher:
    """The program's own: `scheduler.pace.after_success` from check to check."""
    source = Source(
        "s", "", every=timedelta(seconds=every), every_at_most=timedelta(seconds=at_most)
    )
    state = SourceState("s")

    def wait(came: Sequence[float], now: float) -> float:
        nonlocal state
        here = _at(now)
        said = [_at(one) if outlet.dated else None for one in came]
        shown = outlet.times[: bisect_right(outlet.times, now)][-LISTED:]
        state = after_success(
            state,
            source,
            fresh=len(came),
            now=here,
            chance=chance.random(),
            came=moments(said, state.last_ok, here),
            listed=[_at(one) for one in shown] if outlet.dated else (),
        )
        return ((state.next_check or here) - here).total_seconds()

    return wait


def clairvoyant(
    outlets: Sequence[Outlet], every: float, at_most: float, weeks: int, share: float
) -> list[int]:
    """How few checks of each outlet find `share` of all articles within the longest delay of
    fixed polling, if the future is known: one at the end of each stretch that holds most, and
    those that `every_at_most` asks for in between."""
    limit = longest(every)
    stretches = [
        (count, number, end)
        for number, outlet in enumerate(outlets)
        for count, end in _stretches([one for one in outlet.times if one >= 0], limit)
    ]
    stretches.sort(key=lambda one: (-one[0], one[1], one[2]))
    wanted = share * sum(count for count, _, _ in stretches)
    looks: list[list[float]] = [[0.0, weeks * WEEK] for _ in outlets]
    for count, number, end in stretches:
        if wanted <= 0:
            break
        wanted -= count
        looks[number].append(end)
    return [_with_those_between(sorted(mine), at_most) for mine in looks]


def longest(every: float) -> float:
    """The longest delay of fixed polling, in seconds."""
    return every * (1 + JITTER)


def _with_those_between(looks: Sequence[float], at_most: float) -> int:
    gaps = (later - sooner for sooner, later in pairwise(looks))
    return len(looks) - 1 + sum(int(gap / at_most) for gap in gaps)


def _stretches(times: Sequence[float], limit: float) -> list[tuple[int, float]]:
    """The articles of each stretch of this length that begins with one, and its end."""
    found: list[tuple[int, float]] = []
    at = 0
    while at < len(times):
        upto = bisect_right(times, times[at] + limit)
        found.append((upto - at, times[at] + limit))
        at = upto
    return found


def _at(seconds: float) -> datetime:
    return MONDAY + timedelta(seconds=seconds)


def _jittered(pace: float, chance: Random) -> float:
    return pace * (1 + JITTER * (2 * chance.random() - 1))
