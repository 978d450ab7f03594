"""Dates as pages and feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitors.articles import dates, datetext
from monitors.text import stamps
from monitors.web.answers import retry_after
from tests.fuzz.draws import Draws, readable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZONES = (UTC, ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Riyadh"), ZoneInfo("America/St_Johns"))


def run(data: bytes) -> None:
    """Nothing, or an aware moment that stands where it says it does."""
    draws = Draws(data)
    zone = draws.one(ZONES)
    text = readable(draws.rest())
    for read in (datetext.find, datetext.parse):
        found = read(text, NOW, zone)
        if found is not None:
            assert found.at.tzinfo is not None
            assert 0 <= found.span[0] < found.span[1] <= len(text) or read is datetext.parse
    at = stamps.moment(text)
    assert at is None or at.utcoffset() == timedelta(0)
    local = stamps.local(text, zone)
    assert local is None or local.tzinfo is not None
    assert (stamps.offset(text) or timedelta()) < timedelta(days=5)
    day = dates.of_url(text)
    assert day is None or day.tzinfo is UTC
    believed = dates.believed(at, NOW)
    assert believed is None or dates.plausible(believed, NOW)
    datetext.is_dateline(text, NOW)
    assert len(datetext.western(text)) == len(text)
    wait = retry_after(text, NOW)
    assert wait is None or wait >= timedelta(0)
