"""The CSS selector that picks a page's articles best, as a proposal for `links:`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from monitors.listings.anchors import anchors_of

HIGHEST = 4  # ancestors of a link that are tried
LEAST = 0.75  # F1 over the page of a proposal worth making
_NAME = re.compile(r"[A-Za-z_][\w-]*")  # others would have to be escaped
_NUMBERED = re.compile(r"\d{2,}|[a-z]\d[a-z]|__\w{5}$")  # made by machine: gone with the next build


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector, and how many articles and other addresses it picks of the page it is for."""

    css: str
    articles: int
    others: int


def suggested(root: HtmlElement, base: str, articles: Collection[str]) -> Selector | None:
    """The simple selector (`h2.title a`, `article a`) that picks most articles and fewest others.

    `articles` are keys (`url_key`). None where all of them miss or
    add too much, or no article is there.
    """
    picked: dict[str, set[str]] = defaultdict(set)
    for anchor in anchors_of(root, base):
        for css in _ways(anchor.element):
            picked[css].add(anchor.key)
    found = (_measured(css, keys, articles) for css, keys in picked.items())
    best = max(found, key=lambda one: _rank(one, len(articles)), default=None)
    return best if best and _rank(best, len(articles))[0] >= LEAST else None


def _measured(css: str, keys: set[str], articles: Collection[str]) -> Selector:
    hits = sum(key in articles for key in keys)
    return Selector(css, hits, len(keys) - hits)


def _rank(one: Selector, articles: int) -> tuple[float, int]:
    """F1 over the page's addresses, then brevity."""
    return 2 * one.articles / (articles + one.articles + one.others or 1), -len(one.css)


def _ways(element: HtmlElement) -> Iterator[str]:
    """Simple selectors that pick a link: by itself, or by one of what stands around it."""
    yield from (f"a.{name}" for name in _names(element))
    above = element.iterancestors()
    for _, around in zip(range(HIGHEST), above, strict=False):
        if around.tag in {"body", "html"}:
            return
        yield f"{around.tag} a"
        yield from (f"{around.tag}.{name} a" for name in _names(around))


def _names(element: HtmlElement) -> Iterator[str]:
    """The classes that a person would write down."""
    for name in (element.get("class") or "").split():
        if _NAME.fullmatch(name) and not _NUMBERED.search(name):
            yield name
