"""The feeds that a page announces in its head, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from monitors.identity import canonical, url_key
from monitors.listings.links import base_of

MOST = 3

_TYPES = re.compile(r"\s*(application/(rss|atom|rdf|feed)\+(xml|json)|text/xml|application/xml)\b")
_JSON = re.compile(r"\s*application/json\b")
_FEED_LIKE = re.compile(r"rss|atom|feed|\.rdf|flux", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|commentaire|respon|reply|replies|تعليق", re.IGNORECASE)
_NOT_NEWS = re.compile(
    r"podcast|video|vidéo|audio|photo|author|auteur|tag/|بودكاست|فيديو", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_DULL = frozenset(
    {"rss", "feed", "feeds", "atom", "xml", "index", "html", "php", "www", "flux", "the", "les"}
)


def announced_feeds(root: HtmlElement, url: str) -> tuple[str, ...]:
    """At most three addresses of feeds, the one that fits the page at `url` best first.

    Of several feeds the one whose address or title shares words with the page's path fits best,
    then the most general. Never one of comments.
    """
    ranked = sorted(
        _feeds(root, base_of(root, url)), key=lambda feed: _misfit(feed[0], feed[1], url)
    )
    unique = {url_key(feed): feed for feed, _ in reversed(ranked) if url_key(feed) != url_key(url)}
    return tuple(feed for feed, _ in ranked if unique.get(url_key(feed)) == feed)[:MOST]


def _feeds(root: HtmlElement, base: str) -> Iterator[tuple[str, str]]:
    """Address and title of each `<link rel=alternate>` of a feed's type."""
    for link in root.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        href = link.get("href") or ""
        title = link.get("title") or ""
        if not {"alternate", "feed"} & set(rel) or not _is_feed(link.get("type") or "", href, rel):
            continue
        address = canonical(href, base)
        if address and not _COMMENTS.search(f"{unquote(urlsplit(address).path)} {title}"):
            yield address, title


def _is_feed(kind: str, href: str, rel: list[str]) -> bool:
    """By type; plain JSON is more often something else, so its address must say it."""
    low = kind.lower()
    if _JSON.match(low):
        return bool(_FEED_LIKE.search(href)) and "wp-json" not in href and "oembed" not in href
    if low.lstrip().startswith(("text/xml", "application/xml")):
        return bool(_FEED_LIKE.search(href))
    return _TYPES.match(low) is not None or ("feed" in rel and not low)


def _misfit(feed: str, title: str, page: str) -> tuple[int, int, int]:
    """Smaller is better: foreign to the news, few words shared with the page, particular."""
    theme = _words(unquote(urlsplit(page).path))
    said = _words(unquote(f"{urlsplit(feed).path} {urlsplit(feed).query}")) | _words(title)
    odd = bool(_NOT_NEWS.search(f"{feed} {title}")) and not _NOT_NEWS.search(page)
    extra = len(_words(unquote(urlsplit(feed).path)) - theme)
    return int(odd), -len(theme & said), extra


def _words(text: str) -> set[str]:
    """Words that say something."""
    return {word.lower() for word in _WORD.findall(text)} - _DULL
