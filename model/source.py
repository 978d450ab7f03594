"""What is watched, and what the web answered when it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """How a source lists its articles; AUTO finds out at the first check."""

    AUTO = "auto"
    FEED = "feed"
    PAGE = "page"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of `sources:` in rules.yaml, every default filled in."""

    name: str
    url: str
    kind: Kind = Kind.AUTO
    every: timedelta = timedelta(minutes=5)
    every_at_most: timedelta = timedelta(minutes=5)  # above `every`: the pace adapts between
    language: str | None = None
    timezone: str | None = None  # IANA; of the times its pages print without an offset
    tags: tuple[str, ...] = ()
    links: str | None = None  # CSS selector of the article links of a page
    ignore: tuple[str, ...] = ()  # shell patterns over the article's whole URL
    encoding: str | None = None  # overrides what header, mark and meta say
    full_text: bool | None = None  # None: fetch the page where the feed has a summary only
    backfill: int = 3  # how many articles of the first sight may alert
    max_age: timedelta = timedelta(days=3)
    private_hosts: frozenset[str] = frozenset()  # may be on this machine or in a private network
    line: int = 0


class Trouble(StrEnum):
    """Why a source could not be read; the plain words stand beside it."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    FORBIDDEN = "forbidden"  # 401, 403, 451
    GONE = "gone"  # 404, 410
    RATE_LIMITED = "rate limited"  # 429
    SERVER = "server error"  # 5xx
    STATUS = "odd status"
    TOO_LARGE = "too large"
    REDIRECTS = "redirects"
    ADDRESS = "forbidden address"
    ROBOTS = "robots.txt"
    BLOCK_PAGE = "block page"
    BROKEN = "broken document"
    NO_ARTICLE = "no article"
    NO_LINKS = "no links"


class Push(StrEnum):
    """How it goes with the hub that pushes a source's news, in the words of `status`."""

    ASKED = "asked"  # the hub has not called back yet
    ON = "on"  # it has
    TRUSTED = "trusted"  # and announced what was found, more than once
    SILENT = "silent"  # something was found that it had not announced
    FAILED = "failed"
    LEAVING = "leaving"  # it is asked to push no longer


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. `etag` and `last_modified` make it conditional, a `form` makes it a POST.

    `private_hosts` are the hosts, redirected to or not, that may be on this machine or in a
    private network: those that the owner of rules.yaml allowed. None of it comes from elsewhere,
    so it stays empty for an address that came from a chat.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    private_hosts: frozenset[str] = frozenset()
    max_bytes: int = 8_000_000  # of the decoded body
    timeout: timedelta = timedelta(seconds=30)  # of the whole exchange, redirects included
    form: tuple[tuple[str, str], ...] = ()  # names and values; of the answer only the status counts


@dataclass(frozen=True, slots=True)
class Fetched:
    """A 200 with its whole decoded body (bytes, content coding already undone)."""

    url: str  # where the redirects ended
    body: bytes
    content_type: str = ""  # as sent, charset parameter included
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None  # set when every redirect on the way was permanent
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotModified:
    """A 304: what was read last time still stands."""

    url: str


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """The world's fault, in plain words a person reads in `status`."""

    url: str
    trouble: Trouble
    message: str
    status: int | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """The bytes came, but they are not what they should be."""

    trouble: Trouble
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed, a page or a sitemap says of one article before it is read.

    `html` is the full content where a feed carries it; `summary` is plain text.
    """

    url: str
    title: str = ""
    summary: str = ""
    html: str = ""
    published: datetime | None = None
    guid: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    site: str = ""  # what the listing calls itself, for want of a better name of the outlet


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles a source lists now, in its own order (usually newest first)."""

    kind: Kind
    entries: tuple[Entry, ...]
    language: str | None = None
    title: str = ""
    amiss: str = ""  # in plain words: the list can be read, but not as it used to be
    hub: str = ""  # who pushes what is new in it; "" where it names nobody
    topic: str = ""  # its address as the hub knows it
    sight: str = ""  # digest of what was looked at to find this; "" where none is taken


@dataclass(frozen=True, slots=True)
class Same:
    """What is looked at in the document is as it was: it lists what it listed."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The document names where the articles are listed: a page's feed, an index's sitemaps."""

    kind: Kind
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry found but not read yet: the rest of a long listing, or a page that failed."""

    source: str
    key: str  # the entry's first identity key
    entry: Entry
    attempts: int = 0
    not_before: datetime | None = None
    baseline: bool = False  # found at the first sight of its source


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the store remembers of one source between two checks."""

    name: str
    kind: Kind = Kind.AUTO  # as found out
    url: str = ""  # as found out: the announced feed, the permanent new address
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    first_seen: datetime | None = None  # when the baseline was taken; None before
    next_check: datetime | None = None
    pace: timedelta | None = None
    rhythm: bytes | None = None  # when it publishes, as `scheduler.rhythm` packs it
    checks: int = 0
    last_check: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    articles: int = 0
    failures: int = 0  # in a row
    trouble: Trouble | None = None
    message: str = ""  # the trouble in plain words; "" when well
    trouble_since: datetime | None = None
    amiss: int = 0  # looks in a row at which its page did not list articles as it used to
    amiss_since: datetime | None = None
    active: bool = True  # named by the rulebook in force
    hub: str = ""  # who pushes its news, as its feed last said, and its address there
    topic: str = ""
    push: Push | None = None  # for subscriptions to say (`model.push`); a check leaves it alone


@dataclass(frozen=True, slots=True)
class Followed:
    """What following a source's links of one pattern found: articles, or other pages."""

    pattern: str
    articles: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class ListingMemory:
    """What a source's list taught: which links lead to articles, how many it usually shows.

    `counts` are the numbers of article links at the last looks that found the list changed,
    oldest first; `looks` is how many there were in all.
    """

    source: str
    followed: tuple[Followed, ...] = ()
    counts: tuple[int, ...] = ()
    looks: int = 0
