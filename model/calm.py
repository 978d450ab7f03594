"""The seam to the store for calm: bursts that become summaries, what is held, and replies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from model.alert import Alert, Receipt


class CalmStore(Protocol):
    """What is told together, and to which message a follow-up replies."""

    async def sent_since(self, chat: str, since: datetime) -> list[datetime]:
        """When a chat was sent alerts that are not urgent, one by one, after that moment."""

    async def gather(self, alert_id: int, now: datetime, since: datetime) -> int:
        """Settle an open alert as told in a summary: the chat's newest one made after `since`,
        else one that is queued for it. A summary that was sent is to be edited then. All in one
        transaction; the summary's id, 0 where the alert is not open."""

    async def gathered(self, summary: int) -> list[Alert]:
        """The alerts that a summary tells, in the order they were queued."""

    async def first_message(self, alert: Alert) -> int | None:
        """The message that told an alert's chat of its article before, else the first that told
        of its story; None where there is none."""

    async def leave_out(self, whole: int, receipts: Sequence[Receipt]) -> None:
        """Settle alerts that an open digest or summary was to tell as the receipts say instead;
        it tells the others. All in one transaction; nothing where it is not open any more."""

    async def held(self, chats: Collection[str], now: datetime) -> list[tuple[Alert, datetime]]:
        """What is held in some chats until after now, and until when."""

    async def put_off(self, moments: Mapping[int, datetime]) -> None:
        """Give alerts that are held other moments of release, by their ids."""
