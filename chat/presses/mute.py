"""A length under “Mute…”: the chosen part of the alert is silent from now on."""

from __future__ import annotations

from dataclasses import replace

from chat import words
from chat.commands import silences
from chat.commands.ask import Ask, Desk
from chat.presses import choice
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.presses.under import by_now
from chat.reply import Pressed
from model.alert import Alert, Mute

_WISH = 3  # values


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: alert, target, length. The mute is stored, the buttons say until when."""
    alert = await desk.told(ask, number(values))
    wish = _wish(alert, ask, values) if alert and len(values) == _WISH else None
    if alert is None or wish is None:
        return toast(ask, "press.gone")
    kept = await silences.keep(wish, desk.store)
    said = toast(
        ask,
        "press.muted",
        what=await silences.what(kept, ask.language, desk.book, desk.store),
        until=words.until(kept.until, ask.now, ask.place, ask.language),
    )
    buttons = await by_now(alert, ask, desk)
    return replace(said, buttons=buttons, did=silences.did(kept, ask))


def _wish(alert: Alert, ask: Ask, values: tuple[str, ...]) -> Mute | None:
    target = choice.target(alert, values[1])
    until = choice.end(values[2], ask.now, ask.place)
    if target is None or until is None:
        return None
    return Mute(alert.chat, target.kind, target.value, ask.now, until.moment, by=ask.user)
