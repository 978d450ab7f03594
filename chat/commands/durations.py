"""How long a mute lasts, as people write it, in the chat's time zone. Pure.

2h · 30 min · 1d 12h · until 18:00 · until tomorrow · until monday · until 2026-03-09 ·
forever, and the same in French and Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DEFAULT = timedelta(hours=2)
MORNING = time(7)
_NIGHT_ENDS = time(4)  # before it, "tomorrow morning" is the one of the same date
_LONGEST = timedelta(days=3660)

_UNITS = {
    timedelta(minutes=1): "m min mins minute minutes mn د دقيقة دقائق",
    timedelta(hours=1): "h hr hrs hour hours heure heures س ساعة ساعات",
    timedelta(days=1): "d day days j jour jours ي يوم أيام ايام",
    timedelta(weeks=1): "w week weeks sem semaine semaines أسبوع أسابيع اسبوع",
}
_LENGTHS = {name: length for length, names in _UNITS.items() for name in names.split()}
_WORDS_OF_LENGTH = {"ساعتين": 2, "يومين": 48, "أسبوعين": 336}  # hours: Arabic duals
_AMOUNT = re.compile(r"(\d{1,5})\s*([^\W\d_]+)")
_AMOUNTS = re.compile(r"(?:\d{1,5}\s*[^\W\d_]+\s*)+")
_CLOCK = re.compile(r"(\d{1,2})(?:[:h](\d{2})|h)?\s*(am|pm)?")
_EVER = "ever"
_FOREVER = {"forever", "always", "toujours", "indéfiniment", "دائما", "دائمًا", "للأبد"}
_UNTIL = {"until", "till", "til", "jusqu'à", "jusqu'a", "jusque", "jusqu'au", "حتى", "لغاية"}
_TOMORROW = {"tomorrow", "demain", "غدا", "غدًا"}
_DAYS = (
    "monday mon lundi الاثنين الإثنين",
    "tuesday tue mardi الثلاثاء",
    "wednesday wed mercredi الأربعاء الاربعاء",
    "thursday thu jeudi الخميس",
    "friday fri vendredi الجمعة",
    "saturday sat samedi السبت",
    "sunday sun dimanche الأحد الاحد",
)
WEEKDAYS = {name: day for day, names in enumerate(_DAYS) for name in names.split()}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@dataclass(frozen=True, slots=True)
class Until:
    """The end of a mute, an aware UTC moment; None: forever."""

    moment: datetime | None


def morning(now: datetime, place: tzinfo) -> datetime:
    """Seven o'clock of tomorrow on the wall; deep in the night, of the morning to come."""
    local = now.astimezone(place)
    ahead = timedelta(days=0 if local.time() < _NIGHT_ENDS else 1)
    return _utc(local.date() + ahead, MORNING, place)


def code(end: Until) -> str:
    """The end of a mute for a payload, to the second."""
    if end.moment is None:
        return _EVER
    return f"u{int(end.moment.timestamp())}"


def decoded(text: str, now: datetime) -> Until | None:
    """The end that `code` wrote; None for what is none, or is over."""
    if text == _EVER:
        return Until(None)
    if not re.fullmatch(r"u[0-9]{1,11}", text):
        return None
    moment = datetime.fromtimestamp(int(text[1:]), UTC)
    return Until(moment) if now < moment <= now + _LONGEST else None


def starts_a_time(word: str) -> bool:
    """Whether a time begins here, understood or not."""
    word = plain(word)
    return word in _UNTIL or word.isdecimal() or _AMOUNTS.match(word) is not None


def parse(words: Sequence[str], now: datetime, place: tzinfo) -> Until | None:
    """When a mute written so ends, seen from `now` in the zone `place`; None: not a time."""
    parts = [plain(word) for word in words]
    if not parts:
        return None
    if len(parts) == 1 and parts[0] in _FOREVER:
        return Until(None)
    if parts[0] in _UNTIL:
        return _until(parts[1:], now, place)
    return _span(" ".join(parts), now)


def plain(word: str) -> str:
    """A word in one spelling: small letters, straight apostrophes, Western digits."""
    return word.casefold().replace("’", "'").translate(_DIGITS)


def _span(written: str, now: datetime) -> Until | None:
    if written in _WORDS_OF_LENGTH:
        return Until(now + timedelta(hours=_WORDS_OF_LENGTH[written]))
    if not _AMOUNTS.fullmatch(written):
        return None
    total = timedelta()
    for amount, unit in _AMOUNT.findall(written):
        if unit not in _LENGTHS:
            return None
        total += int(amount) * _LENGTHS[unit]
    return Until(now + total) if timedelta() < total <= _LONGEST else None


def _until(parts: Sequence[str], now: datetime, place: tzinfo) -> Until | None:
    """A day, a time of day, or both in that order; the next such moment after `now`."""
    if not parts:
        return None
    if parts[0] in _FOREVER:
        return Until(None)
    local = now.astimezone(place)
    day = _day(parts[0], local.date())
    rest = " ".join(parts[1:] if day else parts)
    clock = time(0) if day and not rest else clock_of(rest)
    if clock is None:
        return None
    return _next(day, clock, local, place)


def _next(day: date | None, clock: time, local: datetime, place: tzinfo) -> Until | None:
    moment = _utc(day or local.date(), clock, place)
    if day is None and moment <= local:
        moment = _utc(local.date() + timedelta(days=1), clock, place)
    return Until(moment) if local < moment <= local + _LONGEST else None


def _utc(day: date, clock: time, place: tzinfo) -> datetime:
    """A wall-clock moment of the zone; where summer time skips it, the same span later."""
    return datetime.combine(day, clock, place).astimezone(UTC)


def _day(word: str, today: date) -> date | None:
    if word in _TOMORROW:
        return today + timedelta(days=1)
    if word in WEEKDAYS:
        ahead = (WEEKDAYS[word] - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def clock_of(written: str) -> time | None:
    """A time of day, in `plain` spelling: 18:00, 18h, 6 pm; None for what is none."""
    found = _CLOCK.fullmatch(written)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 # the hours of a.m. and p.m.
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
