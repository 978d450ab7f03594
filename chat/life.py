"""The life of a chat: the bot is blocked and let in again, added and removed; groups move."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import (
    Bot,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
)
from telegram.constants import ChatType
from telegram.error import TelegramError

from chat import outgoing
from chat.commands.ask import Desk
from chat.commands.phrases import say
from chat.failures import reason
from chat.reply import Letter
from chat.served import served
from chat.serving import Place, serving
from chat.strangers import Strangers
from model.ports import Reach

_LOG = logging.getLogger(__name__)
SETTLING = 3.0  # seconds in which a supergroup says that it is an old group
GRACE = 120.0  # seconds in which a group may show an invite

BLOCKED = "the bot was blocked by the user"
REMOVED = "the bot was removed from the chat"
MUTE = "the bot may not write in this chat: give it the right to"


@dataclass(frozen=True, slots=True)
class Life:
    """Follows what becomes of chats. `grace`: seconds that an unknown group has."""

    bot: Bot
    desk: Callable[[], Desk]
    reach: Reach | None
    strangers: Strangers
    grace: float = GRACE

    async def changed(self, change: ChatMemberUpdated) -> bool:
        """What the bot is in a chat by now: it may write there, or no longer, or again. Whether it
        was added to a chat that nobody serves."""
        kind, before = change.chat.type, change.old_chat_member
        why, was = hindered(change.new_chat_member, kind), hindered(before, kind)
        here = await served(self.desk(), _place(change))
        if here.chat is None:
            return was == REMOVED and why is None
        if bool(why) != bool(was) and self.reach is not None:
            for key in here.keys:
                if why:
                    await self.reach.lost(key, why)
                else:
                    await self.reach.back(key, again=not isinstance(before, ChatMemberLeft))
        return False

    async def moved(self, message: Message) -> None:
        """A group became a supergroup: said in the old one and in the new one, done once."""
        if message.migrate_to_chat_id is not None:
            old, new = message.chat.id, message.migrate_to_chat_id
        elif message.migrate_from_chat_id is not None:
            old, new = message.migrate_from_chat_id, message.chat.id
        else:
            return
        store = self.desk().store
        place = Place(old, kind=ChatType.GROUP)
        moved = await store.moved()
        for chat in serving(self.desk().book, await store.guests(), place, moved):
            thread = f":{chat.thread}" if chat.thread else ""
            await store.move_chat(chat.key, f"telegram:{new}{thread}")

    async def unknown(self, change: ChatMemberUpdated) -> None:
        """One polite line, and a while to show an invite; then the bot leaves. While nobody is
        served at all it stays: somebody is setting it up."""
        place, language = _place(change), change.from_user.language_code or "en"
        await asyncio.sleep(min(SETTLING, self.grace))
        if await self._welcome(place):
            return
        if self.strangers.first_time(place.chat):
            said = say(language, "life.unknown", id=place.chat)
            await self._try(outgoing.post(self.bot, Letter(place.chat, None, said)))
        await asyncio.sleep(self.grace)
        if not await self._welcome(place):
            await self._try(self.bot.leave_chat(place.chat))

    async def _welcome(self, place: Place) -> bool:
        desk = self.desk()
        anybody = desk.book.chats or desk.book.settings.admin_chat or await desk.store.guests()
        return not anybody or (await served(desk, place)).chat is not None

    async def _try(self, call: Awaitable[object]) -> None:
        try:
            await call
        except TelegramError as error:
            _LOG.info("an unknown group: %s", reason(error))


def _place(change: ChatMemberUpdated) -> Place:
    return Place(change.chat.id, change.chat.username, change.chat.type)


def hindered(member: ChatMember, kind: str) -> str | None:
    """Why the bot, being this in a chat, cannot write there; None where it can."""
    match member:
        case ChatMemberBanned() if kind == ChatType.PRIVATE:
            return BLOCKED
        case ChatMemberBanned() | ChatMemberLeft():
            return REMOVED
        case ChatMemberRestricted() if not member.is_member:
            return REMOVED
        case ChatMemberRestricted() if not member.can_send_messages:
            return MUTE
        case ChatMemberAdministrator() if kind == ChatType.CHANNEL and not member.can_post_messages:
            return MUTE
        case _:
            return None
