"""How updates come in: by asking Telegram for them (polling), or by `chat.webhook`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Protocol

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationHandlerStop, ContextTypes

from chat.pace import Entrance, Pace

App = Application[Any, Any, Any, Any, Any, Any]

_POLL = timedelta(seconds=10)
_KNOWN = 10_000  # updates remembered


def open_application(bot: Bot, entrance: Entrance | None = None) -> App:
    """The application for an Inbox: many updates at once, nothing kept, no timers."""
    builder = Application.builder().bot(bot).concurrent_updates(True).job_queue(None)
    return builder.update_queue(entrance or Entrance(Pace())).build()


class IntakeError(Exception):
    """Updates cannot come in at all; one sentence for whoever runs the program."""


class Intake(Protocol):
    """Puts updates into the application's queue."""

    async def start(self, application: App, kinds: Sequence[str]) -> None:
        """Begin, with an application that has started; `kinds` are the updates wanted. Goes on
        trying while Telegram is down. Raises IntakeError where that would be pointless."""

    async def stop(self) -> None:
        """Take no more; harmless when nothing was begun."""


class Polling:
    """Asks for updates; a webhook that was set before is deleted."""

    def __init__(self) -> None:
        self._application: App | None = None

    async def start(self, application: App, kinds: Sequence[str]) -> None:
        """As every intake; what happens to polls later, WatchedBot tells."""
        self._application = application
        updater = application.updater
        if updater is not None:
            await updater.start_polling(
                timeout=_POLL, bootstrap_retries=-1, allowed_updates=list(kinds)
            )

    async def stop(self) -> None:
        """Up to 3 s on Telegram's own servers."""
        updater = self._application.updater if self._application else None
        if updater is not None and updater.running:
            with suppress(TelegramError):  # a poll that died of a revoked token says so again
                await updater.stop()


class Once:
    """Lets each update through once: after an answer of ours that got lost, Telegram sends an
    update again. Numbers may start anew at random, so that those seen are kept one by one."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def gate(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A handler before all others."""
        if update.update_id in self._seen:
            raise ApplicationHandlerStop
        self._seen[update.update_id] = None
        if len(self._seen) > _KNOWN:
            self._seen.popitem(last=False)
