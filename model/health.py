"""What is wrong with a source, and that its keeper was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.alert import Tally
from model.source import SourceState


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


class Mood(StrEnum):
    """How a source is doing at a glance."""

    WELL = "well"
    NEW = "new"  # not checked yet
    FAILING = "failing"  # it could not be read last time
    RESTING = "resting"  # it asked for a pause
    REBUILT = "rebuilt"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Overview:
    """How everything is doing `at` one moment: each source by name, the outbox of the day
    before."""

    at: datetime
    sources: tuple[tuple[SourceState, Mood], ...]
    tally: Tally

    def those(self, *moods: Mood) -> tuple[SourceState, ...]:
        """The sources of these moods."""
        return tuple(state for state, mood in self.sources if mood in moods)

    @property
    def last_check(self) -> datetime | None:
        """When any source was last checked."""
        return max((one.last_check for one, _ in self.sources if one.last_check), default=None)
