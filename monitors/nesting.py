"""A cheap look at a document before a parser sees it: how deep it is, what it defines.

Parsers that recurse or keep a stack per element can be held up for seconds by a few hundred
kilobytes of open tags; counting them takes milliseconds.
"""

from __future__ import annotations

import re

XML_DEPTH = 200  # feeds and sitemaps need about ten, with embedded XHTML perhaps fifty
HTML_DEPTH = 600  # the deepest honest front pages reach about a hundred

# Elements that never or not necessarily have an end tag: an open one is not a level.
_NO_END_TAG = """
    area base br col embed hr img input link meta param source track wbr
    p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp
"""
_OPTIONAL = frozenset(_NO_END_TAG.split())
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)([^<>]*)>")
_HIDING = {"<!--": "-->", "<![CDATA[": "]]>"}
_HIDES = re.compile(r"<!--|<!\[CDATA\[")
_ENTITY = re.compile(r"<!ENTITY\s+(%?\s*[\w.:-]+)\s+([\"'])(.*?)\2", re.DOTALL)
_REFERENCE = re.compile(r"&(?!#|amp;|lt;|gt;|quot;|apos;)[\w.:-]+;|%[\w.:-]+;")
MOST_LEFT_OPEN = 50
DTD = 50_000  # characters of a document type looked at
LONGEST_ENTITY = 500  # characters; honest ones name a letter or an address


def too_deep(text: str, *, html: bool) -> bool:
    """True where more elements stand open at once than any honest document has."""
    limit = HTML_DEPTH if html else XML_DEPTH
    if text.count("<") <= limit:
        return False
    depth = 0
    for closing, name, rest in _TAG.findall(_without_hidden(text, html=html)):
        depth = max(0, depth + _step(closing, name, rest, html=html))
        if depth > limit:
            return True
    return False


def _without_hidden(text: str, *, html: bool) -> str:
    """The text without comments and (in XML) CDATA; those that never end hide nothing. Each
    character is looked at once, whatever opens: a lazy expression would be quadratic."""
    pieces, kept_from, search_from = [], 0, 0
    endless = {"<![CDATA["} if html else set()
    while found := _HIDES.search(text, search_from):
        search_from = found.end()
        stop = -1 if found[0] in endless else text.find(_HIDING[found[0]], search_from)
        if stop < 0:
            endless.add(found[0])
            continue
        pieces.append(text[kept_from : found.start()])
        kept_from = search_from = stop + 3
    return "".join([*pieces, text[kept_from:]])


def left_open(text: str) -> bool:
    """True where so many comments or sections never end that it is no accident: lenient
    parsers look through the rest of the document for each of them."""
    return any(
        text.count(start) > text.count(end) + MOST_LEFT_OPEN for start, end in _HIDING.items()
    )


def _step(closing: str, name: str, rest: str, *, html: bool) -> int:
    """+1 for a tag that opens a level, -1 for one that closes it, 0 for all else."""
    if not name or rest.endswith("/") or (html and name.lower() in _OPTIONAL):
        return 0
    return -1 if closing else 1


def defines_too_much(text: str) -> bool:
    """True where a document type defines entities out of entities, or very long ones: the ways
    by which a small document unfolds into gigabytes."""
    start = text.find("<!ENTITY")
    if start < 0:
        return False
    values = [value for _name, _quote, value in _ENTITY.findall(text, start, start + DTD)]
    return any(len(value) > LONGEST_ENTITY or _REFERENCE.search(value) for value in values)
