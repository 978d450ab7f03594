"""Which articles a chat takes, and in which of its forum topics they are told. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from model.alert import Alert
from model.article import Article
from model.rulebook import Chat, Priority, Topic
from model.source import Source


class Gate(StrEnum):
    """What of a chat an article does not pass."""

    SOURCES = "sources"
    LANGUAGES = "languages"


def stopped(article: Article, chat: Chat, sources: Mapping[str, Source]) -> Gate | None:
    """The first gate of the chat that the article does not pass; None where it passes all.
    `sources` are those of the rules. An article of no known language passes."""
    if chat.sources is not None and not chat.sources & _names(article.source, sources):
        return Gate.SOURCES
    if chat.languages is not None and article.language and article.language not in chat.languages:
        return Gate.LANGUAGES
    return None


def _names(name: str, sources: Mapping[str, Source]) -> set[str]:
    source = sources.get(name)
    return {name, *(source.tags if source else ())}


def thread_of(alert: Alert, chat: Chat, topics: Mapping[str, Topic]) -> int | None:
    """The forum topic for an alert: that of the most urgent of its topics that have one, the
    first of equals; else the chat's own."""
    threads = dict(chat.threads)
    found = [match.topic for match in alert.matches if match.topic in threads]
    if not found:
        return chat.thread
    return threads[max(found, key=lambda name: _priority(name, topics))]


def _priority(name: str, topics: Mapping[str, Topic]) -> Priority:
    return topics[name].priority if name in topics else Priority.LOW
