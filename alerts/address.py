"""Who hears of a match: one alert a chat, however many topics it is on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from model.alert import Alert, Turn
from model.article import Article, Match
from model.routing import stopped
from model.rulebook import Chat, Priority, Rulebook
from model.source import Source

AHEAD = timedelta(hours=24)  # clocks and time zones on the web are off by up to a day


def stale(published: datetime | None, source: Source, now: datetime) -> str | None:
    """Why an article of this date is no news ("dated in the future"); None when it is."""
    if published is None:
        return None
    if published > now + AHEAD:
        return "dated in the future"
    if published < now - source.max_age:
        return "older than max_age"
    return None


def address(
    article: Article,
    matches: Sequence[Match],
    book: Rulebook,
    chats: Iterable[Chat],
    *,
    told: Mapping[str, Collection[str]] = MappingProxyType({}),
    again: Collection[str] = (),
    story: str = "",
    now: datetime,
) -> tuple[Alert, ...]:
    """One alert for each chat that follows a matched topic it was not `told` of yet.

    `told` maps keys of chats to the topics that they need not hear of: those of alerts about the
    text this article copies, or about its `story`. For chats in `again` it is a follow-up.
    """
    made = (
        _alert(article, kept, book, chat, Turn.FOLLOW_UP if chat.key in again else Turn.FIRST, now)
        for chat, kept in _followers(article, matches, book, chats)
        if not {match.topic for match in kept} <= set(told.get(chat.key, ()))
    )
    return tuple(replace(one, story=story) for one in made)


def changed(
    article: Article,
    matches: Sequence[Match],
    book: Rulebook,
    chats: Iterable[Chat],
    turn: Turn,
    number: int,
    story: str,
    now: datetime,
) -> tuple[Alert, ...]:
    """One alert for each of the chats that follows a matched topic: what became of an article
    they were told of. `number` is that of its version; `matches` bear what is to be quoted."""
    made = (
        _alert(article, kept, book, chat, turn, now)
        for chat, kept in _followers(article, matches, book, chats)
    )
    return tuple(replace(one, dedupe=f"{one.dedupe} v{number}", story=story) for one in made)


def _followers(
    article: Article, matches: Sequence[Match], book: Rulebook, chats: Iterable[Chat]
) -> Iterator[tuple[Chat, tuple[Match, ...]]]:
    for chat in chats:
        kept = tuple(m for m in matches if chat.topics is None or m.topic in chat.topics)
        if kept and _wanted(kept, book, chat) and not stopped(article, chat, book.sources):
            yield chat, kept


def _wanted(matches: Sequence[Match], book: Rulebook, chat: Chat) -> bool:
    """Below the chat's minimum an alert is for its digest, and without a digest for nobody."""
    return chat.digest is not None or _priority(matches, book) >= chat.minimum_priority


def _priority(matches: Sequence[Match], book: Rulebook) -> Priority:
    return max(book.topics[match.topic].priority for match in matches)


def _alert(
    article: Article,
    matches: tuple[Match, ...],
    book: Rulebook,
    chat: Chat,
    turn: Turn,
    now: datetime,
) -> Alert:
    return Alert(
        chat=chat.key,
        dedupe=f"{chat.key} {article.id}",
        made_at=now,
        priority=_priority(matches, book),
        turn=turn,
        article_id=article.id,
        url=article.url,
        title=article.title,
        source=article.source,
        site=article.site,
        published=article.published,
        found_at=article.found_at,
        language=article.language,
        matches=matches,
        titles=tuple((m.topic, book.topics[m.topic].title(chat.language)) for m in matches),
        rulebook=book.version,
    )
