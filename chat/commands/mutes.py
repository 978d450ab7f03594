"""/mutes: what is silent here, until when, by whom, and how much it has held back."""

from __future__ import annotations

from chat import words
from chat.commands import silences
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import line, page, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.alert import Mute

_ROWS = 30  # of the 100 buttons of a message; each mute has two at most
_LABEL = 40


async def reply(ask: Ask, desk: Desk) -> Reply:
    """One line for each mute in force, and a button to end each."""
    mutes = await desk.store.mutes(ask.key, ask.now)
    if not mutes:
        return Reply(say(ask.language, "mutes.none"))
    lines = [say(ask.language, "mutes"), *[await _line(mute, ask, desk) for mute in mutes]]
    buttons = [await _row(mute, ask, desk) for mute in mutes[:_ROWS]]
    return Reply(page(lines, words.word("more", ask.language)), _all(buttons, mutes, ask))


async def _line(mute: Mute, ask: Ask, desk: Desk) -> str:
    return say(
        ask.language,
        "mutes.one",
        id=mute.id,
        what=await silences.what(mute, ask.language, desk.book, desk.store),
        until=words.until(mute.until, ask.now, ask.place, ask.language),
        by=say(ask.language, "mutes.by", name=mute.by) if mute.by else "",
        count=mute.held_back,
    )


async def _row(mute: Mute, ask: Ask, desk: Desk) -> tuple[Button, ...]:
    about = shown(await silences.what(mute, ask.language, desk.book, desk.store))
    label = line(f"🔔 {mute.id} {about}", _LABEL)
    end = Button(label, encode("unmute", mute.id, "list"))
    return (end, *silences.show(mute, ask.language))


def _all(rows: list[tuple[Button, ...]], mutes: list[Mute], ask: Ask) -> Keyboard:
    if len(mutes) == 1:
        return tuple(rows)
    everything = Button(
        shown(say(ask.language, "button.unmute.all")), encode("unmute", "all", "list")
    )
    return (*rows, (everything,))
