"""The heartbeat: once a day the keeper hears that all goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.hours import at_on
from alerts.notices import notice
from chat.daily import heartbeat
from model.rulebook import Chat, Priority
from scheduler.resting import home
from scheduler.status import overview
from scheduler.world import World

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Daily:
    """`told` is the last day that was told of, as far as this run knows: the outbox knows the
    rest, since a day's notice has a name of its own."""

    world: World
    told: date | None = None

    async def tell(self) -> bool:
        """Queue today's line once its hour has come, however late on that day; whether it was
        new."""
        world, now = self.world, self.world.clock.now()
        keeper, hour = world.keeper, world.book.settings.heartbeat
        if keeper is None or hour is None:
            return False
        chat = await world.chat(await home(world) or keeper.key) or keeper
        today = now.astimezone(ZoneInfo(chat.timezone)).date()
        due = at_on(today, hour, chat.timezone)
        # no later than the outbox remembers that it was told
        if self.told == today or not due <= now < due + world.book.settings.retention:
            return False
        since = at_on(today - _DAY, hour, chat.timezone)
        new = await self._queue(keeper, chat, since, f"heartbeat {today}")
        self.told = today
        return new

    async def _queue(self, keeper: Chat, chat: Chat, since: datetime, cause: str) -> bool:
        store, now = self.world.store, self.world.clock.now()
        found = await overview(store, now, since)
        rest = [one for one in await store.pauses() if one.holds(now)]
        told = notice(keeper, cause, heartbeat(found, rest, since, chat), now)
        new = bool(await store.queue([replace(told, priority=Priority.LOW)]))
        if new:
            self.world.woken.set()
        return new
