"""Who may do what, in SQL: deeds, invites, chats that joined, pauses."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from model.access import Guest, Invite
from model.alert import Alert
from model.audit import REFUSALS, SAME_REFUSAL, Deed
from model.pause import Pause
from store import statements_access as sql
from store.base import Connection, change, rows
from store.codec import micros, moment, plain
from store.rows import Row, at, listed, when
from store.sql_outbox import claimed, newest

_Job = Callable[..., Awaitable[Any]]
_NEWEST = 2**63 - 1  # beyond every id


class SqlAccess:
    """The methods of `SqlStore` for it; `_read` and `_write` are the store's."""

    _read: _Job
    _write: _Job

    async def note(self, deed: Deed) -> None:
        """Keep a row; of refused attempts the last, one of each kind an hour."""
        await self._write(note, deed)

    async def deeds(self, limit: int, before: int | None = None, about: str = "") -> list[Deed]:
        """The newest first, those older than the one of id `before`."""
        found: list[Deed] = await self._read(deeds, limit, before, about)
        return found

    async def keep_invite(self, invite: Invite) -> Invite:
        """Remember an invite; with its id; one of the same digest stays as it is."""
        kept: Invite = await self._write(keep_invite, invite)
        return kept

    async def invites(self, now: datetime) -> list[Invite]:
        """Those that still let somebody in, oldest first."""
        found: list[Invite] = await self._read(invites, now)
        return found

    async def revoke(self, invite_id: int) -> bool:
        """Forget an invite; False when there was none."""
        return bool(await self._write(change, sql.REVOKE, id=invite_id))

    async def join(self, digest: str, guest: Guest) -> Guest | None:
        """Let a chat in by the invite of that digest; None where none lets anybody in."""
        joined: Guest | None = await self._write(join, digest, guest)
        return joined

    async def edition(self) -> int:
        """Counted in the same transaction as what it stands for."""
        number: int = await self._read(edition)
        return number

    async def hurry(self, chat: str) -> None:
        """Let what is queued for a chat be tried at once."""
        await self._write(hurry, chat)

    async def guests(self) -> list[Guest]:
        """The chats that joined, in that order."""
        found: list[Guest] = await self._read(guests)
        return found

    async def remove_guest(self, guest_id: int) -> Guest | None:
        """Serve a chat no longer; the chat, None when there was none."""
        removed: Guest | None = await self._write(remove_guest, guest_id)
        return removed

    async def pause(self, pause: Pause) -> None:
        """Remember it, in place of one of the same source."""
        await self._write(keep_pause, pause)

    async def resume(self, source: str) -> bool:
        """Forget it; False when there was none."""
        return bool(await self._write(change, sql.RESUME, source=plain(source)))

    async def pauses(self) -> list[Pause]:
        """All that are kept, by source."""
        found: list[Pause] = await self._read(pauses)
        return found

    async def notices_due(self, now: datetime) -> list[str]:
        """Chats with a queued notice that may be tried now."""
        found: list[str] = await self._read(notices_due, now)
        return found

    async def claim_notice(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest of these notices of a chat, leased."""
        claimed: Alert | None = await self._write(claim_notice, chat, now, lease)
        return claimed


# deeds


def note(base: Connection, deed: Deed) -> None:
    """Keep a row; of refused attempts the last, one of each kind an hour."""
    change(
        base,
        sql.NOTE,
        at=micros(deed.at),
        chat=plain(deed.chat),
        user_id=deed.user_id,
        person=plain(deed.user),
        folded=plain(deed.user).casefold(),
        name=plain(deed.name),
        what=plain(deed.what),
        detail=plain(deed.detail),
        refused=int(deed.refused),
        since=micros(deed.at - SAME_REFUSAL),
    )
    if deed.refused:
        change(base, sql.FORGET_REFUSALS, kept=REFUSALS)


def deeds(base: Connection, limit: int, before: int | None, about: str) -> list[Deed]:
    """The newest first, those older than the one of id `before`."""
    older = _NEWEST if before is None else before
    found = rows(base, sql.DEEDS, limit=limit, before=older, about=plain(about).casefold())
    return [
        Deed(
            at=moment(row["at"]),
            chat=row["chat"],
            user_id=row["user_id"],
            user=row["person"],
            name=row["name"],
            what=row["what"],
            detail=row["detail"],
            refused=bool(row["refused"]),
            id=row["id"],
        )
        for row in found
    ]


# invites and who joined


def keep_invite(base: Connection, invite: Invite) -> Invite:
    """Remember an invite; with its id; one of the same digest stays as it is."""
    (row,) = rows(
        base,
        sql.KEEP_INVITE,
        digest=invite.digest,
        made_at=micros(invite.made_at),
        until=micros(invite.until),
        uses=invite.uses,
        by=plain(invite.by),
        topics=_topics_text(invite.topics),
    )
    return _invite(row)


def invites(base: Connection, now: datetime) -> list[Invite]:
    """Those that still let somebody in, oldest first."""
    return [_invite(row) for row in rows(base, sql.INVITES, now=micros(now))]


def join(base: Connection, digest: str, guest: Guest) -> Guest | None:
    """Let a chat in by the invite of that digest; None where none lets anybody in."""
    found = rows(base, sql.OPEN_INVITE, digest=plain(digest), now=micros(guest.at))
    if not found:
        return None
    if known := rows(base, sql.GUEST, chat=plain(guest.chat)):
        return _guest(known[0])
    change(base, sql.USE, id=found[0]["id"])
    (row,) = rows(
        base,
        sql.JOIN,
        chat=plain(guest.chat),
        address=guest.address,
        thread=guest.thread,
        name=plain(guest.name),
        username=plain(guest.username),
        language=plain(guest.language),
        by=plain(guest.by),
        topics=found[0]["topics"],
        at=micros(guest.at),
    )
    change(base, sql.NEXT_EDITION)
    return _guest(row)


def edition(base: Connection) -> int:
    """A number that changes with who is served."""
    found = rows(base, sql.EDITION)
    return int(found[0]["number"]) if found else 0


def hurry(base: Connection, chat: str) -> None:
    """Let what is queued for a chat be tried at once."""
    change(base, sql.HURRY, chat=newest(base, chat))


def guests(base: Connection) -> list[Guest]:
    """The chats that joined, in that order."""
    return [_guest(row) for row in rows(base, sql.GUESTS)]


def remove_guest(base: Connection, guest_id: int) -> Guest | None:
    """Serve a chat no longer; the chat, None when there was none."""
    gone = rows(base, sql.REMOVE_GUEST, id=guest_id)
    change(base, sql.NEXT_EDITION)
    return _guest(gone[0]) if gone else None


def _invite(row: Row) -> Invite:
    return Invite(
        digest=row["digest"],
        made_at=moment(row["made_at"]),
        until=moment(row["until"]),
        uses=row["uses"],
        by=row["by"],
        topics=_topics(row["topics"]),
        id=row["id"],
    )


def _guest(row: Row) -> Guest:
    return Guest(
        chat=row["chat"],
        address=row["address"],
        at=moment(row["at"]),
        thread=row["thread"],
        name=row["name"],
        username=row["username"],
        language=row["language"],
        by=row["by"],
        topics=_topics(row["topics"]),
        id=row["id"],
    )


def _topics_text(topics: tuple[str, ...] | None) -> str | None:
    return None if topics is None else listed([plain(one) for one in topics])


def _topics(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(json.loads(text))


# pauses


def keep_pause(base: Connection, pause: Pause) -> None:
    """Remember it, in place of one of the same source."""
    moments = {"since": micros(pause.since), "until": at(pause.until)}
    change(base, sql.PAUSE, source=plain(pause.source), by=plain(pause.by), **moments)


def pauses(base: Connection) -> list[Pause]:
    """All that are kept, by source."""
    return [
        Pause(row["source"], moment(row["since"]), when(row["until"]), row["by"])
        for row in rows(base, sql.PAUSES)
    ]


def notices_due(base: Connection, now: datetime) -> list[str]:
    """Chats with a queued notice that may be tried now."""
    return [row["chat"] for row in rows(base, sql.NOTICES_DUE, now=micros(now))]


def claim_notice(base: Connection, chat: str, now: datetime, lease: timedelta) -> Alert | None:
    """The oldest of these notices of a chat, leased."""
    return claimed(base, sql.CLAIM_NOTICE, chat, now, lease)
