"""What a change of the rules would have led to in the last days."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from model.editing import Effect, Headline
from model.rulebook import Rulebook
from rules.changes import touched
from scheduler.backtest import Archive, Hit, Replay, Rules, replay

DAYS = timedelta(days=7)
PATIENCE = 180.0  # seconds
MOST_PROCESSES = 1  # beside the program, which goes on meanwhile
SHOWN = 5  # headlines of each kind


async def effect(
    store: Archive, before: tuple[bytes, Rulebook], after: tuple[bytes, Rulebook], now: datetime
) -> Effect:
    """Replay the topics that the change touches; cancelled safely at any moment."""
    topics = touched(before[1], after[1])
    if not topics:
        return Effect()
    rules = Rules(after[0], before[0], topics, topics)
    try:
        async with asyncio.timeout(PATIENCE):
            return _summed(await replay(store, rules, now - DAYS, most=MOST_PROCESSES))
    except TimeoutError:
        return Effect(late=True)


async def articles_to_replay(
    store: Archive, before: Rulebook, after: Rulebook, now: datetime
) -> int:
    """How many articles `effect` looks at; none where no topic is touched."""
    return await store.count_archive(now - DAYS) if touched(before, after) else 0


def _summed(whole: Replay) -> Effect:
    gained = [hit for tally in whole.tallies.values() for hit in tally.gained]
    lost = [hit for tally in whole.tallies.values() for hit in tally.lost]
    return Effect(whole.articles, len(gained), len(lost), _newest(gained), _newest(lost))


def _newest(hits: Iterable[Hit]) -> tuple[Headline, ...]:
    """An article once, with all its topics."""
    topics: defaultdict[str, list[str]] = defaultdict(list)
    articles: dict[str, Hit] = {}
    for hit in hits:
        topics[hit.article].append(hit.topic)
        articles[hit.article] = hit
    newest = sorted(articles.values(), key=_age, reverse=True)[:SHOWN]
    return tuple(
        Headline(one.title, one.url, one.source, _moment(one), tuple(topics[one.article]))
        for one in newest
    )


def _moment(hit: Hit) -> datetime | None:
    return hit.published or hit.found_at


def _age(hit: Hit) -> float:
    moment = hit.found_at or hit.published
    return moment.timestamp() if moment else 0.0
