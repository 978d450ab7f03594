"""How mutes are told: what each is about, until when, and that it has ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.alert import Mute, MuteKind
from model.rulebook import Rulebook
from model.stores import Store

_TWICE = timedelta(minutes=1)  # ends so close together were meant to be one
_TITLE = 80  # code points of a story's headline


async def what(mute: Mute, language: str, book: Rulebook, store: Store) -> Markup:
    """What a mute is about, in words, as HTML; a story by the headline it opened with."""
    if mute.kind is not MuteKind.STORY:
        return targets.label(mute.kind, mute.value, book, language)
    article = await store.article(mute.value)
    title = line(article.title, _TITLE) if article else ""
    return say(language, "story", name=title) if title else say(language, "story.untitled")


async def keep(wish: Mute, store: Store) -> Mute:
    """Remember a mute, unless the very same is in force: a button pressed twice, or a command
    that Telegram hands over again, is one wish, which one Undo takes back."""
    for mute in await store.mutes(wish.chat, wish.since):
        if (mute.kind, mute.value) == (wish.kind, wish.value) and _alike(mute.until, wish.until):
            return mute
    return await store.mute(wish)


def _alike(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < _TWICE


def named(mute: Mute) -> str:
    """A mute for the log of who did what."""
    until = f"until {mute.until:%Y-%m-%d %H:%M} UTC" if mute.until else "forever"
    return " ".join(part for part in (str(mute.kind), mute.value, until) if part)


def did(mute: Mute, ask: Ask) -> str:
    """The same of a mute that was just set; nothing of one that was in force already."""
    return named(mute) if mute.since == ask.now else ""


async def muted(mute: Mute, ask: Ask, desk: Desk) -> Reply:
    """That a mute is in force, with a button to take it back."""
    said = say(
        ask.language,
        "muted",
        what=await what(mute, ask.language, desk.book, desk.store),
        until=words.until(mute.until, ask.now, ask.place, ask.language),
        urgent=say(ask.language, "urgent"),
        id=mute.id,
    )
    undo = Button(shown(say(ask.language, "button.undo")), encode("undo", mute.id))
    return Reply(said, ((undo,),), did=did(mute, ask))


async def ended(mute: Mute, language: str, desk: Desk) -> Markup:
    """That a mute has ended, and how much it held back."""
    about = await what(mute, language, desk.book, desk.store)
    return say(language, "unmuted", what=about, count=mute.held_back)


def show(mute: Mute, language: str) -> tuple[Button, ...]:
    """The button that shows what a mute held back, where it held anything back."""
    if not mute.held_back:
        return ()
    label = shown(say(language, "button.held", count=mute.held_back))
    return (Button(label, encode("held", mute.id)),)


def rows(*row: tuple[Button, ...]) -> Keyboard:
    """The rows that have a button."""
    return tuple(one for one in row if one)
