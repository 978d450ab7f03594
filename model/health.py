"""What is wrong with a source, and that its keeper was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Illness(StrEnum):
    """Why people should look at a source."""

    FAILING = "failing"  # it cannot be read
    REBUILT = "rebuilt"  # its page can be read, but does not list articles as it used to
    SILENT = "silent"  # it can be read, but has had nothing new for longer than usual


@dataclass(frozen=True, slots=True)
class Ailment:
    """An illness that was told. There is one a source at most, until it is well again.

    `outage` is set where several fell ill together: the moment at which the first did.
    `well_at`: well again, while others of its outage are not yet.
    """

    source: str
    illness: Illness
    since: datetime
    told_at: datetime
    outage: datetime | None = None
    well_at: datetime | None = None
