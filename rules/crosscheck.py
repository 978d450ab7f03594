"""What only the whole file shows: names that lead nowhere, chats that hear nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.rulebook import Chat, Priority
from model.source import Source
from rules.nodes import Mapping as MappingNode
from rules.nodes import Node, Scalar
from rules.schema import Notes, items, unknown_names
from rules.sections.chats import ReadChat
from rules.sections.topics import ReadTopic
from rules.suggest import Known


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
    tagged = sorted({tag for source in sources.values() for tag in source.tags})
    tags, labels = Known(tagged), Known([*names.sources, *tagged])
    known_sources, known_topics = Known(names.sources), Known(names.topics)
    for topic in topics.values():
        if topic.sources is not None:
            unknown_names(topic.sources, known_sources, "source", notes.wrong)
        if topic.tags is not None:
            unknown_names(topic.tags, tags, "source with the tag", notes.odd)
    for chat in chats:
        if chat.topics is not None:
            unknown_names(chat.topics, known_topics, "topic", notes.wrong)
        if chat.sources is not None:
            unknown_names(chat.sources, labels, "source or tag", notes.wrong)
        for name in _keys(chat.threads):
            unknown_names(name, known_topics, "topic", notes.wrong)


def _keys(node: Node | None) -> list[Scalar]:
    return [name for name, _ in node.pairs] if isinstance(node, MappingNode) else []


def followers(topics: Mapping[str, ReadTopic], chats: tuple[ReadChat, ...], notes: Notes) -> None:
    """Note chats that no topic can reach, and topics that reach no chat."""
    if not (chats and topics):
        return
    heard = _Heard(topics)
    for chat in chats:
        if not heard.by(chat.chat):
            _deaf(chat, topics, notes)
    for name, topic in topics.items():
        if name not in heard.names:
            hint = "add it to the topics of a chat"
            notes.odd(topic.name, f"no chat follows the topic “{name}”", hint)


class _Heard:
    """The topics that some chat hears, those of chats that follow all topics found once."""

    def __init__(self, topics: Mapping[str, ReadTopic]) -> None:
        self.names: set[str] = set()
        self._topics = topics
        self._of_all: dict[tuple[Priority, bool], bool] = {}

    def by(self, chat: Chat) -> bool:
        """Whether the chat hears any topic; those it hears count from now on."""
        if chat.topics is not None:
            return self._add(chat, chat.topics & self._topics.keys())
        ear = chat.minimum_priority, chat.digest is not None
        if ear not in self._of_all:
            self._of_all[ear] = self._add(chat, self._topics)
        return self._of_all[ear]

    def _add(self, chat: Chat, names: Iterable[str]) -> bool:
        priorities = ((name, self._topics[name].topic.priority) for name in names)
        digest = chat.digest is not None
        reached = {name for name, loud in priorities if digest or loud >= chat.minimum_priority}
        self.names |= reached
        return bool(reached)


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
