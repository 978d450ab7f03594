"""The invented stories: what they say, when they appear, and what should become of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

STORIES = Path(__file__).with_name("stories")
_LATIN_ACCENTS = re.compile(r"[\u0300-\u036f]")  # and not the Arabic hamza above and below
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a watcher with the demo's rules should do with a story.

    `about` are the topics its text truly matches; `alerts` those a reader should be told
    of. The two differ for what is old, already there or a copy: then `reason` says which.
    """

    about: tuple[str, ...]
    alerts: tuple[str, ...]
    reason: str = ""
    copy_of: str | None = None  # id of the story whose text this one repeats


@dataclass(frozen=True, slots=True)
class Story:
    """One invented story as one outlet prints it."""

    id: str
    outlet: str  # the outlet's key
    language: str
    at: float  # seconds after the start of the world, at speed 1
    age: timedelta  # of a story that was there before the start
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    caption: str
    author: str
    section: str
    event: str  # the same for all tellings of one event, in any language
    expectation: Expectation
    number: int  # five digits, as its outlet counts its articles
    twin: bool = False  # has an AMP twin that is listed too

    @property
    def slug(self) -> str:
        """The headline as it stands in addresses: words joined by hyphens, Latin ones bare."""
        plain = unicodedata.normalize("NFKD", self.title.casefold())
        letters = unicodedata.normalize("NFC", _LATIN_ACCENTS.sub("", plain))
        return "-".join(re.findall(r"[^\W_]+", letters)[:9])

    @property
    def words(self) -> int:
        """How long the text is."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Published:
    """A story that stands on its outlet's site now."""

    story: Story
    url: str  # canonical, absolute
    when: datetime  # as printed on the page, UTC, whole seconds

    @property
    def expectation(self) -> Expectation:
        """What should become of it."""
        return self.story.expectation


def load_stories(languages: dict[str, str], seed: int = 1) -> tuple[Story, ...]:
    """All stories in the order in which they appear; `languages` maps outlet keys to codes.

    `seed` settles the article numbers: the same seed gives the same ones.
    """
    stories = [
        _story(entry, file["outlet"], languages[file["outlet"]], seed)
        for file in map(_read, sorted(STORIES.glob("*.yaml")))
        for entry in file["stories"]
    ]
    return tuple(sorted(stories, key=lambda story: (story.at, -story.age, story.id)))


def _read(path: Path) -> dict[str, Any]:
    file: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return file


def _story(entry: dict[str, Any], outlet: str, language: str, seed: int) -> Story:
    return Story(
        id=entry["id"],
        outlet=outlet,
        language=language,
        at=float(entry["at"]),
        age=_length(entry.get("age", "0m")),
        title=entry["title"],
        lead=entry["lead"],
        paragraphs=tuple(line for line in entry["text"].splitlines() if line.strip()),
        caption=entry["caption"],
        author=entry["author"],
        section=entry["section"],
        event=entry.get("event", entry["id"]),
        expectation=_expectation(entry),
        number=10_000 + crc32(f"{seed} {entry['id']}".encode()) % 90_000,
        twin=entry.get("twin", False),
    )


def _expectation(entry: dict[str, Any]) -> Expectation:
    about = tuple(entry.get("topics", ()))
    copy_of = entry.get("copy_of")
    reason = f"wire copy of {copy_of}" if copy_of else entry.get("silent", "")
    return Expectation(about, () if reason else about, reason, copy_of)


def _length(text: str) -> timedelta:
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})
