"""What the line works with: the ports, the rulebook in force, and chance."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from model.access import all_served
from model.observer import Observer, Unobserved
from model.ports import Channel, Clock, Fetcher
from model.preferences import NOTHING, Preferences, applied
from model.rulebook import Chat, Rulebook
from model.stores import Store


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
    _made_from: object = field(default=None, init=False, repr=False)
    _served: tuple[Chat, ...] = field(default=(), init=False, repr=False)

    @asynccontextmanager
    async def placing(self) -> AsyncIterator[None]:
        """Near copies are looked up and committed by one check at a time, of all programs: two
        papers' checks at the same moment would each find the other's copy unknown and both
        alert."""
        async with self.story, self.store.placing():
            yield

    async def chats(self) -> tuple[Chat, ...]:
        """Where alerts go now: the rulebook's chats and those that joined by invite, at their
        newest address, as their readers want them; or the terminal."""
        moved = await self.store.moved()
        guests, own = await self.store.guests(), await self.store.settled()
        made_from = (self.book, moved, guests, own)
        if self._made_from != made_from:  # a thousand chats are put together in 20 ms
            served = all_served(self.book, guests, moved)
            self._made_from, self._served = made_from, self._wanted(served, own)
        if self.terminal is not None and not (self.messenger and self._served):
            return (self.terminal,)
        return self._served

    async def chat(self, key: str) -> Chat | None:
        """The chat of this key; the admin chat counts even where it follows no topic."""
        admin = self.book.settings.admin_chat
        moved = await self.store.moved()
        named = [admin.at(moved.get(admin.key))] if admin else []
        keeper = self._wanted(named, await self.store.settled())
        places = (*await self.chats(), *keeper)
        here = (self.terminal,) if self.terminal else ()
        return next((chat for chat in (*places, *here) if chat.key == key), None)

    def serves(self, key: str) -> bool:
        """Whether this run can deliver there: without a messenger only the terminal is served,
        and what is queued for chats waits for a run that has one."""
        return self.messenger or (self.terminal is not None and key == self.terminal.key)

    def _wanted(self, chats: Iterable[Chat], own: Mapping[str, Preferences]) -> tuple[Chat, ...]:
        """The chats with what their readers settled themselves."""
        return tuple(applied(chat, own.get(chat.key, NOTHING), self.book.topics) for chat in chats)

    @property
    def keeper(self) -> Chat | None:
        """Where the bot speaks of itself."""
        admin = self.book.settings.admin_chat if self.messenger else None
        return admin or self.terminal
