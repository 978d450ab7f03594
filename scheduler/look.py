"""The first half of a check: ask a source what it lists, and find out what it is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from model.address import with_login, without_login
from model.ports import Fetcher
from model.source import (
    Elsewhere,
    Entry,
    Fetched,
    FetchFailed,
    Kind,
    Listing,
    ListingMemory,
    NotModified,
    ReadFailed,
    Request,
    Same,
    Source,
    SourceState,
    Trouble,
)
from scheduler.readers import read_listing

# some servers keep an ETag through a change, so now and then the question is unconditional
UNCONDITIONAL = 20  # checks
LONGEST_NAME = 40  # code points of a feed's title that is taken for the outlet's name
DOUBTS = 2  # failures in a row after which what was found out about a source is doubted
FEEDS_TRIED = 3  # of those a page announces
DIGITS, MANNER = 24, 8  # of a document's digest, and of that of how it is read


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a source gave. `entries` None: nothing has changed since the last look.

    `partial` says in plain words what of it could not be read, or that it is not as it used to be.
    `same`: the document has changed, what it lists has not.
    """

    state: SourceState
    entries: Sequence[Entry] | None = None
    failure: FetchFailed | ReadFailed | None = None
    partial: str = ""
    same: bool = False


async def look(
    fetcher: Fetcher,
    source: Source,
    state: SourceState,
    now: datetime,
    memory: ListingMemory | None = None,
) -> Look:
    """Fetch and read the source's list, following it to where it really stands.

    `memory` is what earlier looks at it taught.
    """
    looked = await _Looking(fetcher, source, now, memory).ask(state)
    if looked.failure is None:
        return looked
    return replace(looked, state=_forget_detour(looked.state, source, looked.failure))


@dataclass(frozen=True, slots=True)
class _Looking:
    """One look under way: whom is asked, for what, and what is known of it."""

    fetcher: Fetcher
    source: Source
    now: datetime
    memory: ListingMemory | None

    async def ask(self, state: SourceState) -> Look:
        """Fetch the list, and read it where it has changed."""
        answer = await self.fetcher.fetch(_request(self.source, state))
        match answer:
            case NotModified():
                return Look(state)
            case FetchFailed():
                return Look(state, failure=answer)
            case Fetched():
                return await self._read(state, answer)

    async def _fetch(self, url: str) -> Fetched | NotModified | FetchFailed:
        return await self.fetcher.fetch(Request(url, private_hosts=self.source.private_hosts))

    async def _listing(self, kind: Kind, page: Fetched) -> Listing | Elsewhere | ReadFailed:
        """What a document lists that was not looked at before."""
        found = await self._listing_unless(kind, page, "")
        if isinstance(found, Same):
            raise TypeError(f"{page.url} is the same as nothing that is known")
        return found

    async def _listing_unless(
        self, kind: Kind, page: Fetched, known: str
    ) -> Listing | Elsewhere | Same | ReadFailed:
        return await asyncio.to_thread(
            read_listing, self.source, kind, page, self.now, self.memory, known
        )

    async def _read(self, state: SourceState, page: Fetched) -> Look:
        if _digest(self.source, page) == _document(state):
            return Look(_stamped(state, page, state.body_hash, self.source))
        kind = state.kind if state.kind is not Kind.AUTO else self.source.kind
        known = _known(state, self.source)
        listing = await self._listing_unless(kind, page, known)
        match listing:
            case Same():
                digest = _digest(self.source, page, known)
                return Look(_stamped(state, page, digest, self.source), same=True)
            case Listing(sight=sight):
                digest = _digest(self.source, page, sight)
                found = _offered(_stamped(state, page, digest, self.source), listing, self.source)
                return Look(found, _signed(listing), partial=listing.amiss)
            case ReadFailed():
                return Look(state, failure=listing)
            case Elsewhere(kind=Kind.SITEMAP):
                return await self._children(state, listing)
            case Elsewhere():
                return await self._announced(state, page, listing)

    async def _announced(self, state: SourceState, page: Fetched, elsewhere: Elsewhere) -> Look:
        """Follow a page to a feed that it announces; where none can be read, read the page."""
        for url in elsewhere.urls[:FEEDS_TRIED]:
            answer = await self._fetch(url)
            if not isinstance(answer, Fetched):
                continue
            listing = await self._listing(elsewhere.kind, answer)
            if isinstance(listing, Listing) and listing.entries:
                feed = _stamped(state, answer, _digest(self.source, answer), self.source)
                found = _offered(feed, listing, self.source)
                return Look(replace(found, url=without_login(url)), _signed(listing))
        looked = await self._read(replace(state, kind=Kind.PAGE), page)
        # the page stands in for its feed this time; which it is, is found out anew at the next
        # check
        anew = replace(looked.state, kind=state.kind, etag=None, body_hash=None)
        return replace(looked, state=anew)

    async def _children(self, state: SourceState, index: Elsewhere) -> Look:
        """Read the sitemaps of an index. The index keeps no validators: it may stand still
        while its sitemaps change."""
        looks = [await self._child(url) for url in index.urls]
        failures = [one for one in looks if not isinstance(one, Listing)]
        if failures and len(failures) == len(looks):
            return Look(state, failure=failures[0])
        entries = tuple(e for one in looks if isinstance(one, Listing) for e in one.entries)
        plain = replace(state, kind=Kind.SITEMAP, etag=None, last_modified=None, body_hash=None)
        plain = replace(plain, hub="", topic="")
        return Look(plain, entries, partial=failures[0].message if failures else "")

    async def _child(self, url: str) -> Listing | FetchFailed | ReadFailed:
        answer = await self._fetch(url)
        match answer:
            case FetchFailed():
                return answer
            case NotModified():
                return ReadFailed(Trouble.BROKEN, f"{url} answers 304 to an unconditional request")
            case Fetched():
                return await self._sitemap(answer)

    async def _sitemap(self, answer: Fetched) -> Listing | ReadFailed:
        listing = await self._listing(Kind.SITEMAP, answer)
        if not isinstance(listing, Elsewhere):
            return listing
        words = f"{answer.url} is an index of indexes; name one of its sitemaps instead"
        return ReadFailed(Trouble.BROKEN, words)


def _request(source: Source, state: SourceState) -> Request:
    url = with_login(state.url or source.url, source.url)
    read_so = (state.body_hash or "").endswith(_manner(source))
    if state.checks % UNCONDITIONAL == 0 or not read_so:
        return Request(url, private_hosts=source.private_hosts)
    return Request(url, state.etag, state.last_modified, private_hosts=source.private_hosts)


def _digest(source: Source, page: Fetched, sight: str = "") -> str:
    """The document, what of it was looked at (where that is known), and how the rules want it
    read: a change of the last is something new."""
    return blake2b(page.body, digest_size=DIGITS // 2).hexdigest() + sight + _manner(source)


def _document(state: SourceState) -> str:
    """What is remembered of the document and of how it was read, without its sight."""
    known = state.body_hash or ""
    return known[:DIGITS] + known[-MANNER:]


def _known(state: SourceState, source: Source) -> str:
    """The sight of the last look; "" where there is none, where the rules now want the list read
    otherwise, and before the first look that counts: its dates and entries are still asked for."""
    known = state.body_hash or ""
    learnt = state.rhythm is not None or source.every == source.every_at_most
    if state.first_seen is None or not learnt or not known.endswith(_manner(source)):
        return ""
    return known[DIGITS:-MANNER]


def _manner(source: Source) -> str:
    asked = repr((source.links, source.ignore, source.encoding))
    return blake2b(asked.encode(), digest_size=MANNER // 2).hexdigest()


def _forget_detour(
    state: SourceState, source: Source, failure: FetchFailed | ReadFailed
) -> SourceState:
    """What was found out earlier and no longer holds: the next check asks the source itself
    again. At once when the feed is gone, else when it has failed a few times in a row."""
    found_out = state.url not in ("", source.url) or state.kind is not source.kind
    if found_out and (failure.trouble is Trouble.GONE or state.failures >= DOUBTS):
        asked = replace(state, url="", kind=source.kind, hub="", topic="")
        return replace(asked, etag=None, last_modified=None, body_hash=None)
    return state


def _offered(state: SourceState, listing: Listing, source: Source) -> SourceState:
    """With what the list turned out to be, and its hub; that of a list behind a login is left
    alone: what the login protects is not told to others."""
    open_to_all = without_login(source.url) == source.url
    hub, topic = (listing.hub, listing.topic) if open_to_all else ("", "")
    return replace(state, kind=listing.kind, hub=hub, topic=topic)


def _signed(listing: Listing) -> tuple[Entry, ...]:
    """The entries with the name that their feed gives itself, where it is a name and no motto."""
    if listing.kind is not Kind.FEED or not 0 < len(listing.title) <= LONGEST_NAME:
        return listing.entries
    return tuple(replace(entry, site=entry.site or listing.title) for entry in listing.entries)


def _stamped(state: SourceState, page: Fetched, digest: str | None, source: Source) -> SourceState:
    """With what is to be asked next time. A login is kept nowhere: a move to an address with one
    of its own is followed anew each time."""
    moved = without_login(page.moved_to or "")
    if with_login(moved, source.url) != (page.moved_to or ""):
        moved = ""
    return replace(
        state,
        url=moved or without_login(state.url),
        etag=page.etag,
        last_modified=page.last_modified,
        body_hash=digest,
    )
