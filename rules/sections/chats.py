"""`chats:` who reads what, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from model.rulebook import Burst, Chat, Digest, Priority, Quiet
from rules import calm, fields
from rules.nodes import Node, Scalar
from rules.nodes import Sequence as ListNode
from rules.schema import Key, Notes, Reading, Section, mapping, scalar, several
from rules.sections.address import chat_key
from rules.sections.settings import A_BURST, Defaults, limited

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
_thread = scalar(fields.thread, "a whole number")


def _threads(node: Node, notes: Notes) -> tuple[tuple[str, int], ...] | None:
    """Pairs of a topic and a forum topic, what is wrong with them noted and left out."""
    inner = mapping(node, "`threads`", notes)
    pairs = ((name.text, _thread(value, notes)) for name, value in inner.pairs) if inner else ()
    return None if inner is None else tuple((name, at) for name, at in pairs if at is not None)


THREADS: Key[tuple[tuple[str, int], ...]] = Key(
    "threads",
    _threads,
    (),
    "lines of “topic: number”, such as {arms-transfers: 7}",
    "The forum topics of the group in which alerts on these topics are told; an alert on several "
    "goes to that of the most urgent. All else goes to `thread`.",
    "none",
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
SOURCES: Key[tuple[str, ...] | None] = Key(
    "sources",
    several(str.strip, "a name or tag of sources"),
    None,
    "a list of names or tags of sources",
    "Only articles from these sources are told here.",
    "all",
)
LANGUAGES: Key[tuple[str, ...] | None] = Key(
    "languages",
    several(fields.language, "en"),
    None,
    "a list of language codes, such as [fr, ar]",
    "Only articles in these languages are told here.",
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
DIGEST: Key[Digest | None] = Key(
    "digest",
    scalar(calm.digest, "a time of day"),
    None,
    'a time of day, such as "07:30", and perhaps days: "07:30 mon-fri"',
    "When to tell, every day or on the days named, what was held back: topics below "
    "`minimum_priority`, and what came up in the quiet hours.",
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
BURST: Key[Burst | None] = Key(
    "burst",
    scalar(calm.burst, A_BURST),
    None,
    A_BURST,
    "How many alerts this chat takes one by one within a time.",
    "`burst` of settings",
)
SECTION = Section(
    "a chat",
    (
        CHAT,
        THREAD,
        THREADS,
        LANGUAGE,
        TOPICS,
        SOURCES,
        LANGUAGES,
        MINIMUM,
        QUIET,
        DIGEST,
        TIMEZONE,
        SAME_STORY,
        BURST,
    ),
)
_chat = scalar(fields.chat_id, "a chat's number")


@dataclass(frozen=True, slots=True)
class ReadChat:
    """A chat, where it stands, and where its names of topics and sources stand (None: all)."""

    chat: Chat
    node: Node
    topics: Node | None = None
    sources: Node | None = None
    threads: Node | None = None


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
            burst=settings.burst,
            line=node.line,
        )
        return ReadChat(chat, node)
    inner = mapping(node, "a chat", notes)
    return None if inner is None else _whole(Reading(SECTION, inner, notes), defaults)


def _whole(reading: Reading, defaults: Defaults) -> ReadChat | None:
    address = reading[CHAT]
    if address is None:
        return None
    same_story, burst = reading[SAME_STORY], reading[BURST]
    chat = Chat(
        key=chat_key(address, reading[THREAD]),
        address=address,
        thread=reading[THREAD],
        language=reading[LANGUAGE] or defaults.settings.language,
        topics=_set(reading[TOPICS]),
        sources=_set(reading[SOURCES]),
        languages=_set(reading[LANGUAGES]),
        threads=reading[THREADS],
        minimum_priority=reading[MINIMUM],
        quiet=reading[QUIET],
        digest=reading[DIGEST],
        timezone=reading[TIMEZONE] or defaults.settings.timezone,
        same_story=defaults.settings.same_story if same_story is None else same_story,
        burst=defaults.settings.burst if burst is None else limited(burst),
        line=reading.node.line,
    )
    places = (
        reading.value_at(key) if key in reading else None for key in (TOPICS, SOURCES, THREADS)
    )
    return ReadChat(chat, reading.value_at(CHAT), *places)


def _set(names: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)
