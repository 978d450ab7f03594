"""A topic that was perhaps meant by /latest."""

from __future__ import annotations

from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.latest import newest
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed

_WISH = 2  # values


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a topic, how many. Nothing is stored."""
    count = number(values, 1)
    target = targets.marked(values[0], desk.book) if len(values) == _WISH else None
    if target is None or not count:
        return toast(ask, "press.gone")
    return Pressed(reply=await newest(target, count, ask, desk))
