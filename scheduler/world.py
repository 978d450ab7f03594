"""What the line works with: the ports, the rulebook in force, and chance."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from model.ports import Channel, Clock, Fetcher, Store
from model.rulebook import Chat, Rulebook


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class World:
    """One running Wirewatch. `book` is swapped whole on a reload; the rest stays.

    `terminal` takes the alerts where there is no `messenger`, or no chat in the rulebook yet.
    `woken` is set when a check has queued alerts, so that delivery need not wait for its tick.
    """

    store: Store
    fetcher: Fetcher
    channel: Channel
    book: Rulebook
    clock: Clock = field(default_factory=SystemClock)
    random: Random = field(default_factory=Random)
    terminal: Chat | None = None
    messenger: bool = True
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    # near copies are looked up and committed by one check at a time: two papers' checks
    # at the same moment would each find the other's copy unknown and both alert
    story: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def chats(self) -> tuple[Chat, ...]:
        """Where alerts go now: the rulebook's chats at their newest address, or the terminal."""
        if self.terminal is not None and not (self.messenger and self.book.chats):
            return (self.terminal,)
        moved = await self.store.moved()
        return tuple(_at_home(chat, moved) for chat in self.book.chats)

    async def chat(self, key: str) -> Chat | None:
        """The chat of this key; the admin chat counts even where it follows no topic."""
        places = (*await self.chats(), self.book.settings.admin_chat, self.terminal)
        return next((chat for chat in places if chat and chat.key == key), None)

    def serves(self, key: str) -> bool:
        """Whether this run can deliver there: without a messenger only the terminal is served,
        and what is queued for chats waits for a run that has one."""
        return self.messenger or (self.terminal is not None and key == self.terminal.key)

    @property
    def keeper(self) -> Chat | None:
        """Where the bot speaks of itself."""
        admin = self.book.settings.admin_chat if self.messenger else None
        return admin or self.terminal


def _at_home(chat: Chat, moved: dict[str, str]) -> Chat:
    new = moved.get(chat.key)
    if new is None:
        return chat
    return replace(chat, key=new, address=int(new.split(":")[1]))
