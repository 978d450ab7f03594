"""“Mute…”: what of the alert, and for how long, in place of its buttons."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.presses import choice
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: alert[, chosen target]. Nothing is stored."""
    alert = await desk.told(ask, number(values))
    if alert is None or not choice.targets_of(alert):
        return toast(ask, "press.gone")
    chosen = values[1] if len(values) > 1 else ""
    own = await desk.about(ask)
    back = own is not None and own.id == alert.id
    buttons = choice.menu(alert, chosen, ask, desk.book, back=back)
    return Pressed(buttons=buttons, anew=say(ask.language, "mute.choose"))
