"""An article after it was first read: when it is looked at again, and what had changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.alert import Alert


class Change(StrEnum):
    """What became of an article that had been published."""

    EDITED = "edited"  # other words, and no word about it
    CORRECTED = "corrected"  # the outlet itself says that it was wrong
    WITHDRAWN = "withdrawn"  # its page is gone
    RETURNED = "returned"  # its page is there again


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was found at a re-visit. What was read first is no version but the
    article; `number` counts from 2. A withdrawn one has no text."""

    article_id: str
    number: int
    seen_at: datetime
    change: Change
    title: str = ""
    text: str = ""
    note: str = ""  # the outlet's own words about a correction


@dataclass(frozen=True, slots=True)
class Revisit:
    """An article to be looked at again `at` a moment; `step` counts the looks `since` it was
    alerted to, from 0. `missing`: its page was not there at the last look, which is believed
    once it is not there again."""

    article_id: str
    at: datetime
    since: datetime
    step: int = 0
    missing: bool = False
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Revisited:
    """All that one re-visit leads to; the store commits it in one transaction or not at all."""

    article_id: str
    following: Revisit | None = None  # None: it is not looked at again
    version: Version | None = None
    alerts: tuple[Alert, ...] = ()
