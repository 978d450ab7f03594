"""How much was told of what, counted; and what is newest of a source."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from model.alert import Fate
from model.article import Article

Stretch = tuple[datetime, datetime]  # from the first moment up to, not including, the second


@dataclass(frozen=True, slots=True)
class Volume:
    """Alerts of one chat within one stretch of time, on one topic, of one source, of one fate.

    An alert on several topics is among the `alerts` of each, and among the `leading` of its
    first one only: summed over topics, `leading` counts every alert once.
    """

    stretch: int  # which of the stretches that were asked for, from 0
    topic: str
    source: str
    fate: Fate
    alerts: int
    leading: int


class VolumeStore(Protocol):
    """Counts over time."""

    async def volume(self, chat: str, stretches: Sequence[Stretch]) -> list[Volume]:
        """A chat's alerts about articles, under all keys it has had, by when they were made;
        stretch by stretch, each by topic, source and fate."""

    async def found_of(self, sources: Collection[str], since: datetime) -> Mapping[str, int]:
        """How many articles of each of these sources were found since then, where any were."""

    async def newest_of(self, source: str, limit: int) -> list[Article]:
        """The articles of a source that were found last, newest first."""
