"""/settings: how this chat is told, with a way into each setting and back to rules.yaml."""

from __future__ import annotations

from chat import words
from chat.commands import digest, quiet, routes, same_story, timezone
from chat.commands.ask import Ask, Desk
from chat.commands.following import follows
from chat.commands.phrases import Markup, say
from chat.commands.preferring import own
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.preferences import (
    DIGEST,
    LANGUAGE,
    QUIET,
    SAME_STORY,
    TIMEZONE,
    TOPICS,
    Preferences,
    about_topics,
)
from model.rulebook import Chat

_ROWS = ((LANGUAGE, TIMEZONE), (QUIET, DIGEST), (TOPICS, SAME_STORY))
_NAME = 40


async def reply(ask: Ask, desk: Desk) -> Reply:
    """A line for each setting, marked where it was settled here, and a button to change it."""
    if ask.chat is None:
        return Reply()
    settled = await own(ask, desk)
    told = _told(ask.chat, ask, desk)
    lines = [
        f"{say(ask.language, f'settings.{name}', value=value)}{_mark(name, settled)}"
        for name, value in told.items()
    ]
    lines += routes.lines(ask.chat, desk.book, ask.language)
    end = [say(ask.language, "settings.own" if settled else "settings.ruled")]
    return Reply("\n".join([say(ask.language, "settings"), *lines, *end]), _buttons(ask, settled))


def _told(chat: Chat, ask: Ask, desk: Desk) -> dict[str, Markup]:
    spoken = ask.language
    own_name = words.language_name(words.tongue(spoken), spoken)
    known = desk.book.topics
    count = sum(follows(chat, name) for name in known)
    place = timezone.named(chat.timezone, spoken)
    zone = say(spoken, "settings.zone", zone=place, now=timezone.now(ask))
    return {
        LANGUAGE: say(spoken, "value", value=own_name),
        TIMEZONE: zone,
        QUIET: quiet.told(chat.quiet, spoken),
        DIGEST: digest.told(chat.digest, spoken),
        TOPICS: say(spoken, "settings.count", count=count, all=len(known)),
        SAME_STORY: same_story.told(chat.same_story, spoken),
    }


def _mark(name: str, settled: Preferences) -> str:
    """A pencil, and who settled it last."""
    here = [
        one for key, one in settled.items() if key == name or (name == TOPICS and about_topics(key))
    ]
    if not here:
        return ""
    by = max(here, key=lambda one: one.at).by
    return " · ✎" + (f" {say('en', 'value', value=line(by, _NAME))}" if by else "")


def _buttons(ask: Ask, settled: Preferences) -> Keyboard:
    rows = [tuple(_button(name, ask) for name in row) for row in _ROWS]
    if not settled:
        return tuple(rows)
    back = Button(shown(say(ask.language, "button.reset")), encode("page", "reset"))
    return (*rows, (back,))


def _button(name: str, ask: Ask) -> Button:
    return Button(shown(say(ask.language, f"button.{name}")), encode("page", name))


async def confirm(ask: Ask, desk: Desk) -> Reply:
    """Whether all that was settled here is to be forgotten."""
    count = len(await own(ask, desk))
    yes = Button(shown(say(ask.language, "button.reset.yes")), encode("reset"))
    no = Button(shown(say(ask.language, "button.back")), encode("page", "settings"))
    return Reply(say(ask.language, "settings.reset", count=count), ((yes,), (no,)))
