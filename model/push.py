"""Subscriptions at hubs that push what a feed publishes (W3C WebSub), and their seam to the
store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from model.source import Push, SourceState


class PushFate(StrEnum):
    """What became of a push that came."""

    TAKEN = "taken"
    IGNORED = "ignored"  # not signed as agreed
    UNKNOWN = "unknown"  # to an address that belongs to no subscription
    REFUSED = "refused"  # too large, too slow, too many at once


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one hub was asked to push to one address of ours, and how that is going.

    `token` ends the address, `base` begins it; `secret` signs what is pushed.
    """

    token: str = field(repr=False)
    secret: str = field(repr=False)
    source: str
    hub: str
    topic: str
    base: str
    made_at: datetime
    next_try: datetime  # when the hub is to be asked (again); counted before it is asked
    state: Push = Push.ASKED
    asked_at: datetime | None = None  # a request that the hub has not confirmed or denied yet
    tries: int = 0  # since something last went well
    lease_until: datetime | None = None
    pushed_at: datetime | None = None  # the last push that was signed
    pushes: int = 0
    wanted: datetime | None = None  # from then on the source is to be made due
    idle: int = 0  # pushes in a row that nothing new was found after
    heard: int = 0  # finds in a row that a push had announced
    judged: datetime | None = None  # the last find of the source that was looked at for that
    message: str = ""  # what is wrong, in plain words

    @property
    def callback(self) -> str:
        """The address that the hub calls."""
        return f"{self.base}/{self.token}"


# What becomes of a subscription; None: nothing is kept of it. Pure, and may run twice.
Change = Callable[[Subscription], Subscription | None]


class PushStore(Protocol):
    """Subscriptions by their tokens. What is kept of one is told to its source's state (`push`)
    in the same transaction."""

    async def subscribe(self, new: Subscription) -> None:
        """Keep a new one."""

    async def subscription(self, token: str) -> Subscription | None:
        """The one of this token."""

    async def subscriptions_of(self, source: str) -> list[Subscription]:
        """Those of a source, the newest first."""

    async def change_subscription(self, token: str, change: Change) -> Subscription | None:
        """What `change` makes of it, kept in one transaction with what it was made of; None where
        there is none (any more)."""

    async def subscriptions_due(self, now: datetime, limit: int) -> list[Subscription]:
        """Those with next_try <= now, the longest waiting first."""

    async def unsubscribed(self, limit: int) -> list[SourceState]:
        """Active sources that offer a hub and have no subscription there, by name."""

    async def adrift(self, base: str, limit: int) -> list[Subscription]:
        """Subscriptions, but those that are being ended, whose source is gone, offers another hub
        or topic, or that call another address than `base`."""

    async def unjudged(self, limit: int) -> list[tuple[Subscription, SourceState]]:
        """Confirmed subscriptions whose source had something new since the last find judged."""

    async def nudge(self, now: datetime) -> list[str]:
        """Make the sources due that pushes want to be by now, but for those that asked for rest.
        One under a lease is left for when that ends: its check may have looked too early. Names
        of those made due."""

    async def want_trusted(self, now: datetime) -> None:
        """Let all trusted subscriptions want their sources to be due: while nobody listened pushes
        may have come, and polls were seldom."""

    async def end_pushes(self) -> int:
        """Forget all subscriptions, as nobody listens to hubs; how many there were."""
