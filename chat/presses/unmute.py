"""A mute ended by its button, in the list of /mutes."""

from __future__ import annotations

from dataclasses import replace

from chat import words
from chat.commands import mutes
from chat.commands.ask import Ask, Desk
from chat.commands.unmute import ended
from chat.html import page, shown
from chat.presses.payload import number
from chat.presses.toasts import cut, toast
from chat.presses.undo import in_force
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: mute or "all". The list is shown anew; what was ended says so below it."""
    if values[:1] == ("all",):
        chosen = await desk.store.mutes(ask.key, ask.now)
    else:
        mute = await in_force(ask, number(values), desk)
        chosen = [mute] if mute else []
    if not chosen:
        left = await mutes.reply(ask, desk)
        return replace(toast(ask, "press.over"), text=left.text, buttons=left.buttons)
    said = await ended(chosen, ask, desk)
    left = await mutes.reply(ask, desk)
    lines = [*left.text.splitlines(), "", *said.text.splitlines()]
    text = page(lines, words.word("more", ask.language))
    toasted = cut(shown(said.text))
    return Pressed(toasted, text=text, buttons=left.buttons + said.buttons, did=said.did)
