"""The seam to the pause of hosts: what holds over all programs that fetch for one store.

A host is an origin: scheme, name and port.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from model.source import FetchFailed


@dataclass(frozen=True, slots=True)
class HostTurn:
    """What came of asking for a host's turn. `wait`: 0 where it is ours, else the seconds until it
    is worth asking again. `rests`: the answer by which the host asked to be left alone, with what
    is left of that."""

    wait: float = 0.0
    rests: FetchFailed | None = None


class Hosts(Protocol):
    """Who may ask a host. Within one program a host's turn is asked for by one task at a time."""

    async def take(self, host: str, longest: timedelta) -> HostTurn:
        """Ask for the turn, for one request that takes so long at most; of a program that died it
        comes free after that."""

    async def free(self, host: str, pause: float) -> None:
        """The request has ended; none begins for `pause` seconds from now."""

    async def rest(self, host: str, failure: FetchFailed) -> None:
        """The host wants to be left alone for the failure's `retry_after`."""
