"""The list of invites and of the chats that joined, or a new invite of the usual kind."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.invite import listed, made, usual
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: "new", or "list" and how many chats to skip. A new invite is a message of its own."""
    if values[:1] == ("new",):
        said = await made(usual(ask), ask, desk)
        return Pressed(reply=said, did=said.did)
    if values[:1] != ("list",):
        return toast(ask, "press.old")
    page = await listed(ask, desk, number(values, 1) or 0)
    return Pressed(text=page.text, buttons=page.buttons)
