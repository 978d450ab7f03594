"""What of a document its reader looks at, as one digest: where that is as it was, so is the list.

Servers put a date, a token or a counter into every answer; reading it anew would find the same.
Here stands what judging a page's links, and what reading a feed, can tell apart. Whoever lets
`anchors`, `links` or `feed` look at more adds it here, and counts EDITION up, so that documents
of the edition before are read once more. Equal sights always mean equal lists, unequal ones
nothing: `tests/monitors/test_monitors_sight.py` changes pages and feeds at random to show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from lxml import etree
from lxml.html import HtmlElement

from model.source import Fetched, ListingMemory
from monitors.listings.anchors import HEADINGS

EDITION = "1"

_UNSEEN = ("comment", "pi")
_EVENTS = ("start", "end", *_UNSEEN)
_READ = frozenset({"class", "id", "role", "rel", "datetime", "lang", "xml:lang"})
_OF_TAGS = {
    "a": _READ | {"href", "title", "aria-label"},
    "base": _READ | {"href"},
    "img": _READ | {"alt"},
}
# Read letter by letter; of other texts only whether they tell a time and how many words they have.
_EXACT = frozenset({"a", "title", *HEADINGS})
_SILENT = frozenset({"script", "style"})
# Digits that no expression of `anchors` tells apart: it asks for a digit or for a "20", whose
# halves may stand in two elements.
_ANY_DIGIT = re.compile(r"[3-9]|2(?!0|\Z)|(?<!2)(?!\A)0")

_STAMPS = {
    "rss": ("channel/lastBuildDate", "channel/pubDate"),
    "{http://www.w3.org/2005/Atom}feed": ("{http://www.w3.org/2005/Atom}updated",),
}
_COUNTERS = (
    "{http://purl.org/rss/1.0/modules/slash/}comments",
    "{http://purl.org/syndication/thread/1.0}total",
)


def page_sight(root: HtmlElement, fetched: Fetched, memory: ListingMemory) -> str:
    """Of a page whose links are judged: the digest of the tree as far as it is looked at, of its
    address, and of what following its links has taught."""
    taught = repr(memory.followed)
    return _digest((*_about(fetched), taught, *_looked_at(root)))


def feed_sight(text: str, fetched: Fetched) -> str:
    """Of a feed that is well-formed, without comments, the feed's own dates and the counters of
    remarks; "" of what is not."""
    if "<!DOCTYPE" in text:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError):  # what is broken is read with more patience than here
        return ""
    stamps = (one for path in _STAMPS.get(root.tag, ()) for one in root.iterfind(path))
    for element in (*stamps, *root.iter(*_COUNTERS)):
        if not len(element):
            element.text = ""
    return _digest((*_about(fetched), etree.tostring(root, method="c14n").decode()))


def _about(fetched: Fetched) -> tuple[str, ...]:
    """What is read beside the document: where it was found, and the hub of its answer's head."""
    return EDITION, fetched.url, fetched.headers.get("link", "")


def _looked_at(root: HtmlElement) -> Iterator[str]:
    """The elements as they open and close, with the attributes and texts that are asked for. Each
    piece begins with a sign of what it is, so that none passes for another."""
    exact = 0
    for event, element in etree.iterwalk(root, events=_EVENTS):
        tag = element.tag
        unseen = event in _UNSEEN or (tag in _SILENT and not element.get("class"))
        if unseen:
            text = "" if event == "start" else element.tail
        elif event == "start":
            exact += tag in _EXACT
            yield f"<{tag}"
            yield from _attributes(tag, element)
            text = element.text
        else:
            exact -= tag in _EXACT
            yield ">"
            text = element.tail
        if text:
            yield f"={text if exact or tag in _SILENT else _blurred(text)}"


def _attributes(tag: str, element: HtmlElement) -> Iterator[str]:
    """Those that are asked for; of an id only its words are."""
    asked = _OF_TAGS.get(tag, _READ)
    for name, value in element.items():
        if name in asked:
            yield f"{name}={_blurred(value) if name == 'id' else value}"


def _blurred(text: str) -> str:
    """A text whose clocks and counters may go on."""
    return text if text.isspace() else _ANY_DIGIT.sub("1", text)


def _digest(pieces: Iterable[str]) -> str:
    """Twenty-four hexadecimal digits; no document holds a nil."""
    joined = "\0".join(pieces).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=12).hexdigest()
