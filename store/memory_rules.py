"""The store in dictionaries, its part in the rules that all programs share."""

from __future__ import annotations

from datetime import datetime

from model.published import Published


class MemoryRules:
    """The text in force alone: earlier ones are asked for by nobody."""

    _text: Published | None = None

    async def publication(self) -> int:
        """The number of the text in force; 0 where there is none."""
        return self._text.number if self._text else 0

    async def published(self) -> Published | None:
        """The text in force."""
        return self._text

    async def publish(self, text: bytes, at: datetime, by: str, after: int) -> int:
        """Put a text in force in place of the one of number `after`; its number, or 0."""
        if await self.publication() != after:
            return 0
        self._text = Published(after + 1, text, at, by)
        return after + 1
