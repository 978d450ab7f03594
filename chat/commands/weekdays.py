"""Days of the week as people write them behind a time: in English, French and Arabic. Pure.

07:30 weekdays · 7:30 mon-fri · 8h lundi mercredi · 7h30 en semaine · ٧:٣٠ أيام العمل
"""

from __future__ import annotations

import re
from datetime import time

from babel import Locale

from chat import words
from chat.commands import hours
from chat.commands.durations import WEEKDAYS, plain
from chat.html import isolated
from model.rulebook import EVERY_DAY, Digest
from model.weekdays import WORKDAYS, days_of

_SETS = {
    EVERY_DAY: "daily|every day|everyday|all days|quotidien|tous les jours|chaque jour|"
    "يوميا|يوميًا|كل يوم|كل الأيام",
    WORKDAYS: "weekdays|weekday|on weekdays|working days|workdays|semaine|en semaine|la semaine|"
    "jours ouvrés|jours ouvrables|أيام العمل|ايام العمل|أيام الأسبوع",
    EVERY_DAY - WORKDAYS: "weekends|weekend|week-end|le week-end|نهاية الأسبوع|عطلة الأسبوع",
}
_SETS_BY_NAME = {name: days for days, names in _SETS.items() for name in names.split("|")}
_SHORT = ("mon lun", "tue tues mar", "wed mer", "thu thur jeu", "fri ven", "sat sam", "sun dim")
_SHORT_NAMES = {name: day for day, names in enumerate(_SHORT) for name in names.split()}
_DAYS = WEEKDAYS | _SHORT_NAMES
_BETWEEN = re.compile(r"\s+(?:to|through|au|à|إلى|الى|حتى)\s+")
_FILLING = re.compile(
    r"\b(?:on|and|from|every|le|les|et|du|de|chaque)\s+|(?<!\S)(?:من|و|كل|يوم)\s+"
)
_TIME = re.compile(r"(\d{1,2}(?:[:h]\d{2}|h)?|\d{4})(\s*[ap]m)?(?=\s|$)")
_LEAST = 3  # days in a row that are told as a span


def digest(written: str) -> Digest | None:
    """A time, and perhaps days behind it; None for what is none."""
    text = plain(written).strip()
    found = _TIME.match(text)
    clock = hours.clock(found[0]) if found else None
    days = _days(text[found.end() :].strip(" ,،")) if found else None
    return Digest(clock, days) if clock is not None and days else None


def time_alone(written: str) -> time | None:
    """The time that a text begins with, whatever stands behind it."""
    found = _TIME.match(plain(written).strip())
    return hours.clock(found[0]) if found else None


def _days(text: str) -> frozenset[int] | None:
    if not text or text in _SETS_BY_NAME:
        return _SETS_BY_NAME.get(text, EVERY_DAY)
    return days_of(_FILLING.sub("", _BETWEEN.sub("-", text)).replace(" و", " "), _DAYS)


def told(days: frozenset[int], language: str) -> str:
    """“Mon – Fri”, “lun., mer.”; "" for every day."""
    if days == EVERY_DAY:
        return ""
    ordered = sorted(days)
    names = [_name(day, language) for day in ordered]
    if len(days) >= _LEAST and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return isolated(f"{names[0]} – {names[-1]}", words.base(language))
    return ("، " if words.base(language) == "rtl" else ", ").join(names)


def _name(day: int, language: str) -> str:
    locale = Locale.parse({"en": "en_GB"}.get(words.tongue(language), words.tongue(language)))
    return str(locale.days["format"]["abbreviated"][day])
