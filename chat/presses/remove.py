"""A chat that joined is removed: told once, it hears nothing more."""

from __future__ import annotations

from dataclasses import replace

from chat.commands.ask import Ask, Desk
from chat.commands.invite import listed, remove
from chat.commands.phrases import say
from chat.html import shown
from chat.presses.payload import encode, number
from chat.presses.toasts import toast
from chat.reply import Button, Letter, Pressed
from model.access import Guest
from model.preferences import NOTHING, applied

_SURE = "yes"


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: chat, and "yes" once it was asked for. Then the list as it is from now on."""
    wish = number(values)
    found = next((one for one in await desk.store.guests() if one.id == wish), None)
    if found is None:
        return toast(ask, "press.gone")
    if values[1:] != (_SURE,):
        return _question(found, ask)
    letter = await _farewell(found, desk)
    await desk.store.remove_guest(found.id)
    page = await listed(ask, desk)
    said = toast(ask, "guest.removed", name=found.name)
    did = f"{found.chat} {found.name}"
    return replace(said, text=page.text, buttons=page.buttons, did=did, letter=letter)


def _question(guest: Guest, ask: Ask) -> Pressed:
    back = Button(shown(say(ask.language, "button.back")), encode("invite", "list", 0))
    said = say(ask.language, "guest.sure", name=guest.name or guest.address)
    return Pressed(text=said, buttons=((remove(guest, ask, _SURE),), (back,)))


async def _farewell(guest: Guest, desk: Desk) -> Letter:
    """In the language that its readers want, where it is by now."""
    moved, own = await desk.store.moved(), await desk.store.settled()
    chat = guest.as_chat(desk.book).at(moved.get(guest.chat))
    chat = applied(chat, own.get(chat.key, NOTHING), desk.book.topics)
    return Letter(chat.address, chat.thread, say(chat.language, "guest.farewell"))
