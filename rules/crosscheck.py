"""What only the whole file shows: names that lead nowhere, chats that hear nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.source import Source
from rules.nodes import Scalar
from rules.schema import Notes, items, unknown_names
from rules.sections.chats import ReadChat
from rules.sections.topics import ReadTopic


@dataclass(frozen=True, slots=True)
class Names:
    """Every name written down, also of parts with mistakes: those lead somewhere."""

    topics: tuple[str, ...]
    sources: tuple[str, ...]


def references(
    topics: Mapping[str, ReadTopic],
    sources: Mapping[str, Source],
    chats: Iterable[ReadChat],
    names: Names,
    notes: Notes,
) -> None:
    """Note names of topics, sources and tags that are none."""
    tags = sorted({tag for source in sources.values() for tag in source.tags})
    for topic in topics.values():
        if topic.sources is not None:
            unknown_names(topic.sources, names.sources, "source", notes.wrong)
        if topic.tags is not None:
            unknown_names(topic.tags, tags, "source with the tag", notes.odd)
    for chat in chats:
        if chat.topics is not None:
            unknown_names(chat.topics, names.topics, "topic", notes.wrong)


def followers(topics: Mapping[str, ReadTopic], chats: tuple[ReadChat, ...], notes: Notes) -> None:
    """Note chats that no topic can reach, and topics that reach no chat."""
    if not (chats and topics):
        return
    heard: set[str] = set()
    for chat in chats:
        reached = {name for name in topics if _reaches(topics[name], chat)}
        heard |= reached
        if not reached:
            _deaf(chat, topics, notes)
    for name, topic in topics.items():
        if name not in heard:
            hint = "add it to the topics of a chat"
            notes.odd(topic.name, f"no chat follows the topic “{name}”", hint)


def _reaches(topic: ReadTopic, chat: ReadChat) -> bool:
    followed = chat.chat.topics is None or topic.topic.name in chat.chat.topics
    loud = topic.topic.priority >= chat.chat.minimum_priority
    return followed and (loud or chat.chat.digest is not None)


def _deaf(chat: ReadChat, topics: Mapping[str, ReadTopic], notes: Notes) -> None:
    """Name the reason, unless an unknown topic name, noted already, is the reason."""
    if chat.topics is None:
        followed = list(topics)
    else:
        followed = [item.text for item in items(chat.topics) if isinstance(item, Scalar)]
    if not all(name in topics for name in followed) or not followed:
        return
    loudest = max(topics[name].topic.priority for name in followed)
    minimum = chat.chat.minimum_priority.name.lower()
    message = f"no topic of this chat reaches its minimum_priority “{minimum}”"
    hint = f"the loudest is “{loudest.name.lower()}”: lower the minimum, or add a digest"
    notes.wrong(chat.node, message, hint)
