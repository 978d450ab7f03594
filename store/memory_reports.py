"""The store in dictionaries, its part of what is told of sources' health, and of messages whose
story goes on elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from model.alert import Alert, Fate
from model.health import Ailment
from model.story import Edited, Retelling
from store.memory_chat import MemoryChat
from store.memory_outbox import OPEN


@dataclass(slots=True)
class _Message:
    not_before: datetime
    asked_at: datetime | None
    shown: str = ""


class MemoryReports(MemoryChat):
    """Illnesses by source, messages by alert."""

    def __init__(self) -> None:
        super().__init__()
        self._ailments: dict[str, Ailment] = {}
        self._story_messages: dict[int, _Message] = {}

    async def ailments(self) -> list[Ailment]:
        """The illnesses that were told and are not over, by the names of their sources."""
        return sorted(self._ailments.values(), key=lambda one: one.source)

    async def keep_ailments(
        self, kept: Sequence[Ailment], ended: Collection[str], notices: Sequence[Alert]
    ) -> list[int]:
        """Replace and forget illnesses and queue what is said of them; ids of notices new."""
        for name in ended:
            self._ailments.pop(name, None)
        self._ailments.update({one.source: one for one in kept})
        return self._insert(notices)

    def _ask_edits(self, dedupes: Iterable[str], at: datetime) -> None:
        for number in [self._ids[one] for one in dedupes if one in self._ids]:
            known = self._story_messages.setdefault(number, _Message(at, at))
            known.asked_at = at

    async def retellings(self, now: datetime, limit: int) -> list[Retelling]:
        """Settled alerts whose messages may be edited now, the longest waiting first."""
        due = [
            (one.not_before, number)
            for number, one in self._story_messages.items()
            if one.asked_at and one.not_before <= now and number in self._posted
            if self._posted[number].fate not in OPEN
        ]
        return [self._retelling(number) for _, number in sorted(due)[:limit]]

    def _set_back_stories(self, now: datetime, farthest: datetime) -> None:
        for one in self._story_messages.values():
            if one.asked_at and one.not_before > farthest:
                one.not_before = now
        for key, due in self._revisits.items():
            if due.since > now and due.at > farthest:
                self._revisits[key] = replace(due, at=now, since=now)

    def _retelling(self, number: int) -> Retelling:
        posted, message = self._posted[number], self._story_messages[number]
        sent = posted.message_id if posted.fate is Fate.SENT else None
        asked = message.asked_at or message.not_before
        return Retelling(posted.alert, asked, sent, message.shown)

    async def keep_edited(self, edited: Edited) -> None:
        """Write what became of an edit; one asked for meanwhile stays to be done."""
        known = self._story_messages.get(edited.alert_id)
        if known is None:
            return
        known.shown, known.not_before = edited.shown, edited.not_before
        if edited.done and known.asked_at == edited.asked_at:
            known.asked_at = None
