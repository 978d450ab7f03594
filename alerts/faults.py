"""Our own faults as the keeper hears of them: seldom, and without anything private. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EACH = timedelta(hours=1)  # between two reports of one kind
MOST = 10  # reports in that time, of all kinds together


@dataclass(frozen=True, slots=True)
class Fault:
    """What failed (words of the program's own), the exception's type, the line of ours it came
    through. Never the exception's text, which may hold an address, a token or a message."""

    doing: str
    kind: str
    where: str

    @property
    def key(self) -> str:
        """What makes two faults the same."""
        return f"{self.kind} {self.where}"


@dataclass(slots=True)
class Ledger:
    """Which faults are reported, and how many of each kind were left out since its report."""

    told: dict[str, datetime] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def admit(self, fault: Fault, now: datetime) -> int | None:
        """How many of its kind were left out before it; None: it is left out itself."""
        self.told = {key: at for key, at in self.told.items() if at > now - EACH}
        if fault.key in self.told or len(self.told) >= MOST:
            self.left_out[fault.key] += 1
            return None
        self.told[fault.key] = now
        return self.left_out.pop(fault.key, 0)
