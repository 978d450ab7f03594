"""Hours of the day in a chat's own zone, right across daylight-saving changes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.rulebook import Quiet


def next_at(moment: time, timezone: str, now: datetime) -> datetime:
    """The next time after `now` that clocks in `timezone` show `moment`, in UTC.

    An hour that the spring change skips counts as the moment after the gap; one that
    the autumn change repeats counts once, the first time.
    """
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(3))
    moments = (datetime.combine(day, moment, zone).astimezone(UTC) for day in days)
    return next(at for at in moments if at > now)


def quiet_until(quiet: Quiet, timezone: str, now: datetime) -> datetime | None:
    """When the quiet that rules at `now` ends, in UTC; None outside of quiet hours."""
    if not _is_quiet(quiet, now.astimezone(ZoneInfo(timezone)).time()):
        return None
    return next_at(quiet.end, timezone, now)


def _is_quiet(quiet: Quiet, clock: time) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end
