"""A source that was perhaps meant by /sources."""

from __future__ import annotations

from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.sources import told
from chat.presses.toasts import toast
from chat.reply import Pressed
from model.alert import MuteKind


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a source. Nothing is stored."""
    target = targets.marked(values[0], desk.book) if values else None
    if target is None or target.kind is not MuteKind.SOURCE:
        return toast(ask, "press.gone")
    return Pressed(reply=await told(target.value, ask, desk))
