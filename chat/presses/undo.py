"""“Undo”: a mute is taken back; one that it had replaced is in force again."""

from __future__ import annotations

from dataclasses import replace

from chat.commands import silences
from chat.commands.ask import Ask, Desk
from chat.html import shown
from chat.presses.payload import number
from chat.presses.toasts import cut, toast
from chat.presses.under import by_now
from chat.reply import Pressed
from model.alert import Mute


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: mute[, alert]. With an alert its buttons come back, else the text tells of it."""
    mute = await in_force(ask, number(values), desk)
    undone = await desk.store.undo(mute.id, ask.now) if mute else None
    said = await _said(undone, ask, desk)
    alert = await desk.told(ask, number(values, 1))
    if alert is not None:
        return replace(said, buttons=await by_now(alert, ask, desk))
    if undone is None:
        return replace(said, buttons=())
    text = await silences.ended(undone, ask.language, desk)
    show = silences.show(undone, ask.language)
    return replace(said, text=text, buttons=silences.rows(show))


async def _said(undone: Mute | None, ask: Ask, desk: Desk) -> Pressed:
    if undone is None:
        return toast(ask, "press.over")
    told = shown(await silences.ended(undone, ask.language, desk))
    return Pressed(cut(told), did=silences.named(undone))


async def in_force(ask: Ask, mute_id: int | None, desk: Desk) -> Mute | None:
    """The mute of that id, if it holds now and here."""
    for key in dict.fromkeys((ask.key, *ask.keys)):
        for mute in await desk.store.mutes(key, ask.now):
            if mute.id == mute_id:
                return mute
    return None
