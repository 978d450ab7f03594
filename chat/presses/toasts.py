"""Short lines shown at the top for a moment: plain text of at most 200 characters. Pure."""

from __future__ import annotations

from chat.commands.ask import Ask
from chat.commands.phrases import say
from chat.html import clean, shown, whole
from chat.reply import Pressed

LONGEST = 200  # by the Bot API; taken as UTF-16 units, the stricter reading


def toast(ask: Ask, phrase: str, **values: object) -> Pressed:
    """One phrase, and nothing else happens."""
    return Pressed(cut(shown(say(ask.language, phrase, **values))))


def cut(text: str, limit: int = LONGEST) -> str:
    """`text` cleaned and cut to at most `limit` UTF-16 units."""
    text = clean(text).strip()
    if units(text) <= limit:
        return text
    at = min(len(text), limit - 1)
    while units(text[:at]) > limit - 1:
        at -= 1
    return text[: whole(text, at)].rstrip() + "…"


def units(text: str) -> int:
    """UTF-16 code units of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
