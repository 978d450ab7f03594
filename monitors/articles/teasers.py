"""Teasers: small boxes that announce another page. In an article they are furniture; a page made
of them is a listing."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any
from urllib.parse import urldefrag, urljoin

from monitors.articles import htmltree
from monitors.articles.htmltree import Block, short_text, text_of
from monitors.text.hygiene import key

LONGEST = 700  # characters of a teaser
_HEADINGS = ("h2", "h3", "h4", "h5")
_BOXES = frozenset({"article", "li", "div", "section", "td", "a", "figure"})
_LISTED = 4  # announcements that make a listing
_PROSE = 40  # characters of an announcing paragraph
_ALL = 0.9  # share of a line inside links: all but a sign


def find(root: Any, url: str) -> list[Any]:
    """The elements that hold a linked heading to another page and at most a few lines."""
    found: dict[int, Any] = {}
    page = _page(url)
    for heading in root.iter(*_HEADINGS):
        if not _leads_away(heading, url, page):
            continue
        box = _box(heading)
        found[id(box)] = box
    return list(found.values())


def texts(root: Any, url: str) -> frozenset[str]:
    """Keys of all that is written in teasers. They are told from the text line by line: cutting
    them out of the tree beforehand makes extractors choose worse."""
    boxes = [box for box in find(root, url) if box.find(".//h1") is None]
    return frozenset(key(block.text) for box in boxes for block in htmltree.blocks(box)) - {""}


def is_listing(blocks: list[Block], lines: list[str]) -> bool:
    """Whether most paragraphs found are announcements: each right after a line that is all link,
    on a page with several of these."""
    announced = {
        key(block.text)
        for before, block in pairwise(blocks)
        if before.linked > _ALL
        and block.linked < _ALL
        and len(block.text) > _PROSE
        and not block.zone
    }
    prose = [key(line) for line in lines if len(line) > _PROSE]
    return len(announced) >= _LISTED and sum(k in announced for k in prose) >= 0.6 * len(prose)


def linked_lines(blocks: list[Block]) -> frozenset[str]:
    """Keys of the paragraphs that are wholly a link and no sentence."""
    afters = [*(block.goes_on for block in blocks[1:]), False]
    return frozenset(
        key(block.text)
        for block, goes_on in zip(blocks, afters, strict=False)
        if block.linked > _ALL
        and not (block.goes_on or goes_on or block.text.endswith((".", "。", "؟")))
    ) - {""}


def _leads_away(heading: Any, url: str, page: str) -> bool:
    link = heading.find(".//a[@href]")
    if link is None:
        link = heading.getparent() if getattr(heading.getparent(), "tag", "") == "a" else None
    if link is None or not link.get("href"):
        return False
    if len(text_of(link)) < 0.8 * len(text_of(heading)):
        return False
    try:
        return _page(urljoin(url, link.get("href"))) != page
    except ValueError:  # an impossible host
        return False


def _page(url: str) -> str:
    return urldefrag(url)[0].rstrip("/")


def _box(heading: Any) -> Any:
    """The largest box around a heading that announces this one page only."""
    box = heading
    for parent in heading.iterancestors():
        if parent.tag not in _BOXES or not short_text(parent, LONGEST) or _headings_in(parent) > 1:
            break
        box = parent
    return box


def _headings_in(element: Any) -> int:
    """How many headings, counted up to two."""
    return sum(1 for _ in islice(element.iter("h1", *_HEADINGS), 2))
