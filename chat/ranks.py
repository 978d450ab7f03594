"""Who may change what a chat hears: anybody in private, administrators elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, Message
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from chat.failures import reason
from chat.serving import anonymous

_LOG = logging.getLogger(__name__)
_KEPT = timedelta(seconds=30)  # how long an administrator is taken for one


class Ranks:
    """Asks Telegram for a person's rank, and remembers it for 30 seconds."""

    def __init__(self, bot: Bot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._ranks: dict[tuple[int, int], tuple[datetime, bool]] = {}

    async def may_command(self, message: Message) -> bool:
        """Whether who wrote a message may change its chat."""
        if message.chat.type == ChatType.PRIVATE:
            return True
        clear = anonymous(message)
        if clear is not None or message.from_user is None:
            return bool(clear)
        return await self.administrator(message.chat.id, message.from_user.id)

    async def may_press(self, chat: int, kind: str, user: int) -> bool:
        """Whether who pressed a button may change its chat: presses always tell the person."""
        return kind == ChatType.PRIVATE or await self.administrator(chat, user)

    async def administrator(self, chat: int, user: int) -> bool:
        """Asked of Telegram; no answer is a no."""
        now = self._now()
        self._ranks = {k: v for k, v in self._ranks.items() if now - v[0] < _KEPT}
        if (chat, user) in self._ranks:
            return self._ranks[chat, user][1]
        try:
            member = await self._bot.get_chat_member(chat, user)
        except TelegramError as error:
            _LOG.warning("cannot tell who is an administrator of %s: %s", chat, reason(error))
            return False
        high = member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
        self._ranks[chat, user] = (now, high)
        return high
