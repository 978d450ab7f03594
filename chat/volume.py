"""How many alerts a chat had, day by day: what stands out, and how today compares. Pure.

A day stands out where its count is `SCORE` spreads above the median of the days before it, by
the robust z-score: the spread is the median distance from that median, scaled as for a normal
distribution, and never less than what chance alone would do to such a count (its square root).
Up to `TRAILING` days are looked back on, from the chat's first alert; fewer than `LEAST` of
them tell nothing. Weekdays are not told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from statistics import median

from model.alert import Fate
from model.volume import Stretch, Volume

TRAILING = 28
LEAST = 7
SCORE = 3.0
_NORMAL = 1.4826  # times the median distance is the standard deviation, where counts are normal

Amount = Callable[[Volume], int]


@dataclass(frozen=True, slots=True)
class Volumes:
    """The alerts of the last days. The last one is today; each tuple of numbers has one a day.

    `topics` and `sources` have the most frequent first. `usual` is the median of what earlier
    days had at this hour, None while too few are known.
    """

    days: tuple[date, ...]
    totals: tuple[int, ...]
    topics: tuple[tuple[str, tuple[int, ...]], ...]
    sources: tuple[tuple[str, int], ...]
    spikes: tuple[int, ...]
    muted: int
    usual: float | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.totals)

    @property
    def busiest(self) -> int:
        """The day with the most, the latest of equals."""
        return max(range(len(self.totals)), key=lambda day: (self.totals[day], day))


def dates(now: datetime, place: tzinfo, count: int) -> list[date]:
    """The last days in a zone, today the last."""
    today = now.astimezone(place).date()
    return [today - timedelta(days=back) for back in range(count - 1, -1, -1)]


def whole_days(days: Iterable[date], place: tzinfo) -> list[Stretch]:
    """From midnight to midnight, whatever the clocks do in between."""
    return [(_at(day, time(), place), _at(day + timedelta(days=1), time(), place)) for day in days]


def until_now(days: Iterable[date], now: datetime, place: tzinfo) -> list[Stretch]:
    """Each day from midnight to the time of the day that it is now."""
    clock = now.astimezone(place).time()
    return [(_at(day, time(), place), _at(day, clock, place)) for day in days]


def _at(day: date, clock: time, place: tzinfo) -> datetime:
    return datetime.combine(day, clock.replace(fold=0), place)


def measured(
    days: Sequence[date],
    shown: int,
    counted: Sequence[Volume],
    so_far: Sequence[Volume],
    topic: str | None = None,
) -> Volumes:
    """What to tell of the last `shown` of `days`. `counted` are all of these days; `so_far` the
    same of each but the last, up to this hour. Of one topic, or of all: then an alert stands
    under the first of its topics."""
    amount = _amount(topic)
    totals = _sums(counted, amount, len(days))
    start = len(days) - shown
    here = [one for one in counted if one.stretch >= start and amount(one)]
    first = next((day for day, count in enumerate(totals) if count), len(days))
    return Volumes(
        days=tuple(days[start:]),
        totals=tuple(totals[start:]),
        topics=_by_topic(here, amount, start, shown),
        sources=tuple(_most(Counter(), ((one.source, amount(one)) for one in here))),
        spikes=tuple(
            day - start
            for day in range(start, len(days))
            if stands_out(totals[max(first, day - TRAILING) : day], totals[day])
        ),
        muted=sum(amount(one) for one in here if one.fate is Fate.MUTED),
        usual=_usual(_sums(so_far, amount, len(days) - 1)[first:][-TRAILING:]),
    )


def stands_out(before: Sequence[int], count: int) -> bool:
    """Whether a day's count is unusual after those of the days before it."""
    if len(before) < LEAST:
        return False
    usual = median(before)
    distance = median(abs(one - usual) for one in before)
    spread = max(_NORMAL * distance, usual**0.5, 1.0)
    return bool(count - usual >= SCORE * spread)


def _usual(before: Sequence[int]) -> float | None:
    return median(before) if len(before) >= LEAST else None


def _amount(topic: str | None) -> Amount:
    if topic is None:
        return lambda one: one.leading
    return lambda one: one.alerts if one.topic == topic else 0


def _sums(counted: Iterable[Volume], amount: Amount, days: int) -> list[int]:
    sums = [0] * days
    for one in counted:
        sums[one.stretch] += amount(one)
    return sums


def _by_topic(
    counted: Sequence[Volume], amount: Amount, start: int, days: int
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    most = _most(Counter(), ((one.topic, amount(one)) for one in counted))
    rows = {name: [0] * days for name, _ in most}
    for one in counted:
        rows[one.topic][one.stretch - start] += amount(one)
    return tuple((name, tuple(row)) for name, row in rows.items())


def _most(sums: Counter[str], pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The sums by name, the greatest first, equal ones by name."""
    for name, count in pairs:
        sums[name] += count
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
