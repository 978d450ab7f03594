"""/digest [07:30|off]: when what was held back is told, in the chat's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from chat import words
from chat.commands import hours
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.commands.preferring import (
    Option,
    misunderstood,
    nearly_off,
    offered,
    own,
    remember,
    says_off,
    says_rules,
)
from chat.commands.timezone import named
from chat.html import shown
from chat.reply import Reply
from model.preferences import DIGEST, OFF, clock_text
from model.rulebook import Chat, Priority

_USUAL = (time(7, 30), time(9), time(12, 30), time(18), time(20))


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember the time, then say what comes with it; or offer some."""
    if not ask.args.strip():
        return await page(ask, desk)
    clock = hours.clock(ask.args)
    if clock is None and not says_off(ask.args) and not says_rules(ask.args):
        return await _unknown(ask, desk)
    value = None if says_rules(ask.args) else clock_text(clock)
    return await remember(DIGEST, value, page, ask, desk)


async def page(ask: Ask, desk: Desk) -> Reply:
    """The time in force, what the digest holds, and buttons for usual times."""
    current = ask.chat.digest if ask.chat else None
    said = [say(ask.language, "digest.page", time=told(current, ask.language))]
    said += _meaning(ask.chat, ask.language) if ask.chat else ()
    options = [_option(one, ask) for one in (*_USUAL, None)]
    buttons = offered(DIGEST, options, clock_text(current), ask, await own(ask, desk))
    return Reply("\n".join([*said, say(ask.language, "digest.how")]), buttons)


def told(clock: time | None, language: str) -> Markup:
    """The time in figures; “off” where there is none."""
    return Markup(f"{clock:%H:%M}") if clock else say(language, "off")


def _meaning(chat: Chat, language: str) -> Iterator[Markup]:
    """What comes with the digest, or goes without it."""
    if chat.digest is not None:
        yield say(language, "digest.holds", zone=named(chat.timezone, language))
    if chat.minimum_priority > Priority.LOW:
        key = "digest.below" if chat.digest is not None else "digest.lost"
        yield say(language, key, priority=words.priority(chat.minimum_priority, language))


def _option(clock: time | None, ask: Ask) -> Option:
    return Option(clock_text(clock), shown(told(clock, ask.language)))


async def _unknown(ask: Ask, desk: Desk) -> Reply:
    near = [Option(OFF, shown(say(ask.language, "off")))] if nearly_off(ask.args) else []
    how = say(ask.language, "digest.how")
    return misunderstood(ask, how, DIGEST, near, await page(ask, desk))
