"""The buttons under an alert, as they are when it is sent and as they are by now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import shown
from chat.presses import choice
from chat.presses.payload import encode
from chat.reply import Button, Keyboard
from model.alert import Alert, AlertKind, Mute
from model.rulebook import Chat


def at_first(alert: Alert, language: str) -> Keyboard:
    """The buttons a message is sent with: none under digests and most notices."""
    if not alert.id:
        return ()
    if alert.kind is AlertKind.SUMMARY:
        return ((Button(_said(language, "button.all"), encode("all", alert.id)),),)
    if alert.kind is AlertKind.NOTICE and alert.mute:
        return ((Button(_said(language, "button.held.them"), encode("held", alert.mute)),),)
    return _all(alert, language, noted=False) if alert.kind is AlertKind.ALERT else ()


async def by_now(alert: Alert, ask: Ask, desk: Desk) -> Keyboard:
    """The buttons of an alert's own message as the store has it: what of it is muted, and
    whether it was found not relevant."""
    mute = await _muted(alert, ask, desk)
    noted = bool(await desk.store.feedback(alert.id))
    silent = ((undo(mute, alert, ask.language, ask.now, ask.place),),) if mute else ()
    own = await desk.about(ask)
    if own is not None and own.id == alert.id:
        return (*silent, *_all(alert, ask.language, noted=noted, muted=bool(mute)))
    return silent or choice.menu(alert, "", ask, desk.book)


def as_kept(
    alert: Alert, chat: Chat, mutes: Iterable[Mute], now: datetime, *, noted: bool
) -> Keyboard:
    """The same for its own message, of what the store keeps: the chat's mutes in force, and
    whether the alert was found not relevant."""
    mute = _newest(alert, mutes)
    place = words.zone(chat.timezone)
    if alert.kind is AlertKind.SUMMARY:
        return at_first(alert, chat.language)
    silent = ((undo(mute, alert, chat.language, now, place),),) if mute else ()
    return (*silent, *_all(alert, chat.language, noted=noted, muted=bool(mute)))


async def _muted(alert: Alert, ask: Ask, desk: Desk) -> Mute | None:
    """The newest mute in force of anything that the alert's menu offers."""
    return _newest(alert, await desk.store.mutes(alert.chat, ask.now))


def _newest(alert: Alert, mutes: Iterable[Mute]) -> Mute | None:
    offered = {(target.kind, target.value) for _, target in choice.targets_of(alert)}
    own = [mute for mute in mutes if (mute.kind, mute.value) in offered]
    return max(own, key=lambda mute: mute.id, default=None)


def undo(mute: Mute, alert: Alert, language: str, now: datetime, place: tzinfo) -> Button:
    """“Muted until 18:00 · Undo”."""
    until = words.until(mute.until, now, place, language)
    return Button(_said(language, "button.muted", until=until), encode("undo", mute.id, alert.id))


def _all(alert: Alert, language: str, *, noted: bool, muted: bool = False) -> Keyboard:
    mute = Button(_said(language, "button.mute"), encode("menu", alert.id))
    why = Button(_said(language, "button.why"), encode("why", alert.id))
    story = Button(_said(language, "button.story"), encode("story", alert.id))
    mark = "✓ " if noted else ""
    label = f"{mark}{_said(language, 'button.irrelevant')}"
    irrelevant = Button(label, encode("irrelevant", alert.id, int(not noted)))
    return ((why,), (story, irrelevant)) if muted else ((mute, why), (story, irrelevant))


def _said(language: str, phrase: str, **values: object) -> str:
    return shown(say(language, phrase, **values))
