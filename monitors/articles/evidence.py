"""Is there an article on this page at all? Named reasons where there is none."""

from __future__ import annotations

import re

from monitors.articles.structured import Structured
from monitors.identity import is_front

# Letters of text that make an article: fewer where the page calls itself one (a flash of one
# sentence), more where nothing does, most where it calls itself a video.
_DECLARED = 40
_PLAIN = 180
_VIDEO = 300
_FRONT = 700  # on the front page of a site
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def missing(claims: Structured, lines: list[str], *, listing: bool, url: str) -> str | None:
    """Why the page has no article, in plain words for `status`; None when it has one."""
    size = sum(map(_size, lines))
    if not size:
        return "the page has no text of an article: it may be empty, or filled in by a script"
    if claims.says_video and size < _VIDEO:
        return "the page is a video or a recording with hardly any text"
    if listing and not claims.says_article:
        return "the page lists other pages and has no text of its own"
    if not claims.says_article and is_front(url) and size < _FRONT:
        return "this is the front page of a site and no article"
    if size < (_DECLARED if claims.says_article else _PLAIN):
        return "the page has too little text to be an article"
    return None


def _size(line: str) -> int:
    """Letters as a Latin script would need them: a sign of Chinese or Japanese stands for three."""
    return len(line) + 2 * len(_WIDE.findall(line))
