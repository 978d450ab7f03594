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
# As browsers cut a tag: an attribute's value may hold '<' and '>'. Possessive, hence linear.
_ATTRIBUTE = re.compile(
    r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
)
_WHOLE_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:[\s/]++|{_ATTRIBUTE.pattern})*+")
# What opens a stretch in which tags are none, and what ends it.
_HIDING_XML = {"<!--": "-->", "<![CDATA[": "]]>"}
_HIDING_HTML = {"<!--": "-->", "<script": "</script", "<style": "</style"}
_HIDES_XML = re.compile(r"<!--|<!\[CDATA\[")
_HIDES_HTML = re.compile(r"<!--|<script(?=[\s>])|<style(?=[\s>])", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(%?\s*[\w.:-]+)\s+([\"'])(.*?)\2", re.DOTALL)
_REFERENCE = re.compile(r"&(?!#|amp;|lt;|gt;|quot;|apos;)[\w.:-]+;|%[\w.:-]+;")
MOST_LEFT_OPEN = 50
MOST_BARE = 1000  # '<' without '>', as in headlines and formulas
DTD = 50_000  # characters of a document type looked at
MOST_ATTRIBUTES = 1000  # of one element; libxml2 compares each with each
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


def _step(closing: str, name: str, rest: str, *, html: bool) -> int:
    """+1 for a tag that opens a level, -1 for one that closes it, 0 for all else."""
    if rest.endswith("/") or (html and name.lower() in _OPTIONAL):
        return 0
    return -1 if closing else 1


def _without_hidden(text: str, *, html: bool) -> str:
    """The text without comments, CDATA (in XML), scripts and styles (in HTML); those that never
    end hide nothing. Each character is looked at once, whatever opens: a lazy expression would
    be quadratic."""
    hiding, hides = (_HIDING_HTML, _HIDES_HTML) if html else (_HIDING_XML, _HIDES_XML)
    pieces, kept_from, search_from = [], 0, 0
    endless: set[str] = set()
    while found := hides.search(text, search_from):
        search_from = found.end()
        end = hiding[found[0].lower() if html else found[0]]
        stop = -1 if end in endless else text.find(end, search_from)
        if stop < 0:
            endless.add(end)
            continue
        pieces.append(text[kept_from : found.start()])
        kept_from = search_from = stop + len(end)
    return "".join([*pieces, text[kept_from:]])


def too_wide(text: str) -> bool:
    """True where an element of an HTML page has more attributes than any honest one."""
    if len(text) < 2 * MOST_ATTRIBUTES:
        return False
    tags = _WHOLE_TAG.finditer(_without_hidden(text, html=True))
    long = (tag[0] for tag in tags if len(tag[0]) > 2 * MOST_ATTRIBUTES)
    return any(len(_ATTRIBUTE.findall(tag)) > MOST_ATTRIBUTES for tag in long)


def left_open(text: str) -> bool:
    """True where so many comments, sections or tags never end that it is no accident: lenient
    parsers look through the rest of the document for each of them."""
    if text.count("<") > text.count(">") + MOST_BARE:
        return True
    return any(
        text.count(start) > text.count(end) + MOST_LEFT_OPEN for start, end in _HIDING_XML.items()
    )


def defines_too_much(text: str) -> bool:
    """True where a document type defines entities out of entities, or very long ones: the ways
    by which a small document unfolds into gigabytes."""
    start = text.find("<!ENTITY")
    if start < 0:
        return False
    values = [value for _name, _quote, value in _ENTITY.findall(text, start, start + DTD)]
    return any(len(value) > LONGEST_ENTITY or _REFERENCE.search(value) for value in values)
