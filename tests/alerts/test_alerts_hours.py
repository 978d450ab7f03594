"""Hours of the day in a chat's zone."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.hours import next_at, quiet_until
from model.rulebook import Quiet

NIGHT = Quiet(time(22), time(7))
NOON = Quiet(time(12), time(13, 30))
ZONES = ["Europe/Paris", "Africa/Cairo", "America/New_York", "Asia/Kathmandu", "UTC"]
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-11-22T21:30", "2026-11-23T06:00"),  # Paris is an hour ahead in winter
        (NIGHT, "2026-11-22T03:00", "2026-11-22T06:00"),
        (NIGHT, "2026-11-22T06:00", None),
        (NIGHT, "2026-11-22T20:59", None),
        (NOON, "2026-11-22T11:00", "2026-11-22T12:30"),
        (NOON, "2026-11-22T12:30", None),
        (NIGHT, "2026-03-28T22:00", "2026-03-29T05:00"),  # the night that loses an hour
        (NIGHT, "2026-10-24T22:00", "2026-10-25T06:00"),  # the night that gains one
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(quiet: Quiet, now: str, until: str | None):
    """Quiet lasts until the chat's own clock shows its end, whatever daylight saving does."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    wanted = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    assert quiet_until(quiet, "Europe/Paris", moment) == wanted


@pytest.mark.parametrize(
    ("days", "at"),
    [
        (range(7), "2026-11-22T06:30"),  # a Sunday
        (range(5), "2026-11-23T06:30"),
        ((6,), "2026-11-22T06:30"),
        ((5,), "2026-11-28T06:30"),
    ],
)
def test_a_digest_comes_on_its_days(days: Collection[int], at: str):
    """The days are those of the chat's own calendar."""
    now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # Sunday in Paris already
    wanted = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert next_at(time(7, 30), "Europe/Paris", now, days) == wanted


def test_a_time_that_the_spring_change_skips_is_the_moment_after_the_gap():
    """02:30 does not exist in Paris on 29 March 2026; the digest goes out at 03:30 instead."""
    now = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    assert next_at(time(2, 30), "Europe/Paris", now) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(MOMENTS, st.times().map(lambda t: t.replace(microsecond=0)), st.sampled_from(ZONES))
def test_the_next_time_is_ahead_and_within_a_day_and_a_bit(now: datetime, moment: time, zone: str):
    """A daily time comes again after now, and no later than one long day ahead."""
    at = next_at(moment, zone, now)
    assert timedelta() < at - now <= timedelta(hours=25)


@given(MOMENTS, st.sampled_from(ZONES))
def test_no_quiet_outlasts_the_night(now: datetime, zone: str):
    """Whoever is in quiet hours gets out of them at seven, by the clock on the wall."""
    until = quiet_until(NIGHT, zone, now)
    if until is not None:
        assert until.astimezone(ZoneInfo(zone)).time() == time(7)
        assert until - now <= timedelta(hours=10)
