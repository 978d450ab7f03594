"""release(): what was held goes out as digests, by the hours and mutes that hold by then.

What is muted or no longer followed by then is left out, with a receipt of its own. Where a chat's
hours have changed, what it has held gets the moment that its hours now give: nothing lapses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from alerts.judge import Silence, Unwanted, left_out, release_at
from model.alert import Alert, Fate, Receipt
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
        await self._leave_out(chats, now)
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

    async def _leave_out(self, chats: dict[str, Chat], now: datetime) -> None:
        for alert in await self.world.store.ripe(now):
            if alert.chat in chats:
                await self._judge(alert, chats[alert.chat], now)

    async def _judge(self, alert: Alert, chat: Chat, now: datetime) -> None:
        match left_out(alert, chat, await self.world.store.mutes(chat.key, now)):
            case Silence(mute):
                reason = f"muted: {mute.value}"
                receipt = Receipt(alert.id, Fate.MUTED, now, reason=reason, mute_id=mute.id)
            case Unwanted(reason):
                receipt = Receipt(alert.id, Fate.MUTED, now, reason=reason)
            case None:
                return
        await self.world.store.record(receipt)
        self.world.observer.settled(alert, receipt)


def _hours(chat: Chat) -> Hours:
    return chat.quiet, chat.digest, chat.timezone, chat.minimum_priority
