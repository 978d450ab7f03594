"""Telegram's HTML subset: a builder that cannot produce wrong markup, and its counter.

Every text of the outside world passes `clean` and is escaped once; tags come from the
functions here only, so that they always nest. The limits are those of the Bot API:
4,096 visible code points and 100 entities after parsing, 32 KiB before.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

VISIBLE = 4096
ENTITIES = 100
RAW_BYTES = 32_000  # the server refuses 32 KiB before it parses
LONGEST_LINK = 1000  # bytes of an address worth a link; a digest carries twenty
CLEANED = 20_000  # code points looked at: no message shows more

FSI, PDI = "\u2068", "\u2069"
LRM, RLM = "\u200e", "\u200f"

# Escape sequences as a whole first; bounded, so that a hostile text costs linear time.
_SEQUENCES = re.compile(
    r"\x1b\[[0-?]{0,32}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b]{0,256}(?:\x07|\x1b\\)|\x1b[@-Z\\^_]"
)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, lone surrogates, non-characters, what is not seen at all (tag letters spell words that
# nobody reads), and what turns the direction of later text.
_DROPPED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e0fff"
    r"\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff\U0002fffe\U0002ffff]"
)
_TAG = re.compile(r"<(/?)[^>]*>")
# tags, mentions, addresses with and without a scheme
_FOUND_BY_SERVER = re.compile(r"[#@]\w|://|[^\W\d_]\.[^\W\d_]{2}")
_UNLINKABLE = re.compile(r"[\s<>\"'\\^`{|}\x00-\x20\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message, as HTML and as the plain text that stands in for it."""

    html: str = ""
    plain: str = ""

    def __add__(self, other: Piece) -> Piece:
        return Piece(self.html + other.html, self.plain + other.plain)

    def __bool__(self) -> bool:
        return bool(self.html)


def clean(text: str) -> str:
    """`text` without controls, escape sequences, lone surrogates and direction overrides.

    Line breaks stay; at most 20,000 code points are kept.
    """
    text = _SEQUENCES.sub("", text[:CLEANED])
    return _DROPPED.sub("", _BREAKS.sub("\n", text).replace("\t", " "))


def line(text: str, limit: int) -> str:
    """`text` cleaned, on one line, of at most `limit` code points, cut at a word."""
    text = " ".join(clean(text).split())
    if len(text) <= limit:
        return text
    room = text[: limit - 1]
    at = room.rfind(" ", limit // 2)
    return room[: at if at > 0 else whole(text, limit - 1)].rstrip() + "…"


def whole(text: str, at: int) -> int:
    """The greatest place <= `at` that splits no letter from its accents or joined emoji."""
    while 0 < at < len(text) and (_clings(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _clings(char: str) -> bool:
    return unicodedata.combining(char) != 0 or char in "\u200d\ufe0f\ufe0e"


def text(content: str) -> Piece:
    """Cleaned and escaped; line breaks stay."""
    return escaped(clean(content))


def escaped(content: str) -> Piece:
    """Escaped only: for lines put together here of cleaned parts, isolates included."""
    return Piece(html.escape(content, quote=False), content)


def bold(content: Piece) -> Piece:
    """<b>, or nothing when there is nothing to see: empty tags make no entity."""
    return Piece(f"<b>{content.html}</b>", content.plain) if content else content


def link(label: Piece, url: str) -> Piece:
    """The label linked when Telegram keeps such a link, else the label alone.

    The plain text shows the address after the label.
    """
    if not linkable(url):
        return label
    return Piece(f'<a href="{html.escape(url)}">{label.html}</a>', f"{label.plain}\n{url}")


def quote(content: Piece, *, expandable: bool) -> Piece:
    """A quotation; an expandable one shows three lines until it is pressed."""
    tag = "<blockquote expandable>" if expandable else "<blockquote>"
    return Piece(f"{tag}{content.html}</blockquote>", content.plain) if content else content


def join(separator: str, pieces: Iterable[Piece]) -> Piece:
    """The pieces that hold something, with `separator` between them."""
    held = [piece for piece in pieces if piece]
    between = html.escape(separator, quote=False)
    return Piece(
        between.join(piece.html for piece in held), separator.join(piece.plain for piece in held)
    )


def linkable(url: str) -> bool:
    """Whether Telegram keeps a link to `url`: http(s), a host with a dot, nothing odd in it.

    Other links are dropped by its server without a word.
    """
    if len(url.encode("utf-8", "replace")) > LONGEST_LINK or _UNLINKABLE.search(url):
        return False
    if _DROPPED.search(url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")


def shown(markup: str) -> str:
    """What a reader sees of markup made here."""
    return html.unescape(_TAG.sub("", markup))


def measure(markup: str) -> tuple[int, int]:
    """Visible code points and entities of markup made here.

    Tags, mentions and addresses count: the server makes entities of them.
    """
    tags = sum(1 for tag in _TAG.finditer(markup) if not tag[1])
    visible = shown(markup)
    return len(visible), tags + len(_FOUND_BY_SERVER.findall(visible))


def fits(markup: str) -> bool:
    """Whether the Bot API takes all of it in one message."""
    visible, entities = measure(markup)
    return visible <= VISIBLE and entities <= ENTITIES and len(markup.encode("utf-8")) <= RAW_BYTES


def page(lines: Sequence[str], more: str) -> str:
    """As many lines of markup as fit in one message; `more` ("…and {count} more") tells of
    the rest."""
    kept = len(lines)
    while kept > 0:
        rest = [] if kept == len(lines) else [more.format(count=len(lines) - kept)]
        markup = "\n".join([*lines[:kept], *rest])
        if fits(markup):
            return markup
        kept = min(kept - 1, kept * 9 // 10)
    return more.format(count=len(lines))


def leaning(content: str) -> str:
    """The direction most letters of `content` have: "rtl" or "ltr", "" without letters."""
    classes = [unicodedata.bidirectional(char) for char in content[:1000]]
    right = sum(kind in ("R", "AL") for kind in classes)
    left = classes.count("L")
    if not right and not left:
        return ""
    return "rtl" if right > left else "ltr"


def mixed(content: str, base: str) -> bool:
    """Whether `content` holds letters that run against `base`."""
    against = ("L",) if base == "rtl" else ("R", "AL")
    return any(unicodedata.bidirectional(char) in against for char in content)


def isolated(content: str, base: str) -> str:
    """`content` within isolates where it would disturb a line that runs to `base`."""
    return f"{FSI}{content}{PDI}" if mixed(content, base) else content


def opening(content: str) -> str:
    """The invisible letter that makes a paragraph of mixed scripts run its own way, or ""."""
    base = leaning(content)
    if not base or not mixed(content, base):
        return ""
    return RLM if base == "rtl" else LRM
