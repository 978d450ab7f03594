"""What a source answers, read as each kind of list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from model.source import Elsewhere, Entry, Fetched, Kind, Listing, ListingMemory, ReadFailed, Source
from monitors import identity
from monitors.article import entry_article
from monitors.listing import decide, read_listing
from tests.fuzz.draws import Draws

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://meridian.example/news"
TYPES = (
    "text/html; charset=utf-8", "application/rss+xml", "text/xml", "application/json", "",
    "application/gzip", "text/html; charset=windows-1256", "application/atom+xml; charset=x",
)  # fmt: skip


def feed(data: bytes) -> None:
    """Read as a feed."""
    _read(data, Kind.FEED)


def listing(data: bytes) -> None:
    """Read as what it turns out to be, and as a page."""
    _read(data, Kind.AUTO)
    _read(data, Kind.PAGE)
    decide(Source("s", URL), Fetched(URL, data, "text/html"), ListingMemory("s"))


def sitemap(data: bytes) -> None:
    """Read as a sitemap."""
    _read(data, Kind.SITEMAP)


def _read(data: bytes, kind: Kind) -> None:
    """The first byte chooses the type that the header says."""
    draws = Draws(data)
    said = draws.one(TYPES)
    found = read_listing(Source("s", URL), kind, Fetched(URL, draws.rest(), said), NOW)
    match found:
        case Listing():
            for entry in found.entries:
                promised(entry)
            storable(found.title or "", found.language or "")
        case Elsewhere():
            assert found.urls
            assert all(identity.canonical(url) for url in found.urls), found
        case ReadFailed():
            assert found.message
            storable(found.message)


def promised(entry: Entry) -> None:
    """An entry has an address of the web, a moment that is aware, texts that can be kept."""
    assert entry.url.startswith(("http://", "https://")), entry.url
    assert identity.canonical(entry.url) == entry.url, entry.url
    storable(entry.url, entry.title, entry.summary, entry.html, entry.guid or "", *entry.authors)
    storable(entry.language or "", entry.image or "", entry.site)
    if entry.published is not None:
        assert entry.published.utcoffset() == timedelta(0), entry.published
    source = Source("s", URL)
    assert identity.entry_keys(entry, source)
    article = entry_article(entry, source, NOW)
    if not isinstance(article, ReadFailed):
        storable(article.title, article.text, *article.captions, *article.authors)
        assert article.published is None or article.published <= NOW + timedelta(days=2)


def storable(*texts: str) -> None:
    """UTF-8 without NUL: what a database and a chat take."""
    for text in texts:
        assert "\0" not in text
        text.encode()
