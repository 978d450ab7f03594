"""Timestamps as feeds and sitemaps write them → moments in UTC.

RFC 822 (RSS), RFC 3339 / W3C-DTF (Atom, sitemaps, JSON Feed) and what is found in their place:
French and Arabic names of months and days, Arabic digits, names of zones, seconds since 1970.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz

# Offsets in minutes of zones that the parser of RFC 822 does not know by name.
ZONES: dict[str, int] = {
    **dict.fromkeys(("utc", "gmt", "z", "wet", "ut"), 0),
    **dict.fromkeys(("bst", "west", "cet", "met", "wat"), 60),
    **dict.fromkeys(("cest", "mest", "eet", "cat", "sast"), 120),
    **dict.fromkeys(("eest", "msk", "eat", "trt", "idt"), 180),
    "gst": 240,
    "pkt": 300,
    "ist": 330,
    **dict.fromkeys(("ict", "wib"), 420),
    **dict.fromkeys(("hkt", "sgt", "awst"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
}
_MONTH_NAMES = (
    "jan january janv janvier يناير جانفي كانون_الثاني",
    "feb february fev fevr fevrier فبراير فيفري شباط",
    "mar march mars مارس اذار",
    "apr april avr avril ابريل افريل نيسان",
    "may mai مايو ماي ايار",
    "jun june juin يونيو جوان حزيران",
    "jul july juil juillet يوليو جويلية تموز",
    "aug august aout اغسطس اوت اب",
    "sep sept september septembre سبتمبر ايلول",
    "oct october octobre اكتوبر تشرين_الاول",
    "nov november novembre نوفمبر تشرين_الثاني",
    "dec december decembre ديسمبر كانون_الاول",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}
_TWO_WORDS = re.compile(r"(كانون|تشرين) (الثاني|الاول)")
_WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)?", re.UNICODE)
_ENGLISH = [names.split()[0].capitalize() for names in _MONTH_NAMES]
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+(\d{1,2}):?(\d\d)(?::?(\d\d)|:(\d))?(?:[.,]\d+)?)?\s*(.*)",
    re.DOTALL,
)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d\d)")
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+\-\u2212])(\d{1,2}):?(\d\d)?(?:\s*\(?\w+\)?)?")
_HALF_DAY = re.compile(r"\b(1[0-2]|0?\d)((?::\d\d){1,2})\s*([ap])\.?m\b\.?", re.IGNORECASE)
_JAVA = re.compile(
    r"^\w{3} ([a-z]{3}) (\d{1,2}) (\d\d:\d\d:\d\d) (?:([a-z]{3,4}|gmt[+-]\d{4}) )?(\d{4})$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def moment(text: str | None) -> datetime | None:
    """The moment a timestamp means, in UTC; None where it cannot be read or is out of range.

    A missing zone is UTC, a missing time midnight. Never the present moment.
    """
    at = local(text)
    try:
        return at.astimezone(UTC) if at else None
    except OverflowError:
        return None


def local(text: str | None, zone: tzinfo = UTC) -> datetime | None:
    """Like `moment`, but in the offset it is written in; without one it is a time of `zone`."""
    tidy = _tidy(text or "")
    if not tidy:
        return None
    try:
        return _epoch(tidy) or _iso(tidy, zone) or _rfc822(tidy, zone)
    except (ValueError, OverflowError):
        return None


def _tidy(text: str) -> str:
    """Western digits, no marks of direction, no accents, single spaces."""
    if text.isascii():  # as nearly all are: nothing to be done letter by letter
        return " ".join(text[:100].split())
    plain = unicodedata.normalize("NFKD", text[:100])
    kept = (c for c in plain if unicodedata.category(c) not in {"Cf", "Mn"})
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in kept)
    return " ".join("".join(digits).split())


def _epoch(text: str) -> datetime | None:
    """Seconds (ten digits) or milliseconds (thirteen) since 1970."""
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _iso(text: str, zone: tzinfo) -> datetime | None:
    """RFC 3339 and W3C-DTF, a space in place of T and a zone by name included."""
    if short := _YEAR_MONTH.fullmatch(text):
        return datetime(int(short[1]), int(short[2]), 1, tzinfo=UTC)
    found = _ISO.fullmatch(text)
    if not found:
        return None
    *day, hour, minute, second, digit, rest = found.groups()
    numbers = [int(part or 0) for part in (*day, hour, minute, second or digit)]
    return _at(numbers, offset(rest), zone if hour else UTC)


def _at(numbers: list[int], ahead: timedelta | None, zone: tzinfo) -> datetime:
    """Year … second in the zone written, else in `zone`. A second of 60 (leap) is the last of
    its minute."""
    year, month, day, hour, minute, second = numbers
    zone = zone if ahead is None else timezone(ahead)
    day_after = timedelta(days=1) if hour == 24 else timedelta()  # noqa: PLR2004 - ISO 8601's midnight
    return datetime(year, month, day, hour % 24, minute, min(second, 59), tzinfo=zone) + day_after


def offset(zone: str) -> timedelta | None:
    """+02:00, +0200, +02, Z, EST, CEST … → how far ahead of UTC; None for an unknown name."""
    low = zone.strip().lower()
    if found := _OFFSET.fullmatch(low):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timedelta(minutes=minutes if found[1] == "+" else -minutes)
    if low in ZONES:
        return timedelta(minutes=ZONES[low])
    american = parsedate_tz(f"1 Jan 2000 00:00:00 {low}") if low.isalpha() else None
    return timedelta(seconds=american[9]) if american and american[9] is not None else None


def _rfc822(text: str, zone: tzinfo) -> datetime | None:
    """'Sun, 22 Nov 2026 10:00:00 +0100' and its relatives in French and Arabic; also what the
    standard libraries of other languages print: 'Mon Aug 03 12:45:00 EDT 2015'."""
    english = _in_english(_JAVA.sub(r"\2 \1 \5 \3 \4", text))
    timed = ":" in english
    parts = parsedate_tz(english if timed else f"{english} 00:00:00")
    if parts is None:
        return None
    last = english.rsplit(" ", 1)[-1]
    ahead = offset(last)
    if ahead is None and not last[-1].isdigit():  # it ends in a zone that the parser may know
        ahead = timedelta(seconds=parts[9] or 0)
    return _at([*parts[:6]], ahead, zone if timed else UTC)


def _in_english(text: str) -> str:
    """Months by their English names, hours up to 24; what stands before the day of the month
    goes."""
    text = _HALF_DAY.sub(_whole_day, text)
    joined = _TWO_WORDS.sub(r"\1_\2", text.lower().replace("،", " ").replace(".", " "))
    english = _WORD.sub(lambda word: _month(word[0]), joined)
    start = re.search(r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", english, re.IGNORECASE)
    return " ".join(english[start.start() :].split()) if start else english


def _whole_day(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hour}{found[2]}"


def _month(word: str) -> str:
    """The English name of a month in any of the three languages; other words as they are."""
    return _ENGLISH[MONTHS[word] - 1] if word in MONTHS else word
