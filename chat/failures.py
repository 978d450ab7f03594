"""What the Bot API's refusals mean for one message. Pure.

Texts are compared in lower case, because python-telegram-bot rewrites some of them.
`BadRequest` is a `NetworkError` there: it is asked about first.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from model.alert import Later, Moved, Outcome, Refused


class Remedy(Enum):
    """What may help at once, tried one time each."""

    PLAIN = "as plain text"
    SHORTER = "cut, as plain text"
    NO_THREAD = "outside its forum topic"
    NO_REPLY = "as a reply to nothing"
    NO_BUTTONS = "without its buttons"


_MARGIN = timedelta(milliseconds=500)  # the server counts whole seconds, cut off

# The request never left: httpx raises these before a byte of it is written.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)

_MARKUP = (
    "can't parse entities",
    "can't parse message text",
    "unsupported start tag",
    "end tag",
    "start tag",
    "entity",
    "entities",
)
_TOO_LONG = ("message is too long", "text is too long", "message_too_long")
_THREAD = ("message thread not found", "topic_closed", "topic_deleted", "thread_id_invalid")
_GONE = {
    "chat not found": "Telegram knows no such chat: check its id in rules.yaml, and that the bot "
    "was started or added there",
    "user not found": "Telegram knows no such user",
    "peer_id_invalid": "Telegram knows no such chat, or nobody there has started the bot",
    "user is deactivated": "this account was deleted",
    "input_user_deactivated": "this account was deleted",
}
_FORBIDDEN = {
    "blocked": "the bot was blocked by the user",
    "kicked": "the bot was removed from the chat",
    "deactivated": "this account was deleted",
    "not a member": "the bot is not a member of the chat",
    "can't initiate": "this person has not started the bot yet: they send it /start first",
    "bots can't send messages to bots": "this is a bot, and bots cannot write to bots",
}
_NO_RIGHTS = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
)


def judge(error: Exception) -> Outcome | Remedy:
    """What became of a message whose sending ended in `error`, or what to try instead."""
    match error:
        case ChatMigrated(new_chat_id=address):
            return Moved(address)
        case Forbidden():
            return Refused(_plain(error, _FORBIDDEN), gone=True)
        case BadRequest():
            return _bad_request(error)
        case _:
            return _later(error)


def reason(error: TelegramError) -> str:
    """An error in the same plain words as for alerts."""
    return str(getattr(judge(error), "reason", error.message))


def _later(error: Exception) -> Later:
    match error:
        case RetryAfter():
            return Later("Telegram asks for a pause", after=_pause(error))
        case InvalidToken():
            return Later("the token is refused: check TELEGRAM_BOT_TOKEN", everyone=True)
        case NetworkError():
            return _network(error)
        case Conflict():
            return Later("another program uses the bot at this moment")
        case TelegramError():
            return Later("Telegram's answer could not be read", unknown=True)
        case _:
            return Later("the message could not be handed over", unknown=True)


def _pause(error: RetryAfter) -> timedelta:
    # private, but the public property warns of its own change of type
    return error._retry_after + _MARGIN  # noqa: SLF001 # see the comment above


def _plain(error: TelegramError, known: dict[str, str]) -> str:
    said = error.message.lower()
    for part, meaning in known.items():
        if part in said:
            return meaning
    return f"Telegram refuses: {error.message}"


def _bad_request(error: BadRequest) -> Remedy | Refused:
    said = error.message.lower()
    if any(part in said for part in _TOO_LONG):
        return Remedy.SHORTER
    if any(part in said for part in _THREAD):
        return Remedy.NO_THREAD
    if any(part in said for part in _GONE):
        return Refused(_plain(error, _GONE), gone=True)
    if any(part in said for part in _NO_RIGHTS):
        return Refused("the bot may not write in this chat: give it the right to", gone=True)
    if any(part in said for part in _MARKUP):
        return Remedy.PLAIN
    return Refused(_plain(error, {}))


def _network(error: NetworkError) -> Later:
    cause = error.__cause__
    if isinstance(cause, _NEVER_SENT):
        return Later("Telegram cannot be reached", everyone=True)
    if isinstance(error, TimedOut):
        return Later("Telegram did not answer in time", unknown=True)
    if isinstance(cause, httpx.HTTPError):
        return Later("the connection broke before Telegram answered", unknown=True)
    return Later("Telegram has a fault of its own", unknown=True)
