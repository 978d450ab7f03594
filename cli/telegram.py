"""The bot in Telegram: what it sends and hears with. Imported only where there is a token: the
library and the commands of the chat cost a start a third of a second."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat.commands.ask import Desk
from chat.inbox import Inbox
from chat.intake import Intake, Polling, open_application
from chat.telegram import TelegramChannel, WatchedBot, close_bot, open_bot
from cli.asked import address_keys, drawn, explained, sources
from cli.world import utc_now
from model.ports import Reach
from model.seat import Seat
from scheduler.editing import Editing
from scheduler.reload import RulesFile
from scheduler.seated import Seated
from scheduler.status import overview
from scheduler.world import World

log = logging.getLogger("wirewatch")

GOODBYE = 3.0  # seconds for the last poll to end: Telegram's own servers take up to three


@dataclass(frozen=True, slots=True)
class Telegram:
    """One bot: the channel to its chats, and where their updates come in."""

    bot: WatchedBot
    channel: TelegramChannel
    intake: Intake

    @asynccontextmanager
    async def listening(
        self,
        world: World,
        file: RulesFile,
        folder: Path,
        fatal: Callable[[str], None],
        reach: Reach,
        *,
        once: bool,
        seat: Seat | None = None,
    ) -> AsyncIterator[None]:
        """Have the bot answer commands meanwhile; not for --once, which ends in a moment. What they
        propose to change in the rules waits in `folder`. Of programs that share a `seat` the one
        that holds it answers."""

        @asynccontextmanager
        async def answering() -> AsyncIterator[None]:
            inbox = self._inbox(Editing(world, file, folder), fatal, reach)
            try:
                await inbox.start()
                yield
            finally:
                await _within(inbox.stop(), GOODBYE)

        meanwhile = Seated(seat).doing(answering) if seat else answering()
        try:
            async with nullcontext() if once else meanwhile:
                yield
        finally:
            await _within(close_bot(self.bot), GOODBYE / 3)

    def _inbox(self, office: Editing, fatal: Callable[[str], None], reach: Reach) -> Inbox:
        world, rules = office.world, office.file.path.name

        def desk() -> Desk:
            return Desk(
                world.store,
                world.book,
                lambda: overview(world.store, utc_now()),
                explain=lambda article: explained(world.book, article, rules),
                keys=address_keys,
                independent=sources,
                draw=drawn,
                office=office,
                rules=rules,
            )

        return Inbox(
            open_application(self.bot),
            desk=desk,
            now=utc_now,
            on_fatal=fatal,
            intake=self.intake,
            reach=reach,
        )


def open_telegram(token: str) -> Telegram:
    """By the environment. Raises ValueError with a sentence where the token cannot be one, or the
    webhook is set wrongly."""
    own = _setting("TELEGRAM_API_URL")
    bot = open_bot(token, own or None)
    return Telegram(bot, TelegramChannel(bot, now=utc_now), _intake(token, own=bool(own)))


def _setting(name: str) -> str:
    return os.environ.get(name, "").strip()


def _intake(token: str, *, own: bool) -> Intake:
    """Polling, or the webhook of .env. Raises ValueError with a sentence."""
    url = _setting("TELEGRAM_WEBHOOK_URL")
    if not url:
        return Polling()
    from chat.webhook import Webhook, hook  # noqa: PLC0415 # a web server, which few ask for

    listen, secret = _setting("TELEGRAM_WEBHOOK_LISTEN"), _setting("TELEGRAM_WEBHOOK_SECRET")
    return Webhook(hook(url, token=token, listen=listen, secret=secret, own=own))


async def _within(work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Politeness to a messenger that no longer answers has its limit."""
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        log.info("the messenger did not answer a goodbye")
