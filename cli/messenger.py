"""Where alerts go: to Telegram with a token, and to the terminal where no chat takes them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from chat.console import ConsoleChannel
from cli.check import counted
from cli.reader import TERMINAL
from cli.stop import Stop
from cli.world import utc_now
from model.alert import Alert, Mute, Outcome
from model.ports import Channel, Reach
from model.rulebook import Chat
from model.seat import Seat
from model.story import Spread
from scheduler.reload import RulesFile
from scheduler.world import World

if TYPE_CHECKING:
    from cli.telegram import Telegram

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
    telegram: Telegram | None = None

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
        return self.telegram.channel

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
    token = os.environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not token:
        return Messenger(here)
    from cli.telegram import open_telegram  # noqa: PLC0415 # only who has a token waits for it

    try:
        return Messenger(here, open_telegram(token))
    except ValueError as why:
        raise Stop(str(why)) from None


@asynccontextmanager
async def listening(
    messenger: Messenger,
    world: World,
    file: RulesFile,
    folder: Path,
    fatal: Callable[[str], None],
    *,
    reach: Reach,
    once: bool,
    seat: Seat | None = None,
) -> AsyncIterator[None]:
    """Have the bot, if there is one, answer commands meanwhile; what they propose to change in
    the rules stays in `folder`. Of programs that share a `seat` the one that holds it answers."""
    if messenger.telegram is None:
        yield
        return
    async with messenger.telegram.listening(
        world, file, folder, fatal, reach, once=once, seat=seat
    ):
        yield
