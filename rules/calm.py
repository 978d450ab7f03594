"""Parsers of how calmly a chat is told: when its digest comes, how many alerts it takes at once."""

from __future__ import annotations

import re
from datetime import timedelta

from model.rulebook import EVERY_DAY, Burst, Digest
from model.weekdays import NAMES, WORKDAYS, days_of
from rules.fields import FieldError, clock, duration, whole
from rules.suggest import closest

NO_BURST = Burst(0, timedelta())  # `off`
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {name: day for names in (NAMES, _FULL) for day, name in enumerate(names)}
_SETS = {"daily": EVERY_DAY, "weekdays": WORKDAYS, "weekends": EVERY_DAY - WORKDAYS}
_SPAN = duration(timedelta(minutes=1), timedelta(days=1))
_MOST = whole(1, 1000)


def digest(text: str) -> Digest:
    """A time of day and perhaps days: “07:30”, “07:30 mon-fri”, “07:30 mon wed”."""
    hour, _, days = text.strip().partition(" ")
    return Digest(clock(hour), _days(days.strip().lower()))


def _days(text: str) -> frozenset[int]:
    if not text or text in _SETS:
        return _SETS.get(text, EVERY_DAY)
    found = days_of(text, _DAYS)
    if found is None:
        wrong = next((w for w in re.split(r"[\s,–-]+", text) if w not in _DAYS), text)
        near = closest(wrong, [*_DAYS, *_SETS])
        hint = f"did you mean “{near}”?" if near else 'as in "07:30 mon-fri" or "07:30 mon wed"'
        raise FieldError(f"“{wrong}” is not a day", hint)
    return found


def burst(text: str) -> Burst:
    """A number within a length of time, “6 in 10m”; `NO_BURST` for “off”."""
    if text.strip().lower() in {"off", "no", "false", "never"}:
        return NO_BURST
    count, word, span = text.partition(" in ")
    if not word:
        raise FieldError(
            f"“{text}” is not a number in a length of time", "as in “6 in 10m”, or “off”"
        )
    return Burst(_MOST(count), _SPAN(span))
