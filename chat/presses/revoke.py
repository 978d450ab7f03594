"""An invite taken back: its link lets nobody in any more."""

from __future__ import annotations

from dataclasses import replace

from chat.commands.ask import Ask, Desk
from chat.commands.invite import listed
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: invite. The list is shown as it is from now on."""
    wish = number(values)
    gone = wish is not None and await desk.store.revoke(wish)
    page = await listed(ask, desk)
    said = toast(ask, "invite.revoked" if gone else "press.gone")
    return replace(said, text=page.text, buttons=page.buttons, did=str(wish) if gone else "")
