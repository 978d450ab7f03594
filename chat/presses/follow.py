"""A topic followed or let go by its button; pressing twice does no harm."""

from __future__ import annotations

from chat.commands import targets, topics
from chat.commands.ask import Ask, Desk
from chat.commands.following import turned
from chat.html import shown
from chat.presses.payload import number
from chat.presses.toasts import cut, toast
from chat.reply import Pressed
from model.alert import MuteKind


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a topic, 1 to follow or 0. Kept, then /topics as it is from now on."""
    target = targets.marked(values[0], desk.book) if values else None
    follow = number(values, 1)
    if target is None or target.kind is not MuteKind.TOPIC or follow not in (0, 1):
        return toast(ask, "press.gone")
    said, after = await turned(target, ask, desk, follow=bool(follow))
    page = await topics.reply(after, desk)
    did = f"{'on' if follow else 'off'} {target.value}"
    return Pressed(cut(shown(said)), text=page.text, buttons=page.buttons, did=did)
