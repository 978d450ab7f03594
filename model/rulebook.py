"""rules.yaml as the program sees it: frozen, versioned, swapped whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from enum import IntEnum
from typing import Protocol

from model.article import Article, Match
from model.source import Source


class Priority(IntEnum):
    """How loudly an alert arrives: LOW without a sound, URGENT through mutes and quiet hours."""

    LOW = 0
    NORMAL = 1
    HIGH = 2
    URGENT = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """An editor's mistake. `line` and `column` count from 1; `length` is the caret's width."""

    line: int
    column: int
    message: str
    hint: str = ""
    length: int = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """What is looked for, as people name it; its conditions live in the matcher.

    `parts` are its keys as written (any, all, none, score, threshold, languages, sources,
    tags, examples), those left out left out: what tells two versions of a topic apart.
    """

    name: str
    titles: Mapping[str, str] = field(default_factory=dict)
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    line: int = 0
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The title in `language`, else in English, else any, else the bare name."""
        known = self.titles
        return known.get(language) or known.get("en") or next(iter(known.values()), self.name)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without alerts, in the chat's zone; `start` > `end` runs over midnight."""

    start: time
    end: time


EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Digest:
    """When what was held is told: a time of day in the chat's zone, on some days (0: Monday)."""

    at: time
    days: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Burst:
    """At most so many alerts one by one within any span of this length."""

    most: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Chat:
    """One place where people read alerts. `key` names it in the store for good."""

    key: str  # "telegram:-1001234:7", "terminal"
    address: int | str = ""  # chat id or @channelname
    thread: int | None = None
    language: str = "en"
    topics: frozenset[str] | None = None  # None: all
    minimum_priority: Priority = Priority.LOW
    quiet: Quiet | None = None
    digest: Digest | None = None
    timezone: str = "UTC"
    same_story: timedelta = timedelta(hours=12)  # until a story may be told again
    sources: frozenset[str] | None = None  # their names or tags; None: all
    languages: frozenset[str] | None = None  # of articles; None: all
    threads: tuple[tuple[str, int], ...] = ()  # topic of the rules → forum topic
    burst: Burst | None = None  # None: never too many
    line: int = 0

    def at(self, key: str | None) -> Chat:
        """The chat where it moved to: "telegram:<address>[:<thread>]"; itself for None."""
        return self if key is None else replace(self, key=key, address=int(key.split(":")[1]))


@dataclass(frozen=True, slots=True)
class Settings:
    """The `settings:` of rules.yaml; what a source may say itself is already in Source."""

    timezone: str = "UTC"
    retention: timedelta = timedelta(days=180)
    admin_chat: Chat | None = None
    language: str = "en"
    host_pause: timedelta = timedelta(seconds=1)  # between two requests to one host
    languages: tuple[str, ...] = ("en", "fr", "ar")  # of the articles, for word lists
    same_story: timedelta = timedelta(hours=12)  # for chats that do not say their own
    burst: Burst | None = Burst(6, timedelta(minutes=10))  # likewise
    heartbeat: time | None = None  # of the admin chat's day; None: never


class Matcher(Protocol):
    """The compiled conditions of every topic. Pure, thread-safe, shared."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """All topics found in `article`, in the order of the rules file."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One whole, valid rules file.

    `lists` are the word lists as written: name → language ("" for all) → entries.
    """

    version: str  # short hash of its text
    settings: Settings
    topics: Mapping[str, Topic]  # in file order
    sources: Mapping[str, Source]  # in file order
    chats: tuple[Chat, ...]
    matcher: Matcher
    warnings: tuple[Problem, ...] = ()
    lists: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
