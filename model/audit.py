"""Who did what in a chat: one row for each change, and for each attempt that was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

REFUSALS = 1_000  # kept at most: strangers may try as often as they like
SAME_REFUSAL = timedelta(hours=1)  # in which one person's attempts at one thing are one row


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: `name` is the command or the press, `what` what it changed, in the words
    of no language. `detail` says more, such as who was let in. `refused`: it was tried only."""

    at: datetime
    chat: str
    user_id: int
    user: str
    name: str
    what: str = ""
    detail: str = ""
    refused: bool = False
    id: int = 0  # given by the store


class AuditStore(Protocol):
    """Who did what. The rows are as old as the retention of articles."""

    async def note(self, deed: Deed) -> None:
        """Keep a row. Of refused attempts the last REFUSALS are kept, and one of each person at
        each thing in each chat within SAME_REFUSAL."""

    async def deeds(self, limit: int, before: int | None = None, about: str = "") -> list[Deed]:
        """The newest first, those older than the one of id `before`. `about`: a command's name,
        a person's id, or part of a person's name, whatever its case; "" for all."""
