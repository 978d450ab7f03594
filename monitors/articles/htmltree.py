"""A page as a tree and as the blocks a reader sees, in bounded time whatever was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from monitors.text.hygiene import parsable, tidy
from monitors.text.nesting import too_wide

# Beyond these no article was ever seen. What is cut is the tail, after the text; deeper elements
# are melted into the text of the one that holds them. They bound every later pass over the tree.
MOST_MARKUP = 2_000_000
MOST_ELEMENTS = 20_000
MOST_DEPTH = 250
_HEAVY = 400_000

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "amp-img",
})  # fmt: skip
UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "option",
    "textarea", "head", "object", "video", "audio", "canvas", "math", "amp-ad", "amp-sidebar",
    "amp-video", "input", "label",
})  # fmt: skip
ZONES = frozenset({"nav", "header", "footer", "aside", "form"})
PICTURES = frozenset({"img", "picture", "video", "amp-img", "iframe"})

Classes = list[tuple[Any, str]]
_WITH_CLASS = etree.XPath(".//*[@class or @id]")
_PAYLOADS = tuple(
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        ("<!--", "-->"),
        (r"<script\b(?![^<>]{0,200}ld\+json)", r"</script\s*>"),
        (r"<style\b", r"</style\s*>"),
        (r"<svg\b", r"</svg\s*>"),
    )
)


@dataclass(slots=True)
class Block:
    """One run of text between block borders. `linked` is the share of it inside links."""

    text: str
    tag: str
    element: Any
    linked: float
    zone: str = ""  # the nearest of nav, header, footer, aside, form around it
    after_picture: bool = False  # nothing but pictures since the block before
    goes_on: bool = False  # one line break only since the block before


def parse(markup: str) -> Any | None:
    """The root element of an HTML page, bounded in size and depth; None when there is nothing.

    libxml2 itself stops at a depth of 2048: a page nested deeper loses its inside.
    """
    markup = _slim(parsable(markup))
    if not markup.strip() or too_wide(markup):
        return None
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    _bound(root)
    return root


def _bound(root: Any) -> None:
    """Cut the tree off behind its 20,000th element and melt what lies deeper than 250."""
    depth = count = 0
    steps = etree.iterwalk(root, events=("start", "end"))
    last = None
    for event, element in steps:
        depth += 1 if event == "start" else -1
        if event == "end":
            continue
        count += 1
        if count >= MOST_ELEMENTS:
            last = element
            break
        if depth == MOST_DEPTH and len(element):
            _melt(element)
    if last is not None:
        _cut_after(last)


def _melt(element: Any) -> None:
    text = text_of(element)
    del element[:]
    element.text = text


def _cut_after(last: Any) -> None:
    """Remove all that follows an element in document order."""
    del last[:]
    for element in (last, *last.iterancestors()):
        parent = element.getparent()
        if parent is not None:
            del parent[parent.index(element) + 1 :]


def _slim(markup: str) -> str:
    """Heavy pages lose scripts, styles and drawings before anything walks over them."""
    if len(markup) <= _HEAVY:
        return markup
    for opening, closing in _PAYLOADS:
        markup = _without(markup, opening, closing)
    return markup[:MOST_MARKUP]


def _without(markup: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """`markup` without the closed sections, in one pass: one regular expression for a whole
    section would start anew at each of a million openings that nothing closes."""
    kept: list[str] = []
    at = 0
    while begin := opening.search(markup, at):
        end = closing.search(markup, begin.end())
        if end is None:
            break
        kept.append(markup[at : begin.start()])
        at = end.end()
    return "".join((*kept, markup[at:]))


class _Walk:
    """One pass over the tree, without recursion, that cuts it into blocks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0
        self.zones: list[str] = []
        self.open: list[Any] = []
        self.breaks = 0
        self.picture = False
        self.done: list[Block] = []

    def text(self, text: str | None) -> None:
        """Text of the element that is open now."""
        if not text or text.isspace():
            if text:
                self.parts.append(" ")
            return
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the block that was being written."""
        if not self.parts:  # as between most tags
            return
        raw = "".join(self.parts)
        if text := tidy(raw):
            where = self.open[-1] if self.open else None
            tag = where.tag if where is not None else "body"
            share = min(1.0, self.linked / len(text))
            zone = self.zones[-1] if self.zones else ""
            goes_on = self.breaks == 1
            self.done.append(Block(text, tag, where, share, zone, self.picture, goes_on))
            self.picture = False
            self.breaks = 0
        self.parts.clear()
        self.linked = 0

    def enter(self, element: Any) -> None:
        """A start tag."""
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
            self.breaks = 0
            self.open.append(element)
            if tag in ZONES:
                self.zones.append(tag)
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self._line_break()
        if tag in PICTURES:
            self.flush()
            self.picture = True

    def _line_break(self) -> None:
        """One break ends a line, the next one a paragraph."""
        self.flush()
        self.breaks += 1

    def leave(self, element: Any) -> None:
        """An end tag."""
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
            self.open.pop()
            if tag in ZONES:
                self.zones.pop()
        elif tag == "a":
            self.links -= 1


def blocks(root: Any) -> list[Block]:
    """The visible text of a page, block by block, in document order."""
    walk = _Walk()
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        unseen = element.tag in UNSEEN or not isinstance(element.tag, str)
        if event == "start":
            if unseen:
                walk.picture = walk.picture or element.tag in PICTURES
                steps.skip_subtree()
                continue
            walk.enter(element)
            walk.text(element.text)
        else:
            if not unseen:
                walk.leave(element)
            walk.text(element.tail)
    walk.flush()
    return walk.done


def class_of(element: Any) -> str:
    """Class and id of an element in one lower-case string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def classes(root: Any) -> Classes:
    """The elements that have a class or an id, in document order, each with both: found once for
    all that look for elements by what they are called."""
    found = _WITH_CLASS(root)
    return [(element, class_of(element)) for element in found] if isinstance(found, list) else []


def text_of(element: Any) -> str:
    """All text inside an element, in one tidy line."""
    return tidy(" ".join(element.itertext()))


def short_text(element: Any, most: int) -> str:
    """The text of an element that holds little; "" where it is longer than `most` characters.

    It stops reading there, so that asking it of every element around stays cheap.
    """
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        size += len(part.strip()) + 1
        if size > most + 1:
            return ""
        parts.append(part)
    return tidy(" ".join(parts))


def up(element: Any, most: int = 6) -> Iterator[Any]:
    """The element and its nearest ancestors, at most so many."""
    while element is not None and most:
        yield element
        element = element.getparent()
        most -= 1
