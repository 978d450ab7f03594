"""“Story”: all outlets that tell it, as a message of its own."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed
from chat.timeline import timeline


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: alert. Nothing is stored."""
    alert = await desk.told(ask, number(values))
    if alert is None:
        return toast(ask, "press.gone")
    story = await desk.store.story(alert.article_id) if alert.article_id else None
    if story is None:
        return toast(ask, "story.unknown")
    return Pressed(reply=timeline(story, ask, desk))
