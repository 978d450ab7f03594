"""A running stand-in, and an inbox that polls it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from chat_room import Room

from tests.standin.botapi import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A running stand-in."""
    async with BotApi() as running:
        yield running


@pytest.fixture
async def room(api: BotApi) -> AsyncIterator[Room]:
    """An inbox that polls."""
    room = Room(api)
    await room.inbox.start()
    await api.called("getUpdates")
    yield room
    await room.close()
