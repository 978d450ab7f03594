"""How replies go out: their buttons as Telegram takes them, once more after a flood pause."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import RetryAfter

from chat.reply import Attached, Keyboard, Letter, Reply
from chat.serving import Place

T = TypeVar("T")
PATIENCE = 30.0  # seconds an answer waits for flood control
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None without any, which takes away those of an edited one."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(one.label, callback_data=one.payload) for one in row]
            for row in buttons
        ]
    )


async def patiently(call: Callable[[], Awaitable[T]]) -> T | None:
    """Do it, and once more after a short flood pause; None where that would be a long one."""
    try:
        return await call()
    except RetryAfter as error:
        pause = error._retry_after.total_seconds()  # noqa: SLF001 # the property changes its type
        if pause <= PATIENCE:
            await asyncio.sleep(pause)
            return await call()
        return None


async def answer(bot: Bot, place: Place, message_id: int, reply: Reply) -> int | None:
    """Send a reply to a message, or just into its chat where that message is gone; the number
    of the message sent."""
    more: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "message_thread_id": place.thread,
        "reply_parameters": ReplyParameters(message_id, allow_sending_without_reply=True),
        "reply_markup": markup(reply.buttons),
    }

    async def post() -> Message:
        if reply.file is not None:
            return await _hand_over(bot, place, reply.text, reply.file, more)
        return await bot.send_message(
            place.chat, reply.text, link_preview_options=_NO_PREVIEW, **more
        )

    sent = await patiently(post)
    return sent.message_id if sent else None


async def post(bot: Bot, letter: Letter) -> None:
    """Send a message of its own."""

    async def send() -> object:
        return await bot.send_message(
            letter.address,
            letter.text,
            parse_mode=ParseMode.HTML,
            message_thread_id=letter.thread,
            link_preview_options=_NO_PREVIEW,
        )

    await patiently(send)


async def _hand_over(
    bot: Bot, place: Place, caption: str, file: Attached, more: dict[str, Any]
) -> Message:
    given = InputFile(file.data, filename=file.name)
    if file.picture:
        return await bot.send_photo(place.chat, given, caption=caption, **more)
    return await bot.send_document(place.chat, given, caption=caption, **more)


async def edit(
    bot: Bot, place: Place, message_id: int, text: str | None, buttons: Keyboard | None
) -> None:
    """Change a message's text, or only its buttons. A new text without buttons has none."""

    async def change() -> object:
        keyboard = markup(buttons or ())
        if text is None:
            return await bot.edit_message_reply_markup(
                place.chat, message_id, reply_markup=keyboard
            )
        return await bot.edit_message_text(
            text,
            place.chat,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )

    await patiently(change)
