"""/mutes: what is silent here, until when, by whom, and how much it has held back."""

from __future__ import annotations

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import page
from model.alert import Mute


async def reply(ask: Ask, desk: Desk) -> str:
    """One line for each mute in force."""
    mutes = await desk.store.mutes(ask.key, ask.now)
    if not mutes:
        return say(ask.language, "mutes.none")
    lines = [say(ask.language, "mutes"), *(_line(mute, ask, desk) for mute in mutes)]
    end = say(ask.language, "mutes.end", id=mutes[0].id)
    return page([*lines, end], words.word("more", ask.language))


def _line(mute: Mute, ask: Ask, desk: Desk) -> str:
    return say(
        ask.language,
        "mutes.one",
        id=mute.id,
        what=targets.label_of(mute, desk.book, ask.language),
        until=words.until(mute.until, ask.now, ask.place, ask.language),
        by=say(ask.language, "mutes.by", name=mute.by) if mute.by else "",
        count=mute.held_back,
    )
