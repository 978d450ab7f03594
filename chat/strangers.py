"""Chats that are not served: each is told so once, and may try a few invites an hour. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

_KNOWN = 10_000  # chats remembered
_TRIES = 5
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Strangers:
    """What this program has answered them since it started."""

    now: Callable[[], datetime]
    _told: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _tried: OrderedDict[int, list[datetime]] = field(default_factory=OrderedDict)

    def first_time(self, chat: int) -> bool:
        """Whether a chat is still to get its one line."""
        if chat in self._told:
            return False
        self._told[chat] = None
        _bound(self._told)
        return True

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
