"""Hours of the day in a chat's own zone, right across daylight-saving changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.rulebook import EVERY_DAY, Quiet


def next_at(
    moment: time, timezone: str, now: datetime, days: Collection[int] = EVERY_DAY
) -> datetime:
    """The next time after `now` that clocks in `timezone` show `moment`, on one of the `days` of
    the week (0: Monday), in UTC.

    An hour that the spring change skips counts as the moment after the gap; one that
    the autumn change repeats counts once, the first time.
    """
    today = now.astimezone(ZoneInfo(timezone)).date()
    ahead = (today + timedelta(days=count) for count in range(9))
    moments = (at_on(day, moment, timezone) for day in ahead if day.weekday() in days)
    return next(at for at in moments if at > now)


def at_on(day: date, moment: time, timezone: str) -> datetime:
    """When clocks in `timezone` show `moment` on that day, in UTC; skipped and repeated hours
    as for `next_at`."""
    return datetime.combine(day, moment, ZoneInfo(timezone)).astimezone(UTC)


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
