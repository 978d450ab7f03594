"""`settings:` what holds for the whole file unless a source or a chat says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from model.rulebook import Burst, Chat, Settings
from rules import calm, fields, reach
from rules.fields import Pace
from rules.nodes import Mapping
from rules.reach import Reach
from rules.schema import Key, Notes, Reading, Section, scalar, several
from rules.sections.address import chat_key

A_LENGTH = "a length of time, such as 90s, 5m, 2h or 3d"
A_BURST = "a number in a length of time, such as 6 in 10m, or off"
A_PACE = "a length of time, such as 5m, or bounds, such as 2m-30m"
LANGUAGES = ("en", "fr", "ar")
SECOND = timedelta(seconds=1)

TIMEZONE: Key[str] = Key(
    "timezone",
    scalar(fields.timezone, "a time zone, such as Europe/Paris"),
    "UTC",
    "a time zone, such as Europe/Paris",
    "The time zone of the hours in this file and of the times in alerts.",
    "UTC",
)
EVERY: Key[Pace] = Key(
    "every",
    scalar(fields.pace, A_PACE),
    Pace(timedelta(minutes=5), timedelta(minutes=5)),
    A_PACE,
    "How often a source is checked. `5m` is a fixed rhythm; `2m-30m` lets it adapt between "
    "the two: as often as the first in the hours of the week in which the source usually "
    "publishes and right after news, as seldom as the second in its quiet hours. The hours are "
    "learnt, from `2m` on, within days; a source that must never wait gets a fixed rhythm.",
    "5m",
)
BACKFILL: Key[int] = Key(
    "backfill",
    scalar(fields.whole(0, 1000), "a whole number"),
    3,
    "a whole number",
    "How many of a source's newest articles may alert when it is seen for the first time.",
    "3",
)
MAX_AGE: Key[timedelta] = Key(
    "max_age",
    scalar(fields.duration(SECOND), A_LENGTH),
    timedelta(days=3),
    A_LENGTH,
    "News older than this is remembered, not announced.",
    "3d",
)
RETENTION: Key[timedelta] = Key(
    "retention",
    scalar(fields.duration(timedelta(hours=1)), A_LENGTH),
    timedelta(days=180),
    A_LENGTH,
    "How long articles are kept. That they were seen is remembered longer.",
    "180d",
)
PRIVATE: Key[Reach] = Key(
    "allow_private_addresses",
    reach.read,
    Reach(),
    reach.WANTS,
    "May sources live on this machine or in a private network? `true` allows each source "
    "its own host, a list allows the hosts it names. A link or redirect to another private host "
    "is followed only where the list names it.",
    "false",
)
ADMIN_CHAT: Key[int | str | None] = Key(
    "admin_chat",
    scalar(fields.chat_id, "a chat's number"),
    None,
    "a chat's number",
    "The chat that hears of trouble: a rules file that cannot be read, a message refused.",
    "none",
)
LANGUAGE: Key[str] = Key(
    "language",
    scalar(fields.reading_language, "en, fr or ar"),
    "en",
    "en, fr or ar",
    "The language the bot writes in, for chats that do not say their own.",
    "en",
)
LANGUAGES_KEY: Key[tuple[str, ...]] = Key(
    "languages",
    several(fields.language, "en"),
    LANGUAGES,
    "a list of language codes, such as [en, fr, ar]",
    "The languages of the articles: every word list is expected to have a part for each.",
    "[en, fr, ar]",
)
HOST_PAUSE: Key[timedelta] = Key(
    "host_pause",
    scalar(fields.duration(timedelta(), timedelta(hours=1)), A_LENGTH),
    SECOND,
    A_LENGTH,
    "The least time between two requests to one website.",
    "1s",
)
SAME_STORY: Key[timedelta] = Key(
    "same_story",
    scalar(fields.same_story, "a length of time, always or never"),
    timedelta(hours=12),
    "a length of time, such as 12h, or always, or never",
    "After how long a story that a chat was told of may be told there again, as a follow-up. "
    "Until then other outlets' reports of it are kept, not announced: `always` announces each, "
    "`never` only the first. A topic that the story turns to is announced at once.",
    "12h",
)
BURST: Key[Burst] = Key(
    "burst",
    scalar(calm.burst, A_BURST),
    Burst(6, timedelta(minutes=10)),
    A_BURST,
    "How many alerts a chat takes one by one within a time. Further ones become one summary "
    "message that grows, with a button for all of them. Urgent topics are told by themselves.",
    "6 in 10m",
)
HEARTBEAT: Key[time | None] = Key(
    "heartbeat",
    scalar(fields.clock, "a time of day"),
    None,
    'a time of day, such as "08:00"',
    "When to tell the admin chat once a day, without a sound, that all goes on: how many sources "
    "are well and which are not, what was read and sent since the day before.",
    "never",
)
SECTION = Section(
    "`settings`",
    (
        TIMEZONE,
        EVERY,
        BACKFILL,
        MAX_AGE,
        RETENTION,
        PRIVATE,
        ADMIN_CHAT,
        LANGUAGE,
        LANGUAGES_KEY,
        HOST_PAUSE,
        SAME_STORY,
        BURST,
        HEARTBEAT,
    ),
)


@dataclass(frozen=True, slots=True)
class Defaults:
    """The settings, and what sources take over where they say nothing themselves."""

    settings: Settings
    pace: Pace
    backfill: int
    max_age: timedelta
    reach: Reach
    languages: tuple[str, ...]


def read(node: Mapping, notes: Notes) -> Defaults:
    """The section `settings`, its defaults filled in."""
    reading = Reading(SECTION, node, notes)
    languages = tuple(dict.fromkeys(reading[LANGUAGES_KEY])) or LANGUAGES
    return Defaults(
        settings=Settings(
            timezone=reading[TIMEZONE],
            retention=reading[RETENTION],
            admin_chat=_admin(reading),
            language=reading[LANGUAGE],
            host_pause=reading[HOST_PAUSE],
            languages=languages,
            same_story=reading[SAME_STORY],
            burst=limited(reading[BURST]),
            heartbeat=reading[HEARTBEAT],
        ),
        pace=reading[EVERY],
        backfill=reading[BACKFILL],
        max_age=reading[MAX_AGE],
        reach=reading[PRIVATE],
        languages=languages,
    )


def limited(burst: Burst) -> Burst | None:
    """The limit; None for `off`."""
    return None if burst == calm.NO_BURST else burst


def _admin(reading: Reading) -> Chat | None:
    address = reading[ADMIN_CHAT]
    if address is None:
        return None
    return Chat(
        key=chat_key(address),
        address=address,
        language=reading[LANGUAGE],
        timezone=reading[TIMEZONE],
        line=reading.value_at(ADMIN_CHAT).line,
    )
