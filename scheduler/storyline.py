"""Which story an article belongs to, and whom that story was told to already."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from model.alert import Alert, Turn
from model.article import Article
from model.stores import Store
from model.story import Joined, Kin, Told, Traits
from scheduler.served import Served
from stories.join import KIN, LENGTH, NEWEST, WINDOW, join

# from whom a story may still be kept: a chat may want to hear of it again only after days
TOLD = timedelta(days=30)


@dataclass(slots=True)
class Storyline:
    """The stories of the articles of one check, each aware of those before it."""

    store: Store
    now: datetime
    batch: list[Kin] = field(default_factory=list)
    told: dict[str, list[Told]] = field(default_factory=dict)  # by story, of this check

    async def join(
        self, article: Article, mine: Traits, copy_of: str | None
    ) -> tuple[Joined, str | None]:
        """The story that an article of these traits belongs to or opens, and what it copies.

        A like text of another day with other numbers is no copy, then: the next briefing is news.
        """
        kin = [*await self._kin(mine.keys), *self._batch_kin(mine.keys)]
        copied = next((one for one in [*kin, *self.batch] if one.article_id == copy_of), None)
        if copied is None and copy_of:
            copied = await self.store.as_kin(copy_of)
        joined = await asyncio.to_thread(join, article, mine, kin, copied)
        if copied and not joined.copies:
            copy_of = None
        self.batch.append(self._as_kin(article, mine, joined, copy_of, kin))
        return joined, copy_of

    async def _kin(self, keys: Sequence[int]) -> list[Kin]:
        since = self.now - WINDOW - LENGTH
        return await self.store.kin(keys, since, KIN, NEWEST) if keys else []

    def _batch_kin(self, keys: Collection[int]) -> list[Kin]:
        """Kin that the store doesn't know yet, found by the same keys."""
        shared = [(one, len(set(keys).intersection(one.traits.keys))) for one in self.batch]
        return [replace(one, shared=count) for one, count in shared if count]

    def _as_kin(
        self,
        article: Article,
        mine: Traits,
        joined: Joined,
        copy_of: str | None,
        kin: Iterable[Kin],
    ) -> Kin:
        opened = [one.opened for one in kin if one.story == joined.story]
        found_at = article.found_at or self.now
        first = min(opened, default=found_at)
        return Kin.of(article, joined, mine, opened=first, found_at=found_at, copy_of=copy_of)

    async def heard(self, story: str, served: Served) -> Heard:
        """Who had alerts about a story, and who need not hear of it again yet."""
        kept = await self.store.told(story, self.now - TOLD)
        return Heard.of([*kept, *self.told.get(story, ())], served, self.now)

    async def going_on(self, story: str, served: Served) -> tuple[str, ...]:
        """The alerts (by their dedupes) that told of a story, the first in each chat that need
        not hear of it again yet: their messages are to say that more outlets tell it now."""
        kept = await self.store.told(story, self.now - TOLD)
        first: dict[str, str] = {}
        for one in [*kept, *self.told.get(story, ())]:
            fresh = self.now - one.at < served.rest(one.chat)
            if fresh and one.turn in {Turn.FIRST, Turn.FOLLOW_UP} and one.chat not in served.moved:
                first.setdefault(one.chat, one.dedupe)
        return tuple(first.values())

    def tell(self, story: str, alerts: Iterable[Alert]) -> None:
        """Note alerts of this check, which the store doesn't know yet."""
        made = (
            Told(
                one.chat,
                one.made_at,
                tuple(m.topic for m in one.matches),
                one.article_id,
                one.turn,
                one.dedupe,
            )
            for one in alerts
        )
        self.told.setdefault(story, []).extend(made)


@dataclass(frozen=True, slots=True)
class Heard:
    """What chats know of a story: the topics that each need not hear of, and who has heard."""

    topics: dict[str, set[str]] = field(default_factory=dict)
    chats: frozenset[str] = frozenset()

    @classmethod
    def of(cls, told: Iterable[Told], served: Served, now: datetime) -> Heard:
        """Out of what was queued."""
        topics: dict[str, set[str]] = {}
        heard = set()
        for one in told:
            key = served.moved.get(one.chat, one.chat)
            heard.add(key)
            if now - one.at < served.rest(key):
                topics.setdefault(key, set()).update(one.topics)
        return cls(topics, frozenset(heard))
