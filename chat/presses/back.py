"""“Back”: the alert's own buttons again."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.presses.under import by_now
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: alert. Nothing is stored."""
    alert = await desk.told(ask, number(values))
    if alert is None:
        return toast(ask, "press.gone")
    return Pressed(buttons=await by_now(alert, ask, desk))
