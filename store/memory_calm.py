"""The store in dictionaries, its part of calm: bursts, what is held, first messages of stories."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from model.alert import IN_SUMMARY, Alert, AlertKind, Fate, Receipt
from model.rulebook import Priority
from store.memory_outbox import OPEN
from store.memory_reports import MemoryReports
from store.transitions import addressed, summary, without


class MemoryCalm(MemoryReports):
    """Alerts told in summaries, by their ids."""

    def __init__(self) -> None:
        super().__init__()
        self._told_in: dict[int, int] = {}

    async def sent_since(self, chat: str, since: datetime) -> list[datetime]:
        """When a chat was sent alerts that are not urgent, one by one, after that moment."""
        here = self._newest(chat)
        sent = (
            one
            for one in self._posted.values()
            if one.fate is Fate.SENT and one.alert.chat == here
            if one.alert.kind is AlertKind.ALERT and one.alert.priority < Priority.URGENT
        )
        return sorted(one.settled_at for one in sent if one.settled_at and one.settled_at > since)

    async def gather(self, alert_id: int, now: datetime, since: datetime) -> int:
        """Settle an open alert as told in a summary, an earlier one or a new one; its id."""
        posted = self._posted.get(alert_id)
        if posted is None or posted.fate not in OPEN or posted.alert.kind is not AlertKind.ALERT:
            return 0
        number = self._summary(posted.alert.chat, alert_id, now, since)
        posted.fate, posted.settled_at, posted.reason = Fate.DIGESTED, now, IN_SUMMARY
        posted.lease_until = posted.next_try = posted.release_at = None
        self._told_in[alert_id] = number
        return number

    def _summary(self, chat: str, first: int, now: datetime, since: datetime) -> int:
        for number in sorted(self._posted, reverse=True):
            one = self._posted[number]
            mine = one.alert.kind is AlertKind.SUMMARY and one.alert.chat == chat
            if mine and one.alert.made_at > since and one.fate in {*OPEN, Fate.SENT}:
                if one.fate is Fate.SENT:
                    self._ask_edits([one.alert.dedupe], now)
                return number
        return self._post(summary(chat, first, now))

    async def gathered(self, summary: int) -> list[Alert]:
        """The alerts that a summary tells, in the order they were queued."""
        ids = sorted(one for one, told_in in self._told_in.items() if told_in == summary)
        alerts = (self._posted[one].alert for one in ids if one in self._posted)
        return [addressed(alert, self._newest(alert.chat)) for alert in alerts]

    async def first_message(self, alert: Alert) -> int | None:
        """The message that told of an alert's article before, else the first of its story."""
        here = self._newest(alert.chat)
        own = {alert.article_id}
        story = {
            key
            for key, (one, _) in self._articles.items()
            if one.joined and one.joined.story == alert.story
        }
        for ids in (own, story):
            for told in self._alerts_about(ids - {""}):
                posted = self._posted[told.id]
                sent = posted.fate is Fate.SENT and posted.message_id is not None
                if sent and told.chat == here and told.id < alert.id:
                    return posted.message_id
        return None

    async def leave_out(self, whole: int, receipts: Sequence[Receipt]) -> None:
        """Settle alerts that an open digest or summary was to tell as the receipts say instead."""
        told_in = self._posted.get(whole)
        if told_in is None or told_in.fate not in OPEN:
            return
        told_in.alert = without(told_in.alert, receipts)
        for receipt in receipts:
            self._told_in.pop(receipt.alert_id, None)
            posted = self._posted.get(receipt.alert_id)
            if posted is not None and posted.fate is Fate.DIGESTED:
                posted.fate = Fate.QUEUED  # open again, for the other receipt
                await self.record(receipt)

    async def held(self, chats: Collection[str], now: datetime) -> list[tuple[Alert, datetime]]:
        """What is held in some chats until after now, and until when."""
        held = (self._posted[number] for number in sorted(self._posted))
        return [
            (one.alert, one.release_at)
            for one in held
            if one.fate is Fate.HELD and one.alert.chat in chats
            if one.release_at is not None and one.release_at > now
        ]

    async def put_off(self, moments: Mapping[int, datetime]) -> None:
        """Give alerts that are held other moments of release, by their ids."""
        for number, at in moments.items():
            posted = self._posted.get(number)
            if posted is not None and posted.fate is Fate.HELD:
                posted.release_at = at
