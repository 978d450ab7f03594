"""When a source publishes, learnt from what its checks found, and when it is worth a look. Pure.

A check finds in time what came out in the `every` before it, so that a look at a stretch of that
length is worth the articles expected in it. As in Sia, Cho and Cho, "Efficient Monitoring
Algorithm for Fast News Alerts" (2007), the rate is a Poisson one that varies over the week and is
learnt for each hour; the choice of the stretches that are worth most is that of Cho and
Garcia-Molina ("Effective Page Refresh Policies", 2003) for a limited number of requests. Shrunk:
the rate of an hour of the week leans on that of its hour and its weekday, the more the less is
known (a gamma prior). On top of it news bring news, for an hour or so (Hawkes, 1971).

What was tried, on which worlds, and what the figures below give: docs/performance.md. Rates are
in articles a second, moments in seconds since 1970, hours of the week begin on Thursday, 0 h UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, isfinite, log, sqrt
from struct import Struct

HOUR, DAY = 3600, 86400
WEEK_HOURS = 168
# a slot counts where its rate is this many times the source's mean, for one article a day; less
# by the root of the articles where there are more, and never more than CLEAR
WORTH, CLEAR = 5.6, 3.0
LEARNING = DAY  # before it `every` is kept; for the weekday's part a week
BURST = 8  # articles of one check that count in full: a crisis is no rhythm
MEMORY = 21 * DAY  # half of what was learnt is forgotten in it, or
REMEMBERED = 40  # in the time of so many articles, if that is longer,
LONGEST = 180 * DAY  # but no longer than this
LEAN_HOUR, LEAN_DAY, LEAN_SLOT = 2.0, 2.0, 2.0  # articles that the priors weigh
EXPECTED, DOUBT = 1 / DAY, DAY / 2  # before anything is known: an article a day, half a day's worth
BESIDE, AT = 0.15, 0.7  # an article counts for the hours before and after as well
STIR, STIRRED = 0.5, HOUR  # what an article makes expect, and the time it lasts
LISTED, LISTED_FOR = 5, 14 * DAY  # a list teaches if it has so many dates over so long a time

_HEAD, _SLOTS = Struct("<4d"), Struct(f"<{WEEK_HOURS}f")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known: articles by hour of the week, weighed as at `at`, watched `since`.

    `stir`: recent articles, also as at `at`. `half`: the time in which half is forgotten.
    """

    since: float
    at: float
    stir: float
    half: float
    slots: tuple[float, ...]


def begun(now: datetime, listed: Sequence[datetime] = ()) -> Rhythm:
    """Nothing is known but what a source's list tells by its dates, if these go back far enough."""
    here = now.timestamp()
    told = sorted(one for when in listed if (one := when.timestamp()) <= here)
    fresh = Rhythm(here, here, 0.0, MEMORY, (0.0,) * WEEK_HOURS)
    if len(told) < LISTED or here - told[0] < LISTED_FOR or _dates_only(told):
        return fresh
    span = here - told[0]
    half = _half(len(told) / span)
    slots = list(fresh.slots)
    for one in told:
        slots[_slot(one)] += 2 ** ((one - here) / half)
    since = told[0] - span / len(told)
    return replace(fresh, since=since, half=half, slots=tuple(slots))


def learnt(rhythm: Rhythm, came: Sequence[datetime], now: datetime) -> Rhythm:
    """The rhythm after a check that found articles which came out at these moments."""
    if not came:
        return rhythm
    here = now.timestamp()
    gone = max(here - rhythm.at, 0.0)
    since = min(rhythm.since, here)
    seen = max(min(here - since, rhythm.half / log(2)), DAY)
    half = _half(max(sum(rhythm.slots), 1.0) / seen)
    kept = 2 ** (-gone / half)
    slots = [count * kept for count in rhythm.slots]
    weight = min(len(came), BURST)
    for when in came:
        slots[_slot(when.timestamp())] += weight / len(came)
    stir = rhythm.stir * exp(-gone / STIRRED) + weight
    return Rhythm(since, here, stir, half, tuple(slots))


def next_look(rhythm: Rhythm, now: datetime, every: timedelta, at_most: timedelta) -> timedelta:
    """The time to the next check, within the bounds: at the end of the first stretch of `every`
    in which enough is expected.

    `every` while the first day is not over.
    """
    here, step, most = now.timestamp(), every.total_seconds(), at_most.total_seconds()
    if here - rhythm.since < LEARNING:
        return every
    worth, rate = _rates(rhythm, here)
    stirred = STIR * rhythm.stir / STIRRED * exp(-max(here - rhythm.at, 0.0) / STIRRED)
    ahead = 0.0
    while ahead + step < most:
        middle = here + ahead + step / 2
        if rate(_slot(middle)) + stirred * exp(-ahead / STIRRED) >= worth:
            return timedelta(seconds=ahead + step)
        # nothing within an hour of the week is likelier than its first stretch
        left = HOUR - middle % HOUR
        ahead += step * max(-(-left // step), 1)
    return at_most


def packed(rhythm: Rhythm) -> bytes:
    """For the store: 704 bytes."""
    head = _HEAD.pack(rhythm.since, rhythm.at, rhythm.stir, rhythm.half)
    return head + _SLOTS.pack(*rhythm.slots)


def unpacked(kept: bytes | None) -> Rhythm | None:
    """What the store kept; None for nothing, and for what is no rhythm of this version."""
    if kept is None or len(kept) != _HEAD.size + _SLOTS.size:
        return None
    head, slots = _HEAD.unpack_from(kept), _SLOTS.unpack_from(kept, _HEAD.size)
    since, at, stir, half = head
    sound = all(isfinite(one) for one in head + slots) and min(slots) >= 0 < half
    return Rhythm(since, at, stir, half, slots) if sound else None


def _rates(rhythm: Rhythm, here: float) -> tuple[float, Callable[[int], float]]:
    """The rate that is worth a look, and the rate of each hour of the week."""
    slots, age = rhythm.slots, here - rhythm.since
    kept = 2 ** (-max(here - rhythm.at, 0.0) / rhythm.half)
    watched = rhythm.half / log(2) * (1 - 2 ** (-age / rhythm.half))  # forgotten time as well
    known = sum(slots) * kept
    mean = (known + EXPECTED * DOUBT) / (watched + DOUBT)
    whole_weeks = age >= WEEK_HOURS * HOUR

    def rate(slot: int) -> float:
        day = slot // 24
        of_hour = _spread(lambda at: sum(slots[at % 24 :: 24]), slot) * kept
        hour = (24 * of_hour + LEAN_HOUR) / (known + LEAN_HOUR)
        if not whole_weeks:
            return mean * hour
        of_day = sum(slots[day * 24 : day * 24 + 24]) * kept
        usual = mean * hour * (7 * of_day + LEAN_DAY) / (known + LEAN_DAY)
        here_alone = _spread(lambda at: slots[at % WEEK_HOURS], slot) * kept
        lean = LEAN_SLOT / mean  # the time in which so many come
        return (here_alone + usual * lean) / (watched / WEEK_HOURS + lean)

    return mean * min(WORTH * sqrt(EXPECTED / mean), CLEAR), rate


def _spread(count: Callable[[int], float], slot: int) -> float:
    return AT * count(slot) + BESIDE * (count(slot - 1) + count(slot + 1))


def _half(rate: float) -> float:
    return min(max(MEMORY, REMEMBERED / rate), LONGEST)


def _slot(at: float) -> int:
    return int(at // HOUR) % WEEK_HOURS


def _dates_only(told: Sequence[float]) -> bool:
    """Whether most have one time of day, which is then none: midnight somewhere, or noon."""
    times = [one % DAY for one in told]
    return 2 * max(times.count(one) for one in set(times)) > len(times)
