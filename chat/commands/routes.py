"""What a chat takes, and where in it: as rules.yaml says, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chat import words
from chat.commands.phrases import Markup, say
from chat.html import isolated
from model.routing import Gate
from model.rulebook import Chat, Rulebook


def lines(chat: Chat, book: Rulebook, language: str) -> Iterator[Markup]:
    """A line for each of them that is not simply everything."""
    for gate in Gate:
        if value := taken(chat, gate, language):
            yield say(language, f"settings.{gate}", value=value)
    if chat.threads:
        known = (book.topics[name] for name, _ in chat.threads if name in book.topics)
        yield say(
            language,
            "settings.threads",
            value=_listed([one.title(language) for one in known], language),
        )
    if chat.burst is not None:
        span = words.length(chat.burst.span, language)
        yield say(language, "settings.burst", most=chat.burst.most, span=span)


def taken(chat: Chat, gate: Gate, language: str) -> str:
    """What passes one of the chat's gates; "" where all does."""
    match gate:
        case Gate.SOURCES:
            return _listed(sorted(chat.sources or ()), language)
        case Gate.LANGUAGES:
            names = (words.language_name(code, language) for code in sorted(chat.languages or ()))
            return _listed(list(names), language)


def _listed(names: list[str], language: str) -> str:
    base = words.base(language)
    return ("، " if base == "rtl" else ", ").join(isolated(name, base) for name in names)
