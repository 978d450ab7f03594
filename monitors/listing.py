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
    ListingMemory,
    ReadFailed,
    Same,
    Source,
    Trouble,
)
from monitors.listings.decisions import Decision, Decisions, Verdict, decide
from monitors.listings.feed import read_feed
from monitors.listings.hubs import header_links, offer
from monitors.listings.learning import learn
from monitors.listings.page import find_out, read_page
from monitors.listings.sitemap import read_sitemap
from monitors.listings.sniff import Form, file_name, form
from monitors.listings.unpack import unpacked

__all__ = [
    "Decision",
    "Decisions",
    "Verdict",
    "decide",
    "learn",
    "read_listing",
    "read_unless_known",
]

Read = Listing | Elsewhere | ReadFailed
Reader = Callable[[Source, Fetched, datetime, ListingMemory | None, str], Read | Same]


def _plain(reader: Callable[[Source, Fetched, datetime], Read]) -> Reader:
    """A reader to whom earlier looks teach nothing, such as that of sitemaps."""

    def read(
        source: Source, fetched: Fetched, now: datetime, _: ListingMemory | None, __: str
    ) -> Read:
        return reader(source, fetched, now)

    return read


# One reader a kind: a new kind is one file and one line here.
KINDS: Mapping[Kind, Reader] = {
    Kind.FEED: read_feed,
    Kind.PAGE: read_page,
    Kind.SITEMAP: _plain(read_sitemap),
}
# Who reads what a document turns out to be where the kind is AUTO.
FORMS: Mapping[Form, Reader] = {
    Form.FEED: read_feed,
    Form.JSON: read_feed,
    Form.SITEMAP: _plain(read_sitemap),
    Form.HTML: find_out,
}


def read_listing(
    source: Source,
    kind: Kind,
    fetched: Fetched,
    now: datetime,
    memory: ListingMemory | None = None,
) -> Read:
    """What `fetched` lists, read as `kind` (AUTO finds out), without what `source` ignores.
    `memory` is what earlier looks at the source taught (see `learn`).

    Elsewhere says that the articles are listed at other addresses: `urls`, best first. Of a
    page's feeds one is enough, the others stand in for it; an index's sitemaps are all to be
    read. ReadFailed says in plain words what came instead and what to do. Pure; never raises for
    what a document holds.
    """
    found = read_unless_known(source, kind, fetched, now, memory, "")
    if isinstance(found, Same):
        raise TypeError(f"{fetched.url} is the same as nothing that is known")
    return found


def read_unless_known(
    source: Source,
    kind: Kind,
    fetched: Fetched,
    now: datetime,
    memory: ListingMemory | None,
    known: str,
) -> Read | Same:
    """The same; or Same, where nothing has changed since a look that had this sight
    (`Listing.sight`) and read alike (`links`, `ignore`, `encoding`). "": no such look."""
    whole = unpacked(fetched)
    if isinstance(whole, ReadFailed):
        return whole
    reader = FORMS.get(form(whole), _plain(_unknown)) if kind is Kind.AUTO else KINDS[kind]
    found = reader(source, whole, now, memory, known)
    if not isinstance(found, Listing):
        return found
    return _without_ignored(_offering(found, fetched), source)


def _unknown(source: Source, fetched: Fetched, now: datetime) -> ReadFailed:  # noqa: ARG001 - a reader like the others
    """Neither feed nor page nor sitemap."""
    kind = form(fetched)
    named = "empty" if kind is Form.EMPTY else f"an {kind}" if kind is Form.XML else f"{kind}"
    what = file_name(fetched.body) or named
    return ReadFailed(
        Trouble.BROKEN, f"{fetched.url} is {what}: neither a feed, a sitemap nor a page"
    )


def _offering(listing: Listing, fetched: Fetched) -> Listing:
    """With the hub that the answer's own head names, which goes before the document's."""
    hub, topic = offer(header_links(fetched.headers.get("link", "")), fetched.url)
    return dataclasses.replace(listing, hub=hub, topic=topic) if hub else listing


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
