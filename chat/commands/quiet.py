"""/quiet [22:00-07:00|off]: hours in which alerts wait, in the chat's time zone."""

from __future__ import annotations

from datetime import time

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
from model.preferences import OFF, QUIET, quiet_text
from model.rulebook import Quiet

_USUAL = tuple(
    Quiet(time(start), time(end)) for start, end in ((22, 7), (23, 7), (0, 6), (20, 8), (12, 14))
)


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember the hours, then say what they mean; or offer some."""
    if not ask.args.strip():
        return await page(ask, desk)
    span = hours.span(ask.args)
    if span is None and not says_off(ask.args) and not says_rules(ask.args):
        return await _unknown(ask, desk)
    value = None if says_rules(ask.args) else quiet_text(Quiet(*span) if span else None)
    return await remember(QUIET, value, page, ask, desk)


async def page(ask: Ask, desk: Desk) -> Reply:
    """The hours in force, what becomes of alerts in them, and buttons for usual ones."""
    current = ask.chat.quiet if ask.chat else None
    said = [say(ask.language, "quiet.page", hours=told(current, ask.language)), *_meaning(ask)]
    options = [_option(one, ask) for one in (*_USUAL, None)]
    buttons = offered(QUIET, options, quiet_text(current), ask, await own(ask, desk))
    return Reply("\n".join([*said, say(ask.language, "quiet.how")]), buttons)


def told(quiet: Quiet | None, language: str) -> Markup:
    """The hours in words; “off” where there are none."""
    if quiet is None:
        return say(language, "off")
    return say(language, "hours", start=f"{quiet.start:%H:%M}", end=f"{quiet.end:%H:%M}")


def _meaning(ask: Ask) -> list[Markup]:
    if ask.chat is None or ask.chat.quiet is None:
        return []
    then = ask.chat.digest.at if ask.chat.digest else ask.chat.quiet.end
    zone = named(ask.chat.timezone, ask.language)
    waits = say(ask.language, "quiet.meaning", then=f"{then:%H:%M}", zone=zone)
    return [Markup(f"{waits} {say(ask.language, 'urgent')}")]


def _option(quiet: Quiet | None, ask: Ask) -> Option:
    return Option(quiet_text(quiet), shown(told(quiet, ask.language)))


async def _unknown(ask: Ask, desk: Desk) -> Reply:
    near = []
    if span := hours.nearly(ask.args):
        near = [_option(Quiet(*span), ask)]
    elif nearly_off(ask.args):
        near = [Option(OFF, shown(say(ask.language, "off")))]
    how = say(ask.language, "quiet.how")
    return misunderstood(ask, how, QUIET, near, await page(ask, desk))
