"""What a status and its headers mean, in the words people read in `status`.

Status codes: RFC 9110, section 15; 429 from RFC 6585; 451 from RFC 7725; 52x are Cloudflare's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from model.source import Fetched, FetchFailed, NotModified, Trouble

MAX_REDIRECTS = 10
LONGEST_WAIT = timedelta(days=1)  # no server silences itself for longer, by mistake or on purpose

_WHOLE = frozenset({200, 203})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_SAME_METHOD = frozenset({307, 308})
_NOT_MODIFIED = 304
_SUCCESS = 2  # hundred
_LAST_STATUS = 599
_SERVER_ERRORS = 500

_MEANINGS: dict[int, tuple[Trouble, str]] = {
    202: (Trouble.STATUS, "it took the request but sent no document (often a bot check)"),
    204: (Trouble.STATUS, "there is no document at this address"),
    206: (Trouble.STATUS, "it sends only a part of the document"),
    300: (Trouble.STATUS, "it offers several documents; name one of them"),
    304: (Trouble.STATUS, "it says nothing changed, though nothing was read before"),
    400: (Trouble.STATUS, "it does not understand the address"),
    401: (Trouble.FORBIDDEN, "it wants a password"),
    402: (Trouble.FORBIDDEN, "it wants to be paid"),
    403: (Trouble.FORBIDDEN, "it does not let this program in"),
    404: (Trouble.GONE, "this address is gone; has the page moved?"),
    406: (Trouble.STATUS, "it has no document in a form this program reads"),
    407: (Trouble.FORBIDDEN, "a proxy before it wants a password"),
    408: (Trouble.TIMEOUT, "it waited too long for the request"),
    410: (Trouble.GONE, "this address is gone for good"),
    429: (Trouble.RATE_LIMITED, "it is asked too often"),
    451: (Trouble.FORBIDDEN, "it may not show this for legal reasons"),
    500: (Trouble.SERVER, "it has a fault of its own"),
    502: (Trouble.SERVER, "the server behind it does not answer well"),
    503: (Trouble.SERVER, "it is overloaded or under repair"),
    504: (Trouble.SERVER, "the server behind it does not answer in time"),
    508: (Trouble.SERVER, "it runs in a circle inside itself"),
    511: (Trouble.FORBIDDEN, "this network wants a login first"),
    520: (Trouble.SERVER, "the server behind it answers oddly"),
    521: (Trouble.SERVER, "the server behind it is down"),
    522: (Trouble.SERVER, "the server behind it does not answer in time"),
    523: (Trouble.SERVER, "the server behind it cannot be reached"),
    524: (Trouble.SERVER, "the server behind it does not answer in time"),
    525: (Trouble.SERVER, "the server behind it has no working encryption"),
    526: (Trouble.SERVER, "the server behind it has no valid certificate"),
}


@dataclass(frozen=True, slots=True)
class Redirect:
    """The document is said to be elsewhere: `location` is a whole address."""

    location: str
    permanent: bool


@dataclass(slots=True)
class Trail:
    """The way from the address asked for to where its redirects lead."""

    url: str
    asked: str = ""
    permanent: bool = True
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.asked = self.url
        self.seen.add(self.url)

    def step(self, redirect: Redirect) -> FetchFailed | None:
        """Go one redirect on; a failure when that is in a circle, too far, or not the web."""
        if fault := self._fault(redirect.location):
            return FetchFailed(self.asked, Trouble.REDIRECTS, f"{host_of(self.asked)} {fault}")
        self.url = redirect.location
        self.permanent = self.permanent and redirect.permanent
        self.seen.add(redirect.location)
        return None

    def moved_to(self) -> str | None:
        """Where the document is now for good; None when any redirect was for the time being."""
        return self.url if self.permanent and len(self.seen) > 1 else None

    def _fault(self, location: str) -> str | None:
        if not is_web(location):
            return f"leads to an address that is not on the web: {location[:80]}"
        if location in self.seen:
            return "redirects in a circle (it may insist on cookies)"
        if len(self.seen) > MAX_REDIRECTS:
            return f"redirects more than {MAX_REDIRECTS} times"
        return None


def is_web(url: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host of an address as people write it: no port, xn-- labels in their own script."""
    try:
        host = urlsplit(url).hostname or url
    except ValueError:
        return url[:80]
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def judge(
    url: str, status: int, headers: Mapping[str, str], *, conditional: bool, now: datetime
) -> Redirect | NotModified | FetchFailed | None:
    """What an answer without its body means; None: a document follows, read it.

    `headers` have lower-case names. `conditional` tells whether the request carried a validator,
    without which a 304 says nothing.
    """
    if status in _WHOLE:
        return None
    if status == _NOT_MODIFIED and conditional:
        return NotModified(url)
    if status in _REDIRECTS and (location := headers.get("location", "").strip()):
        return _redirect(url, location, permanent=status in _PERMANENT)
    wait = retry_after(headers.get("retry-after", ""), now)
    trouble, words = _meaning(status)
    message = f"{host_of(url)} answers {status}: {words}"
    return FetchFailed(url, trouble, message, status=status, retry_after=wait)


def judge_post(
    url: str, status: int, headers: Mapping[str, str], *, now: datetime
) -> Redirect | Fetched | FetchFailed:
    """What the answer to a form means: any 2xx is a yes, without a document.

    Only 307 and 308 have a form sent again (RFC 9110, 15.4): 301 to 303 make a GET of it.
    """
    if status // 100 == _SUCCESS:
        return Fetched(url, b"", headers=headers)
    if status in _REDIRECTS - _SAME_METHOD:
        message = f"{host_of(url)} answers {status}: it leads a form elsewhere than with 307 or 308"
        return FetchFailed(url, Trouble.REDIRECTS, message, status=status)
    answer = judge(url, status, headers, conditional=False, now=now)
    return answer if isinstance(answer, Redirect | FetchFailed) else Fetched(url, b"")


def document(trail: Trail, headers: Mapping[str, str], body: bytes) -> Fetched:
    """The 200 at the end of the trail, with what a next conditional request needs."""
    return Fetched(
        url=trail.url,
        body=body,
        content_type=headers.get("content-type", ""),
        etag=headers.get("etag") or None,
        last_modified=headers.get("last-modified") or None,
        moved_to=trail.moved_to(),
        headers=headers,
    )


def retry_after(text: str, now: datetime) -> timedelta | None:
    """A Retry-After header: seconds or an HTTP date (RFC 9110, 10.2.3), 0 to LONGEST_WAIT.

    None when there is none or it cannot be read.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        # Ten digits are enough for any wait; more would only overflow.
        return min(timedelta(seconds=int(text[:10])), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # a year of many digits
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(timedelta(), min(until - now, LONGEST_WAIT))


def announced_size(headers: Mapping[str, str]) -> int:
    """The Content-Length as bytes; 0 when none is given."""
    text = headers.get("content-length", "").strip()
    return int(text[:18]) if text.isascii() and text.isdigit() else 0


def too_large(url: str, limit: int) -> FetchFailed:
    """The body goes over `limit` bytes, as sent or unpacked."""
    message = f"{host_of(url)} sends a document larger than {size_in_words(limit)}"
    return FetchFailed(url, Trouble.TOO_LARGE, message)


def size_in_words(size: int) -> str:
    """Bytes in the largest unit that keeps a whole number: 8 MB, 500 kB, 12 bytes."""
    if size >= 1_000_000:  # noqa: PLR2004 - the units themselves
        return f"{size / 1_000_000:.3g} MB"
    return f"{size / 1000:.3g} kB" if size >= 1000 else f"{size} bytes"  # noqa: PLR2004 - as above


def _redirect(url: str, location: str, *, permanent: bool) -> Redirect:
    try:
        return Redirect(urldefrag(urljoin(url, location))[0], permanent=permanent)
    except ValueError:
        return Redirect(location, permanent=permanent)  # refused by the trail, with its words


def _meaning(status: int) -> tuple[Trouble, str]:
    if known := _MEANINGS.get(status):
        return known
    if status in _REDIRECTS:
        return Trouble.REDIRECTS, "it redirects, but does not say where to"
    if _SERVER_ERRORS <= status <= _LAST_STATUS:
        return Trouble.SERVER, "it has a fault of its own"
    return Trouble.STATUS, "this is not an answer a news site should give"
