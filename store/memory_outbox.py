"""The outbox and the mutes in dictionaries: the half of MemoryStore that faces people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from model.alert import Alert, AlertKind, Delay, Fate, Mute, Receipt
from model.preferences import Preference
from store.transitions import addressed, aliases, delay, digests, moves

OPEN = frozenset({Fate.QUEUED, Fate.HELD})
REFUSALS = 5


@dataclass(slots=True)
class Posted:
    """An alert and what has become of it so far."""

    alert: Alert
    fate: Fate = Fate.QUEUED
    next_try: datetime | None = None
    lease_until: datetime | None = None
    release_at: datetime | None = None
    settled_at: datetime | None = None
    reason: str = ""
    message_id: int | None = None
    mute_id: int | None = None

    def ready(self, now: datetime) -> bool:
        """Neither leased nor told to wait."""
        return all(bar is None or bar <= now for bar in (self.lease_until, self.next_try))


class MemoryOutbox:
    """Alerts by id, in the order they were queued."""

    def __init__(self) -> None:
        self._posted: dict[int, Posted] = {}
        self._ids: dict[str, int] = {}  # by dedupe
        self._mutes: dict[int, Mute] = {}
        self._replaced: dict[int, Mute] = {}  # by the id of the mute that replaced it
        self._moved: dict[str, str] = {}
        self._settled: dict[str, dict[str, Preference]] = {}
        self._last_id = 0
        self._edition = 0

    async def queue(self, alerts: Sequence[Alert]) -> list[int]:
        """Queue messages outside a check; ids of those new. A moved chat gets them."""
        return self._insert(alerts)

    def _insert(self, alerts: Iterable[Alert]) -> list[int]:
        return [self._post(alert) for alert in alerts if alert.dedupe not in self._ids]

    def _post(self, alert: Alert) -> int:
        number = self._next_id()
        here = addressed(alert, self._newest(alert.chat))
        self._posted[number] = Posted(replace(here, id=number, attempts=0))
        self._ids[alert.dedupe] = number
        return number

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _newest(self, chat: str) -> str:
        return self._moved.get(chat, chat)

    def _alerts_about(self, ids: Collection[str]) -> list[Alert]:
        """Alerts of articles, in the order they were queued."""
        alerts = (self._posted[number].alert for number in sorted(self._posted))
        return [one for one in alerts if one.kind is AlertKind.ALERT and one.article_id in ids]

    def _queued(self) -> list[Posted]:
        return [one for one in self._posted.values() if one.fate is Fate.QUEUED]

    def _heads(self) -> dict[str, Posted]:
        """The oldest queued alert of each chat, oldest first."""
        heads: dict[str, Posted] = {}
        for one in sorted(self._queued(), key=lambda posted: posted.alert.id):
            heads.setdefault(one.alert.chat, one)
        return heads

    async def chats_due(self, now: datetime) -> list[str]:
        """Chats whose oldest queued alert may be tried now, the longest waiting first."""
        return [chat for chat, head in self._heads().items() if head.ready(now)]

    async def claim(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest queued alert, leased; None when there is none or it must wait."""
        here = self._newest(chat)
        head = self._heads().get(here)
        if head is None or not head.ready(now) or self._under_way(here, now):
            return None
        head.alert = replace(head.alert, attempts=head.alert.attempts + 1)
        head.lease_until = now + lease
        return head.alert

    def _under_way(self, chat: str, now: datetime) -> bool:
        """Whether another of the chat's is under a lease: it may stand behind the head."""
        leases = (one.lease_until for one in self._queued() if one.alert.chat == chat)
        return any(until and until > now for until in leases)

    async def free_leases(self) -> None:
        """End every lease: the only program on this store has just started."""
        for one in self._queued():
            one.lease_until = None

    def _set_back_alerts(self, farthest: datetime) -> None:
        for one in self._queued():
            if one.next_try and one.next_try > farthest:
                one.next_try = None
            one.lease_until = min(one.lease_until, farthest) if one.lease_until else None

    async def record(self, receipt: Receipt) -> None:
        """Write what a try led to; nothing when the alert is unknown or settled already."""
        posted = self._posted.get(receipt.alert_id)
        if posted is None or posted.fate not in OPEN:
            return
        later = receipt.attempt and receipt.attempt != posted.alert.attempts
        if later and receipt.fate in OPEN:
            return
        self._write(posted, receipt)
        mute = self._mutes.get(receipt.mute_id or 0)
        if receipt.fate is Fate.MUTED and mute is not None:
            self._mutes[mute.id] = replace(mute, held_back=mute.held_back + 1)

    @staticmethod
    def _write(posted: Posted, receipt: Receipt) -> None:
        held = receipt.fate is Fate.HELD
        posted.fate = receipt.fate
        posted.lease_until = None
        posted.next_try = receipt.next_try if receipt.fate is Fate.QUEUED else None
        posted.release_at = (receipt.release_at or receipt.at) if held else None
        posted.settled_at = None if receipt.fate in OPEN else receipt.at
        posted.reason = receipt.reason
        posted.message_id, posted.mute_id = receipt.message_id, receipt.mute_id

    async def release(self, now: datetime, page: int = 20) -> list[int]:
        """Digests of what was held until now; held digests and notices go out as they are."""
        held = [one for one in self._posted.values() if one.fate is Fate.HELD]
        ripe = [one for one in held if one.release_at is None or one.release_at <= now]
        items = [one for one in ripe if one.alert.kind is AlertKind.ALERT]
        back = [one for one in ripe if one.alert.kind is not AlertKind.ALERT]
        for one in back:
            one.fate, one.release_at = Fate.QUEUED, None
        for one in items:
            one.fate, one.release_at, one.settled_at = Fate.DIGESTED, None, now
        put_back = [one.alert.id for one in back if one.alert.kind is AlertKind.DIGEST]
        return sorted([*put_back, *self._insert(_digests(items, now, page))])

    async def move_chat(self, old: str, new: str) -> None:
        """Re-address everything open, mutes, preferences; of equal ones the newer chat's stay."""
        at = self._newest(old)
        if new in {old, at}:
            return
        self._moved = moves(self._moved, at, new)
        self._edition += 1
        for one in self._posted.values():
            if one.fate in OPEN and one.alert.chat == at:
                one.alert = addressed(one.alert, new)
        self._move_mutes(at, new)
        if at in self._settled:
            self._settled[new] = {**self._settled.pop(at), **self._settled.get(new, {})}

    def _move_mutes(self, old: str, new: str) -> None:
        there = {(mute.kind, mute.value) for mute in self._mutes.values() if mute.chat == new}
        for mute in [mute for mute in self._mutes.values() if mute.chat == old]:
            if (mute.kind, mute.value) in there:
                del self._mutes[mute.id]
            else:
                self._mutes[mute.id] = replace(mute, chat=new)

    async def moved(self) -> dict[str, str]:
        """Chat keys that moved: old → newest."""
        return dict(self._moved)

    async def mute(self, mute: Mute) -> Mute:
        """Remember a mute under a new id, in place of one of equal chat, kind and value, whose
        tally it goes on with."""
        here = replace(mute, chat=self._newest(mute.chat), id=self._next_id())
        same = (here.chat, here.kind, here.value)
        for old in list(self._mutes.values()):
            if (old.chat, old.kind, old.value) == same:
                here = replace(here, held_back=here.held_back + old.held_back)
                self._replace_mute(old, here)
        self._mutes[here.id] = here
        return here

    def _replace_mute(self, old: Mute, new: Mute) -> None:
        del self._mutes[old.id]
        self._replaced.pop(old.id, None)
        self._hand_over(old.id, new.id)
        if old.until is None or old.until > new.since:
            self._replaced[new.id] = old

    def _hand_over(self, old: int, new: int) -> None:
        """What one mute held back, another one has."""
        for one in self._posted.values():
            if one.mute_id == old:
                one.mute_id = new

    async def unmute(self, mute_id: int) -> bool:
        """End a mute; False when there was none."""
        return self._mutes.pop(mute_id, None) is not None

    async def mutes(self, chat: str, now: datetime) -> list[Mute]:
        """The mutes in force in a chat, oldest first."""
        here = [mute for mute in self._mutes.values() if mute.chat == self._newest(chat)]
        lasting = [mute for mute in here if mute.until is None or mute.until > now]
        return sorted(lasting, key=lambda mute: (mute.since, mute.id))

    async def alerted(self, article_id: str) -> set[str]:
        """Chats that an alert about this article was queued for, by all keys they had."""
        about = [one.alert for one in self._posted.values() if one.alert.article_id == article_id]
        return aliases({alert.chat for alert in about}, self._moved) if article_id else set()

    def _fates(self, since: datetime) -> dict[Fate, int]:
        counted = Counter(
            one.fate
            for one in self._posted.values()
            if one.fate in OPEN or one.alert.made_at >= since
        )
        return dict(counted)

    def _refusals(self, since: datetime) -> tuple[str, ...]:
        refused = [one for one in self._posted.values() if one.fate is Fate.REFUSED]
        told = [(one.settled_at, one.alert.id, one.reason) for one in refused if _made(one, since)]
        return tuple(reason for _, _, reason in sorted(told, reverse=True))[:REFUSALS]

    def _delays(self, since: datetime) -> tuple[Delay | None, Delay | None]:
        sent = [one for one in self._posted.values() if one.fate is Fate.SENT]
        told = [one for one in sent if one.alert.kind is AlertKind.ALERT and _made(one, since)]
        published = [(one.settled_at, one.alert.published) for one in told]
        found = [(one.settled_at, one.alert.found_at) for one in told]
        return _delay(published), _delay(found)

    def _forget_alerts(self, before: datetime) -> int:
        settled = [one.alert for one in self._posted.values() if one.fate not in OPEN]
        old = [alert for alert in settled if alert.made_at < before]
        for alert in old:
            del self._posted[alert.id]
            del self._ids[alert.dedupe]
        return len(old)

    def _forget_mutes(self, before: datetime) -> int:
        over = [m.id for m in self._mutes.values() if m.until is not None and m.until < before]
        for number in over:
            del self._mutes[number]
        return len(over)


def _made(one: Posted, since: datetime) -> bool:
    return one.alert.made_at >= since


def _delay(moments: Iterable[tuple[datetime | None, datetime | None]]) -> Delay | None:
    return delay(end - start for end, start in moments if end is not None and start is not None)


def _digests(held: Iterable[Posted], now: datetime, page: int) -> list[Alert]:
    """Chat by chat in the order of their keys, the items in the order they were queued."""
    alerts = sorted((one.alert for one in held), key=lambda alert: (alert.chat, alert.id))
    groups = groupby(alerts, key=lambda alert: alert.chat)
    return [digest for chat, items in groups for digest in digests(chat, list(items), now, page)]
