"""What a document is, by its first bytes; its content type is only asked where they are silent."""

from __future__ import annotations

import re
from enum import StrEnum

from model.source import Fetched
from monitors.text.charset import decode


class Form(StrEnum):
    """The forms of documents that are told apart."""

    FEED = "feed"
    JSON = "JSON feed"
    SITEMAP = "sitemap"
    TEXT = "plain text"
    HTML = "HTML page"
    XML = "XML document"
    EMPTY = "empty document"


HEAD = 8192  # bytes looked at: prologues of comments and style sheets can be long

_FILES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PK\x03\x04", "a zip archive"),
)
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?P<type>[^\[>]*)(?:\[.*?\]\s*)?>|[^<\s][^<]*(?=<))",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"\s*<\s*(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_ROOTS: dict[str, Form] = {
    **dict.fromkeys(("rss", "feed", "rdf", "channel", "item", "entry"), Form.FEED),
    **dict.fromkeys(("urlset", "sitemapindex"), Form.SITEMAP),
}
_HTML_HINT = re.compile(
    r"<(?:!doctype html|html|head|body|div|a|p|meta|script|table)\b", re.IGNORECASE
)
_FEED_HINT = re.compile(r"<(?:rss|feed|rdf:RDF)\b")
_ADDRESS_LINE = re.compile(r"\s*https?://\S+\s*(?:\n|$)")


def form(fetched: Fetched) -> Form:
    """The form of the document: a feed sent as text/html is a feed all the same."""
    head = decode(fetched.body[:HEAD], fetched.content_type, None, xml=True)
    if not head.strip():
        return Form.EMPTY
    if head.lstrip()[0] in "{[":
        return Form.JSON
    if "<" not in head:
        return _unmarked(head, fetched.content_type)
    return _by_root(head, fetched.content_type)


def file_name(body: bytes) -> str:
    """What people call a file that holds no text, by its first bytes; "" for any other."""
    return next((name for sign, name in _FILES if body.startswith(sign)), "")


def _unmarked(head: str, content_type: str) -> Form:
    """No tag at all: lines of addresses are a sitemap, all else is text."""
    if _ADDRESS_LINE.match(head):
        return Form.SITEMAP
    return Form.HTML if "html" in content_type else Form.TEXT


def _by_root(head: str, content_type: str) -> Form:
    """By the document type or the first element, past declarations, comments and stray text."""
    start = 0
    while prologue := _PROLOGUE.match(head, start):
        if "html" in (prologue["type"] or "").lower():
            return Form.HTML
        start = prologue.end()
    root = _ROOT.match(head, start)
    name = root[1].lower() if root else ""
    return _ROOTS.get(name) or _unrooted(head, name, content_type)


def _unrooted(head: str, name: str, content_type: str) -> Form:
    """Neither a feed nor a sitemap by its root."""
    if name == "html" or "html" in content_type or _HTML_HINT.match(head.lstrip()):
        return Form.FEED if not name and _FEED_HINT.search(head) else Form.HTML
    return Form.XML
