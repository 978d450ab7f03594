"""Which sources ail, and what of it is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.health import STRAGGLERS, diagnose, examine, usual_gap, working
from model.health import Ailment, Illness
from model.source import SourceState, Trouble

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WELL = SourceState("post", first_seen=MONDAY - 30 * DAY, last_check=MONDAY, last_ok=MONDAY)


def failing(name: str = "post", *, hours: float = 3, failures: int = 4) -> SourceState:
    """A source that began to fail on Monday and was last tried `hours` later."""
    return replace(
        WELL,
        name=name,
        failures=failures,
        trouble=Trouble.SERVER,
        message="answers 500",
        trouble_since=MONDAY,
        last_check=MONDAY + hours * HOUR,
    )


def quiet(*, gap: timedelta, since: datetime, looked: datetime) -> SourceState:
    """A source of a rhythm whose last article came at `since`."""
    first = since - 30 * DAY
    articles = int(30 * DAY / gap)
    return replace(WELL, first_seen=first, last_new=since, articles=articles, last_ok=looked)


@pytest.mark.parametrize(
    ("failures", "hours", "ill"),
    [(2, 5, False), (3, 1.9, False), (3, 2, True), (40, 100, True)],
)
def test_failing_is_told_after_three_tries_and_two_hours(failures: int, hours: float, ill: bool):
    """Short outages and single slips are nobody's concern."""
    found = diagnose(failing(failures=failures, hours=hours))
    assert found == ((Illness.FAILING, MONDAY) if ill else None)


def test_a_page_without_links_is_rebuilt_rather_than_failing():
    """What to do about it differs, so it has a name of its own."""
    state = replace(failing(), trouble=Trouble.NO_LINKS)
    assert diagnose(state) == (Illness.REBUILT, MONDAY)


@pytest.mark.parametrize(("looks", "ill"), [(0, False), (2, False), (3, True)])
def test_a_changed_layout_is_told_at_the_third_look(looks: int, ill: bool):
    """A page may be half built at one moment."""
    state = replace(WELL, amiss=looks, amiss_since=MONDAY if looks else None)
    assert diagnose(state) == ((Illness.REBUILT, MONDAY) if ill else None)


@pytest.mark.parametrize(
    ("gap", "days", "ill"),
    [
        (HOUR, 1.9, False),  # six hours would be its rhythm; two days are the least
        (HOUR, 2.1, True),
        (12 * HOUR, 2.9, False),
        (12 * HOUR, 3.1, True),
        (2 * DAY, 10, False),  # working days count only
        (2 * DAY, 22, True),
    ],
)
def test_silence_is_measured_by_the_sources_own_rhythm(gap: timedelta, days: float, ill: bool):
    """Six usual gaps, at least two days, without weekends."""
    state = quiet(gap=gap, since=MONDAY, looked=MONDAY + days * DAY)
    assert diagnose(state) == ((Illness.SILENT, MONDAY) if ill else None)


def test_a_weekend_is_no_silence():
    """Who publishes on working days only, in either world's week, is well on Monday morning."""
    thursday = MONDAY + 3 * DAY + 15 * HOUR
    morning = MONDAY + 7 * DAY + 9 * HOUR
    assert diagnose(quiet(gap=HOUR, since=thursday, looked=morning)) is None


def test_without_a_rhythm_nobody_falls_silent():
    """A dozen articles over a week are needed before a gap is usual."""
    state = quiet(gap=HOUR, since=MONDAY, looked=MONDAY + 60 * DAY)
    assert diagnose(state) is not None
    assert usual_gap(replace(state, articles=11)) is None
    assert diagnose(replace(state, articles=11)) is None
    assert diagnose(replace(state, first_seen=MONDAY - 6 * DAY)) is None
    assert diagnose(replace(state, first_seen=None)) is None


def test_a_program_that_was_stopped_has_seen_no_silence():
    """What counts is the last look, however late it is by now."""
    state = quiet(gap=HOUR, since=MONDAY, looked=MONDAY + HOUR)
    assert not examine([state], [], MONDAY + 90 * DAY)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(one: datetime, two: datetime, three: datetime):
    """The parts of a time are the whole, and no more than it."""
    start, middle, end = sorted((one, two, three))
    assert working(start, middle) + working(middle, end) == working(start, end)
    assert timedelta() <= working(start, end) <= end - start
    assert working(end, start) == timedelta() or start == end


# what is news


def after(hours: float) -> datetime:
    """A moment on the Monday."""
    return MONDAY + hours * HOUR


def test_an_illness_is_news_once_and_so_is_its_end():
    """Told, kept, not told again; told at the end, forgotten."""
    first = examine([failing()], [], after(3))
    assert [(one.ailing[0].source, one.well) for one in first.reports] == [("post", False)]
    assert not examine([failing(hours=9)], first.kept, after(9))
    end = examine([replace(WELL, last_ok=after(10))], first.kept, after(10))
    assert [(one.ailing, one.well) for one in end.reports] == [(first.kept, True)]
    assert end.ended == ("post",)


def test_what_was_not_told_has_no_end():
    """A slip of an hour is neither told nor taken back."""
    assert not examine([failing(hours=1)], [], after(1))
    assert not examine([WELL], [], after(2))


def test_failing_once_more_while_well_again_is_awaited_changes_nothing():
    """Silent, and now failing for a moment: still one illness."""
    state = quiet(gap=HOUR, since=MONDAY, looked=MONDAY + 3 * DAY)
    told = examine([state], [], MONDAY + 3 * DAY).kept
    slip = replace(state, failures=1, trouble=Trouble.TIMEOUT, trouble_since=MONDAY + 3 * DAY)
    assert not examine([slip], told, MONDAY + 3 * DAY + HOUR)


def test_a_source_that_left_the_rules_is_forgotten_without_a_word():
    """Nobody waits for it any more."""
    told = examine([failing()], [], after(3)).kept
    found = examine([], told, after(4))
    assert (found.reports, found.ended) == ((), ("post",))


NAMES = ("amber", "basalt", "cedar", "delta", "ember", "flint")


def outage(*, hours: float = 3) -> list[SourceState]:
    """Six sources that fail together; the first was tried last, the others an hour before."""
    later = [failing(name, hours=hours - 1.5, failures=2) for name in NAMES[1:]]
    return [failing(NAMES[0], hours=hours), *later]


def test_sources_that_fail_at_one_moment_are_one_report():
    """Those counted in are not told again when their own two hours are over."""
    found = examine(outage(), [], after(3))
    [report] = found.reports
    assert [one.source for one in report.ailing] == list(NAMES)
    assert {one.outage for one in found.kept} == {MONDAY}
    assert not examine([failing(name) for name in NAMES], found.kept, after(4))


def test_one_that_falls_victim_later_belongs_to_the_outage():
    """Its rhythm of checks was slower, its cause is the same."""
    told = examine(outage(), [], after(3)).kept
    late = replace(failing("granite", hours=4), trouble_since=MONDAY + 0.5 * HOUR)
    found = examine([*outage(), late], told, after(4))
    assert found.reports == ()
    assert [(one.source, one.outage) for one in found.kept] == [("granite", MONDAY)]


def test_sources_that_fail_hours_apart_are_told_apart():
    """Many ills of a week are not one outage."""
    states = [
        replace(failing(name, hours=40), trouble_since=MONDAY + number * 5 * HOUR)
        for number, name in enumerate(NAMES)
    ]
    found = examine(states, [], after(41))
    assert [len(one.ailing) for one in found.reports] == [1] * 6


def test_the_end_of_an_outage_is_one_report():
    """Told when the last is well, not six times on the way."""
    told = examine(outage(), [], after(3)).kept
    half = [replace(WELL, name=name) for name in NAMES[:3]] + outage()[3:]
    waiting = examine(half, told, after(4))
    assert waiting.reports == ()
    known = {one.source: one for one in (*told, *waiting.kept)}
    end = examine([replace(WELL, name=name) for name in NAMES], known.values(), after(4.5))
    [report] = end.reports
    assert (report.well, len(report.ailing), report.still) == (True, 6, ())
    assert set(end.ended) == set(NAMES)


def test_an_outage_does_not_wait_for_its_last_source_for_ever():
    """After an hour the rest are named, and from then on each ails on its own account."""
    told = examine(outage(), [], after(3)).kept
    states = [replace(WELL, name=name) for name in NAMES[:5]] + [failing("flint", hours=9)]
    waiting = examine(states, told, after(4))
    known = {one.source: one for one in (*told, *waiting.kept)}
    end = examine(states, known.values(), after(4) + STRAGGLERS)
    [report] = end.reports
    assert [one.source for one in report.still] == ["flint"]
    assert end.kept == (Ailment("flint", Illness.FAILING, MONDAY, after(3)),)
    last = examine([replace(WELL, name=name) for name in NAMES], end.kept, after(9))
    assert [one.ailing[0].source for one in last.reports] == ["flint"]


@given(st.lists(st.sampled_from(["well", "slip", "ill"]), min_size=1, max_size=12))
def test_reports_of_one_source_alternate(course: list[str]):
    """However its health goes, ill and well again are told in turns, ill first."""
    states = {"well": WELL, "slip": failing(hours=1), "ill": failing()}
    known: dict[str, Ailment] = {}
    told: list[bool] = []
    for hour, how in enumerate(course):
        found = examine([states[how]], known.values(), after(hour))
        told += [report.well for report in found.reports]
        known = {name: one for name, one in known.items() if name not in found.ended}
        known |= {one.source: one for one in found.kept}
    assert told == [bool(number % 2) for number in range(len(told))]
