"""The store in dictionaries, its part of who may do what: deeds, invites, chats that joined,
pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from model.access import Guest, Invite
from model.alert import Alert, AlertKind
from model.audit import REFUSALS, SAME_REFUSAL, Deed
from model.pause import Pause
from store.memory_outbox import Posted
from store.memory_reports import MemoryReports


class MemoryAccess(MemoryReports):
    """Deeds in their order, invites and guests by id, pauses by source."""

    def __init__(self) -> None:
        super().__init__()
        self._deed_ids, self._invite_ids, self._guest_ids = count(1), count(1), count(1)
        self._deeds: list[Deed] = []
        self._invites: dict[int, Invite] = {}
        self._guests: dict[int, Guest] = {}
        self._pauses: dict[str, Pause] = {}

    async def note(self, deed: Deed) -> None:
        """Keep a row; of refused attempts the last, one of each kind an hour."""
        if deed.refused and any(_again(one, deed) for one in self._deeds):
            return
        self._deeds.append(replace(deed, id=next(self._deed_ids)))
        refused = [one.id for one in self._deeds if one.refused]
        if len(refused) > REFUSALS:
            self._deeds = [one for one in self._deeds if one.id != refused[0]]

    async def deeds(self, limit: int, before: int | None = None, about: str = "") -> list[Deed]:
        """The newest first, those older than the one of id `before`."""
        wanted = about.casefold()
        found = [
            one
            for one in reversed(self._deeds)
            if (before is None or one.id < before)
            if not wanted or wanted in (one.name, str(one.user_id)) or wanted in one.user.casefold()
        ]
        return found[:limit]

    def _forget_deeds(self, before: datetime) -> int:
        """Deeds done and invites over before then."""
        kept = [one for one in self._deeds if one.at >= before]
        over = [number for number, one in self._invites.items() if one.until < before]
        gone = len(self._deeds) - len(kept) + len(over)
        self._deeds = kept
        for number in over:
            del self._invites[number]
        return gone

    async def keep_invite(self, invite: Invite) -> Invite:
        """Remember an invite; with its id; one of the same digest stays as it is."""
        for one in self._invites.values():
            if one.digest == invite.digest:
                return one
        kept = replace(invite, id=next(self._invite_ids))
        self._invites[kept.id] = kept
        return kept

    async def invites(self, now: datetime) -> list[Invite]:
        """Those that still let somebody in, oldest first."""
        return [one for one in self._invites.values() if one.uses > 0 and one.until > now]

    async def revoke(self, invite_id: int) -> bool:
        """Forget an invite; False when there was none."""
        return self._invites.pop(invite_id, None) is not None

    async def join(self, digest: str, guest: Guest) -> Guest | None:
        """Let a chat in by the invite of that digest; None where none lets anybody in."""
        found = [one for one in await self.invites(guest.at) if one.digest == digest]
        if not found:
            return None
        if known := [one for one in self._guests.values() if one.chat == guest.chat]:
            return known[0]
        invite = found[0]
        self._invites[invite.id] = replace(invite, uses=invite.uses - 1)
        joined = replace(guest, id=next(self._guest_ids), topics=invite.topics)
        self._guests[joined.id] = joined
        self._edition += 1
        return joined

    async def hurry(self, chat: str) -> None:
        """Let what is queued for a chat be tried at once."""
        here = self._newest(chat)
        for one in self._queued():
            one.next_try = None if one.alert.chat == here else one.next_try

    async def edition(self) -> int:
        """How often it changed who is served."""
        return self._edition

    async def guests(self) -> list[Guest]:
        """The chats that joined, in that order."""
        return list(self._guests.values())

    async def remove_guest(self, guest_id: int) -> Guest | None:
        """Serve a chat no longer; the chat, None when there was none."""
        self._edition += 1
        return self._guests.pop(guest_id, None)

    async def pause(self, pause: Pause) -> None:
        """Remember it, in place of one of the same source."""
        self._pauses[pause.source] = pause

    async def resume(self, source: str) -> bool:
        """Forget it; False when there was none."""
        return self._pauses.pop(source, None) is not None

    async def pauses(self) -> list[Pause]:
        """All that are kept, by source."""
        return [self._pauses[source] for source in sorted(self._pauses)]

    def _rests(self, source: str, now: datetime) -> bool:
        return source in self._pauses and self._pauses[source].holds(now)

    async def notices_due(self, now: datetime) -> list[str]:
        """Chats with a queued notice that may be tried now."""
        return sorted({one.alert.chat for one in self._notices(now)})

    async def claim_notice(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest of these notices of a chat, leased."""
        here = self._newest(chat)
        ready = [one for one in self._notices(now) if one.alert.chat == here]
        if not ready or self._under_way(here, now):
            return None
        first = min(ready, key=lambda one: one.alert.id)
        first.alert = replace(first.alert, attempts=first.alert.attempts + 1)
        first.lease_until = now + lease
        return first.alert

    def _notices(self, now: datetime) -> list[Posted]:
        return [
            one for one in self._queued() if one.alert.kind is AlertKind.NOTICE and one.ready(now)
        ]


def _again(one: Deed, deed: Deed) -> bool:
    """Whether a refused attempt was noted a moment ago."""
    same = (one.chat, one.user_id, one.name) == (deed.chat, deed.user_id, deed.name)
    return one.refused and same and one.at > deed.at - SAME_REFUSAL
