"""The seam to what one program of many does: who holds the seat does it, the others wait for it."""

from __future__ import annotations

from typing import Protocol


class Seat(Protocol):
    """Held by one program on a store at a time. That of a program that dies comes free."""

    async def take(self) -> bool:
        """Ask for it, holding it not; whether it is ours. May raise StoreError."""

    async def held(self) -> bool:
        """Whether it still is."""

    async def leave(self) -> None:
        """Let it go; harmless where it was not held."""
