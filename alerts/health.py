"""Which sources ail, and what of it is news: once when they fall ill, once when they are well.

What a source is judged by is what its checks saw, not the time that went by since: a program
that was stopped for a week has seen nobody fall silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from model.health import Ailment, Illness
from model.source import SourceState, Trouble

# Most outages of a site are over within the hour, and nobody can do anything about them.
FAILURES = 3  # in a row
FAILING_FOR = timedelta(hours=2)  # from the first of them to the last

# Outlets pause for a night, a weekend, a holiday. Six times the usual gap is rarer than one in
# four hundred where articles come at random (e⁻⁶); they come in bursts, hence the two days.
GAPS = 6.0
SILENT_FOR = timedelta(days=2)
# Friday to Sunday: the weekend is Friday and Saturday here, Saturday and Sunday there
REST_DAYS = frozenset({4, 5, 6})
RHYTHM = 12  # articles, and
WATCHED = timedelta(days=7)  # from first sight to the last article, before a gap is usual

# One odd look may be a page half built at that moment.
LOOKS = 3

# Sources that fail at one moment have one cause, often this machine's own connection.
TOGETHER = 5
SAME_MOMENT = timedelta(hours=1)  # checks are minutes to half an hour apart
DOUBTFUL = 2  # failures in a row with which a source counts to those that fail together
STRAGGLERS = timedelta(hours=1)  # after the first of an outage is well: the others are named

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Report:
    """One notice: sources that fell ill or are well again; `still` are those left of an outage."""

    ailing: tuple[Ailment, ...]
    well: bool = False
    still: tuple[Ailment, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What to tell, and what to remember of it: `kept` replaces what was known of a source,
    `ended` are the names of sources to forget."""

    reports: tuple[Report, ...] = ()
    kept: tuple[Ailment, ...] = ()
    ended: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reports or self.kept or self.ended)


def diagnose(state: SourceState) -> tuple[Illness, datetime] | None:
    """What people should know of a source's state, and since when it is so; None when well."""
    failing = _failing(state)
    if failing is not None:
        rebuilt = state.trouble is Trouble.NO_LINKS
        return (Illness.REBUILT if rebuilt else Illness.FAILING), failing
    if state.amiss >= LOOKS and state.amiss_since is not None:
        return Illness.REBUILT, state.amiss_since
    silent = _silent(state)
    return (Illness.SILENT, silent) if silent is not None else None


def usual_gap(state: SourceState) -> timedelta | None:
    """The mean time between two articles of a source, of all time; None before it is known."""
    if state.first_seen is None or state.last_new is None or state.articles < RHYTHM:
        return None
    watched = state.last_new - state.first_seen
    return watched / state.articles if watched >= WATCHED else None


def working(start: datetime, end: datetime) -> timedelta:
    """How much of the time between two moments lies outside of any country's weekend."""
    weeks = max(end - start, timedelta()) // _WEEK
    total = weeks * (7 - len(REST_DAYS)) * _DAY
    at = start + weeks * _WEEK
    while at < end:
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        if at.weekday() not in REST_DAYS:
            total += min(midnight, end) - at
        at = midnight
    return total


def examine(states: Iterable[SourceState], told: Iterable[Ailment], now: datetime) -> Findings:
    """What of all active sources' health is news, given what was told of it before. Those that
    are well and of which nothing was told may be left out of `states`."""
    active = {state.name: state for state in states}
    known = {one.source: one for one in told}
    sick = {name: found for name, state in active.items() if (found := diagnose(state)) is not None}
    gone = tuple(name for name in known if name not in active)
    fell = _fell_ill(active, known, sick, now)
    rose = _well_again([one for one in known.values() if one.source in active], active, sick, now)
    return Findings((*fell.reports, *rose.reports), (*fell.kept, *rose.kept), (*gone, *rose.ended))


def _failing(state: SourceState) -> datetime | None:
    since, last = state.trouble_since, state.last_check
    if state.failures < FAILURES or since is None or last is None:
        return None
    return since if last - since >= FAILING_FOR else None


def _silent(state: SourceState) -> datetime | None:
    gap, new, looked = usual_gap(state), state.last_new, state.last_ok
    if gap is None or new is None or looked is None:
        return None
    return new if working(new, looked) > max(GAPS * gap, SILENT_FOR) else None


# who fell ill


def _fell_ill(
    active: Mapping[str, SourceState],
    known: Mapping[str, Ailment],
    sick: Mapping[str, tuple[Illness, datetime]],
    now: datetime,
) -> Findings:
    new = [Ailment(name, *found, now) for name, found in sick.items() if name not in known]
    outages = {one.outage for one in known.values() if one.outage is not None}
    late = [replace(one, outage=begun) for one in new if (begun := _outage(one, outages))]
    rest = [one for one in new if one.source not in {other.source for other in late}]
    failing = [one for one in rest if one.illness is Illness.FAILING]
    others = [one for one in rest if one.illness is not Illness.FAILING]
    doubtful = [one for one in _doubtful(active, now) if one.source not in known]
    reports = [*_clusters(failing, doubtful), *_few_or_one(others)]
    return Findings(tuple(reports), (*late, *(one for each in reports for one in each.ailing)))


def _outage(one: Ailment, outages: Iterable[datetime]) -> datetime | None:
    """The outage that was told and that this source fell victim to as well."""
    if one.illness is not Illness.FAILING:
        return None
    return next((at for at in outages if abs(one.since - at) <= SAME_MOMENT), None)


def _doubtful(active: Mapping[str, SourceState], now: datetime) -> list[Ailment]:
    """Sources that fail, though for too short a time to be told of by themselves."""
    return [
        Ailment(name, Illness.FAILING, state.trouble_since, now)
        for name, state in active.items()
        if state.failures >= DOUBTFUL and state.trouble_since
        if state.trouble is not Trouble.NO_LINKS
    ]


def _clusters(failing: Sequence[Ailment], doubtful: Sequence[Ailment]) -> list[Report]:
    """Those that began to fail at one moment in one report, the others each in its own."""
    reports: list[Report] = []
    told: set[str] = set()
    for first in sorted(failing, key=lambda one: one.since):
        if first.source in told:
            continue
        near = [one for one in doubtful if abs(one.since - first.since) <= SAME_MOMENT]
        group = [one for one in near if one.source not in told]
        begun = min((one.since for one in group), default=first.since)
        many = len(group) >= TOGETHER
        ailing = tuple(replace(one, outage=begun) for one in group) if many else (first,)
        told.update(one.source for one in ailing)
        reports.append(Report(ailing))
    return reports


def _few_or_one(ailing: Sequence[Ailment], *, well: bool = False) -> list[Report]:
    """A report each, or one for all where they are many."""
    if len(ailing) >= TOGETHER:
        return [Report(tuple(ailing), well)]
    return [Report((one,), well) for one in ailing]


# who is well again


def _well_again(
    known: Sequence[Ailment],
    active: Mapping[str, SourceState],
    sick: Mapping[str, tuple[Illness, datetime]],
    now: datetime,
) -> Findings:
    well = {one.source for one in known if one.source not in sick and _reads(active[one.source])}
    single = [one for one in known if one.outage is None and one.source in well]
    reports, kept = _few_or_one(single, well=True), list[Ailment]()
    ended = [one.source for one in single]
    for begun in sorted({one.outage for one in known if one.outage is not None}):
        group = [_marked(one, well, now) for one in known if one.outage == begun]
        done = _outage_over(group, now)
        reports += done.reports
        kept += [one for one in (done.kept or group) if one not in known]
        ended += done.ended
    kept = [one for one in kept if one.source not in ended]
    return Findings(tuple(reports), tuple(kept), tuple(ended))


def _reads(state: SourceState) -> bool:
    """Silent no longer, or with its list as it used to be: but it must be readable as well."""
    return state.failures == 0


def _marked(one: Ailment, well: set[str], now: datetime) -> Ailment:
    """With the moment at which it got well, without one where it has fallen ill again."""
    if one.source not in well:
        return replace(one, well_at=None)
    return one if one.well_at else replace(one, well_at=now)


def _outage_over(group: Sequence[Ailment], now: datetime) -> Findings:
    """The end of an outage: once all are well, or an hour after the first is. Those that are
    not well by then are ill on their own account."""
    well = tuple(one for one in group if one.well_at)
    still = tuple(replace(one, outage=None) for one in group if not one.well_at)
    first = min((one.well_at for one in well if one.well_at), default=now)
    if not well or (still and now - first < STRAGGLERS):
        return Findings()
    return Findings((Report(well, True, still),), still, tuple(one.source for one in well))
