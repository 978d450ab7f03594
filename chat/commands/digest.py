"""/digest [07:30] [weekdays], or off: when what was held back is told, in the chat's zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from chat import words
from chat.commands import weekdays
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
from model.preferences import DIGEST, OFF, digest_text
from model.rulebook import EVERY_DAY, Chat, Digest, Priority
from model.weekdays import WORKDAYS

_USUAL = (time(7, 30), time(9), time(12, 30), time(18), time(20))


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember the time, then say what comes with it; or offer some."""
    if not ask.args.strip():
        return await page(ask, desk)
    wish = weekdays.digest(ask.args)
    if wish is None and not says_off(ask.args) and not says_rules(ask.args):
        return await _unknown(ask, desk)
    value = None if says_rules(ask.args) else digest_text(wish)
    return await remember(DIGEST, value, page, ask, desk)


async def page(ask: Ask, desk: Desk) -> Reply:
    """The time and days in force, what the digest holds, and buttons for usual ones."""
    current = ask.chat.digest if ask.chat else None
    said = [say(ask.language, "digest.page", time=told(current, ask.language))]
    said += _meaning(ask.chat, ask.language) if ask.chat else ()
    options = [_option(one, ask) for one in _offers(current)]
    buttons = offered(DIGEST, options, digest_text(current), ask, await own(ask, desk))
    return Reply("\n".join([*said, say(ask.language, "digest.how")]), buttons)


def _offers(current: Digest | None) -> list[Digest | None]:
    """Usual times, on the days in force; the time in force, on usual days; none at all."""
    days = current.days if current else EVERY_DAY
    times = [Digest(clock, days) for clock in _USUAL]
    clock = current.at if current else _USUAL[0]
    usual = [Digest(clock, one) for one in (EVERY_DAY, WORKDAYS)]
    return [*times, None, *(one for one in usual if one not in times)]


def told(digest: Digest | None, language: str) -> Markup:
    """The time in figures, and the days where it is not every day; “off” where there is none."""
    if digest is None:
        return say(language, "off")
    days = weekdays.told(digest.days, language)
    return say(
        language, "value", value=f"{digest.at:%H:%M} · {days}" if days else f"{digest.at:%H:%M}"
    )


def _meaning(chat: Chat, language: str) -> Iterator[Markup]:
    """What comes with the digest, or goes without it."""
    if chat.digest is not None:
        often = "daily" if chat.digest.days == EVERY_DAY else "days"
        yield say(language, f"digest.holds.{often}", zone=named(chat.timezone, language))
    if chat.minimum_priority > Priority.LOW:
        key = "digest.below" if chat.digest is not None else "digest.lost"
        yield say(language, key, priority=words.priority(chat.minimum_priority, language))


def _option(digest: Digest | None, ask: Ask) -> Option:
    return Option(digest_text(digest), shown(told(digest, ask.language)))


async def _unknown(ask: Ask, desk: Desk) -> Reply:
    clock = weekdays.time_alone(ask.args)
    near = [_option(Digest(clock, days), ask) for days in (EVERY_DAY, WORKDAYS) if clock]
    if nearly_off(ask.args):
        near = [Option(OFF, shown(say(ask.language, "off")))]
    how = say(ask.language, "digest.how")
    return misunderstood(ask, how, DIGEST, near, await page(ask, desk))
