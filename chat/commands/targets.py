"""What a mute is about, as people name it: everything, a topic, a source, a word. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from chat.commands.phrases import Markup, say
from chat.html import line
from model.alert import MuteKind
from model.rulebook import Rulebook

_ALL = {"all", "everything", "tout", "toutes", "الكل", "كل", "كل شيء"}
_STORY = {"this story", "story", "cette affaire", "affaire", "هذه القصة", "القصة"}
_QUOTED = re.compile(r"[\"“”„«]\s*([^\"“”„«»]+?)\s*[\"“”»]")
_WORD = 100  # code points of a muted word
_NEAR = 3  # names offered instead of an unknown one


@dataclass(frozen=True, slots=True)
class Target:
    """What is silenced; `value` is the name in the rules, or the word."""

    kind: MuteKind
    value: str = ""


def quoted(args: str) -> tuple[str, str] | None:
    """The first word in quotes and what follows it, or None."""
    found = _QUOTED.match(args.strip())
    return (line(found[1], _WORD), args.strip()[found.end() :]) if found else None


def find(name: str, book: Rulebook) -> Target | None:
    """The topic or source of that name or title, whatever its case; None when there is none."""
    wanted = _fold(name)
    if wanted in _ALL:
        return Target(MuteKind.ALL)
    return next((target for known, target in _named(book) if known == wanted), None)


def this_story(name: str) -> bool:
    """Whether the story of an alert is meant."""
    return _fold(name) in _STORY


def nearest(name: str, book: Rulebook) -> list[Target]:
    """What was perhaps meant, the nearest first: the only name that holds this one, else those
    spelt alike."""
    known: dict[str, Target] = {}
    for one, target in _named(book):
        known.setdefault(one, target)
    wanted = _fold(name)
    begun = {known[one] for one in known if wanted and wanted in one}
    if len(begun) == 1:
        return [begun.pop()]
    close = difflib.get_close_matches(wanted, known, n=2 * _NEAR, cutoff=0.6)
    return list(dict.fromkeys(known[one] for one in close))[:_NEAR]


def mark(target: Target) -> str:
    """A short name for a payload: 12 letters that stand for the kind and name of a target."""
    named = f"{target.kind}:{target.value}".encode("utf-8", "replace")
    return blake2b(named, digest_size=6).hexdigest()


def marked(short: str, book: Rulebook) -> Target | None:
    """The topic or source that `mark` gave this name, if the rules still have it."""
    return next((target for _, target in _named(book) if mark(target) == short), None)


def label(kind: MuteKind, value: str, book: Rulebook, language: str) -> Markup:
    """What a mute is about, in words, as HTML."""
    if kind is MuteKind.ALL:
        return say(language, "all")
    if kind is MuteKind.STORY:
        return say(language, "story.this")
    topic = book.topics.get(value) if kind is MuteKind.TOPIC else None
    return say(language, kind.value, name=topic.title(language) if topic else value)


def _named(book: Rulebook) -> Iterator[tuple[str, Target]]:
    """Every name people may use; a topic comes before a source of the same name."""
    for topic in book.topics.values():
        target = Target(MuteKind.TOPIC, topic.name)
        yield from ((_fold(title), target) for title in (topic.name, *topic.titles.values()))
    for source in book.sources.values():
        yield _fold(source.name), Target(MuteKind.SOURCE, source.name)


def _fold(name: str) -> str:
    return " ".join(name.casefold().lstrip("#").replace("_", " ").replace("-", " ").split())
