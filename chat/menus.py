"""The command menus that Telegram shows: each reader sees what they may do, in their language."""

from __future__ import annotations

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import TelegramError

from chat.commands.table import Audience, menus
from chat.failures import reason
from model.rulebook import Chat

_LOG = logging.getLogger(__name__)


async def set_menus(bot: Bot, keeper: Chat | None) -> None:
    """Set each menu that differs from what is set; `keeper` is the admin chat as it is now."""
    for audience, entries in menus().items():
        scope = _scope(audience, keeper)
        if scope is None:
            continue
        try:
            for language, wanted in entries.items():
                await _set(bot, scope, language, tuple(BotCommand(*one) for one in wanted))
        except TelegramError as error:
            _LOG.warning("the command menu (%s) could not be set: %s", audience, reason(error))


async def _set(
    bot: Bot, scope: BotCommandScope, language: str, wanted: tuple[BotCommand, ...]
) -> None:
    if await bot.get_my_commands(scope, language) != wanted:
        await bot.set_my_commands(wanted, scope, language)


def _scope(audience: Audience, keeper: Chat | None) -> BotCommandScope | None:
    """Where Telegram shows it; in an admin group to its administrators, who alone may."""
    match audience:
        case Audience.PRIVATE:
            return BotCommandScopeAllPrivateChats()
        case Audience.MEMBERS:
            return BotCommandScopeAllGroupChats()
        case Audience.ADMINISTRATORS:
            return BotCommandScopeAllChatAdministrators()
        case Audience.KEEPER if keeper is None:
            return None
        case Audience.KEEPER if isinstance(keeper.address, int) and keeper.address > 0:
            return BotCommandScopeChat(keeper.address)
        case Audience.KEEPER:
            return BotCommandScopeChatAdministrators(keeper.address)
