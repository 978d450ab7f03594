"""The stand-in's other way to hand out updates: it posts them to a webhook, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

Update = dict[str, Any]
SECRET = "X-Telegram-Bot-Api-Secret-Token"
PAUSE = 0.02  # seconds before an update that was not taken is posted again


async def post(
    url: str, secret: str, first: Callable[[], Update | None], done: Callable[[Update], None]
) -> None:
    """Post what `first` gives until it is cancelled; `done` hears of what was taken."""
    async with aiohttp.ClientSession() as session:
        while True:
            update = first()
            if update is not None and await _taken(session, url, secret, update):
                done(update)
            else:
                await asyncio.sleep(PAUSE)


async def _taken(session: aiohttp.ClientSession, url: str, secret: str, update: Update) -> bool:
    try:
        async with session.post(url, json=update, headers={SECRET: secret}) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
