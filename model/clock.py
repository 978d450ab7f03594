"""The store's part in a clock that was set back."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class ClockStore(Protocol):
    """What was put off by a clock that ran ahead."""

    async def set_back(self, now: datetime, farthest: datetime) -> None:
        """The clock shows less than before: nothing waits for a moment it may never have meant.

        Sources, alerts, entries, edits put off beyond `farthest` are due now; sources and
        re-visits only if what they were put off by (the last check, the alert) lies ahead of
        `now`. Leases of alerts end at `farthest` at the latest. What was promised for an hour
        of the day (mutes, digests) stays. Hubs that would be left alone for more than 31 days are
        asked at once.
        """
