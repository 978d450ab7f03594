"""What makes two addresses one article, and two entries of a feed one or two."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urljoin, urlsplit

from model.source import Entry, Source
from monitors.text.tracking import lead_on, tracks

LONGEST = 4000  # characters of an address; longer ones are data, not addresses
ID_LENGTH = 12

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PATH_SAFE = "!$&'()*+,;=:@-._~"
_QUERY_SAFE = "!$'()*,;:@-._~/"
# Blanks, marks of direction and of width nought that cling to pasted and templated addresses.
_BLANKS = "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1), 0x200B, 0x200E, 0x200F, 0xFEFF)))
_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_TWIN_LABELS = frozenset({"www", "m", "mobile", "amp"})
_INDEX = re.compile(r"(index|default)\.(html?|php\d?|aspx?|jsp|shtml)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PLAIN_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_PLAIN_SEGMENT = re.compile(r"[A-Za-z0-9._~-]*")
_FRONT_PATH = re.compile(r"(?:(?:index|home)(?:\.\w+)?|[a-z]{2}(?:[-_][a-z]{2})?)?", re.IGNORECASE)


def canonical(url: str, base: str = "") -> str | None:
    """The absolute address to fetch and to show: http(s), tidy, without fragment and trackers.

    `base` is the document's address. None for what is no address of an article: another scheme
    (javascript:, mailto:, data: …), nothing but a fragment, no host, an impossible port.
    """
    written = _LINE_BREAKS.sub("", url.strip(_BLANKS))
    if not written or written.startswith("#") or len(written) > LONGEST:
        return None
    try:
        return _followed(_tidied(urljoin(base, written)))
    except ValueError:  # what urllib says of an impossible host or port
        return None


def _followed(tidy: str | None) -> str | None:
    """Past caches, viewers and redirectors; ends, since every step makes the address shorter."""
    while tidy is not None and (target := lead_on(tidy)) is not None:
        tidy = _tidied(target)
    return tidy


def _tidied(url: str) -> str | None:
    """Scheme and host in lower case, no user, no default port, every character legal."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not _plausible(parts.hostname):
        return None
    port = "" if parts.port in {None, 80 if parts.scheme == "http" else 443} else f":{parts.port}"
    path = quote(without_dots(parts.path), safe=_PATH_SAFE + "/%") or "/"
    kept = [pair for pair in parts.query.split("&") if pair and not tracks(*_named(pair))]
    query = quote("&".join(kept), safe=_QUERY_SAFE + "&=+%?[]|")
    end = f"#{quote(parts.fragment, safe='!/?=&%')}" if parts.fragment.startswith("!") else ""
    return f"{parts.scheme}://{ascii_host(parts)}{port}{path}{query and '?' + query}{end}"


def _named(pair: str) -> tuple[str, str]:
    """'name=value' of a query, as plain text."""
    return next(iter(parse_qsl(pair, keep_blank_values=True)), (pair, ""))


def _plausible(host: str | None) -> bool:
    """A host that can be one: no blanks or brackets within, something between its dots."""
    return bool(host and host.strip(".") and not re.search(r"[\s<>\"'{}|\\^`%]", host))


def without_dots(path: str) -> str:
    """A path without '.' and '..' (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            kept[-1:] = []
        elif segment != ".":
            kept.append(segment)
    end = "/" if kept and path.endswith(("/.", "/..")) else ""
    return "/" + "/".join(kept) + end


def ascii_host(parts: SplitResult) -> str:
    """The host as the name system knows it (IDNA), lower case, without a last dot;
    ValueError for what no host can be."""
    host = (parts.hostname or "").rstrip(".").lower()
    if _PLAIN_HOST.fullmatch(host):
        return host
    host = unicodedata.normalize("NFC", host)
    if ":" in host:
        return f"[{host}]"  # IPv6
    known = host.encode("idna").decode("ascii").lower()
    if not _PLAIN_HOST.fullmatch(known):  # IDNA makes blanks of wide ones, and lets signs through
        raise ValueError(f"no host is called {known!r}")
    return known


def url_key(url: str) -> str:
    """One key for all addresses of one article; itself an address, so that it is its own key.

    Equal for http and https, www., m., mobile. and amp. hosts, AMP paths, parameters, caches
    and viewers, a trailing slash, index.html, tracking parameters, the order of parameters,
    fragments (but '#!'), percent-encoding, international host names and default ports.
    What is no address is its own key.
    """
    tidy = canonical(url)
    return url.strip() if tidy is None else tidy_key(tidy)


def site(url: str) -> str:
    """The host of an address, with a port of its own, without the labels of its mobile and AMP
    twins; "" for no address."""
    try:
        parts = urlsplit(url)
        return _host_key(parts) + _port_key(parts)
    except ValueError:
        return ""


def is_front(url: str) -> bool:
    """True of a site's front page, and of that of one of its languages."""
    parts = urlsplit(url)
    return not parts.query and bool(_FRONT_PATH.fullmatch(parts.path.strip("/")))


@lru_cache(4096)  # a page's links are asked for twice in one check
def tidy_key(tidy: str) -> str:
    """url_key() of an address that canonical() gave: the same at a third of the work."""
    key = _keyed(tidy)
    there = _followed(key)  # a redirector may show only once slashes and labels are gone
    return key if there in {None, key} else tidy_key(there)


def _keyed(tidy: str) -> str:
    parts = urlsplit(tidy)
    port = _port_key(parts)
    query = _query_key(parts.query)
    end = f"#{_segment(parts.fragment, '!/?=&')}" if parts.fragment else ""
    return f"https://{_host_key(parts)}{port}{_path_key(parts.path)}{query and '?' + query}{end}"


def _host_key(parts: SplitResult) -> str:
    """Without the labels by which an outlet sets its mobile and AMP twins apart."""
    labels = ascii_host(parts).split(".")
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    site = [label for label in labels[:-2] if label not in _TWIN_LABELS]
    return ".".join(site + labels[-2:])


def _port_key(parts: SplitResult) -> str:
    return "" if parts.port in {None, 80, 443} else f":{parts.port}"


def _segment(text: str, safe: str) -> str:
    """One spelling of a percent-encoded text; NFC, since sites and browsers differ in it."""
    if _PLAIN_SEGMENT.fullmatch(text):
        return text
    raw = unquote_to_bytes(text)
    try:
        return quote(unicodedata.normalize("NFC", raw.decode("utf-8")), safe=safe)
    except UnicodeDecodeError:
        return quote(raw, safe=safe)


def _path_key(path: str) -> str:
    """Segments in one spelling, without what only names another dress of the same page."""
    decoded = [_segment(segment, _PATH_SAFE) for segment in path.split("/")]
    segments = [segment for segment in decoded if segment not in {"", ".", ".."}]
    while segments:
        bare = _bare(segments)
        if bare == segments:
            break
        segments = bare
    return "/" + "/".join(segments)


def _bare(segments: list[str]) -> list[str]:
    """One step of undressing: /amp at either end, index.html, .amp and .amp.html."""
    *before, last = segments
    if last.lower() == "amp" or _INDEX.fullmatch(last):
        return before
    if before and before[0].lower() == "amp":
        return segments[1:]
    undressed = re.sub(r"(?<=.)\.amp(?=(\.html?)?$)", "", last, flags=re.IGNORECASE)
    return [*before, undressed]


def _query_key(query: str) -> str:
    """Parameters that mean something, sorted, each in one spelling."""
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(_spelt(name), _spelt(value)) for name, value in pairs if not tracks(name, value)]
    return "&".join(f"{name}={value}" for name, value in sorted(kept))


def _spelt(text: str) -> str:
    """Percent-encoding of one name or value; bytes that are no UTF-8 stay what they were."""
    plain = unicodedata.normalize("NFC", text)
    return quote(plain, safe=_QUERY_SAFE, errors="surrogateescape")


def entry_keys(entry: Entry, source: Source) -> tuple[str, ...]:
    """The identity keys of an entry: seen if any of them was seen. The first is its URL's key.

    The second, where the entry has an id and a title, ties both to the source: an id used again
    under another title is another article, and an article whose address was written anew is
    still the same.
    """
    first = url_key(entry.url)
    title = _title_key(entry.title)
    guid = (entry.guid or "").strip()
    if not guid or not title or url_key(guid) == first:
        return (first,)
    return first, f"guid:{_digest(source.name, guid, title)}"


def _title_key(title: str) -> str:
    """A title as far as it is remembered: case, accents' spelling, punctuation aside."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def article_id(key: str) -> str:
    """Twelve characters [0-9a-z], about 62 bits, always the same for the same key."""
    number = int(_digest(key), 16)
    digits = []
    for _ in range(ID_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(digits)


def _digest(*parts: str) -> str:
    """Thirty-two hexadecimal digits over the parts and their borders."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()
