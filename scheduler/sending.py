"""What an alert needs just before it is sent: where in its chat it goes, what it replies to, and
what a digest or a summary still tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.judge import Silence, Unwanted, left_out
from model.alert import Alert, AlertKind, Fate, Mute, Receipt, Turn
from model.routing import thread_of
from model.rulebook import Chat
from scheduler.world import World

TOGETHER = (AlertKind.DIGEST, AlertKind.SUMMARY)


async def ready(
    world: World, alert: Alert, chat: Chat, mutes: Sequence[Mute]
) -> tuple[Alert, Chat] | None:
    """A digest or a summary with what it tells by now, a later turn of a story with the message
    that told it first; the chat with the forum topic of the alert. None where nothing of it is
    wanted any more."""
    if chat.threads:
        chat = replace(chat, thread=thread_of(alert, chat, world.book.topics))
    if alert.kind in TOGETHER:
        alert = await _still_told(world, alert, chat, mutes)
        return (alert, chat) if alert.items else None
    if alert.turn is not Turn.FIRST:
        alert = replace(alert, reply_to=await world.store.first_message(alert))
    return alert, chat


async def filled(world: World, summary: Alert) -> Alert:
    """A summary with what it tells by now."""
    return replace(summary, items=tuple(await world.store.gathered(summary.id)))


async def _still_told(world: World, whole: Alert, chat: Chat, mutes: Sequence[Mute]) -> Alert:
    """Without what was muted or let go since; that gets receipts of its own."""
    if whole.kind is AlertKind.SUMMARY:
        whole = await filled(world, whole)
    now = world.clock.now()
    judged = [(item, _receipt(item, chat, mutes, now)) for item in whole.items]
    out = [(item, receipt) for item, receipt in judged if receipt]
    if out:
        await world.store.leave_out(whole.id, [receipt for _, receipt in out])
    for item, receipt in out:
        world.observer.settled(item, receipt)
    return replace(whole, items=tuple(item for item, receipt in judged if not receipt))


def _receipt(alert: Alert, chat: Chat, mutes: Sequence[Mute], now: datetime) -> Receipt | None:
    match left_out(alert, chat, mutes):
        case Silence(mute):
            reason = f"muted: {mute.value}"
            return Receipt(alert.id, Fate.MUTED, now, reason=reason, mute_id=mute.id)
        case Unwanted(reason):
            return Receipt(alert.id, Fate.MUTED, now, reason=reason)
        case None:
            return None
