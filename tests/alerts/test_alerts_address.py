"""Who hears of a match."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from alerts.address import address, changed, stale
from model.alert import Turn
from model.article import Article, Match
from model.rulebook import Chat, Digest, Priority, Rulebook, Settings, Topic
from model.source import Source

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ARTICLE = Article(id="abc", url="https://post.example/a", title="Drones", text="Five drones.")
ARMS, VISITS = Match("arms", 1.0, "Five drones."), Match("visits", 1.0, "He left.")


class Nothing:
    """A matcher without topics."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """Find nothing."""
        return ()


BOOK = Rulebook(
    version="1",
    settings=Settings(),
    topics={
        "arms": Topic("arms", {"en": "Arms", "fr": "Armes"}, Priority.HIGH),
        "visits": Topic("visits", {"en": "Visits"}, Priority.LOW),
    },
    sources={},
    chats=(),
    matcher=Nothing(),
)
CHAT = Chat("telegram:1", 1, language="fr")


def test_two_topics_are_one_alert_of_the_higher_priority():
    """A story on two topics reaches a chat as one message, as loud as its loudest topic."""
    (alert,) = address(ARTICLE, (ARMS, VISITS), BOOK, [CHAT], now=NOW)
    assert [match.topic for match in alert.matches] == ["arms", "visits"]
    assert alert.priority is Priority.HIGH
    assert dict(alert.titles) == {"arms": "Armes", "visits": "Visits"}


def test_each_chat_hears_of_its_own_topics_only():
    """A chat that follows visits is told of the visit and not of the arms."""
    visitors = replace(CHAT, key="telegram:2", topics=frozenset({"visits"}))
    others = replace(CHAT, key="telegram:3", topics=frozenset({"sanctions"}))
    alerts = address(ARTICLE, (ARMS, VISITS), BOOK, [visitors, others], now=NOW)
    assert [(a.chat, [m.topic for m in a.matches]) for a in alerts] == [("telegram:2", ["visits"])]


@pytest.mark.parametrize(("digest", "alerts"), [(None, 0), (time(7, 30), 1)])
def test_below_the_minimum_is_for_the_digest_or_for_nobody(digest: time | None, alerts: int):
    """A chat with a digest loses nothing that is below its minimum."""
    picky = replace(CHAT, minimum_priority=Priority.NORMAL, digest=digest and Digest(digest))
    assert len(address(ARTICLE, (VISITS,), BOOK, [picky], now=NOW)) == alerts


def test_a_chat_that_had_the_original_does_not_get_the_copy():
    """The same wire text in another paper is no second alert."""
    other = replace(CHAT, key="telegram:2")
    told = {"telegram:1": {"arms"}}
    alerts = address(ARTICLE, (ARMS,), BOOK, [CHAT, other], told=told, now=NOW)
    assert [alert.chat for alert in alerts] == ["telegram:2"]


def test_an_alert_queued_twice_has_one_name():
    """Checking an article again after a crash leads to the same dedupe key."""
    first = address(ARTICLE, (ARMS,), BOOK, [CHAT], now=NOW)
    again = address(ARTICLE, (ARMS,), BOOK, [CHAT], now=NOW + timedelta(hours=1))
    assert first[0].dedupe == again[0].dedupe


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        (None, None),
        (NOW, None),
        (NOW - timedelta(days=2), None),
        (NOW + timedelta(hours=5), None),  # a feed that calls local time UTC
        (NOW + timedelta(days=2), "dated in the future"),
        (NOW - timedelta(days=365), "older than max_age"),
    ],
)
def test_old_and_future_dates_are_no_news(published: datetime | None, reason: str | None):
    """Undated is news; a year old or days ahead is not."""
    source = Source("post", "https://post.example/feed", max_age=timedelta(days=3))
    assert stale(published, source, NOW) == reason


def test_a_chat_told_of_one_topic_still_hears_of_another():
    """Of a story a chat was told of for its visit, it hears again once it is about arms too."""
    told = {CHAT.key: ("visits",)}
    assert address(ARTICLE, (VISITS,), BOOK, [CHAT], told=told, now=NOW) == ()
    (alert,) = address(ARTICLE, (ARMS, VISITS), BOOK, [CHAT], told=told, again=[CHAT.key], now=NOW)
    assert alert.turn is Turn.FOLLOW_UP


def test_a_change_is_told_once_for_each_version():
    """What became of an article is an alert of its own, which queues beside the first one."""
    (first,) = address(ARTICLE, (ARMS,), BOOK, [CHAT], now=NOW)
    (second,) = changed(ARTICLE, (ARMS,), BOOK, [CHAT], Turn.CORRECTED, 2, "s", NOW)
    (third,) = changed(ARTICLE, (ARMS,), BOOK, [CHAT], Turn.WITHDRAWN, 3, "s", NOW)
    assert len({one.dedupe for one in (first, second, third)}) == 3
    assert [one.turn for one in (first, second, third)] == [
        Turn.FIRST,
        Turn.CORRECTED,
        Turn.WITHDRAWN,
    ]
