"""What an alert needs just before it is sent: where in its chat it goes, what it replies to."""

from __future__ import annotations

from dataclasses import replace

from model.alert import Alert, AlertKind, Turn
from model.routing import thread_of
from model.rulebook import Chat
from scheduler.world import World


async def ready(world: World, alert: Alert, chat: Chat) -> tuple[Alert, Chat]:
    """A summary with what it tells by now, a later turn of a story with the message that told it
    first; the chat with the forum topic of the alert."""
    if chat.threads:
        chat = replace(chat, thread=thread_of(alert, chat, world.book.topics))
    if alert.kind is AlertKind.SUMMARY:
        alert = await filled(world, alert)
    elif alert.turn is not Turn.FIRST:
        alert = replace(alert, reply_to=await world.store.first_message(alert))
    return alert, chat


async def filled(world: World, summary: Alert) -> Alert:
    """A summary with what it tells by now."""
    return replace(summary, items=tuple(await world.store.gathered(summary.id)))
