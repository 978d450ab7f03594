"""What a chat takes, and where in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alerts.address import address
from chat.serving import Place, serving
from model.alert import Alert
from model.article import Article, Match
from model.routing import Gate, stopped, thread_of
from model.rulebook import Chat, Priority, Rulebook, Settings, Topic
from model.source import Source

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHAT = Chat("telegram:-1", -1)
ARTICLE = Article("a", "https://post.example/a", "Drones", "", language="fr", source="Post")
SOURCES = {"Post": Source("Post", "https://post.example/", tags=("agency", "coast"))}
TOPICS = {
    name: Topic(name, priority=priority)
    for name, priority in (("visits", Priority.NORMAL), ("arms", Priority.HIGH))
}


class Nothing:
    """A matcher of no topic."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """Nothing."""
        return ()


BOOK = Rulebook("1", Settings(), TOPICS, SOURCES, (), Nothing())


@pytest.mark.parametrize(
    ("chat", "language", "gate"),
    [
        ({}, "fr", None),
        ({"sources": {"Post"}}, "fr", None),
        ({"sources": {"coast", "Other"}}, "fr", None),
        ({"sources": {"Other"}}, "fr", Gate.SOURCES),
        ({"languages": {"fr", "ar"}}, "fr", None),
        ({"languages": {"ar"}}, "fr", Gate.LANGUAGES),
        ({"languages": {"ar"}}, None, None),  # nothing is lost for want of a language
        ({"languages": {"ar"}, "sources": {"Other"}}, "fr", Gate.SOURCES),
    ],
)
def test_a_chat_takes_what_its_gates_let_through(
    chat: dict[str, set[str]], language: str | None, gate: Gate | None
):
    """Sources count by name or tag; what is stopped makes no alert."""
    article = replace(ARTICLE, language=language)
    here = replace(CHAT, **{name: frozenset(values) for name, values in chat.items()})
    assert stopped(article, here, SOURCES) == gate
    alerts = address(article, (Match("arms", 1.0, ""),), BOOK, [here], now=NOW)
    assert len(alerts) == (gate is None)


@pytest.mark.parametrize(
    ("topics", "thread"),
    [
        (("arms",), 7),
        (("visits",), 9),
        (("visits", "arms"), 7),
        (("ports",), 3),
        (("ports", "visits"), 9),
        ((), 3),
    ],
)
def test_an_alert_goes_to_the_forum_topic_of_its_most_urgent_topic(
    topics: tuple[str, ...], thread: int
):
    """Once, however many it is on; without one of its own to the chat's."""
    forum = replace(CHAT, thread=3, threads=(("arms", 7), ("visits", 9)))
    alert = Alert("c", "d", NOW, matches=tuple(Match(name, 1.0, "") for name in topics))
    assert thread_of(alert, forum, TOPICS) == thread


@pytest.mark.parametrize(("thread", "first"), [(3, "a"), (7, "a"), (9, "b"), (8, "a"), (None, "a")])
def test_a_message_in_any_forum_topic_of_an_entry_belongs_to_it(thread: int | None, first: str):
    """An entry of that topic alone comes before one of several."""
    several = replace(CHAT, key="a", thread=3, threads=(("arms", 7), ("visits", 9)))
    alone = replace(CHAT, key="b", thread=9)
    for chats in ((several, alone), (alone, several)):
        book = replace(BOOK, chats=chats)
        here = serving(book, (), Place(-1, thread=thread), {})
        assert {chat.key for chat in here} == {"a", "b"}
        if thread in (3, 7, 9):
            assert here[0].key == first
