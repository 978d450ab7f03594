"""What is counted over time, in SQL."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from model.alert import Fate
from model.article import Article
from model.volume import Stretch, Volume
from store import statements_volume as sql
from store.base import Connection, rows
from store.codec import article_of, micros, plain
from store.sql_outbox import moved
from store.transitions import aliases

_Job = Callable[..., Awaitable[Any]]


class SqlVolume:
    """The methods of `SqlStore` for it; `_read` is the store's."""

    _read: _Job

    async def volume(self, chat: str, stretches: Sequence[Stretch]) -> list[Volume]:
        """A chat's alerts by stretch, topic, source and fate."""
        counted: list[Volume] = await self._read(volume, chat, stretches)
        return counted

    async def found_of(self, sources: Collection[str], since: datetime) -> Mapping[str, int]:
        """How many articles of each of these sources were found since then."""
        found: dict[str, int] = await self._read(found_of, sources, since)
        return found

    async def newest_of(self, source: str, limit: int) -> list[Article]:
        """The articles of a source that were found last, newest first."""
        newest: list[Article] = await self._read(newest_of, source, limit)
        return newest


def volume(base: Connection, chat: str, stretches: Sequence[Stretch]) -> list[Volume]:
    """Alerts by stretch, topic, source and fate."""
    bounds = json.dumps([[micros(start), micros(end)] for start, end in stretches])
    here = json.dumps(sorted(aliases({plain(chat)}, moved(base))))
    return [
        Volume(
            stretch=row["stretch"],
            topic=row["topic"],
            source=row["source"],
            fate=Fate(row["fate"]),
            alerts=row["alerts"],
            leading=row["leading"],
        )
        for row in rows(base, sql.VOLUME, chats=here, stretches=bounds)
    ]


def found_of(base: Connection, sources: Collection[str], since: datetime) -> dict[str, int]:
    """How many articles of each source were found since then."""
    names = json.dumps([plain(one) for one in sources])
    found = rows(base, sql.FOUND_OF, sources=names, since=micros(since))
    return {row["source"]: row["count"] for row in found}


def newest_of(base: Connection, source: str, limit: int) -> list[Article]:
    """The articles of a source that were found last."""
    found = rows(base, sql.NEWEST_OF, source=plain(source), limit=limit)
    return [article_of(row["body"]) for row in found]
