"""What a changed rules file changes: topics, word lists, sources, chats and settings. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from model.rulebook import Chat, Rulebook, Settings, Topic
from model.source import Source

MINUS = "−"
CONDITIONS = ("any", "all", "none", "score")
OTHER_PARTS = ("threshold", "languages", "sources", "tags", "examples")
MOST_NAMED = 5  # of one kind of change; more are counted, the first two named
MOST_WORDS = 3  # of a list that are told; more are counted
_LIST = re.compile(r"\{\s*([^{}]*?)\s*\}")

Texts = Mapping[str, tuple[str, ...]]
Detail = Callable[[Any, Any], str]  # of two things of one kind: what differs, "" if nothing


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: + (new), ~ (changed, `detail` says how) or − (gone)."""

    sign: str
    noun: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        name = f" {self.name}" if self.name else ""
        return f"{self.sign}{self.noun}{name}" + (f" ({self.detail})" if self.detail else "")


def changes(before: Rulebook, after: Rulebook) -> tuple[Change, ...]:
    """All differences, in the order of the file's sections; lines and remarks are none."""
    return (
        *_settings(before.settings, after.settings),
        *_compared("list", before.lists, after.lists, _list_detail),
        *_compared("topic", before.topics, after.topics, _topic_detail),
        *_compared("source", before.sources, after.sources, _field_detail),
        *_compared("chat", _by_name(before.chats), _by_name(after.chats), _field_detail),
    )


def told(found: Sequence[Change]) -> tuple[str, ...]:
    """The changes for people, one text each; many of one kind are told together."""
    alike: dict[tuple[str, str, str], list[Change]] = {}
    for change in found:
        alike.setdefault((change.sign, change.noun, change.detail), []).append(change)
    return tuple(text for group in alike.values() for text in _group(group))


def _group(group: Sequence[Change]) -> Iterator[str]:
    if len(group) <= MOST_NAMED:
        yield from map(str, group)
        return
    one = group[0]
    detail = f" ({one.detail})" if one.detail else ""
    names = f"{group[0].name}, {group[1].name} and {len(group) - 2} more"
    yield f"{one.sign}{len(group)} {one.noun}s{detail}: {names}"


def touched(before: Rulebook, after: Rulebook) -> frozenset[str]:
    """Names of the topics that may find something else than before; new and gone ones count.

    Changed are those of which a condition, a gate, or a word list that they use has changed.
    """
    names = {*before.topics, *after.topics}
    if before.settings.languages != after.settings.languages:
        return frozenset(names)
    lists = {*before.lists, *after.lists}
    other = {name for name in lists if before.lists.get(name) != after.lists.get(name)}
    return frozenset(
        name
        for name in names
        if _searched(before.topics.get(name)) != _searched(after.topics.get(name))
        or not other.isdisjoint(_lists_of(after.topics[name], after.lists))
    )


def _searched(topic: Topic | None) -> Texts | None:
    """What decides on a match."""
    if topic is None:
        return None
    return {name: texts for name, texts in topic.parts.items() if name != "examples"}


def _lists_of(topic: Topic, lists: Mapping[str, Texts]) -> set[str]:
    """All lists that a topic uses, those within lists too."""
    waiting = list(_named(text for part in CONDITIONS for text in topic.parts.get(part, ())))
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += _named(t for texts in lists.get(name, {}).values() for t in texts)
    return used


def _named(texts: Iterable[str]) -> Iterator[str]:
    return (name for text in texts for name in _LIST.findall(text))


# One kind of thing


def _compared(
    noun: str, before: Mapping[str, object], after: Mapping[str, object], detail: Detail
) -> Iterator[Change]:
    for name, new in after.items():
        if name not in before:
            yield Change("+", noun, name)
        elif said := detail(before[name], new):
            yield Change("~", noun, name, said)
    for name in before:
        if name not in after:
            yield Change(MINUS, noun, name)


def _by_name(chats: Iterable[Chat]) -> dict[str, Chat]:
    return {_chat_name(chat): chat for chat in chats}


def _chat_name(chat: Chat) -> str:
    place = str(chat.address or chat.key)
    return place if chat.thread is None else f"{place}:{chat.thread}"


def _settings(before: Settings, after: Settings) -> Iterator[Change]:
    if detail := _field_detail(before, after):
        yield Change("~", "settings", "", detail)


_UNTOLD = ("line", "key", "address", "thread", "name")
_KEYS = {"every_at_most": "every"}  # two fields of one key of the file


def _field_detail(before: Source | Chat | Settings, after: Source | Chat | Settings) -> str:
    """The keys whose values differ. Where a thing stands in the file is no matter."""
    other = (
        _KEYS.get(one.name, one.name)
        for one in fields(before)
        if one.name not in _UNTOLD
        and _placeless(getattr(before, one.name)) != _placeless(getattr(after, one.name))
    )
    return ", ".join(dict.fromkeys(other))


def _placeless(value: object) -> object:
    return value.key if isinstance(value, Chat) else value


def _list_detail(before: Texts, after: Texts) -> str:
    old = Counter((language, text) for language, texts in before.items() for text in texts)
    new = Counter((language, text) for language, texts in after.items() for text in texts)
    gained, lost = [t for _, t in new - old], [t for _, t in old - new]
    if len(gained) + len(lost) <= MOST_WORDS:
        return ", ".join([*(f"+{text}" for text in gained), *(f"{MINUS}{text}" for text in lost)])
    counts = (("+", len(gained)), (MINUS, len(lost)))
    return ", ".join(f"{sign}{_counted(count, 'word')}" for sign, count in counts if count)


def _topic_detail(before: Topic, after: Topic) -> str:
    return ", ".join(_topic_details(before, after))


def _topic_details(before: Topic, after: Topic) -> Iterator[str]:
    yield from _conditions(before.parts, after.parts)
    for name in OTHER_PARTS:
        if before.parts.get(name) != after.parts.get(name):
            yield name
    if before.priority is not after.priority:
        yield f"priority {before.priority.name.lower()} → {after.priority.name.lower()}"
    if before.titles != after.titles:
        yield "title"


def _conditions(before: Texts, after: Texts) -> Iterator[str]:
    """A condition gone and one come count as one changed."""
    old = Counter((part, text) for part in CONDITIONS for text in before.get(part, ()))
    new = Counter((part, text) for part in CONDITIONS for text in after.get(part, ()))
    gained, lost = (new - old).total(), (old - new).total()
    both = min(gained, lost)
    for count, what in ((both, "changed"), (gained - both, "added"), (lost - both, "removed")):
        if count:
            yield f"{_counted(count, 'condition')} {what}"


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"
