"""Buttons as the Bot API takes them, and what a press of one sends to the bot."""

from __future__ import annotations

from typing import Any

LONGEST_PAYLOAD = 64  # bytes
LONGEST_TOAST = 200
MOST = 100
Row = list[dict[str, Any]]


class ButtonError(Exception):
    """What the server says of buttons that it refuses."""


def checked(markup: dict[str, Any] | None) -> list[Row]:
    """The rows of a keyboard; none without one."""
    rows: list[Row] = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST:
        raise ButtonError("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not button.get("text", "").strip():
            raise ButtonError("can't parse inline keyboard button: Text must be non-empty")
        if not 1 <= len(button["callback_data"].encode()) <= LONGEST_PAYLOAD:
            raise ButtonError("BUTTON_DATA_INVALID")
    return rows


def query(number: int, user: int, name: str, data: str, message: dict[str, Any]) -> dict[str, Any]:
    """The update of a press."""
    person = {"id": user, "is_bot": False, "first_name": name}
    about = {"message": message, "chat_instance": "1", "data": data}
    return {"callback_query": {"id": str(number), "from": person} | about}


def inaccessible(chat: dict[str, Any], message_id: int) -> dict[str, Any]:
    """A message too old for the bot to see, or deleted."""
    return {"chat": chat, "message_id": message_id, "date": 0}
