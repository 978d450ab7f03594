"""A SQL store's part in a clock that was set back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from store.base import Connection, change
from store.codec import micros
from store.statements_clock import SET_BACK


class SqlClock:
    """The methods of `SqlStore` for it; `_write` is the store's."""

    _write: Callable[..., Awaitable[Any]]

    async def set_back(self, now: datetime, farthest: datetime) -> None:
        """Let nothing wait beyond `farthest` for what a clock that ran ahead has put off."""
        await self._write(_set_back, now, farthest)


def _set_back(base: Connection, now: datetime, farthest: datetime) -> None:
    moments = {"now": micros(now), "farthest": micros(farthest)}
    for statement in SET_BACK:
        named = {name: value for name, value in moments.items() if f":{name}" in statement}
        change(base, statement, **named)
