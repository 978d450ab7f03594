"""When a source is checked next, and what is learnt of its rhythm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.source import FetchFailed, Source, SourceState, Trouble
from scheduler.check import check
from scheduler.pace import after_failure, after_success, moments
from scheduler.rhythm import Rhythm, begun, learnt, next_look, packed, unpacked
from tests.kit.line import START, Line, make_book, make_source

MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
MINUTE, HOUR, DAY, WEEK = (
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(weeks=1),
)
EVERY, MOST = 5 * MINUTE, 30 * MINUTE
ADAPTIVE = Source("post", "https://post.example/", every=EVERY, every_at_most=MOST)


def followed(
    times: Sequence[datetime], until: datetime, source: Source = ADAPTIVE
) -> tuple[SourceState, list[datetime], dict[datetime, timedelta]]:
    """Check a source that publishes at these times from Monday on, without jitter."""
    state, now, before, left = SourceState("post"), MONDAY, MONDAY, list(times)
    checks, delays = [], {}
    while now < until:
        came = [one for one in left if before < one <= now]
        left = [one for one in left if one > now]
        delays.update({one: now - one for one in came})
        state = after_success(
            state, source, fresh=len(came), now=now, chance=0.5, came=moments(came, before, now)
        )
        checks.append(now)
        before, now = now, state.next_check or until
    return state, checks, delays


def daily(hours: Sequence[int], days: range, weekdays: Sequence[int] = range(7)) -> list[datetime]:
    """Two articles an hour, at odd minutes."""
    return [
        MONDAY + day * DAY + hour * HOUR + minute * MINUTE + (7 * day + 3 * hour) % 13 * MINUTE
        for day in days
        if day % 7 in weekdays
        for hour in hours
        for minute in (4, 37)
    ]


def look(state: SourceState, at: datetime) -> timedelta:
    """What the state's rhythm makes of a moment."""
    known = unpacked(state.rhythm)
    assert known is not None
    return next_look(known, at, EVERY, MOST)


OFFICE = daily(range(8, 17), range(28), range(5))


def test_a_new_source_keeps_to_every_for_a_day():
    """Until then nothing is known of its nights."""
    _, checks, _ = followed([], MONDAY + DAY)
    assert {b - a for a, b in pairwise(checks)} == {EVERY}


def test_an_office_is_asked_often_in_its_hours_and_seldom_at_night():
    """After four weeks: what is found late is little, and the requests are less than half."""
    state, checks, delays = followed(OFFICE, MONDAY + 28 * DAY)
    last = MONDAY + 28 * DAY
    assert look(state, last + DAY + 10 * HOUR) == EVERY
    assert look(state, last + DAY + 2 * HOUR) == MOST
    assert look(state, last + 5 * DAY + 10 * HOUR) == MOST  # Saturday
    late = [one for one, delay in delays.items() if one > MONDAY + WEEK and delay > EVERY]
    assert len(late) < 0.05 * len(OFFICE)
    assert len([one for one in checks if one > MONDAY + WEEK]) < 0.5 * 3 * WEEK / EVERY


def test_the_hours_of_news_are_not_slept_through():
    """A check in the quiet half hour before them is followed by one at the end of the first
    stretch that is worth it, not half an hour later."""
    state, _, _ = followed(OFFICE, MONDAY + 28 * DAY)
    first = MONDAY + 29 * DAY + 7 * HOUR + 50 * MINUTE
    assert EVERY < look(state, first) <= 15 * MINUTE


def test_news_at_night_make_it_look_again_soon():
    """Where two articles came out more may follow, whatever the hour."""
    state, _, _ = followed(OFFICE, MONDAY + 28 * DAY)
    night = MONDAY + 28 * DAY + 2 * HOUR
    after = after_success(state, ADAPTIVE, fresh=2, now=night, chance=0.5, came=[night] * 2)
    assert (state.pace, after.pace) == (MOST, EVERY)


def test_a_source_that_moves_to_the_night_is_followed():
    """From the eighth day five of six are found in time; in the fourth week all are, and its old
    hours are not looked at any more."""
    times = daily(range(8, 17), range(28)) + daily(range(20, 24), range(28, 56))
    _, checks, delays = followed(times, MONDAY + 56 * DAY)
    second = [delay for one, delay in delays.items() if one >= MONDAY + 35 * DAY]
    assert sum(delay <= EVERY for delay in second) >= len(second) * 5 / 6
    fourth = [delay for one, delay in delays.items() if one >= MONDAY + 49 * DAY]
    assert len(fourth) > 50
    assert max(fourth) <= EVERY
    assert sum(one >= MONDAY + 49 * DAY for one in checks) < 0.4 * WEEK / EVERY


def test_a_source_that_publishes_nothing_is_asked_at_the_slowest_pace():
    """And no slower."""
    state, checks, _ = followed([], MONDAY + WEEK)
    assert state.pace == MOST
    assert max(b - a for a, b in pairwise(checks)) == MOST


def test_a_fixed_pace_is_exact_and_learns_nothing():
    """`5m` is every five minutes, whatever comes."""
    fixed = replace(ADAPTIVE, every_at_most=EVERY)
    state, checks, _ = followed(OFFICE[:50], MONDAY + 3 * DAY, fixed)
    assert {b - a for a, b in pairwise(checks)} == {EVERY}
    assert state.rhythm is None


def test_a_list_with_old_dates_teaches_at_once():
    """Twenty statements of the last months, all at ten on weekdays."""
    dates = [MONDAY - n * WEEK + (n % 5 - 7) * DAY + 10 * HOUR + n * MINUTE for n in range(20)]
    known = begun(MONDAY, dates)
    assert next_look(known, MONDAY + 10 * HOUR, EVERY, MOST) == EVERY
    assert next_look(known, MONDAY + 2 * HOUR, EVERY, MOST) == MOST


@pytest.mark.parametrize(
    "dates",
    [
        [MONDAY - n * DAY for n in range(1, 30)],
        [MONDAY - n * HOUR + n * MINUTE for n in range(15)],
        [MONDAY - 9 * WEEK, MONDAY - DAY],
        [MONDAY + n * WEEK + n * MINUTE for n in range(9)],
        [],
    ],
    ids=["dates without times", "a day's list", "two", "of the future", "none"],
)
def test_a_list_that_tells_nothing_teaches_nothing(dates: list[datetime]):
    """The source keeps to `every` for its first day."""
    assert next_look(begun(MONDAY, dates), MONDAY, EVERY, MOST) == EVERY
    assert begun(MONDAY, dates) == begun(MONDAY)


def test_when_articles_came_out_is_their_own_word_where_it_can_be():
    """Undated, older than the check before, from the future: half-way between the checks."""
    before, now = MONDAY, MONDAY + 10 * MINUTE
    middle = MONDAY + 5 * MINUTE
    own = MONDAY + 2 * MINUTE
    said = [own, None, before - DAY, now + DAY]
    assert moments(said, before, now) == [own, middle, middle, middle]
    assert moments(said[:2], None, now) == [now, now]


def test_a_failure_leaves_the_rhythm_alone():
    """What was learnt is not unlearnt while a site is down."""
    state, _, _ = followed(OFFICE[:100], MONDAY + WEEK)
    failure = FetchFailed("https://post.example/", Trouble.SERVER, "503", 503)
    after = after_failure(state, ADAPTIVE, failure, now=MONDAY + WEEK, chance=0.5)
    assert (after.rhythm, after.pace) == (state.rhythm, state.pace)


@pytest.mark.parametrize(
    "spoilt", [b"", b"\0", lambda kept: kept[:-1], lambda kept: b"\xff" * len(kept)]
)
def test_a_rhythm_that_cannot_be_read_is_learnt_anew(spoilt: bytes | Callable[[bytes], bytes]):
    """The source begins at `every` once more."""
    state, _, _ = followed(OFFICE[:100], MONDAY + WEEK)
    assert state.rhythm is not None
    broken = spoilt if isinstance(spoilt, bytes) else spoilt(state.rhythm)
    after = after_success(
        replace(state, rhythm=broken), ADAPTIVE, fresh=0, now=MONDAY + WEEK, chance=0.5
    )
    assert after.pace == EVERY
    assert unpacked(after.rhythm) == begun(MONDAY + WEEK)


gaps = st.lists(st.tuples(st.floats(-1e6, 1e7), st.integers(0, 200)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(gaps, st.integers(1, 7200), st.integers(0, 10**6))
def test_whatever_comes_the_pace_keeps_its_bounds(
    checks: list[tuple[float, int]], every: int, more: int
):
    """Any number of articles at any time, by a clock that may be set back; kept and read again."""
    least = timedelta(seconds=every)
    most, known, now = least + timedelta(seconds=more), begun(MONDAY), MONDAY
    for gap, count in checks:
        now += timedelta(seconds=gap)
        known = learnt(known, [now] * count, now)
        assert least <= next_look(known, now, least, most) <= most
        again = unpacked(packed(known))
        assert isinstance(again, Rhythm)
        assert again.slots == pytest.approx(known.slots)


async def test_a_check_learns_from_news_and_not_from_the_backlog(line: Line):
    """What stood there at the first sight is no rhythm; what comes later is."""
    line.web.feed(("old", "Drones of last week"), at=START - timedelta(days=2))
    source = replace(make_source(), every=EVERY, every_at_most=MOST)
    await line.adopt(make_book(source))
    await check(line.world, "post")
    first = await line.world.store.source_state("post")
    assert first is not None
    known = unpacked(first.rhythm)
    assert known is not None
    assert sum(known.slots) == 0
    line.web.feed(("new", "Six drones for the island"), ("old", "Drones of last week"))
    await check(line.world, "post")
    second = await line.world.store.source_state("post")
    assert second is not None
    known = unpacked(second.rhythm)
    assert known is not None
    assert sum(known.slots) == 1
