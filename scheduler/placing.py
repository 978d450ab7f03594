"""Where an article belongs: known already, a copy of another, or news, and for whom."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from alerts.address import address, stale
from model.alert import Alert
from model.article import Article, Match, Relative, Sketch
from model.rulebook import Rulebook
from model.source import Entry, Source
from model.stores import Remembered
from model.story import Joined
from monitors.identity import article_id, entry_keys
from scheduler.considered import Considered, considered
from scheduler.served import Served
from scheduler.storyline import Storyline
from scheduler.world import World
from stories.copies import RELATIVES, RESEMBLANCE, original, resemblance, sketch

COPIES = timedelta(days=7)  # how far back a text is looked for


@dataclass(frozen=True, slots=True)
class Place:
    """What is kept of one article and who hears of it. Both empty: it was known."""

    remembered: tuple[Remembered, ...] = ()
    alerts: tuple[Alert, ...] = ()
    goes_on: tuple[str, ...] = ()  # dedupes of alerts whose story this article goes on with


@dataclass(slots=True)
class Placing:
    """Places the articles of one check, each aware of those before it in the same check."""

    world: World
    source: Source
    served: Served
    batch: dict[str, Remembered] = field(default_factory=dict)
    storyline: Storyline = field(init=False)

    def __post_init__(self) -> None:
        self.storyline = Storyline(self.world.store, self.world.clock.now())

    async def place(self, found: Considered, entry: Entry) -> Place:
        """Decide on one article; the caller commits what comes back before it lets others in.

        `entry` is what the source listed: its keys have been remembered since then, and say
        nothing of whether the article was read before.
        """
        own = await self._own_identity(found.article, entry)
        if own is None:
            return Place()
        if own is not found.article:  # under another address, which rules may ask for
            found = await asyncio.to_thread(considered, own, found.book)
        like = await self._original(own, found.fingerprint)
        self.world.observer.matched(found.topics)
        joined, copy_of = await self.storyline.join(own, found.traits, like)
        remembered = Remembered(own, found.fingerprint, copy_of, found.traits, joined)
        self.batch[own.id] = remembered
        goes_on = await self._goes_on(joined)
        alerts = await self._alerts(remembered, found.matches, found.book)
        return Place((remembered,), alerts, goes_on)

    async def _goes_on(self, joined: Joined) -> tuple[str, ...]:
        if joined.opens:
            return ()
        return await self.storyline.going_on(joined.story, self.served)

    async def _own_identity(self, article: Article, entry: Entry) -> Article | None:
        """The article under an id of its own; None when it is known.

        Pages of one site that all call the same page canonical are still articles apart:
        only a like title or text makes two of one id the same.
        """
        listed = entry_keys(entry, self.source)
        known = await self._known(article.id)
        if known is None:
            return article if await self._unseen(set(article.keys).difference(listed)) else None
        apart = article_id(listed[0])
        if _same(known, article) or apart == article.id or await self._known(apart):
            return None
        return replace(article, id=apart, url=entry.url)

    async def _known(self, article: str) -> Article | None:
        if article in self.batch:
            return self.batch[article].article
        return await self.world.store.article(article)

    async def _unseen(self, keys: set[str]) -> bool:
        """Not in a baseline under its canonical address either."""
        return not await self.world.store.seen(keys)

    async def _original(self, article: Article, mine: Sketch | None) -> str | None:
        """The article that this one copies. One paper does not copy itself under another
        headline: a like text there is a paywall's notice or a summary that its feed repeats."""
        if mine is None:
            return None
        since = self.world.clock.now() - COPIES
        relatives = await self.world.store.relatives(mine.bands, since, RELATIVES)
        near = [*relatives, *self._batch_relatives()]
        found = await asyncio.to_thread(original, mine, near)
        first = await self._known(found) if found else None
        if first and first.source == article.source and not _same_title(first, article):
            return None
        return found

    def _batch_relatives(self) -> list[Relative]:
        return [
            Relative(key, one.sketch.signature, one.copy_of)
            for key, one in self.batch.items()
            if one.sketch
        ]

    async def _alerts(
        self, remembered: Remembered, matches: Sequence[Match], book: Rulebook
    ) -> tuple[Alert, ...]:
        article, now = remembered.article, self.world.clock.now()
        story = remembered.joined.story if remembered.joined else article.id
        if not matches or stale(article.published, self.source, now):
            return ()
        heard = await self.storyline.heard(story, self.served)
        told = {**heard.topics, **await self._told(remembered.copy_of, matches)}
        chats = self.served.following({match.topic for match in matches})
        made = address(
            article, matches, book, chats, told=told, again=heard.chats, story=story, now=now
        )
        self.storyline.tell(story, made)
        return made

    async def _told(
        self, copy_of: str | None, matches: Sequence[Match]
    ) -> dict[str, frozenset[str]]:
        """The chats that had this very text from another outlet: they need hear of nothing."""
        if copy_of is None:
            return {}
        topics = frozenset(match.topic for match in matches)
        here = {
            one.chat
            for told in self.storyline.told.values()
            for one in told
            if one.article_id == copy_of
        }
        return dict.fromkeys(await self.world.store.alerted(copy_of) | here, topics)


def _same(known: Article, article: Article) -> bool:
    if _same_title(known, article):
        return True
    left, right = sketch(known), sketch(article)
    return left is not None and right is not None and _alike(left, right)


def _same_title(known: Article, article: Article) -> bool:
    return known.title.casefold() == article.title.casefold()


def _alike(left: Sketch, right: Sketch) -> bool:
    return resemblance(left.signature, right.signature) >= RESEMBLANCE
