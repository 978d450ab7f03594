"""Older deeds, or the newest again, in place of those shown."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.audit import USUAL, listed
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed

_WISH = 3  # values


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the id before which to begin, or 0; how many; whose or which. Nothing is stored."""
    before = number(values)
    if before is None or len(values) != _WISH:
        return toast(ask, "press.gone")
    page = await listed(number(values, 1) or USUAL, values[2], before or None, ask, desk)
    return Pressed(text=page.text, buttons=page.buttons)
