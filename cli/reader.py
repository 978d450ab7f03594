"""The person before the terminal, as a chat."""

from __future__ import annotations

from model.rulebook import Chat, Rulebook

TERMINAL = "terminal"  # the chat's key


def reader(book: Rulebook) -> Chat:
    """A chat that follows everything, in the rulebook's own language and time zone."""
    settings = book.settings
    return Chat(
        TERMINAL,
        language=settings.language,
        timezone=settings.timezone,
        same_story=settings.same_story,
    )
