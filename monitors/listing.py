"""What a source lists: the one door to the readers of feeds, pages and sitemaps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from fnmatch import fnmatchcase

from model.source import (
    Elsewhere,
    Fetched,
    Kind,
    Listing,
    ReadFailed,
    Source,
    Trouble,
)
from monitors.listings.feed import read_feed
from monitors.listings.page import find_out, read_page
from monitors.listings.sitemap import read_sitemap
from monitors.listings.sniff import Form, form
from monitors.listings.unpack import unpacked

Reader = Callable[[Source, Fetched, datetime], Listing | Elsewhere | ReadFailed]

# One reader a kind: a new kind is one file and one line here.
KINDS: Mapping[Kind, Reader] = {
    Kind.FEED: read_feed,
    Kind.PAGE: read_page,
    Kind.SITEMAP: read_sitemap,
}
# Who reads what a document turns out to be where the kind is AUTO.
FORMS: Mapping[Form, Reader] = {
    Form.FEED: read_feed,
    Form.JSON: read_feed,
    Form.SITEMAP: read_sitemap,
    Form.HTML: find_out,
}


def read_listing(
    source: Source, kind: Kind, fetched: Fetched, now: datetime
) -> Listing | Elsewhere | ReadFailed:
    """What `fetched` lists, read as `kind` (AUTO finds out), without what `source` ignores.

    Elsewhere says that the articles are listed at other addresses: `urls`, best first. Of a
    page's feeds one is enough, the others stand in for it; an index's sitemaps are all to be
    read. ReadFailed says in plain words what came instead and what to do. Pure; never raises for
    what a document holds.
    """
    whole = unpacked(fetched)
    if isinstance(whole, ReadFailed):
        return whole
    reader = FORMS.get(form(whole), _unknown) if kind is Kind.AUTO else KINDS[kind]
    found = reader(source, whole, now)
    return _without_ignored(found, source) if isinstance(found, Listing) else found


def _unknown(source: Source, fetched: Fetched, now: datetime) -> ReadFailed:  # noqa: ARG001 - a reader like the others
    """Neither feed nor page nor sitemap."""
    kind = form(fetched)
    what = "empty" if kind is Form.EMPTY else f"an {kind}" if kind is Form.XML else f"{kind}"
    return ReadFailed(
        Trouble.BROKEN, f"{fetched.url} is {what}: neither a feed, a sitemap nor a page"
    )


def _without_ignored(listing: Listing, source: Source) -> Listing:
    """Without the entries whose whole address fits one of the shell patterns of `ignore`."""
    if not source.ignore:
        return listing
    kept = tuple(
        entry
        for entry in listing.entries
        if not any(fnmatchcase(entry.url, pattern) for pattern in source.ignore)
    )
    return dataclasses.replace(listing, entries=kept)
