"""What the bot says, in the language of whoever asked.

Its sentences stand in `chat.wording`. Braces are filled in by `say`, which escapes what it puts
there; the tags around them are Telegram's HTML.
"""

from __future__ import annotations

from chat.html import text
from chat.wording import (
    buttons,
    calm,
    finding,
    general,
    keeping,
    mishaps,
    rules,
    settings,
    silences,
    sources,
    stats,
)
from chat.words import LANGUAGES, tongue

# commands that nobody has outside the admin chat
KEEPER = (
    "check",
    "rules",
    "rollback",
    "addsource",
    "removesource",
    "pause",
    "resume",
    "invite",
    "audit",
)
# The order of the menu and of /help.
MENU = (
    "topics",
    "follow",
    "unfollow",
    "latest",
    "search",
    "story",
    "why",
    "mute",
    "unmute",
    "mutes",
    "settings",
    "language",
    "timezone",
    "quiet",
    "digest",
    "stats",
    "status",
    "sources",
    "help",
    "start",
    *KEEPER,
)

PHRASES: dict[str, tuple[str, str, str]] = {
    **general.PHRASES,
    **settings.PHRASES,
    **silences.PHRASES,
    **buttons.PHRASES,
    **finding.PHRASES,
    **keeping.PHRASES,
    **mishaps.PHRASES,
    **calm.PHRASES,
    **stats.PHRASES,
    **sources.PHRASES,
    **rules.PHRASES,
}


class Markup(str):
    """Telegram's HTML, escaped already."""

    __slots__ = ()


def say(language: str, phrase: str, **values: object) -> Markup:
    """One phrase; the values are escaped unless they are Markup themselves."""
    template = PHRASES[phrase][LANGUAGES.index(tongue(language))]
    return Markup(template.format(**{name: _safe(value) for name, value in values.items()}))


def _safe(value: object) -> str:
    return value if isinstance(value, Markup) else text(str(value)).html
