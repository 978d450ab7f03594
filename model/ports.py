"""The seams between the rooms: what the line asks of clock, fetcher and channel.

The store's is `model.stores`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from model.alert import Alert, Mute, Outcome
from model.rulebook import Chat
from model.source import (
    Fetched,
    FetchFailed,
    NotModified,
    Request,
)
from model.story import Spread


class Clock(Protocol):
    """The only place where the present comes from."""

    def now(self) -> datetime:
        """The present moment in UTC."""


class Fetcher(Protocol):
    """Gets one document, politely, within its bounds. Never raises for the world's faults."""

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """Follow redirects, obey robots.txt and pauses, undo content coding, judge the status."""


class Reach(Protocol):
    """Hears what the messenger says of its chats, by their keys in the store."""

    async def lost(self, key: str, why: str) -> None:
        """Nothing can be sent there any more."""

    async def back(self, key: str, *, again: bool) -> None:
        """It can be written to. `again`: it could not before."""


class Channel(Protocol):
    """Carries alerts to people. Never raises for the world's faults."""

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Send one message. The line calls it for one alert of a chat at a time."""

    async def edit(
        self,
        alert: Alert,
        chat: Chat,
        message_id: int,
        *,
        spread: Spread | None,
        mutes: Sequence[Mute],
        noted: bool,
    ) -> Outcome:
        """Let an alert's message say how far its story has spread, or a summary's what it tells by
        now; its buttons stay as they are.
        `mutes` are those in force in the chat, `noted` whether it was found not relevant. Sent
        where it says so already; a channel that cannot edit does nothing."""

    def pause(self, chat: Chat) -> timedelta:
        """The least time between two messages to this chat."""
