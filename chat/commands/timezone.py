"""/timezone [Area/City, city or country]: the zone of this chat's times and hours."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import places
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.commands.preferring import (
    Option,
    misunderstood,
    offered,
    own,
    prefer,
    remember,
    says_rules,
)
from chat.html import isolated
from chat.reply import Reply
from model.preferences import TIMEZONE

_OFFERED = 6


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember the zone, then show what time it is there; or offer some."""
    if not ask.args.strip():
        return await page(ask, desk)
    zones = places.named(ask.args)
    if len(zones) == 1 or says_rules(ask.args):
        return await remember(TIMEZONE, zones[0] if zones else None, page, ask, desk)
    if zones:
        return _several(zones[: places.NEAR], ask)
    near = _options(places.nearest(ask.args), ask)
    how = say(ask.language, "timezone.how")
    return misunderstood(ask, how, TIMEZONE, near, await page(ask, desk))


def _several(zones: Sequence[str], ask: Ask) -> Reply:
    """A country with more than one zone."""
    said = say(ask.language, "timezone.several", place=ask.args.strip()[:100])
    return Reply(said, tuple((prefer(TIMEZONE, one),) for one in _options(zones, ask)))


async def page(ask: Ask, desk: Desk) -> Reply:
    """The zone in force with its time now, and buttons for a few."""
    current = ask.chat.timezone if ask.chat else places.UTC
    ruled = [ask.ruled.timezone] if ask.ruled else []
    some = list(dict.fromkeys([current, *ruled, *places.USUAL]))[:_OFFERED]
    zone = named(current, ask.language)
    said = say(ask.language, "timezone.page", zone=zone, now=now(ask))
    buttons = offered(TIMEZONE, _options(some, ask), current, ask, await own(ask, desk))
    return Reply(f"{said}\n{say(ask.language, 'timezone.how')}", buttons)


def named(zone: str, language: str) -> Markup:
    """A zone's name, kept whole within a line that runs the other way."""
    return Markup(isolated(zone, words.base(language)))


def now(ask: Ask) -> Markup:
    """What clocks on the wall show."""
    return Markup(f"{ask.now.astimezone(ask.place):%H:%M}")


def _options(zones: Sequence[str], ask: Ask) -> list[Option]:
    return [Option(zone, _label(zone, ask)) for zone in zones]


def _label(zone: str, ask: Ask) -> str:
    there = ask.now.astimezone(words.zone(zone))
    return f"{places.city(zone, ask.language)} · {there:%H:%M}"
