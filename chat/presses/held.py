"""“Show them”: the alerts that a mute held back, as one message."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.compose import listing
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed, Reply

_MOST = 50  # headlines; fewer fit where they are long


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: mute, perhaps long over. Nothing is stored."""
    mute_id = number(values)
    alerts = await desk.store.held_back(mute_id, _MOST) if mute_id is not None else []
    here = [alert for alert in alerts if ask.here(alert.chat)]
    if not here or ask.chat is None:
        return toast(ask, "held.none")
    heading = say(ask.language, "held", count=len(here))
    return Pressed(reply=Reply(listing(heading, here, ask.chat, ask.now)))
