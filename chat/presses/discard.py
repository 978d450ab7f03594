"""A no to a change of rules.yaml."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import shown
from chat.presses.toasts import cut, toast
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the proposal's id. It is let go; pressing twice does no harm."""
    if desk.office is None or not values:
        return toast(ask, "press.gone")
    gone = not await desk.office.discard(values[0])
    said = say(ask.language, "rules.gone" if gone else "rules.discarded", detail="")
    if gone:
        return Pressed(cut(shown(said)), buttons=())
    return Pressed(cut(shown(said)), text=said, buttons=())
