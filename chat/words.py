"""The words on the screen, in English, French and Arabic, and how moments are written.

Names of languages and of days come from Babel (Unicode CLDR).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_timedelta
from babel.numbers import format_decimal

from model.rulebook import Priority

LANGUAGES = ("en", "fr", "ar")

MARKS = {
    Priority.LOW: "⚪",
    Priority.NORMAL: "🔵",
    Priority.HIGH: "🔴",
    Priority.URGENT: "🚨",
}

_LOCALES = {
    code: Locale.parse(name) for code, name in zip(LANGUAGES, ("en_GB", "fr", "ar"), strict=True)
}

_WORDS: dict[str, tuple[str, str, str]] = {
    "low": ("low", "faible", "منخفضة"),
    "normal": ("normal", "normale", "عادية"),
    "high": ("high", "haute", "عالية"),
    "urgent": ("urgent", "urgente", "عاجلة"),
    "undated": ("undated", "sans date", "بلا تاريخ"),
    "untitled": ("(no headline)", "(sans titre)", "(بلا عنوان)"),
    "quiet": ("While it was quiet", "Pendant le calme", "أثناء فترة الهدوء"),
    "more": ("…and {count} more", "… et {count} de plus", "… و{count} أخرى"),
    "follow-up": ("more on a story", "suite", "متابعة"),
    "corrected": ("corrected", "rectifié", "تصحيح"),
    "withdrawn": (
        "withdrawn: the page is gone",
        "retiré : la page n’existe plus",
        "سُحب: الصفحة لم تعد موجودة",
    ),
    "why": ("why", "pourquoi", "السبب"),
    "copy": ("copy", "copie", "نسخة"),
    "until": ("until {when}", "jusqu’à {when}", "حتى {when}"),
    "forever": ("until you end it", "jusqu’à nouvel ordre", "حتى تلغيه"),
}

_ALERTS: dict[str, dict[str, str]] = {
    "en": {"one": "{count} alert", "other": "{count} alerts"},
    "fr": {"one": "{count} alerte", "other": "{count} alertes"},
    "ar": {
        "zero": "لا تنبيهات",
        "one": "تنبيه واحد",
        "two": "تنبيهان",
        "few": "{count} تنبيهات",
        "many": "{count} تنبيهًا",
        "other": "{count} تنبيه",
    },
}


_EVERY = 1e9  # more of a unit than any span has


def tongue(language: str) -> str:
    """The interface language nearest to a tag such as "fr-CA": en, fr or ar."""
    short = language[:2].lower()
    return short if short in LANGUAGES else "en"


def word(key: str, language: str) -> str:
    """One word or phrase of the table above."""
    return _WORDS[key][LANGUAGES.index(tongue(language))]


def alerts(count: int, language: str) -> str:
    """`count` alerts in the plural the language wants: "1 alert", "3 alerts"."""
    return counted(_ALERTS, count, language)


def counted(table: Mapping[str, Mapping[str, str]], count: int, language: str) -> str:
    """The plural form that the language wants, of a table of languages and CLDR's forms."""
    language = tongue(language)
    forms = table[language]
    form = forms.get(_LOCALES[language].plural_form(count), forms["other"])
    return form.format(count=count)


def priority(level: Priority, language: str) -> str:
    """The name of a priority."""
    return word(level.name.lower(), language)


def language_name(code: str, language: str) -> str:
    """The name of language `code` (ISO 639-1) in `language`; the code where none is known."""
    names = _LOCALES[tongue(language)].languages
    return str(names.get(code) or names.get(code[:2]) or code)


def base(language: str) -> str:
    """Which way the interface language runs: "rtl" or "ltr"."""
    return "rtl" if tongue(language) == "ar" else "ltr"


def zone(name: str) -> tzinfo:
    """The time zone of that IANA name; UTC where this machine knows none such."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return UTC


def when(moment: datetime, now: datetime, place: tzinfo, language: str) -> str:
    """14:02 today, else with the day, else with the year, all in the zone `place`."""
    local, today = moment.astimezone(place), now.astimezone(place)
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return clock
    skeleton = "MMMEd" if local.year == today.year else "yMMMEd"
    day = format_skeleton(skeleton, local.replace(tzinfo=None), locale=_LOCALES[tongue(language)])
    return f"{day} {clock}"


def day(one: date, language: str, skeleton: str = "MMMEd") -> str:
    """A day by a skeleton of CLDR: "Tue 3 Mar", or "3 Mar" by MMMd, "Tue 3" by Ed."""
    return format_skeleton(skeleton, one, locale=_LOCALES[tongue(language)])


def number(count: float, language: str) -> str:
    """“1,203”, “1 203”: a number with its thousands apart, at most one digit behind the point."""
    return format_decimal(count, "#,##0.#", locale=_LOCALES[tongue(language)])


def about(span: timedelta, language: str) -> str:
    """A span in its largest fitting unit, rounded: “3 hours”, “40 seconds”."""
    rounded = max(span, timedelta(seconds=1))
    return format_timedelta(rounded, threshold=1.5, locale=_LOCALES[tongue(language)])


def length(span: timedelta, language: str) -> str:
    """“3 days”, “12 hours”, “90 minutes”: a span in the largest unit that says it whole."""
    units: tuple[tuple[Literal["day", "hour"], timedelta], ...]
    units = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)))
    whole = (unit for unit, size in units if not span % size)
    unit: Literal["day", "hour", "minute"] = next(whole, "minute")
    # above every threshold: in this unit and no other
    return format_timedelta(
        span, granularity=unit, threshold=_EVERY, locale=_LOCALES[tongue(language)]
    )


def until(moment: datetime | None, now: datetime, place: tzinfo, language: str) -> str:
    """As in “until 18:00”, with the day where it is not today; without end for None."""
    if moment is None:
        return word("forever", language)
    return word("until", language).format(when=when(moment, now, place, language))
