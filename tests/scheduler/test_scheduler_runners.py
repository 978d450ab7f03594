"""One play under each runner: the same is told, and the same is written down of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from demo.world import NewsWorld
from model.alert import Alert, Outcome, Receipt, Sent
from model.rulebook import Chat
from monitors.fetch import open_fetcher
from rules.load import load
from scheduler.world import SystemClock, World
from tests.kit.runners import RUNNERS, running

READER = Chat("terminal", language="en")
STANDING = 0.0001  # times the demo's pace: nothing comes by itself


@dataclass
class Ear:
    """A channel that takes everything."""

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Take it."""
        return Sent(alert.id)

    async def edit(self, alert: Alert, chat: Chat, message_id: int, **more: Any) -> Outcome:
        """Take it."""
        return Sent(message_id)

    def pause(self, chat: Chat) -> timedelta:
        """Never wait."""
        return timedelta()


@dataclass
class Receipts:
    """What became of each alert, by its words."""

    fates: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def settled(self, alert: Alert, receipt: Receipt) -> None:
        """Note it."""
        topics = sorted(match.topic for match in alert.matches)
        what = (alert.kind.value, alert.title, receipt.fate.value, receipt.reason)
        self.fates[(*what, alert.chat, *topics)] += 1

    def __getattr__(self, _: str) -> Any:
        """Nothing else matters here."""
        return lambda *_: None


async def told(kind: str) -> Counter[tuple[str, ...]]:
    """The receipts of the demo's news: a baseline, then the first telling of each event, then the
    others; what appears together may be read in any order."""
    receipts = Receipts()
    async with (
        running(kind) as (store, runner),
        NewsWorld(speed=STANDING) as news,
        open_fetcher(pause=timedelta(), now=SystemClock().now) as fetcher,
    ):
        book = load(news.rules_text().encode()).rulebook
        assert book is not None
        world = World(store, fetcher, Ear(), book, terminal=READER, messenger=False)
        world.observer = receipts
        await runner(world).once()
        later = [story for story in news.stories if story.at]
        first = {story.event: story for story in reversed(later)}
        for batch in (first.values(), [one for one in later if one not in first.values()]):
            for story in batch:
                news._publish(story)
            await runner(world).once()
    return receipts.fates


async def test_the_demo_is_told_alike_under_each_runner():
    """Articles in three languages, copies, stories that go on: equal alerts, equal receipts."""
    first, *others = [await told(kind) for kind in RUNNERS]
    assert sum(first.values()) > 5
    for other in others:
        assert other == first
