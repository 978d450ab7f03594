"""“Did you mean” below /removesource: the question about that source."""

from __future__ import annotations

from chat.commands import removesource, targets
from chat.commands.ask import Ask, Desk
from chat.presses.toasts import toast
from chat.reply import Pressed
from model.alert import MuteKind


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a source. Nothing is changed yet."""
    target = targets.marked(values[0], desk.book) if values else None
    if target is None or target.kind is not MuteKind.SOURCE:
        return toast(ask, "press.gone")
    asked = await removesource.named(target.value, ask, desk)
    return Pressed(text=asked.text, buttons=asked.buttons)
