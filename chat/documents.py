"""Files that people send: which are meant for the bot, and how they are fetched."""

from __future__ import annotations

import logging

from telegram import Document, Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from chat.commands.ask import Handed
from chat.failures import reason
from chat.served import Served

_LOG = logging.getLogger(__name__)
_ENDINGS = (".yaml", ".yml")


def is_rules(document: Document) -> bool:
    """Whether a file's name says that it holds rules."""
    return (document.file_name or "").lower().endswith(_ENDINGS)


def concerns(message: Message, document: Document, here: Served) -> bool:
    """Whether the bot has anything to say to a file: in groups people send each other many."""
    private = message.chat.type == ChatType.PRIVATE
    if here.chat is None or not (private or here.keeper):
        return False
    return is_rules(document) or (private and here.keeper)


def handed(document: Document) -> Handed:
    """The file as a command takes it; nothing is fetched yet."""

    async def read() -> bytes | None:
        try:
            file = await document.get_file()
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            _LOG.warning("a file could not be fetched: %s", reason(error))
            return None

    return Handed(document.file_name or "", document.file_size or 0, read)
