"""What a command is handed, and what it may use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from chat import words
from model.ports import Store
from model.rulebook import Chat, Rulebook


@dataclass(frozen=True, slots=True)
class Ask:
    """One command as it came: `args` is all behind its name, `now` an aware UTC moment.

    `chat` is the place of rules.yaml it came from, None for a stranger. `is_admin`: may
    change what the chat hears (always so in private).
    """

    address: int
    now: datetime
    chat: Chat | None = None
    thread: int | None = None
    user: str = ""
    args: str = ""
    language: str = "en"
    is_admin: bool = True

    @property
    def place(self) -> tzinfo:
        """The chat's time zone."""
        return words.zone(self.chat.timezone if self.chat else "UTC")

    @property
    def key(self) -> str:
        """The chat's name in the store."""
        return self.chat.key if self.chat else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands work with: the store, the rules in force, the status line's maker."""

    store: Store
    book: Rulebook
    status: Callable[[], Awaitable[str]]
