"""Who pushes what is new in a list: its hub, and the topic, its address there (W3C WebSub, 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

LONGEST = 2000  # characters of an address
LONGEST_HEADER = 16_000  # characters looked at

Link = tuple[str, str]  # its relations, its address as written
Offer = tuple[str, str]  # hub and topic; both are there or none is
NOTHING: Offer = ("", "")

_LINK = re.compile(r"<([^<>]*)>([^<>]*)")
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)


def offer(links: Iterable[Link], base: str) -> Offer:
    """The first hub that the links name and the topic, whole addresses.

    Nothing without both: a hub knows a list by the address that it gives itself.
    """
    found: dict[str, str] = {}
    for relations, written in links:
        if not written.strip():
            continue
        for relation in relations.lower().split():
            if relation in {"hub", "self"} and (address := _address(written, base)):
                found.setdefault(relation, address)
    hub, topic = found.get("hub", ""), found.get("self", "")
    own = hub in (base, topic)  # an empty address, made whole
    return NOTHING if own or not hub or not topic else (hub, topic)


def header_links(header: str) -> Iterator[Link]:
    """The links of a Link header (RFC 8288), those without a relation left out."""
    for link in _LINK.finditer(header[:LONGEST_HEADER]):
        relation = _REL.search(link[2])
        if relation:
            yield relation[1] or relation[2] or "", link[1]


def _address(written: str, base: str) -> str:
    """The whole address; "" where it is none of the web, too long, or holds a login."""
    try:
        whole = urljoin(base, written.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    plain = whole.isascii() and whole.isprintable() and " " not in whole and "@" not in parts.netloc
    return whole if web and plain and len(whole) <= LONGEST else ""
