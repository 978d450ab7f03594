"""Quantities, designations and days in running text of three languages.

A quantity is a number with what it counts: "8 battery", "1900000000 usd"; a bare number of
two digits or with decimals is kept as "n 61". A year, a day of a month and an hour are none. A
designation is a type's letters and digits in either script: F-16, إف-16 and F16 are f16.
Days are resolved against the day of publication: mardi is the nearest Tuesday, three
days back or ahead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from stories.lexicon import concept, letters, listed, numbers, ordered, scales, units
from stories.text import Word, arabic_base, is_arabic

QUANTITIES = 10  # kept of an article
DAYS = 6
_REACH = 4  # words between a number and what it counts: eight new Cheongung-II batteries
_THOUSANDS = re.compile(r"(?<=\d)[,.\u066c\u00a0\u202f](?=\d{3}(?!\d))")
_CURRENCY = {"$": "usd", "€": "eur", "£": "money"}
_YEARS = range(1900, 2100)
_BACK = 3  # days
_DESIGNATION = re.compile(r"[a-z]{1,3}\d{1,4}[a-z]?")
_NO_DESIGNATION = re.compile(r"(?:g|h|no|n|p|t)\d$|\d(?:h|e|er|th|st|nd|rd|am|pm|km|m)$|covid")
_SCRIPTURE = 3  # letters of a designation's front


def quantities(found: Sequence[Word]) -> tuple[str, ...]:
    """The numbers with what they count, those of the headline first."""
    made = dict.fromkeys(_quantities(found))
    return tuple(made)[:QUANTITIES]


def _quantities(found: Sequence[Word]) -> Iterator[str]:
    at = 0
    while at < len(found):
        value, end = _value(found, at)
        if value is None:
            at += 1
            continue
        quantity = _quantity(found, at, end, value)
        if quantity:
            yield quantity
        at = end


def _quantity(found: Sequence[Word], at: int, end: int, value: float) -> str:
    unit = _CURRENCY.get(found[at].sign) or _unit(found, end)
    digits = found[at].raw[0].isdecimal()
    if unit:
        return f"{_shown(value)} {unit}"
    if not digits or value in _YEARS or _is_date(found, at):
        return ""
    if value < 10 and value == int(value):  # noqa: PLR2004 - one digit says little
        return ""
    return f"n {_shown(value)}"


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _value(found: Sequence[Word], at: int) -> tuple[float | None, int]:
    """The number that begins at a word, with its scale, and where it ends."""
    word = found[at]
    value = parsed(word.raw) if word.raw[0].isdecimal() else _in_letters(word.text)
    if value is None or (word.joined and word.sign in "-‐‑"):
        return None, at + 1
    end = at + 1
    while end < len(found) and found[end].glued and (scale := _scale(found[end].text)):
        value, end = value * scale, end + 1
    return value, end


def _scale(text: str) -> int:
    return scales().get(text, 0)


def _in_letters(text: str) -> float | None:
    found = numbers().get(text)
    if found is None and is_arabic(text):
        found = numbers().get(arabic_base(text))
    return None if found is None else float(found)


def parsed(raw: str) -> float | None:
    """1,900 and 1.900 and ١٬٩٠٠ are 1900; 1.9 and 1,9 are 1.9. None where it is no number."""
    digits = "".join(str(unicodedata.decimal(mark, mark)) for mark in _THOUSANDS.sub("", raw))
    try:
        return float(digits.replace(",", ".").replace("\u066b", "."))
    except ValueError:
        return None


def _unit(found: Sequence[Word], end: int) -> str:
    """What is counted: the first countable noun among the next words of the sentence."""
    for word in found[end : end + _REACH]:
        if word.first or (word.raw[0].isdecimal() and not word.joined):
            return ""
        if word.sign in {"%", "٪"}:
            return "percent"
        one = concept(word.text)
        if one in units():
            return one
    return "percent" if end < len(found) and found[end].sign in {"%", "٪"} else ""


def _is_date(found: Sequence[Word], at: int) -> bool:
    """A day of a month: March 3, 3 mars, 3 مارس."""
    near = [found[one].text for one in (at - 1, at + 1) if 0 <= one < len(found)]
    return any(text in listed("months") for text in near)


# --- designations


def designations(found: Sequence[Word]) -> Iterator[tuple[str, float]]:
    """Types such as f16 and s400, with their prominence."""
    for at, word in enumerate(found):
        text = word.text
        if word.raw[0].isdecimal() and word.joined and at:
            text = _front(found[at - 1]) + text
        elif not any(map(str.isdecimal, text)) or text[0].isdecimal():
            continue
        if _DESIGNATION.fullmatch(text) and not _NO_DESIGNATION.match(text):
            yield text, word.prominence


def _front(word: Word) -> str:
    if is_arabic(word.text):
        return letters().get(word.text) or letters().get(word.text[1:], "-")
    return word.text if word.capital and len(word.text) <= _SCRIPTURE else "-"


# --- days


def days(found: Sequence[Word], published: date | None) -> tuple[str, ...]:
    """ISO dates that the text names, in order; none where the article is undated."""
    if published is None:
        return ()
    made = dict.fromkeys(day.isoformat() for day in _days(found, published))
    return tuple(made)[:DAYS]


def _days(found: Sequence[Word], published: date) -> Iterator[date]:
    weekdays, months = ordered("days"), ordered("months")
    for at, word in enumerate(found):
        text = _calendar_word(word.text)
        if text in weekdays:
            yield _nearest(weekdays[text], published)
            continue
        pair = f"{text} {found[at + 1].text}" if at + 1 < len(found) else text  # تشرين الثاني
        month = months.get(text, months.get(pair))
        day = None if month is None else _of_month(found, at, month + 1, published)
        if day:
            yield day


def _calendar_word(text: str) -> str:
    """A day's or a month's name without what Arabic writes before it: والثلاثاء."""
    if not is_arabic(text) or text in ordered("days") or text in ordered("months"):
        return text
    return text[1:] if text[0] in "وبف" else text


def _nearest(weekday: int, published: date) -> date:
    ahead = (weekday - published.weekday()) % 7
    back = (published.weekday() - weekday) % 7
    return published + timedelta(ahead) if back > _BACK else published - timedelta(back)


def _of_month(found: Sequence[Word], at: int, month: int, published: date) -> date | None:
    for near in (at - 1, at + 1):
        if 0 <= near < len(found) and found[near].text.isdecimal():
            try:
                day = date(published.year, month, int(found[near].text))
            except ValueError:
                continue
            return day
    return None
