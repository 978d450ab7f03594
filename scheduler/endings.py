"""endings(): mutes whose time is over are told of, once each, and then forgotten."""

from __future__ import annotations

from chat.endings import mute_ended
from scheduler.world import World


async def endings(world: World) -> int:
    """Queue a notice for each mute that has ended; how many.

    Queued before the mute is forgotten, under a name of its own: dying in between repeats the
    queueing, which the outbox takes once.
    """
    now = world.clock.now()
    ended = await world.store.ended_mutes(now)
    for mute in ended:
        chat = await world.chat(mute.chat)
        if chat is not None:
            notice = await mute_ended(mute, chat, world.book, world.store, now)
            await world.store.queue([notice])
        await world.store.unmute(mute.id)
    if ended:
        world.woken.set()
    return len(ended)
