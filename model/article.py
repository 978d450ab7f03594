"""An article as read, and where a rule matched it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Field = Literal["title", "lead", "text", "caption", "author", "site", "url", "tag"]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `text` holds paragraphs separated by a newline, no furniture."""

    id: str
    url: str
    title: str
    text: str
    source: str = ""  # name of the Source
    site: str = ""  # the outlet's name as readers know it
    lead: str = ""  # the subtitle where the page sets one apart
    captions: tuple[str, ...] = ()
    published: datetime | None = None  # None: undated, a legal state
    language: str | None = None  # ISO 639-1
    authors: tuple[str, ...] = ()
    image: str | None = None
    tags: tuple[str, ...] = ()  # of the source
    found_at: datetime | None = None
    keys: tuple[str, ...] = ()  # identity keys, see monitors/identity.py
    whole: bool = True  # False: a summary stands in, the page could not be read
    modified: datetime | None = None  # the last change the outlet tells of, after `published`
    agency: str = ""  # the wire service credited with it, by its own name: "AFP", "Reuters"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Evidence: code points [start, end) of one field of the article."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """One topic found in one article.

    `excerpt` is cut at sentences; `marks` are the [start, end) code points of the
    matched words within it, sorted and disjoint; `spans` are all the evidence in the
    article. `why` is one line a person reads: the rule's words and where they stood.
    """

    topic: str
    score: float
    excerpt: str
    marks: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()
    rule_line: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The fingerprint of a text: near copies share bands and most of the signature."""

    signature: tuple[int, ...]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relative:
    """A remembered article that shares a band with the one at hand."""

    article_id: str
    signature: tuple[int, ...]
    copy_of: str | None = None
