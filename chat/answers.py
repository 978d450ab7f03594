"""Answers of which the rest comes later: the message goes out at once and is edited then."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from chat import outgoing
from chat.blame import blame
from chat.commands.phrases import say
from chat.failures import reason
from chat.reply import Reply
from chat.serving import Place

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answers:
    """Sends replies. `spawn` runs what comes later beside all else, until the inbox stops."""

    bot: Bot
    spawn: Callable[[Coroutine[Any, Any, None]], None]

    async def give(self, place: Place, message_id: int, reply: Reply) -> None:
        """Answer a message; raises TelegramError where it cannot be sent."""
        sent = await outgoing.answer(self.bot, place, message_id, reply)
        if reply.later is not None and sent is not None:
            self.spawn(self._rest(place, sent, reply.later))

    async def _rest(
        self, place: Place, message_id: int, later: Callable[[], Awaitable[Reply | None]]
    ) -> None:
        try:
            done = await later()
            if done is not None:
                await outgoing.edit(self.bot, place, message_id, done.text, done.buttons)
        except TelegramError as error:
            _LOG.warning("an answer could not be completed: %s", reason(error))
        except Exception as error:  # noqa: BLE001 # the message says so, the log the rest
            blame(_LOG, error, "an answer could not be completed")
            with suppress(TelegramError):
                await outgoing.edit(self.bot, place, message_id, say("en", "failed"), ())
