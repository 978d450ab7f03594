"""XML as outlets write it, mended so that a strict parser takes it; no line moves."""

from __future__ import annotations

import re
from html.entities import html5

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CDATA_OR_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][\w.-]*);)?",
    re.DOTALL,
)
# feedparser looks for mail addresses in time quadratic in such a run; no word is that long.
_ENDLESS_WORD = re.compile(r"([\w.+-]{400})[\w.+-]+")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mended(text: str) -> str:
    """Well-formed as far as single characters can make it so.

    HTML's named entities (`&eacute;`) become the letters they mean, since XML parsers drop
    or refuse them; a bare ampersand is escaped; control characters go, and so does what a
    "word" has beyond its 400th letter. The XML declaration
    goes too (the text is decoded, so its encoding is wrong), its line breaks stay.
    """
    legal = _ENDLESS_WORD.sub(r"\1", _ILLEGAL.sub("", text))
    start = _DECLARATION.match(legal)
    if start:
        legal = "\n" * start[0].count("\n") + legal[start.end() :]
    own_entities = "<!ENTITY" in legal
    return _CDATA_OR_AMPERSAND.sub(lambda found: _mend(found, own=own_entities), legal)


def _mend(found: re.Match[str], *, own: bool) -> str:
    """One reference, ampersand, comment or CDATA section (these two as they are)."""
    name = found[1]
    if not found[0].startswith("&") or name in _OF_XML or (name and name.startswith("#")):
        return found[0]
    letters = html5.get(f"{name};")
    if letters:
        return letters.replace("&", "&amp;").replace("<", "&lt;")
    return found[0] if own and name else f"&amp;{found[0][1:]}"
