"""Where alerts go: to Telegram with a token, and to the terminal where no chat takes them."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from chat.commands.ask import Desk
from chat.commands.office import Office
from chat.console import ConsoleChannel
from chat.inbox import Inbox
from chat.intake import Intake, Polling, open_application
from chat.telegram import TelegramChannel, WatchedBot, close_bot, open_bot
from chat.webhook import Webhook, hook
from cli.asked import address_keys, drawn, explained, sources
from cli.check import counted
from cli.reader import TERMINAL
from cli.stop import Stop
from cli.world import utc_now
from model.alert import Alert, Mute, Outcome
from model.ports import Channel, Reach
from model.rulebook import Chat
from model.story import Spread
from scheduler.status import overview
from scheduler.world import World

log = logging.getLogger("wirewatch")

GOODBYE = 3.0  # seconds for the last poll to end: Telegram's own servers take up to three

ALERTS_HERE = (
    "Alerts appear here. To get them in a Telegram chat: ask @BotFather for a bot, put its token "
    "into .env as TELEGRAM_BOT_TOKEN=…, start again and send /start to your bot."
)
NO_CHATS = (
    "No chat is named in {rules}: send /start to your bot, it answers with the lines to paste "
    "under `chats:`. Until then alerts appear here."
)


@dataclass(frozen=True, slots=True)
class Messenger:
    """The channels of one run; the terminal stands in where no chat takes alerts."""

    console: ConsoleChannel
    rules: str
    bot: WatchedBot | None = None
    telegram: TelegramChannel | None = None
    intake: Intake = field(default_factory=Polling)

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Send by the channel that the chat belongs to."""
        return await self._channel(chat).send(alert, chat)

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
        """By the channel that the chat belongs to."""
        channel = self._channel(chat)
        return await channel.edit(alert, chat, message_id, spread=spread, mutes=mutes, noted=noted)

    def pause(self, chat: Chat) -> timedelta:
        """As that channel."""
        return self._channel(chat).pause(chat)

    def _channel(self, chat: Chat) -> Channel:
        if self.telegram is None or chat.key == TERMINAL:
            return self.console
        return self.telegram

    def greeting(self, served: int, rules: Path) -> str:
        """Where alerts will appear, how many chats being served; how to get them elsewhere."""
        if self.telegram is None:
            return ALERTS_HERE
        if not served:
            return NO_CHATS.format(rules=rules)
        return f"Alerts go to {counted(served, 'chat')}."


def open_messenger(console: Console, rules: Path) -> Messenger:
    """By the environment. Raises Stop where the token cannot be one."""
    here = ConsoleChannel(console, now=utc_now, rules=str(rules))
    token = _setting("TELEGRAM_BOT_TOKEN")
    if not token:
        return Messenger(here, rules.name)
    own = _setting("TELEGRAM_API_URL")
    try:
        bot, intake = open_bot(token, own or None), _intake(token, own=bool(own))
    except ValueError as why:
        raise Stop(str(why)) from None
    return Messenger(here, rules.name, bot, TelegramChannel(bot, now=utc_now), intake)


def _setting(name: str) -> str:
    return os.environ.get(name, "").strip()


def _intake(token: str, *, own: bool) -> Intake:
    """Polling, or the webhook of .env. Raises ValueError with a sentence."""
    url = _setting("TELEGRAM_WEBHOOK_URL")
    if not url:
        return Polling()
    listen, secret = _setting("TELEGRAM_WEBHOOK_LISTEN"), _setting("TELEGRAM_WEBHOOK_SECRET")
    return Webhook(hook(url, token=token, listen=listen, secret=secret, own=own))


@asynccontextmanager
async def listening(
    messenger: Messenger,
    world: World,
    fatal: Callable[[str], None],
    *,
    office: Office,
    reach: Reach,
    once: bool,
) -> AsyncIterator[None]:
    """Have the bot answer commands meanwhile; not for --once, which ends in a moment."""
    bot = messenger.bot
    if bot is None:
        yield
        return
    inbox = _inbox(messenger, bot, world, office, fatal, reach)
    try:
        if not once:
            await inbox.start()
        yield
    finally:
        if not once:
            await _within(inbox.stop(), GOODBYE)
        await _within(close_bot(bot), GOODBYE / 3)


async def _within(work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Politeness to a messenger that no longer answers has its limit."""
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        log.info("the messenger did not answer a goodbye")


def _inbox(
    messenger: Messenger,
    bot: WatchedBot,
    world: World,
    office: Office,
    fatal: Callable[[str], None],
    reach: Reach,
) -> Inbox:
    def desk() -> Desk:
        return Desk(
            world.store,
            world.book,
            lambda: overview(world.store, utc_now()),
            explain=lambda article: explained(world.book, article, messenger.rules),
            keys=address_keys,
            independent=sources,
            draw=drawn,
            office=office,
            rules=messenger.rules,
        )

    return Inbox(
        open_application(bot),
        desk=desk,
        now=utc_now,
        on_fatal=fatal,
        intake=messenger.intake,
        reach=reach,
    )
