"""Hours of the day as people write them. Pure.

22:00-07:00 · 22h-7h · 10pm to 7am · de 22h à 7h · من 22:00 إلى 07:00
"""

from __future__ import annotations

import re
from datetime import time

from chat.commands.durations import MORNING, clock_of, plain

_FROM = re.compile(r"(?:from|between|de|entre|من)\s+")
_BETWEEN = re.compile(r"\s*[-–—−]\s*|\s+(?:to|until|till|and|à|a|au|et|إلى|الى|حتى|لغاية)\s+")
_TOGETHER = re.compile(r"\b(\d{2})(\d{2})\b")  # 2200
_MIDNIGHT = re.compile(r"(?<![\d:h])24(?:[:h]00|h)?(?![\d:])")
_EVENING = 12  # o'clock


def clock(written: str) -> time | None:
    """One time of day; None for what is none."""
    return clock_of(_TOGETHER.sub(r"\1:\2", plain(written)).strip())


def span(written: str) -> tuple[time, time] | None:
    """Start and end, which differ; None for what is no such span."""
    text = _FROM.sub("", _TOGETHER.sub(r"\1:\2", plain(written)).strip(), count=1)
    parts = _BETWEEN.split(_MIDNIGHT.sub("00:00", text))
    if len(parts) != 2:  # noqa: PLR2004 # a start and an end
        return None
    start, end = clock_of(parts[0]), clock_of(parts[1])
    if start is None or end is None or start == end:
        return None
    return start, end


def nearly(written: str) -> tuple[time, time] | None:
    """The span perhaps meant by one time alone: from an evening's till the morning, and till a
    morning's from ten at night."""
    one = clock(written)
    if one is None or one == MORNING:
        return None
    return (one, MORNING) if one.hour >= _EVENING else (time(22), one)
