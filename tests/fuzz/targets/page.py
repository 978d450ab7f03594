"""A page of the web: an article whose texts can be kept and shown, or why there is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from model.source import Entry, Fetched, ReadFailed, Source
from monitors.article import MOST_TEXT, Reading, explain
from tests.fuzz.draws import Draws
from tests.fuzz.targets.listings import TYPES, storable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://meridian.example/2026/11/21/ports"


def run(data: bytes) -> None:
    """The first byte chooses the type that the header says."""
    draws = Draws(data)
    page = Fetched(URL, b"", draws.one(TYPES))
    page = Fetched(URL, draws.rest(), page.content_type)
    found = explain(page, Entry(URL), Source("s", URL), NOW)
    if isinstance(found, ReadFailed):
        storable(found.message)
        return
    assert isinstance(found, Reading)
    one = found.article
    storable(one.title, one.text, one.lead, one.site, one.url, *one.captions, *one.authors)
    storable(one.language or "", one.image or "", one.agency or "", *one.keys)
    assert len(one.text) <= MOST_TEXT
    assert one.url.startswith("https://")
    assert one.published is None or one.published.tzinfo is not None
    assert one.published is None or one.published <= NOW + timedelta(days=2)
