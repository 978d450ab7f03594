"""Text as it should be: one Unicode form, no invisible junk, one space where there was any."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffc\U000e0000-\U000e0fff"
)
# Lone surrogates come out of JSON escapes and cannot be stored or sent; U+FFFE/F are no characters.
_JUNK = re.compile(f"[{_INVISIBLE}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def tidy(text: str) -> str:
    """One line of text in NFC: soft hyphens, zero-width and bidi marks, control characters and
    lone surrogates dropped, every run of white space (no-break spaces too) one space."""
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _JUNK.sub("", text))
    elif not text.isprintable():  # the junk of ASCII is control characters
        text = _JUNK.sub("", text)
    return " ".join(text.split())


def parsable(markup: str) -> str:
    """Markup without the characters that make lxml refuse a whole document."""
    return _UNPRINTABLE.sub("", markup)


def key(text: str) -> str:
    """What two lines are compared by: letters and digits only, case folded."""
    return _NOT_A_LETTER.sub("", text.casefold())


def shorten(text: str, limit: int) -> str:
    """`text` cut to `limit` code points, at a space where one is near the end."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", int(limit * 0.9), limit)
    return text[: cut if cut > 0 else limit].rstrip()
