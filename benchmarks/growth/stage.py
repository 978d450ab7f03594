"""A small world around a store, as the line and the commands see one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from chat.commands.ask import Desk
from model.alert import Alert, Outcome, Sent
from model.article import Article, Match
from model.rulebook import Chat, Rulebook, Settings, Topic
from model.source import Source
from model.stores import Store
from scheduler.status import overview
from scheduler.world import World


@dataclass(frozen=True, slots=True)
class Still:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        """Always the same."""
        return self.at


class Messenger:
    """Takes everything at once."""

    async def send(self, _: Alert, __: Chat) -> Outcome:
        """Taken."""
        return Sent(1)

    async def edit(self, *_: object, **__: object) -> Outcome:
        """Taken."""
        return Sent(1)

    def pause(self, _: Chat) -> timedelta:
        """None."""
        return timedelta()


@dataclass(frozen=True, slots=True)
class ByTag:
    """An article is about the topics that its tags name."""

    topics: frozenset[str]

    def match(self, article: Article) -> tuple[Match, ...]:
        """Each of its topics."""
        own = (tag for tag in article.tags if tag in self.topics)
        return tuple(Match(tag, 1.0, "A ship came in.") for tag in own)


def book(topics: Iterable[str], chats: Iterable[Chat] = (), keeper: Chat | None = None) -> Rulebook:
    """A rulebook whose topics are tags of articles, with one source."""
    names = {name: Topic(name) for name in topics}
    paper = Source("Paper", "https://paper.example")
    settings = Settings(admin_chat=keeper)
    matcher = ByTag(frozenset(names))
    return Rulebook("1", settings, names, {"Paper": paper}, tuple(chats), matcher)


def world(
    store: Store, now: datetime, keeper: Chat | None = None, rules: Rulebook | None = None
) -> World:
    """A world at one moment whose messenger takes everything at once."""
    channel, fetcher = Messenger(), cast("Any", None)
    return World(store, fetcher, channel, rules or book((), (), keeper), Still(now))


def desk_status(here: World) -> Desk:
    """What /status and its like work with."""

    async def nothing(*_: object) -> Any:
        return ()

    return Desk(
        store=here.store,
        book=here.book,
        status=lambda: overview(here.store, here.clock.now()),
        explain=nothing,
        keys=lambda _: (),
        independent=lambda _: 1,
        draw=nothing,
    )
