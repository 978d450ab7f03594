"""Dates as people write them in English, French and Arabic, read against a moment `now`.

Both naming traditions of Arabic months are known (كانون الثاني / يناير) and the Maghreb's
(جانفي, غشت), digits of every script, and relative times ("il y a 2 heures", "منذ ساعتين").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from monitors.text.hygiene import tidy

LONGEST = 160  # characters of a text that may be mostly a date

_HOURS, _NOON = 24, 12
_TOMORROW = timedelta(days=1)
_BRIEF = 60  # characters; a longer text with "yesterday" is a sentence about that day
_MONTHS = (
    "january jan janvier janv jan. يناير جانفي كانون_الثاني ينايير",
    "february feb février fevrier févr fev fév فبراير فيفري شباط",
    "march mar mars مارس آذار اذار أذار",
    "april apr avril avr أبريل ابريل إبريل أفريل افريل نيسان",
    "may mai مايو ماي أيار ايار",
    "june jun juin يونيو يونيه جوان حزيران",
    "july jul juillet juil يوليو يوليه جويلية يوليوز تموز",
    "august aug août aout أغسطس اغسطس أوت اوت غشت آب",
    "september sep sept septembre سبتمبر شتنبر أيلول ايلول",
    "october oct octobre أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
    "november nov novembre نوفمبر نونبر تشرين_الثاني",
    "december dec décembre decembre déc ديسمبر دجنبر كانون_الأول كانون_الاول",
)
# What German, Spanish, Italian, Portuguese, Russian and Turkish print in dates: neighbours of many
# a watched site.
_NEIGHBOURS = (
    "enero januar jänner gennaio janeiro января ocak",
    "febrero februar febbraio fevereiro февраля şubat",
    "marzo märz março marco марта mart",
    "abril aprile апреля nisan",
    "mayo maggio maio мая mayıs",
    "junio juni giugno junho июня haziran",
    "julio juli luglio julho июля temmuz",
    "agosto августа ağustos",
    "septiembre setiembre settembre setembro сентября eylül",
    "octubre oktober ottobre outubro октября ekim",
    "noviembre novembro novembre ноября kasım",
    "diciembre dezember dicembre dezembro декабря aralık",
)
_MONTH = {
    name: n
    for table in (_MONTHS, _NEIGHBOURS)
    for n, names in enumerate(table, 1)
    for name in names.split()
}
_NAMES = "|".join(re.escape(name).replace("_", r"\s+") for name in sorted(_MONTH, key=len)[::-1])
_MONTH_RE = rf"(?P<month>(?<!\w)(?:{_NAMES})\b\.?)(?:\s*[/(]\s*(?:{_NAMES})\b\)?)?"

_DAY_FIRST = re.compile(
    rf"(?<![\d:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?[\s,/-]*(?:of\s+|de\s+|من\s+)?"
    rf"{_MONTH_RE}[\s,،/-]*(?:de\s+)?(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH_RE}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b[\s,]*(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?:[-/.]|\s?[年년]\s?)(?P<month>\d{1,2})(?:[-/.]|\s?[月월]\s?)"
    r"(?P<day>\d{1,2})(?!\d)"
)
_NUMBERS = re.compile(r"(?<!\d)(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?!\d)")

_TIME = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3])\s*(?:[:.]|h|H)\s*(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"\s*(?P<half>[ap]\.?m\b\.?|صباح[اً]+|مساء[اً]*|ص\b|م\b)?",
    re.IGNORECASE,
)
_BARE_HOUR = re.compile(
    r"(?<![\d:])(?P<hour>1[0-2]|[1-9])\s*(?P<half>[ap]\.?m\b\.?)|(?:à|at)\s+(?P<hour24>\d{1,2})\s?h\b",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:GMT|UTC|Z|غرينتش|جرينتش)?\s*(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d{2})?\b"
)
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONES |= {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "BST": 1, "WAT": 1, "EAT": 3, "MSK": 3}
_ZONES |= {"GMT": 0, "UTC": 0}
_ZONE = re.compile(rf"\b(?:{'|'.join(_ZONES)})\b")

_UNITS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_UNIT_NAMES = (
    ("second", "seconds? secs? secondes? ثانية ثوان ثواني ثانيتين"),
    ("minute", "minutes? mins? mn دقيقة دقائق دقيقتين"),
    ("hour", "hours? hrs? heures? h ساعة ساعات ساعتين"),
    ("day", "days? jours? j d يوم أيام ايام يوما يومين"),
    ("week", "weeks? semaines? أسبوع اسبوع أسابيع أسبوعين اسبوعين"),
)
_UNIT_RE = "|".join(f"(?P<{unit}>{'|'.join(names.split())})" for unit, names in _UNIT_NAMES)
_COUNT = r"(?P<count>\d{1,3}|an?|une?|one)?"
_AGO = (
    re.compile(rf"(?<!\w){_COUNT}\s*(?:{_UNIT_RE})\s+ago\b", re.IGNORECASE),
    re.compile(rf"\bil\s+y\s+a\s+(?:environ\s+)?{_COUNT}\s*(?:{_UNIT_RE})\b", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:منذ|قبل)\s+(?:حوالي\s+)?{_COUNT}\s*(?:{_UNIT_RE})\b"),
)
_DUALS = ("ثانيتين", "دقيقتين", "ساعتين", "يومين", "أسبوعين", "اسبوعين")
_DAYS = (
    (re.compile(r"\byesterday\b|\bhier\b|(?<!\w)أمس\b", re.IGNORECASE), 1),
    (re.compile(r"\btoday\b|\baujourd['’]hui\b|(?<!\w)اليوم\b", re.IGNORECASE), 0),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as written, in the offset it is written in. `timed` tells whether a time of day
    stood with it, `span` where."""

    at: datetime
    timed: bool
    span: tuple[int, int]


def western(text: str) -> str:
    """`text` with the digits of any script as 0-9, at unchanged positions."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in text
    )


def find(text: str, now: datetime, zone: tzinfo = UTC) -> Written | None:
    """The first date written in a short text; None when there is none.

    Absolute dates come before relative ones. "03/04/2026" is read day first, as everywhere
    but in one country; the other way where that day cannot be or is yet to come. Times without
    an offset are those of `zone`.
    """
    text = western(text[:LONGEST])
    return _absolute(text, now, zone) or _ago(text, now) or _named_day(text, now, zone)


def parse(text: str, now: datetime, zone: tzinfo = UTC) -> Written | None:
    """Like `find`, after tidying: for text that comes straight from a page."""
    return find(tidy(text), now, zone)


def _absolute(text: str, now: datetime, zone: tzinfo) -> Written | None:
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _NUMBERS):
        if found := pattern.search(text):
            day = _day(found, now)
            return None if day is None else _with_time(day, text, found.span(), zone)
    return None


def _day(found: re.Match[str], now: datetime) -> datetime | None:
    name = " ".join(found["month"].casefold().rstrip(".").split()).replace(" ", "_")
    month = int(name) if name.isdigit() else _MONTH.get(name, 0)
    year, day = int(found["year"]), int(found["day"])
    ways = ((month, day), (day, month)) if name.isdigit() else ((month, day),)
    days = [at for way in ways if (at := _at_day(year, *way))]
    return next((at for at in days if at <= now + _TOMORROW), next(iter(days), None))


def _at_day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _with_time(day: datetime, text: str, span: tuple[int, int], zone: tzinfo) -> Written:
    """The time of day beside a date, after it or else before it."""
    start, end = span
    for part, base in ((text[end : end + 40], end), (text[max(0, start - 24) : start], start - 24)):
        if clock := _clock(part):
            at = day.replace(hour=clock[0], minute=clock[1], tzinfo=_zone(part[clock[3] :], zone))
            low, high = base + clock[2], base + clock[3]
            return Written(at, timed=True, span=(min(start, max(low, 0)), max(end, high)))
    return Written(day, timed=False, span=span)


def _clock(text: str) -> tuple[int, int, int, int] | None:
    """Hour, minute, start and end of the first time of day in `text`."""
    found = _TIME.search(text)
    if found:
        hour, minute = int(found["hour"]), int(found["minute"])
    else:
        found = _BARE_HOUR.search(text)
        if not found:
            return None
        hour, minute = int(found["hour"] or found["hour24"]), 0
    hour = _half(hour, (found["half"] or "").casefold())
    return (hour, minute, found.start(), found.end()) if hour < _HOURS else None


def _half(hour: int, half: str) -> int:
    if half.startswith(("p", "م")) and hour < _NOON:
        return hour + 12
    if half.startswith(("a", "ص")) and hour == _NOON:
        return 0
    return hour


def _zone(text: str, zone: tzinfo) -> tzinfo:
    """The offset that follows a time; `zone` where none is written."""
    rest = text.strip(" ()")
    named = _ZONE.match(rest)
    signed = _OFFSET.match(rest[named.end() :] if named else rest)
    if signed:
        return _signed(signed)
    return timezone(timedelta(hours=_ZONES[named[0]])) if named else zone


def _signed(found: re.Match[str]) -> tzinfo:
    size = timedelta(hours=int(found["h"]), minutes=int(found["m"] or 0))
    if size > timedelta(hours=14):
        return UTC
    return timezone(size if found["sign"] == "+" else -size)


def _ago(text: str, now: datetime) -> Written | None:
    for pattern in _AGO:
        if found := pattern.search(text):
            unit = next(unit for unit in _UNITS if found[unit])
            count = int(found["count"]) if (found["count"] or "").isdigit() else 1
            count = 2 if found[unit] in _DUALS else count
            timed = unit in ("second", "minute", "hour")
            return Written(now - count * _UNITS[unit], timed, found.span())
    return None


def _named_day(text: str, now: datetime, zone: tzinfo) -> Written | None:
    """Words like "yesterday", "hier à 14h05": only where hardly anything else is written."""
    for pattern, back in _DAYS:
        found = pattern.search(text)
        if found and len(text) <= _BRIEF:
            day = (now - timedelta(days=back)).replace(hour=0, minute=0, second=0, microsecond=0)
            written = _with_time(day, text, found.span(), zone)
            return written if back or written.timed else None
    return None


_LABELS = re.compile(
    r"\b(?:first |last )?(?:published|posted|updated|modified|created|date|on|at|the|of|by|last|"
    r"publié[e]?|par|publication|mis[e]? à jour|mise|modifié[e]?|dernière|le|la|à|a|du|et|créé|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|local|time|"
    r"heure|heures|locale|gmt|utc|cet|cest|est|edt|pst|pdt|bst|am|pm|h|ago|min|last update|"
    r"stand|uhr|um|am|vom|veröffentlicht|aktualisiert|zuletzt|erstellt|publicado|publicada|"
    r"actualizado|el|del|às|as|de|alle|ore|il|pubblicato|aggiornato|publicerad|uppdaterad|kl|"
    r"mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda-feira|terça-feira|"
    r"quarta-feira|quinta-feira|sexta-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|"
    r"domenica|بقلم|كتب|تاريخ|النشر|نشر|نشرت|في|آخر|اخر|تحديث|التحديث|حدث|تم|الساعة|بتوقيت|غرينتش|جرينتش|من|"
    r"الإثنين|الاثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|صباحا|مساء)\b",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"\b[A-Z]{2,4}\b")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_TIME_ONLY = re.compile(
    r"^\W*(?:[01]?\d|2[0-3])\s?[:hH.]\s?[0-5]\d(?:\s?[ap]\.?m\.?)?\W*$", re.IGNORECASE
)


def is_dateline(line: str, now: datetime) -> bool:
    """Whether a line holds a date or a time of day and, apart from labels, nothing else."""
    if len(line) > LONGEST:
        return False
    text = western(line)
    if _TIME_ONLY.match(text):
        return True
    rest = _without_dates(text, now)
    if rest is None:
        return False
    return is_label(rest)


def is_label(text: str) -> bool:
    """Whether nothing is left of a text without the labels of dates and bylines, numbers, signs
    and short names of zones."""
    for pattern in (_TIME, _LABELS, _ZONE_NAME):
        text = pattern.sub(" ", text)
    return not _NO_LETTERS.sub("", text)


def _without_dates(text: str, now: datetime) -> str | None:
    """`text` with up to three dates cut out; None when it holds none."""
    found_any = False
    for _ in range(3):
        found = find(text, now)
        if found is None:
            break
        found_any = True
        text = text[: found.span[0]] + " ‖ " + text[found.span[1] :]
    return text if found_any else None
