"""Chats that are not served: each is told so once, and may try a few invites an hour. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

_KNOWN = 10_000  # chats remembered
_TRIES = 5
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_REFUSALS = 20  # a minute: Telegram lets a bot send some 30 messages a second, alerts included
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(slots=True)
class Strangers:
    """What this program has answered them since it started."""

    now: Callable[[], datetime]
    _told: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _since: datetime = _LONG_AGO
    _told_since: int = 0
    _tried: OrderedDict[int, list[datetime]] = field(default_factory=OrderedDict)

    def first_time(self, chat: int) -> bool:
        """Whether a chat is still to get its one line."""
        if chat in self._told or not self._room():
            return False
        self._told[chat] = None
        _bound(self._told)
        return True

    def _room(self) -> bool:
        """Whether one more may be told in this minute; whoever is not may ask again later."""
        now = self.now()
        if now - self._since >= _MINUTE:
            self._since, self._told_since = now, 0
        self._told_since += 1
        return self._told_since <= _REFUSALS

    def may_try(self, chat: int) -> bool:
        """Whether an invite that a chat shows is looked at."""
        now = self.now()
        tries = [at for at in self._tried.pop(chat, []) if now - at < _HOUR]
        self._tried[chat] = [*tries, now][:_TRIES]
        _bound(self._tried)
        return len(tries) < _TRIES


def _bound(known: OrderedDict[int, Any]) -> None:
    if len(known) > _KNOWN:
        known.popitem(last=False)
