"""A listing page → the articles it links to, or the feed it announces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bs4 import BeautifulSoup, Tag
from lxml.html import HtmlElement
from soupsieve import SelectorSyntaxError

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
    Trouble,
)
from monitors.identity import canonical, url_key
from monitors.listings.anchors import MOST_LINKS, is_call, text_of
from monitors.listings.announced import announced_feeds
from monitors.listings.learning import amiss
from monitors.listings.links import base_of, judge_tree, tree_of
from monitors.listings.sight import page_sight
from monitors.listings.sniff import Form, form
from monitors.text.charset import decode
from monitors.text.nesting import too_deep, too_wide
from monitors.text.stamps import moment
from monitors.text.tongue import two_letters

MOST_ENTRIES = 2000
MOST_BESIDE = 20  # links that a card may hold
HIGHEST = 6  # ancestors looked through for the time beside a selected link


def read_page(
    source: Source,
    fetched: Fetched,
    now: datetime,  # noqa: ARG001 - every reader is handed the moment
    memory: ListingMemory | None = None,
    known: str = "",
) -> Listing | Same | ReadFailed:
    """The articles linked to, in the page's order: those that `links:` selects, else those that
    judge_links() finds.

    `memory` is what earlier looks taught. A list that shows far fewer articles than usual says so
    (`Listing.amiss`); one that `links:` used to find and finds no longer is read by its structure.
    `known` is the sight of the page at an earlier look: Same where it has not changed.
    """
    page = open_page(source, fetched)
    if isinstance(page, ReadFailed):
        return page
    memory = memory or ListingMemory(source.name)
    # a selector may ask for anything on the page
    sight = "" if source.links else page_sight(page[1], fetched, memory)
    if sight and sight == known and not amiss(memory, memory.counts[-1] if memory.counts else 0):
        return Same()
    listing = _listing(source, fetched.url, page, memory)
    if isinstance(listing, ReadFailed) or listing.amiss:
        return listing
    return replace(listing, sight=sight)


def find_out(
    source: Source,
    fetched: Fetched,
    now: datetime,  # noqa: ARG001 - every reader is handed the moment
    memory: ListingMemory | None = None,
    known: str = "",  # noqa: ARG001 - nor is it known yet what it is
) -> Listing | Elsewhere | ReadFailed:
    """The feed that the page announces, unless `links:` says what to read; else as read_page."""
    page = open_page(source, fetched)
    if isinstance(page, ReadFailed):
        return page
    feeds = () if source.links else announced_feeds(page[1], fetched.url)
    if feeds:
        return Elsewhere(Kind.FEED, feeds)
    return _listing(source, fetched.url, page, memory or ListingMemory(source.name))


def open_page(source: Source, fetched: Fetched) -> tuple[str, HtmlElement] | ReadFailed:
    """The page as text and as a tree, or in words why it is none."""
    kind = form(fetched)
    if kind in {Form.FEED, Form.SITEMAP, Form.JSON}:
        hint = "leave out `kind: page`, and it is found out"
        return ReadFailed(Trouble.BROKEN, f"{fetched.url} is a {kind}, not a page; {hint}")
    text = decode(fetched.body, fetched.content_type, source.encoding)
    if too_deep(text, html=True):
        return ReadFailed(Trouble.BROKEN, f"{fetched.url}: its elements are nested too deeply")
    if too_wide(text):
        words = "one of its elements has thousands of attributes"
        return ReadFailed(Trouble.BROKEN, f"{fetched.url}: {words}")
    root = tree_of(text)
    if root is None:
        return ReadFailed(Trouble.BROKEN, f"{fetched.url} is empty where a page was expected")
    return text, root


def _listing(
    source: Source, url: str, page: tuple[str, HtmlElement], memory: ListingMemory
) -> Listing | ReadFailed:
    """The page as a whole."""
    text, root = page
    found, rebuilt = _entries(source, url, text, root, memory)
    if isinstance(found, ReadFailed):
        return found
    if not found:
        return _nothing(source, url, memory)
    title = next(root.iter("title"), None)
    return Listing(
        kind=Kind.PAGE,
        entries=tuple(found[:MOST_ENTRIES]),
        language=two_letters(root.get("lang") or root.get("xml:lang")),
        title=text_of(title) if title is not None else "",
        amiss=rebuilt or amiss(memory, len(found)),
    )


def _entries(
    source: Source, url: str, text: str, root: HtmlElement, memory: ListingMemory
) -> tuple[list[Entry] | ReadFailed, str]:
    """The entries, and in plain words that `links:` no longer tells which they are."""
    if not source.links:
        return _judged(root, url, memory), ""
    picked = selected(text, source.links, url, base_of(root, url))
    if picked or not any(memory.counts):
        return picked, ""
    return _judged(root, url, memory), f"{_misses(source)}; its links are judged by structure"


def _judged(root: HtmlElement, url: str, memory: ListingMemory) -> list[Entry]:
    """The entries that structure, addresses, words and experience tell."""
    return [
        Entry(url=link.url, title=link.text, published=link.published)
        for link in judge_tree(root, url, memory)
        if link.is_article
    ]


def _misses(source: Source) -> str:
    return f"no link matches `links: {source.links}`; the page may have been rebuilt"


def _nothing(source: Source, url: str, memory: ListingMemory) -> ReadFailed:
    """A page without articles, and what to do."""
    why = "no article links were found; name them with `links: CSS-SELECTOR`"
    if source.links:
        why = _misses(source)
    elif seen := amiss(memory, 0):
        why = f"{seen}; if it stays so, name its links with `links: CSS-SELECTOR`"
    return ReadFailed(Trouble.NO_LINKS, f"{url}: {why}")


def selected(text: str, selector: str, url: str, base: str) -> list[Entry] | ReadFailed:
    """What the selector picks of a page found at `url`: links, or blocks each of which holds its
    link first."""
    try:
        picked = BeautifulSoup(text, "lxml").select(selector, limit=MOST_LINKS)
    except (SelectorSyntaxError, NotImplementedError) as fault:
        why = str(fault).splitlines()[0].rstrip(":. ")
        return ReadFailed(
            Trouble.NO_LINKS, f"{url}: `links: {selector}` is not a CSS selector: {why}"
        )
    entries = (_picked(element, base) for element in picked)
    return _merged(entry for entry in entries if entry)


def _picked(element: Tag, base: str) -> Entry | None:
    """The entry of one selected element."""
    link = _link(element)
    url = canonical(str(link.get("href") or ""), base) if link else None
    if link is None or url is None:
        return None
    title = _shown(link)
    if element is not link and is_call(title):
        heading = element.find(["h1", "h2", "h3", "h4", "h5", "h6"])
        title = _shown(heading) if heading else title
    inside = element.find("time", datetime=True) if element is not link else None
    time = inside or _time_around(link, url_key(url), base)
    published = moment(str(time["datetime"])) if time else None
    return Entry(url=url, title=title, published=published)


def _shown(element: Tag) -> str:
    """The text of an element on one line."""
    return " ".join(element.get_text(" ").split())


def _link(element: Tag) -> Tag | None:
    """The element itself, the link around it, or the first link within."""
    if element.name == "a":
        return element
    inside = element.find("a", href=True)
    around = element.find_parent("a", href=True)
    return inside or around


def _time_around(link: Tag, own: str, base: str) -> Tag | None:
    """The time of the nearest ancestor that has one, as long as it holds no link to another
    article than `own`."""
    for _, around in zip(range(HIGHEST), link.parents, strict=False):
        if around.name in {"body", "html"}:
            return None
        links = around.find_all("a", href=True, limit=MOST_BESIDE)
        alone = all(url_key(canonical(str(a["href"]), base) or own) == own for a in links)
        if len(links) == MOST_BESIDE or not alone:
            return None
        if time := around.find("time", datetime=True):
            return time
    return None


def _merged(entries: Iterable[Entry]) -> list[Entry]:
    """One entry an article: of several links the one with the most to say."""
    best: dict[str, Entry] = {}
    for entry in entries:
        key = url_key(entry.url)
        known = best.get(key)
        if known is None or _worth(entry.title) > _worth(known.title):
            best[key] = entry
    return list(best.values())


def _worth(title: str) -> tuple[bool, int]:
    """Words of its own first, then length."""
    return not is_call(title), len(title)
