"""A source that was perhaps meant: it rests as the command would have it."""

from __future__ import annotations

from chat.commands import durations, targets
from chat.commands.ask import Ask, Desk
from chat.commands.pause import paused
from chat.presses.toasts import toast
from chat.reply import Pressed
from model.alert import MuteKind

_WISH = 2  # values


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a source, the end. The pause is stored, the text tells it."""
    target = targets.marked(values[0], desk.book) if len(values) == _WISH else None
    end = durations.decoded(values[1], ask.now) if target else None
    if target is None or end is None or target.kind is not MuteKind.SOURCE:
        return toast(ask, "press.gone")
    said = await paused(target, end, ask, desk)
    return Pressed(text=said.text, buttons=said.buttons, did=said.did)
