"""What administrators have paused: all sending but notices to themselves, or single sources.

Asked of the store each time, so that a word of theirs holds at once, and over restarts.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from chat.pausing import pause_over
from model.alert import Alert
from model.pause import SENDING
from scheduler.world import World


async def paused(world: World) -> bool:
    """Whether nothing is sent."""
    return SENDING in await _at_rest(world)


async def resting(world: World) -> frozenset[str]:
    """The names of the sources that are not checked."""
    return await _at_rest(world) - {SENDING}


async def _at_rest(world: World) -> frozenset[str]:
    now = world.clock.now()
    return frozenset(one.source for one in await world.store.pauses() if one.holds(now))


async def due(world: World, moment: datetime) -> list[str]:
    """Keys of the chats in which something may be tried at that moment."""
    if not await paused(world):
        return await world.store.chats_due(moment)
    at = await home(world)
    return [key for key in await world.store.notices_due(moment) if key == at]


async def claim(world: World, key: str, lease: timedelta) -> Alert | None:
    """The next message of a chat, leased; while all rests a notice of the admin chat's own."""
    now = world.clock.now()
    if not await paused(world):
        return await world.store.claim(key, now, lease)
    return await world.store.claim_notice(key, now, lease) if key == await home(world) else None


async def home(world: World) -> str | None:
    """The key of the admin chat, where it is by now."""
    keeper = world.keeper
    return (await world.store.moved()).get(keeper.key, keeper.key) if keeper else None


async def rests_over(world: World) -> int:
    """Tell the administrators, once each, of the pauses whose time is over; how many."""
    now = world.clock.now()
    over = [one for one in await world.store.pauses() if not one.holds(now)]
    for one in over:
        if (keeper := await world.spoken_to()) is not None:
            await world.store.queue([pause_over(one, keeper, now)])
        await world.store.resume(one.source)
    if over:
        world.woken.set()
    return len(over)
