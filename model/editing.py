"""What is said of rules.yaml when it is changed from elsewhere than an editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """Why something asked for was not done."""

    UNREADABLE = "unreadable"  # detail: the system's words
    UNWRITABLE = "unwritable"  # detail: the system's words
    SAME = "same"  # nothing would change
    GONE = "gone"  # the proposal was applied, discarded, or is too old
    NO_VERSION = "no version"  # no earlier text is kept
    NO_ADDRESS = "no address"  # detail: what is wrong with it
    PRIVATE = "private"  # the address is not on the public network
    WATCHED = "watched"  # detail: the source's name
    UNREACHABLE = "unreachable"  # detail: the fetcher's words
    NOTHING = "nothing"  # the address lists no articles
    NO_SOURCE = "no source"  # detail: the name
    BY_HAND = "by hand"  # the file is written so that an editor has to; detail: why


@dataclass(frozen=True, slots=True)
class Refusal:
    """Not done, and why."""

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """One version of the rules in numbers."""

    version: str
    topics: int
    sources: int
    chats: int


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules in force by now, and what differs from those before (`rules.changes.told`).
    `warnings` are texts of several lines, each with its place."""

    counts: Counts
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A text that cannot be taken: each problem with its place, its line and a caret."""

    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesText:
    """The file as it lies there; `counts` None where it cannot be used."""

    name: str
    data: bytes
    changed_at: datetime
    counts: Counts | None = None


class Act(StrEnum):
    """What a proposal does to the file."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits for a yes. `articles` is how many the comparison will look at;
    `stale`: the file has changed since it was shown first. `leaves`: the admin chat would be
    another one, or none."""

    id: str
    act: Act
    counts: Counts
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    articles: int = 0
    stale: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """An article, and the topics in question."""

    title: str
    url: str
    source: str
    at: datetime | None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What the articles of the last days would have led to: how many matches the change gains
    and loses, and the newest of each. `late`: it took too long and was given up; `unknown`: the
    rules in force are not at hand to compare with."""

    articles: int = 0
    gained: int = 0
    lost: int = 0
    some_gained: tuple[Headline, ...] = ()
    some_lost: tuple[Headline, ...] = ()
    late: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """An address that can be watched, as it looks now."""

    id: str  # of the proposal
    name: str
    url: str
    kind: str
    language: str | None
    headlines: tuple[Headline, ...]  # with the topics that they would have matched


@dataclass(frozen=True, slots=True)
class Farewell:
    """A source that is to go: how many articles it gave, when the last new one came, which."""

    id: str  # of the proposal
    name: str
    url: str
    articles: int = 0
    last: datetime | None = None
    headline: Headline | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier text of the file: number 1 is the last one. `by` replaced it, at `at`."""

    number: int
    version: str
    at: datetime
    by: str
