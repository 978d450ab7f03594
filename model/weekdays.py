"""Days of the week as texts of the rules and of preferences: “mon-fri”, “mon wed fri”. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model.rulebook import EVERY_DAY

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS = frozenset(range(5))
_PLACES = {name: day for day, name in enumerate(NAMES)}
_LEAST = 3  # days that are written as a span


def days_text(days: frozenset[int]) -> str:
    """The days as a text that `days_of` reads; "" for every day."""
    if days == EVERY_DAY:
        return ""
    ordered = sorted(days)
    if len(days) >= _LEAST and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{NAMES[ordered[0]]}-{NAMES[ordered[-1]]}"
    return " ".join(NAMES[day] for day in ordered)


def days_of(text: str, names: Mapping[str, int] = _PLACES) -> frozenset[int] | None:
    """The days of a text: names and spans of them, which may run over the week's end; None for
    what is none."""
    joined = re.sub(r"\s*[-–—]\s*", "-", text.strip())
    parts = [_span(part, names) for part in re.split(r"[\s,،]+", joined)]
    return frozenset().union(*parts) if all(parts) else None


def _span(part: str, names: Mapping[str, int]) -> frozenset[int]:
    first, _, last = part.partition("-")
    start, end = names.get(first), names.get(last or first)
    if start is None or end is None:
        return frozenset()
    return frozenset((start + ahead) % 7 for ahead in range((end - start) % 7 + 1))
