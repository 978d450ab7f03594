"""`chats:` who reads what, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from model.rulebook import Chat, Priority, Quiet
from rules import fields
from rules.nodes import Node, Scalar
from rules.nodes import Sequence as ListNode
from rules.schema import Key, Notes, Reading, Section, mapping, scalar, several
from rules.sections.address import chat_key
from rules.sections.settings import Defaults

CHAT: Key[int | str | None] = Key(
    "chat",
    scalar(fields.chat_id, "a chat's number"),
    None,
    'a chat\'s number, or "@channelname"',
    'The number of a chat, negative for groups and channels, or a public "@channelname" in quotes.',
    required=True,
)
THREAD: Key[int | None] = Key(
    "thread",
    scalar(fields.thread, "a whole number"),
    None,
    "a whole number",
    "The number of a forum topic within the group.",
    "the group itself",
)
LANGUAGE: Key[str | None] = Key(
    "language",
    scalar(fields.reading_language, "en, fr or ar"),
    None,
    "en, fr or ar",
    "The language the bot writes in, in this chat.",
    "`language` of settings",
)
TOPICS: Key[tuple[str, ...] | None] = Key(
    "topics",
    several(str.strip, "a topic's name"),
    None,
    "a list of names of topics",
    "The topics this chat follows.",
    "all",
)
MINIMUM: Key[Priority] = Key(
    "minimum_priority",
    scalar(fields.priority, "low, normal, high or urgent"),
    Priority.LOW,
    "low, normal, high or urgent",
    "Topics below this priority are left for the chat's digest, and without a digest not told.",
    "low",
)
QUIET: Key[Quiet | None] = Key(
    "quiet",
    scalar(fields.quiet, "hours"),
    None,
    'hours, such as "22:00-07:00"',
    "Hours without alerts; what comes up is told together when they end, or in the digest "
    "where there is one. Urgent topics get through.",
    "none",
)
DIGEST: Key[time | None] = Key(
    "digest",
    scalar(fields.clock, "a time of day"),
    None,
    'a time of day, such as "07:30"',
    "When to tell, once a day, what was held back: topics below `minimum_priority`, and what "
    "came up in the quiet hours.",
    "no digest",
)
TIMEZONE: Key[str | None] = Key(
    "timezone",
    scalar(fields.timezone, "a time zone"),
    None,
    "a time zone, such as Africa/Tunis",
    "The time zone of this chat's hours.",
    "`timezone` of settings",
)
SAME_STORY: Key[timedelta | None] = Key(
    "same_story",
    scalar(fields.same_story, "a length of time, always or never"),
    None,
    "a length of time, such as 12h, or always, or never",
    "After how long a story may be told again in this chat.",
    "`same_story` of settings",
)
SECTION = Section(
    "a chat",
    (CHAT, THREAD, LANGUAGE, TOPICS, MINIMUM, QUIET, DIGEST, TIMEZONE, SAME_STORY),
)
_chat = scalar(fields.chat_id, "a chat's number")


@dataclass(frozen=True, slots=True)
class ReadChat:
    """A chat, where it stands, and where its topics stand (None: all)."""

    chat: Chat
    node: Node
    topics: Node | None


def read(node: ListNode, defaults: Defaults, notes: Notes) -> tuple[ReadChat, ...]:
    """The section `chats`, in file order."""
    chats: dict[str, ReadChat] = {}
    for item in node.items:
        one = _read(item, defaults, notes)
        if one is None:
            continue
        key = one.chat.key.casefold()
        if key in chats:
            hint = "keep one of the two, or join them"
            notes.wrong(one.node, f"this chat stands on line {chats[key].node.line} already", hint)
        else:
            chats[key] = one
    return tuple(chats.values())


def _read(node: Node, defaults: Defaults, notes: Notes) -> ReadChat | None:
    settings = defaults.settings
    if isinstance(node, Scalar):
        address = _chat(node, notes)
        if address is None:
            return None
        chat = Chat(
            key=chat_key(address),
            address=address,
            language=settings.language,
            timezone=settings.timezone,
            same_story=settings.same_story,
            line=node.line,
        )
        return ReadChat(chat, node, None)
    inner = mapping(node, "a chat", notes)
    return None if inner is None else _whole(Reading(SECTION, inner, notes), defaults)


def _whole(reading: Reading, defaults: Defaults) -> ReadChat | None:
    address = reading[CHAT]
    if address is None:
        return None
    topics, same_story = reading[TOPICS], reading[SAME_STORY]
    chat = Chat(
        key=chat_key(address, reading[THREAD]),
        address=address,
        thread=reading[THREAD],
        language=reading[LANGUAGE] or defaults.settings.language,
        topics=None if topics is None else frozenset(topics),
        minimum_priority=reading[MINIMUM],
        quiet=reading[QUIET],
        digest=reading[DIGEST],
        timezone=reading[TIMEZONE] or defaults.settings.timezone,
        same_story=defaults.settings.same_story if same_story is None else same_story,
        line=reading.node.line,
    )
    node = reading.value_at(CHAT)
    return ReadChat(chat, node, reading.value_at(TOPICS) if TOPICS in reading else None)
