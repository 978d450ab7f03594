"""release(): what was held becomes digests, by the hours that hold by then.

Where a chat's hours have changed, what it has held gets the moment that its hours now give:
nothing lapses. Mutes are judged at the delivery of a digest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from alerts.judge import release_at
from model.rulebook import Chat, Digest, Priority, Quiet
from scheduler.world import World

Hours = tuple[Quiet | None, Digest | None, str, Priority]


@dataclass(slots=True)
class Releasing:
    """`hours` are those by which each chat's held alerts were last judged; none at a start."""

    world: World
    hours: dict[str, Hours] = field(default_factory=dict)

    async def release(self) -> list[int]:
        """Judge what is held anew, then queue the digests that are due; their ids."""
        now = self.world.clock.now()
        chats = {chat.key: chat for chat in await self.world.chats()}
        await self._by_new_hours(chats, now)
        return await self.world.store.release(now)

    async def _by_new_hours(self, chats: dict[str, Chat], now: datetime) -> None:
        hours = {key: _hours(chat) for key, chat in chats.items()}
        changed = [key for key, one in hours.items() if self.hours.get(key) != one]
        held = await self.world.store.held(changed, now) if changed else []
        moments = {
            alert.id: at
            for alert, before in held
            if (at := release_at(alert, chats[alert.chat], now)) != before
        }
        if moments:
            await self.world.store.put_off(moments)
        self.hours = hours


def _hours(chat: Chat) -> Hours:
    return chat.quiet, chat.digest, chat.timezone, chat.minimum_priority
