"""The rules that hold for all programs on one store: one text, with when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Published:
    """A text of rules.yaml; the numbers of those that came after it are higher."""

    number: int
    text: bytes  # UTF-8
    at: datetime
    by: str


class RulesStore(Protocol):
    """The last twenty texts are kept."""

    async def publication(self) -> int:
        """The number of the text in force; 0 where there is none."""

    async def published(self) -> Published | None:
        """The text in force."""

    async def publish(self, text: bytes, at: datetime, by: str, after: int) -> int:
        """Put a text in force in place of the one of number `after`; its number, or 0 where another
        came in between: then nothing is written."""
