"""Rest that administrators ask for: of all sending, or of one source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from model.alert import Alert

SENDING = ""  # in place of a source's name: nothing is sent


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is sent, or one source is not checked; `until` None is until somebody resumes."""

    source: str
    since: datetime
    until: datetime | None = None
    by: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether it is not over."""
        return self.until is None or now < self.until


class PauseStore(Protocol):
    """What rests. A source that does is due to nobody; what its articles' pages have become is
    looked at all the same."""

    async def pause(self, pause: Pause) -> None:
        """Remember it, in place of one of the same source."""

    async def resume(self, source: str) -> bool:
        """Forget it; False when there was none."""

    async def pauses(self) -> list[Pause]:
        """All that are kept, those whose time is over included, by source."""

    async def notices_due(self, now: datetime) -> list[str]:
        """Keys of chats with a queued notice that may be tried now, whatever waits before it."""

    async def claim_notice(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest of these notices of a chat, leased, its attempts counted up."""
