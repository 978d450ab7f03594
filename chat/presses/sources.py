"""Another page of /sources, in place of the one shown."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.sources import listed
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the page, from 0. Nothing is stored."""
    at = number(values)
    if at is None:
        return toast(ask, "press.gone")
    page = await listed(at, ask, desk)
    return Pressed(text=page.text, buttons=page.buttons)
