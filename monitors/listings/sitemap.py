"""News sitemaps, plain sitemaps, lists of addresses; an index of sitemaps → its newest children."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

from model.source import (
    Elsewhere,
    Entry,
    Fetched,
    Kind,
    Listing,
    ReadFailed,
    Source,
    Trouble,
)
from monitors.identity import canonical, is_front
from monitors.listings.plain import plain
from monitors.listings.sniff import Form, form
from monitors.listings.unpack import unpacked
from monitors.listings.urlshape import date_in, is_service
from monitors.listings.xmltext import mended
from monitors.text.charset import decode
from monitors.text.nesting import defines_too_much, too_deep
from monitors.text.stamps import moment
from monitors.text.tongue import two_letters

MOST_ENTRIES = 2000
MOST_CHILDREN = 5
OLDEST = datetime(1, 1, 1, tzinfo=UTC)

_NEWS = re.compile(r"news|actu|article|post|story|latest|akhbar|khabar", re.IGNORECASE)
_NOT_NEWS = re.compile(
    r"image|video|categor|tag|author|page|topic|section|static|product|user|forum|archive",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True, slots=True)
class Child:
    """One sitemap named by an index."""

    url: str
    changed: datetime | None


def read_sitemap(
    source: Source, fetched: Fetched, now: datetime
) -> Listing | Elsewhere | ReadFailed:
    """Newest first, at most 2,000 entries; of an index at most five children, those that most
    likely list the newest articles first."""
    whole = unpacked(fetched)
    if isinstance(whole, ReadFailed):
        return whole
    text = decode(whole.body, whole.content_type, source.encoding, xml=True)
    match form(whole):
        case Form.SITEMAP | Form.XML if text.lstrip().startswith("<"):
            return _from_xml(text, whole, now)
        case Form.SITEMAP | Form.TEXT:
            return _from_lines(text, whole)
        case other:
            return _broken(whole, f"it is an {other}" if other is Form.HTML else f"it is a {other}")


def _broken(fetched: Fetched, why: str) -> ReadFailed:
    """Nothing could be read."""
    return ReadFailed(Trouble.BROKEN, f"{fetched.url} is not a readable sitemap: {why}")


def _from_lines(text: str, fetched: Fetched) -> Listing | ReadFailed:
    """A sitemap in its plainest form: one address a line."""
    urls = (canonical(line) for line in text.splitlines() if line.strip())
    entries = [Entry(url=url, published=date_in(url)) for url in urls if url]
    if not entries:
        return _broken(fetched, "it holds no address")
    return _listing(entries)


def _from_xml(text: str, fetched: Fetched, now: datetime) -> Listing | Elsewhere | ReadFailed:
    """Guard, parse, and tell an index from a list."""
    if defines_too_much(text) or too_deep(text, html=False):
        return _broken(fetched, "its elements or entities are nested too deeply")
    root = _root(text)
    if root is None or _name(root) not in {"urlset", "sitemapindex"}:
        return _broken(
            fetched, f"the XML is broken{_where(text)}" if root is None else "it is other XML"
        )
    if _name(root) == "sitemapindex":
        return _from_index(root, fetched, now)
    entries = [
        entry for element in _children(root, "url") if (entry := _entry(element, fetched.url))
    ]
    return _listing(entries)


def _root(text: str) -> etree._Element | None:
    """The document's root, of broken XML as far as it goes; no entity of its own, no network."""
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        return etree.fromstring(mended(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None


def _where(text: str) -> str:
    """The line where strict parsing stops."""
    try:
        etree.fromstring(mended(text).encode("utf-8"), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as fault:
        return f" at line {fault.lineno}"
    return ""


def _name(element: etree._Element) -> str:
    """The name without its namespace: sites write all sorts of namespaces."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of that name."""
    return (child for child in element if _name(child) == name)


def _text(element: etree._Element | None, *path: str) -> str:
    """The text at a path of names; "" where there is none."""
    for name in path:
        if element is None:
            return ""
        element = next(_children(element, name), None)
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _entry(element: etree._Element, base: str) -> Entry | None:
    """One <url>. What lastmod says is when the page changed: it stands in only for want of any
    other date."""
    url = canonical(_text(element, "loc"), base)
    if url is None:
        return None
    title = plain(_text(element, "news", "title"))
    if not title and (is_service(url) or is_front(url)):
        return None
    stamp = _text(element, "news", "publication_date")
    return Entry(
        url=url,
        title=title,
        published=moment(stamp) or date_in(url) or moment(_text(element, "lastmod")),
        language=two_letters(_text(element, "news", "publication", "language")),
        image=canonical(_text(element, "image", "loc"), base),
    )


def _listing(entries: list[Entry]) -> Listing:
    """Newest first; the undated keep their order, at the end."""
    ordered = sorted(entries, key=lambda entry: entry.published or OLDEST, reverse=True)
    languages = {entry.language for entry in entries}
    only = languages.pop() if len(languages) == 1 else None
    return Listing(kind=Kind.SITEMAP, entries=tuple(ordered[:MOST_ENTRIES]), language=only)


def _from_index(root: etree._Element, fetched: Fetched, now: datetime) -> Elsewhere | ReadFailed:
    """The children to read instead."""
    children = [
        Child(url, moment(_text(element, "lastmod")))
        for element in _children(root, "sitemap")
        if (url := canonical(_text(element, "loc"), fetched.url))
    ]
    if not children:
        return _broken(fetched, "it is an index that names no sitemap")
    return Elsewhere(Kind.SITEMAP, newest(children, now))


def newest(children: list[Child], now: datetime) -> tuple[str, ...]:
    """At most five: those of news by name first, then by the day in the name or the last change,
    then by the number at the end (the last file is the newest). Days to come are passed over:
    some indexes name the months of a whole year."""
    ranked = sorted(
        enumerate(children), key=lambda pair: _rank(pair[1], -pair[0], now), reverse=True
    )
    urls = dict.fromkeys(child.url for _, child in ranked)
    return tuple(urls)[:MOST_CHILDREN]


def _rank(child: Child, place: int, now: datetime) -> tuple[int, datetime, int, int]:
    """Greater is better."""
    name = child.url.split("/", 3)[-1]
    named = date_in(child.url) or _month_in(name)
    to_come = named is not None and named > now + timedelta(days=2)
    kind = -2 if to_come else bool(_NEWS.search(name)) - bool(_NOT_NEWS.search(name))
    number = _NUMBER.search(name)
    digits = number[1][-9:] if number and named is None else "0"
    return kind, named or child.changed or OLDEST, int(digits), place


def _month_in(name: str) -> datetime | None:
    """'sitemap-2026-11.xml', 'sitemap_202611.xml' → the first of the month."""
    found = re.search(r"(?<!\d)(20\d\d)[-_/]?(0[1-9]|1[0-2])(?!\d)", name)
    return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC) if found else None
