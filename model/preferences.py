"""What a chat's readers settled themselves, over what rules.yaml says of the chat. Pure.

A preference is a name and a text, as the store keeps them:

    language     fr
    timezone     Europe/Paris
    quiet        22:00-07:00, or off
    digest       07:30, or 07:30 mon-fri, or off
    same_story   always, never, or hours: 12h
    topics       all, or none: what holds for topics without a word of their own
    topic:NAME   on, or off

What cannot be used any more (a topic that left the rules, a time zone that this machine has lost)
is passed over: there rules.yaml holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from model.rulebook import EVERY_DAY, Chat, Digest, Quiet
from model.weekdays import days_of, days_text

LANGUAGES = ("en", "fr", "ar")  # that the bot speaks
LANGUAGE, TIMEZONE, QUIET, DIGEST = "language", "timezone", "quiet", "digest"
SAME_STORY, TOPICS = "same_story", "topics"
ON, OFF, ALL, NONE, ALWAYS, NEVER = "on", "off", "all", "none", "always", "never"
_TOPIC = "topic:"
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_HOURS = re.compile(r"([1-9][0-9]{0,3})h")


@dataclass(frozen=True, slots=True)
class Preference:
    """One thing settled: its text, when (an aware UTC moment) and by whom."""

    value: str
    at: datetime
    by: str = ""


Preferences = Mapping[str, Preference]  # by name
NOTHING: Preferences = MappingProxyType({})


def of_topic(name: str) -> str:
    """The name of the preference about one topic."""
    return f"{_TOPIC}{name}"


def about_topics(name: str) -> bool:
    """Whether a preference of that name is about topics."""
    return name == TOPICS or name.startswith(_TOPIC)


def applied(chat: Chat, own: Preferences, topics: Collection[str]) -> Chat:
    """The chat of rules.yaml as its readers want it; `topics` are those the rules have."""
    if not own:
        return chat
    fields: dict[str, Any] = {}
    for name, read in _READ.items():
        found = read(own[name].value) if name in own else ()
        if found:
            fields[name] = found[0]
    return replace(chat, **fields, topics=_topics(chat.topics, own, topics))


def _topics(
    ruled: frozenset[str] | None, own: Preferences, known: Collection[str]
) -> frozenset[str] | None:
    said = {name: own[key].value for name in known if (key := of_topic(name)) in own}
    on = {name for name, value in said.items() if value == ON}
    off = {name for name, value in said.items() if value == OFF}
    base = _base(ruled, own)
    if not off and (base is None or on <= base):
        return base
    return (frozenset(known if base is None else base) | on) - off


def _base(ruled: frozenset[str] | None, own: Preferences) -> frozenset[str] | None:
    word = own[TOPICS].value if TOPICS in own else ""
    if word == ALL:
        return None
    return frozenset() if word == NONE else ruled


# Each gives one value, or nothing where the text means none.


def _language(text: str) -> tuple[str, ...]:
    return (text,) if text in LANGUAGES else ()


def _timezone(text: str) -> tuple[str, ...]:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return ()
    return (text,)


def _quiet(text: str) -> tuple[Quiet | None, ...]:
    if text == OFF:
        return (None,)
    start, dash, end = text.partition("-")
    hours = (*_clock(start), *_clock(end)) if dash else ()
    return (Quiet(*hours),) if len(set(hours)) == 2 else ()  # noqa: PLR2004 # start and end


def _digest(text: str) -> tuple[Digest | None, ...]:
    if text == OFF:
        return (None,)
    hour, blank, named = text.partition(" ")
    days = days_of(named) if blank else EVERY_DAY
    return tuple(Digest(clock, days) for clock in _clock(hour) if days)


def _clock(text: str) -> tuple[time, ...]:
    found = _CLOCK.fullmatch(text)
    return (time(int(found[1]), int(found[2])),) if found else ()


def _same_story(text: str) -> tuple[timedelta, ...]:
    if text in (ALWAYS, NEVER):
        return (timedelta() if text == ALWAYS else timedelta.max,)
    found = _HOURS.fullmatch(text)
    return (timedelta(hours=int(found[1])),) if found else ()


_READ: Mapping[str, Callable[[str], tuple[Any, ...]]] = {
    LANGUAGE: _language,
    TIMEZONE: _timezone,
    QUIET: _quiet,
    DIGEST: _digest,
    SAME_STORY: _same_story,
}
NAMES = tuple(_READ)  # of all preferences but those about topics


def known(name: str, value: str) -> bool:
    """Whether a text is one that a preference of this name may have."""
    if name == TOPICS:
        return value in (ALL, NONE)
    if name.startswith(_TOPIC):
        return value in (ON, OFF)
    return name in _READ and bool(_READ[name](value))


def quiet_text(quiet: Quiet | None) -> str:
    """Quiet hours as the text of a preference."""
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else OFF


def digest_text(digest: Digest | None) -> str:
    """A digest's time and days as the text of a preference."""
    return f"{digest.at:%H:%M} {days_text(digest.days)}".rstrip() if digest else OFF


def same_story_text(span: timedelta) -> str:
    """The pause between two alerts of one story as the text of a preference, in whole hours."""
    if span in (timedelta(), timedelta.max):
        return NEVER if span else ALWAYS
    return f"{max(1, round(span / timedelta(hours=1)))}h"
