"""A SQL store's part in the rules that all programs share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from model.published import Published
from store.base import Connection, change, rows
from store.codec import micros, moment, plain

KEPT = 20  # texts

NEWEST = "SELECT COALESCE(MAX(number), 0) AS number FROM published"
TEXT = "SELECT number, text, at, by FROM published ORDER BY number DESC LIMIT 1"
KEEP = "INSERT INTO published (number, text, at, by) VALUES (:number, :text, :at, :by)"
FORGET = "DELETE FROM published WHERE number <= :number"


class SqlRules:
    """The methods of `SqlStore` for it; `_read` and `_write` are the store's."""

    _read: Callable[..., Awaitable[Any]]
    _write: Callable[..., Awaitable[Any]]

    async def publication(self) -> int:
        """The number of the text in force; 0 where there is none."""
        return int(await self._read(_newest))

    async def published(self) -> Published | None:
        """The text in force."""
        found: Published | None = await self._read(_published)
        return found

    async def publish(self, text: bytes, at: datetime, by: str, after: int) -> int:
        """Put a text in force in place of the one of number `after`; its number, or 0."""
        return int(await self._write(_publish, text, at, by, after))


def _newest(base: Connection) -> int:
    (row,) = rows(base, NEWEST)
    return int(row["number"])


def _published(base: Connection) -> Published | None:
    for row in rows(base, TEXT):
        return Published(row["number"], row["text"].encode(), moment(row["at"]), row["by"])
    return None


def _publish(base: Connection, text: bytes, at: datetime, by: str, after: int) -> int:
    if _newest(base) != after:
        return 0
    number = after + 1
    change(base, KEEP, number=number, text=text.decode(), at=micros(at), by=plain(by))
    change(base, FORGET, number=number - KEPT)
    return number
