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
    """When the quiet that rules at `now` ends, in UTC; None outside of quiet hours.

    Where the autumn change repeats the end, quiet rules up to each of the two.
    """
    zone = ZoneInfo(timezone)
    local = now.astimezone(zone)
    if not _is_quiet(quiet, local.time()):
        return None
    again = datetime.combine(local.date(), quiet.end, zone).replace(fold=1).astimezone(UTC)
    end = next_at(quiet.end, timezone, now)
    repeated = again.astimezone(zone).time() == quiet.end  # an hour that is skipped never shows
    return min(end, again) if repeated and again > now else end


def _is_quiet(quiet: Quiet, clock: time) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end
