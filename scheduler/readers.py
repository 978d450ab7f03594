"""The doors of `monitors` behind which pages and lists are read, opened by the first who reads.

Behind them stand lxml, feedparser, trafilatura, htmldate and a language detector: more than half
a second of imports, which a start would pay before it asks for anything. Called in worker threads.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from model.article import Article
from model.source import (
    Elsewhere,
    Entry,
    Fetched,
    Kind,
    Listing,
    ListingMemory,
    ReadFailed,
    Same,
    Source,
)

if TYPE_CHECKING:
    from monitors.article import Reading


def read_listing(
    source: Source,
    kind: Kind,
    fetched: Fetched,
    now: datetime,
    memory: ListingMemory | None,
    known: str,
) -> Listing | Elsewhere | Same | ReadFailed:
    """What a document lists: `monitors.listing.read_unless_known`."""
    from monitors import listing  # noqa: PLC0415 # see above

    return listing.read_unless_known(source, kind, fetched, now, memory, known)


def explain(
    page: Fetched, entry: Entry, source: Source, now: datetime, learned: Collection[int]
) -> Reading | ReadFailed:
    """The article of a page: `monitors.article.explain`."""
    from monitors import article  # noqa: PLC0415 # see above

    return article.explain(page, entry, source, now, learned)


def entry_article(entry: Entry, source: Source, now: datetime) -> Article | ReadFailed:
    """The article as the feed alone tells it: `monitors.article.entry_article`."""
    from monitors import article  # noqa: PLC0415 # see above

    return article.entry_article(entry, source, now)


def open_doors() -> None:
    """Import what reads, so that nobody waits for it later."""
    from monitors import article, listing  # noqa: F401, PLC0415 # see above
