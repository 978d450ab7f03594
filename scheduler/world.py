"""What the line works with: the ports, the rulebook in force, and chance."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from model.observer import Observer, Unobserved
from model.ports import Channel, Clock, Fetcher
from model.rulebook import Chat, Rulebook
from model.stores import Store
from scheduler.served import Served


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class World:
    """One running Wirewatch. `book` is swapped whole on a reload; the rest stays.

    `terminal` takes the alerts where there is no `messenger`, or no chat in the rulebook yet.
    `woken` is set when a check has queued alerts, so that delivery need not wait for its tick;
    `pushed` when a hub has made a source due.
    """

    store: Store
    fetcher: Fetcher
    channel: Channel
    book: Rulebook
    clock: Clock = field(default_factory=SystemClock)
    random: Random = field(default_factory=Random)
    terminal: Chat | None = None
    messenger: bool = True
    observer: Observer = field(default_factory=Unobserved)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    push: str = ""  # the address that hubs call; "" where they cannot
    pushed: asyncio.Event = field(default_factory=asyncio.Event)
    story: asyncio.Lock = field(default_factory=asyncio.Lock)
    _served: Served | None = field(default=None, init=False, repr=False)

    @asynccontextmanager
    async def placing(self) -> AsyncIterator[None]:
        """Near copies are looked up and committed by one check at a time, of all programs: two
        papers' checks at the same moment would each find the other's copy unknown and both
        alert."""
        async with self.story, self.store.placing():
            yield

    async def served(self) -> Served:
        """Where alerts go now: the rulebook's chats and those that joined by invite, at their
        newest address, as their readers want them; or the terminal. Put together again only where
        the rules or what the store knows of it have changed."""
        edition, book = await self.store.edition(), self.book
        known = self._served
        if known is None or known.edition != edition or known.book is not book:
            moved, guests = await self.store.moved(), await self.store.guests()
            own = await self.store.settled()
            known = Served.of(book, edition, guests, moved, own, self.terminal, self.messenger)
            self._served = known
        return known

    async def chats(self) -> tuple[Chat, ...]:
        """All of them."""
        return (await self.served()).chats

    async def chat(self, key: str) -> Chat | None:
        """The chat of this key; the admin chat counts even where it follows no topic."""
        return (await self.served()).by_key.get(key)

    def serves(self, key: str) -> bool:
        """Whether this run can deliver there: without a messenger only the terminal is served,
        and what is queued for chats waits for a run that has one."""
        return self.messenger or (self.terminal is not None and key == self.terminal.key)

    @property
    def keeper(self) -> Chat | None:
        """Where the bot speaks of itself."""
        admin = self.book.settings.admin_chat if self.messenger else None
        return admin or self.terminal

    async def spoken_to(self) -> Chat | None:
        """The keeper with the language and the time zone that its readers settled."""
        keeper = self.keeper
        if keeper is None:
            return None
        here = await self.served()
        chat = here.by_key.get(here.moved.get(keeper.key, keeper.key), keeper)
        return replace(keeper, language=chat.language, timezone=chat.timezone)
