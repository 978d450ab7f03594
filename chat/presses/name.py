"""A name that was perhaps meant: muted as the command would have."""

from __future__ import annotations

from chat.commands import durations, silences, targets
from chat.commands.ask import Ask, Desk
from chat.presses.toasts import toast
from chat.reply import Pressed
from model.alert import Mute

_WISH = 2  # values


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of a topic or source, the end. The mute is stored, the text tells it."""
    if len(values) != _WISH:
        return toast(ask, "press.gone")
    target = targets.marked(values[0], desk.book)
    until = durations.decoded(values[1], ask.now)
    if target is None or until is None:
        return toast(ask, "press.gone")
    wish = Mute(ask.key, target.kind, target.value, ask.now, until.moment, by=ask.user)
    said = await silences.muted(await silences.keep(wish, desk.store), ask, desk)
    return Pressed(text=said.text, buttons=said.buttons, did=said.did)
