"""Another span of /stats, or a topic that was perhaps meant."""

from __future__ import annotations

from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.stats import MOST, told
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed
from model.alert import MuteKind

_WISH = 2  # values


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a topic, or all; how many days. Nothing is stored."""
    days = number(values, 1)
    if len(values) != _WISH or not days:
        return toast(ask, "press.gone")
    span = min(days, MOST)
    if values[0] == "all":
        return Pressed(reply=await told(None, span, ask, desk))
    target = targets.marked(values[0], desk.book)
    if target is None or target.kind is not MuteKind.TOPIC:
        return toast(ask, "press.gone")
    return Pressed(reply=await told(target.value, span, ask, desk))
