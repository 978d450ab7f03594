"""Invented sources of many kinds: when each publishes. Seeded; seconds since a Monday, 0 h UTC.

None of it is what a pace would assume. Gaps are log-normal and not exponential, batches and
crises have heavy tails (Pareto), days off are whole days, hours are of the source's own place,
and a rhythm may change for good. Time before the start is there as well: a list is never empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

HOUR, DAY = 3600.0, 86400.0
WEEK = 7 * DAY
PLACES = (-8, -5, -3, 0, 1, 2, 3, 4, 5.5, 8, 9)  # hours ahead of UTC
WEEKEND, GULF_WEEKEND = frozenset({5, 6}), frozenset({4, 5})
# by local hour, how much goes out
ROUND_THE_CLOCK = (5, 4, 4, 4, 5, 6, 8, 9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 9, 9, 8, 8, 7, 6, 5)
NEWSROOM = (1, 0, 0, 0, 1, 4, 8, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2)
TOWN = (0, 0, 0, 0, 0, 1, 4, 8, 10, 10, 9, 9, 7, 8, 9, 9, 9, 7, 4, 2, 2, 1, 0, 0)
OFFICE = (0, 0, 0, 0, 0, 0, 0, 0, 2, 7, 9, 10, 8, 5, 9, 10, 9, 5, 2, 0, 0, 0, 0, 0)
NIGHT = (9, 9, 8, 8, 7, 6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 6, 9, 10)
SPARE_TIME = (2, 1, 0, 0, 0, 0, 1, 3, 3, 2, 2, 3, 4, 3, 2, 2, 3, 4, 6, 8, 10, 10, 8, 5)

Times = Iterator[float]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One source and all its publications, in order; those before 0 are of the time before.

    Every fifth is not `dated`: its list does not say when what it names came out.
    """

    kind: str
    times: tuple[float, ...]
    dated: bool = True


def outlets(seed: int, weeks: int, each: int = 1) -> list[Outlet]:
    """A world: `each` times the shares of `KINDS`. Every source has a chance of its own."""
    made = []
    for kind, (share, publish) in KINDS.items():
        for number in range(share * each):
            chance = Random(f"{seed}:{kind}:{number}")
            times = sorted(publish(chance, weeks * WEEK))
            kept = tuple(one for one in times if one < weeks * WEEK)
            made.append(Outlet(kind, kept, dated=chance.random() >= 0.2))
    return made


def _days(chance: Random, before: float, end: float) -> Iterator[tuple[float, int]]:
    """Each local day: when it begins, in UTC, and its weekday; the place is drawn once."""
    ahead = chance.choice(PLACES) * HOUR
    for day in range(-round(before / DAY), round(end / DAY) + 1):
        yield day * DAY - ahead, day % 7


def _flow(
    chance: Random, start: float, end: float, a_day: float, hours: Sequence[float], spread: float
) -> Times:
    """Gaps are log-normal (`spread` 1 is far from regular) on a clock that runs by the hours.

    `start` is a local midnight; half of what comes has followers within minutes, as many as a
    Pareto law of index 1.6 gives.
    """
    mean = sum(hours) / 24
    followers = 1.0  # of a batch, on average
    step = (1 + 0.5 * followers) / a_day
    clock, due = 0.0, chance.random() * step
    for hour in range(round((end - start) / HOUR)):
        speed = hours[hour % 24] / mean / 24  # days of its own clock in this hour
        while speed and clock + speed > due:
            at = start + hour * HOUR + (due - clock) / speed * HOUR
            yield at
            if chance.random() < 0.5:
                yield from _batch(chance, at, int(chance.paretovariate(1.6)) % 40, 8 * 60)
            due += step * chance.lognormvariate(-spread * spread / 2, spread)
        clock += speed


def _batch(chance: Random, at: float, count: int, mean_gap: float) -> Times:
    for _ in range(count):
        at += chance.expovariate(1 / mean_gap)
        yield at


def wire(chance: Random, end: float) -> Times:
    """A news agency: day and night, something every few minutes."""
    start = -2 * WEEK - chance.choice(PLACES) * HOUR
    yield from _flow(chance, start, end, chance.uniform(80, 220), ROUND_THE_CLOCK, 0.8)


def daily(chance: Random, end: float) -> Times:
    """A morning paper: the printed edition goes up at once before dawn, the rest by day."""
    size, hour, web = chance.randint(15, 50), chance.uniform(3, 6), chance.uniform(15, 60)
    for midnight, weekday in _days(chance, 2 * WEEK, end):
        if weekday != 6:
            at = midnight + hour * HOUR + chance.gauss(0, 600)
            yield from _batch(chance, at, size, chance.uniform(1, 20))
        today = web * (0.5 if weekday in WEEKEND else 1) * chance.lognormvariate(0, 0.3)
        yield from _flow(chance, midnight, midnight + DAY, today, NEWSROOM, 0.8)


def regional(chance: Random, end: float) -> Times:
    """The news of a town: by day, half as much at weekends."""
    a_day = chance.uniform(8, 25)
    for midnight, weekday in _days(chance, 3 * WEEK, end):
        today = a_day * (0.5 if weekday in WEEKEND else 1) * chance.lognormvariate(0, 0.4)
        yield from _flow(chance, midnight, midnight + DAY, today, TOWN, 0.9)


def ministry(chance: Random, end: float) -> Times:
    """Statements in office hours, several at once; weekends off, seldom a statement at night."""
    weekend = GULF_WEEKEND if chance.random() < 0.3 else WEEKEND
    a_day = chance.uniform(1.5, 6)
    for midnight, weekday in _days(chance, 8 * WEEK, end):
        if weekday not in weekend:
            yield from _flow(chance, midnight, midnight + DAY, a_day, OFFICE, 1.2)
        if chance.random() < 0.04:
            yield midnight + chance.random() * DAY


def weekly(chance: Random, end: float) -> Times:
    """The issue goes up on one day within half an hour; a few pieces in between."""
    issue, hour, size = chance.randrange(7), chance.uniform(4, 20), chance.randint(12, 35)
    for midnight, weekday in _days(chance, 16 * WEEK, end):
        if weekday == issue:
            at = midnight + hour * HOUR + chance.gauss(0, 1200)
            yield from _batch(chance, at, size, chance.uniform(5, 90))
        elif chance.random() < 0.4:
            yield midnight + chance.choices(range(24), OFFICE)[0] * HOUR + chance.random() * HOUR


def think_tank(chance: Random, end: float) -> Times:
    """A study or a comment now and then, in office hours: one to six a month."""
    likely = chance.uniform(1, 6) / 21
    for midnight, weekday in _days(chance, 60 * WEEK, end):
        if weekday not in WEEKEND and chance.random() < likely:
            yield midnight + chance.choices(range(24), OFFICE)[0] * HOUR + chance.random() * HOUR


def night(chance: Random, end: float) -> Times:
    """A desk that works while others sleep, all week."""
    a_day = chance.uniform(10, 35)
    for midnight, _ in _days(chance, 2 * WEEK, end):
        today = a_day * chance.lognormvariate(0, 0.4)
        yield from _flow(chance, midnight, midnight + DAY, today, NIGHT, 0.9)


def dead(chance: Random, end: float) -> Times:
    """Given up months ago; nearly dead, for one piece may come still."""
    yield from (-chance.uniform(20, 60) * WEEK for _ in range(10))
    if chance.random() < 0.25:
        yield chance.random() * end


def changed(chance: Random, end: float) -> Times:
    """As a town's news, until mid-way the desk moves to the other side of the world and doubles."""
    half = round(end / 2 / DAY) * DAY
    before, after = list(regional(chance, half)), list(regional(chance, end))
    yield from (one for one in before if one < half)
    moved = (one + 11 * HOUR for one in after)
    twice = (other for one in moved for other in (one, one + chance.uniform(0, 2 * HOUR)))
    yield from (one for one in twice if half <= one)


def crisis(chance: Random, end: float) -> Times:
    """A small office that one day has a crisis: three to six days, at all hours, heavy bursts."""
    yield from ministry(chance, end)
    at = chance.uniform(0.3, 0.8) * end
    over = at + chance.uniform(3, 6) * DAY
    while at < over:
        yield at
        yield from _batch(chance, at, int(chance.paretovariate(1.1)) % 60, chance.uniform(60, 600))
        at += min(chance.paretovariate(1.2) * 8 * 60, 6 * HOUR)


def clockwork(chance: Random, end: float) -> Times:
    """Bulletins at fixed hours, a minute early or late, a few pieces each."""
    hours = sorted(chance.sample(range(24), chance.choice((2, 3, 4, 8))))
    minute = chance.choice((0, 0, 30, 45))
    for midnight, _ in _days(chance, 4 * WEEK, end):
        for hour in hours:
            at = midnight + hour * HOUR + minute * 60 + chance.gauss(0, 60)
            yield from _batch(chance, at, chance.randint(1, 5), 10)


def blog(chance: Random, end: float) -> Times:
    """One person: in spare hours, with pauses of weeks (Pareto), sometimes three in a row."""
    for midnight, day_of in _silences(chance, end):
        if day_of:
            for _ in range(chance.choice((1, 1, 1, 2, 3))):
                hour = chance.choices(range(24), SPARE_TIME)[0]
                yield midnight + (hour + chance.random()) * HOUR


def _silences(chance: Random, end: float) -> Iterator[tuple[float, bool]]:
    left = 0
    for midnight, _ in _days(chance, 30 * WEEK, end):
        yield midnight, left == 0
        left = int(chance.paretovariate(0.9) - 0.5) % 30 if left == 0 else left - 1


# how many of a hundred sources are of a kind
KINDS: dict[str, tuple[int, Callable[[Random, float], Times]]] = {
    "wire": (4, wire),
    "daily paper": (20, daily),
    "regional": (20, regional),
    "ministry": (16, ministry),
    "weekly": (6, weekly),
    "think tank": (10, think_tank),
    "night desk": (5, night),
    "rhythm changes": (5, changed),
    "crisis": (4, crisis),
    "clockwork": (3, clockwork),
    "blog": (4, blog),
    "dead": (3, dead),
}
