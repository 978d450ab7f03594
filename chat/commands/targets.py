"""What a mute is about, as people name it: everything, a topic, a source, a word. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from chat.commands.phrases import Markup, say
from chat.html import line
from model.alert import Mute, MuteKind
from model.rulebook import Rulebook

_ALL = {"all", "everything", "tout", "toutes", "الكل", "كل", "كل شيء"}
_QUOTED = re.compile(r"[\"“”„«]\s*([^\"“”„«»]+?)\s*[\"“”»]")
_WORD = 100  # code points of a muted word


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


def nearest(name: str, book: Rulebook) -> Target | None:
    """What was perhaps meant: a name spelt alike, else the only one that begins so."""
    known: dict[str, Target] = {}
    for one, target in _named(book):
        known.setdefault(one, target)
    wanted = _fold(name)
    close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
    begun = {known[one] for one in known if wanted and wanted in one}
    if len(begun) == 1:
        return begun.pop()
    return known[close[0]] if close else None


def label(kind: MuteKind, value: str, book: Rulebook, language: str) -> Markup:
    """What a mute is about, in words, as HTML."""
    if kind is MuteKind.ALL:
        return say(language, "all")
    topic = book.topics.get(value) if kind is MuteKind.TOPIC else None
    return say(language, kind.value, name=topic.title(language) if topic else value)


def label_of(mute: Mute, book: Rulebook, language: str) -> Markup:
    """The same for a mute."""
    return label(mute.kind, mute.value, book, language)


def _named(book: Rulebook) -> Iterator[tuple[str, Target]]:
    """Every name people may use; a topic comes before a source of the same name."""
    for topic in book.topics.values():
        target = Target(MuteKind.TOPIC, topic.name)
        yield from ((_fold(title), target) for title in (topic.name, *topic.titles.values()))
    for source in book.sources.values():
        yield _fold(source.name), Target(MuteKind.SOURCE, source.name)


def _fold(name: str) -> str:
    return " ".join(name.casefold().lstrip("#").replace("_", " ").replace("-", " ").split())
