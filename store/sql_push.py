"""Subscriptions at hubs that push, in SQL."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from model.push import Change, Subscription
from model.source import Push, SourceState
from store import statements as sources
from store import statements_push as sql
from store.base import Connection, change, rows
from store.codec import micros, moment, plain
from store.rows import Columns, Row, at, state_of, when

_Job = Callable[..., Awaitable[Any]]


class SqlPush:
    """The methods of `SqlStore` for it; `_read` and `_write` are the store's."""

    _read: _Job
    _write: _Job

    async def subscribe(self, new: Subscription) -> None:
        """Keep a new one."""
        await self._write(keep_subscription, new)

    async def subscription(self, token: str) -> Subscription | None:
        """The one of this token."""
        found: Subscription | None = await self._read(subscription, token)
        return found

    async def subscriptions_of(self, source: str) -> list[Subscription]:
        """Those of a source, the newest first."""
        found: list[Subscription] = await self._read(subscriptions_of, source)
        return found

    async def change_subscription(self, token: str, change: Change) -> Subscription | None:
        """What `change` makes of it, kept; None where there is none (any more)."""
        kept: Subscription | None = await self._write(change_subscription, token, change)
        return kept

    async def subscriptions_due(self, now: datetime, limit: int) -> list[Subscription]:
        """Those with next_try <= now, the longest waiting first."""
        found: list[Subscription] = await self._read(subscriptions_due, now, limit)
        return found

    async def unsubscribed(self, limit: int) -> list[SourceState]:
        """Active sources that offer a hub and have no subscription there, by name."""
        found: list[SourceState] = await self._read(unsubscribed, limit)
        return found

    async def adrift(self, base: str, limit: int) -> list[Subscription]:
        """Subscriptions that fit neither their source nor our address any more."""
        found: list[Subscription] = await self._read(adrift, base, limit)
        return found

    async def unjudged(self, limit: int) -> list[tuple[Subscription, SourceState]]:
        """Confirmed subscriptions whose source had something new since the last find judged."""
        found: list[tuple[Subscription, SourceState]] = await self._read(unjudged, limit)
        return found

    async def nudge(self, now: datetime) -> list[str]:
        """Make the sources due that pushes want to be by now; their names."""
        if not await self._read(wanted, now):
            return []
        made: list[str] = await self._write(nudge, now)
        return made

    async def want_trusted(self, now: datetime) -> None:
        """Let all trusted subscriptions want their sources to be due."""
        await self._write(want_trusted, now)

    async def end_pushes(self) -> int:
        """Forget all subscriptions; how many there were."""
        ended: int = await self._write(end_pushes)
        return ended


def keep_subscription(base: Connection, one: Subscription) -> None:
    """Write a subscription, and how it is doing to its source."""
    base.execute(sql.KEEP_SUBSCRIPTION, _columns(one))
    base.execute(sql.SHOW_PUSH, {"source": plain(one.source)})


def subscription(base: Connection, token: str) -> Subscription | None:
    """The one of this token."""
    found = rows(base, sql.SUBSCRIPTION, token=plain(token))
    return _subscription(found[0]) if found else None


def subscriptions_of(base: Connection, source: str) -> list[Subscription]:
    """Those of a source, the newest first."""
    return [_subscription(row) for row in rows(base, sql.SUBSCRIPTIONS_OF, source=plain(source))]


def change_subscription(base: Connection, token: str, changed: Change) -> Subscription | None:
    """What `changed` makes of it, kept."""
    old = subscription(base, token)
    if old is None:
        return None
    new = changed(old)
    if new is None:
        base.execute(sql.END_SUBSCRIPTION, {"token": plain(token)})
        base.execute(sql.SHOW_PUSH, {"source": plain(old.source)})
    elif new != old:
        keep_subscription(base, new)
    return new


def subscriptions_due(base: Connection, now: datetime, limit: int) -> list[Subscription]:
    """Those with next_try <= now, the longest waiting first."""
    found = rows(base, sql.SUBSCRIPTIONS_DUE, now=micros(now), limit=limit)
    return [_subscription(row) for row in found]


def unsubscribed(base: Connection, limit: int) -> list[SourceState]:
    """Active sources that offer a hub and have no subscription there, by name."""
    return [state_of(row) for row in rows(base, sql.UNSUBSCRIBED, limit=limit)]


def adrift(base: Connection, address: str, limit: int) -> list[Subscription]:
    """Subscriptions that fit neither their source nor our address any more."""
    found = rows(base, sql.ADRIFT, address=plain(address), limit=limit)
    return [_subscription(row) for row in found]


def unjudged(base: Connection, limit: int) -> list[tuple[Subscription, SourceState]]:
    """Confirmed subscriptions with the states of their sources, where those found something."""
    found = [_subscription(row) for row in rows(base, sql.UNJUDGED, limit=limit)]
    states = (rows(base, sources.SOURCE, name=plain(one.source))[0] for one in found)
    return [(one, state_of(row)) for one, row in zip(found, states, strict=True)]


def wanted(base: Connection, now: datetime) -> bool:
    """Whether a push wants some source to be due by now."""
    return bool(rows(base, sql.WANTED, now=micros(now)))


def nudge(base: Connection, now: datetime) -> list[str]:
    """Make the sources due that pushes want to be by now; their names."""
    made = [row["name"] for row in rows(base, sql.NUDGE, now=micros(now))]
    change(base, sql.NUDGED, now=micros(now))
    return sorted(made)


def want_trusted(base: Connection, now: datetime) -> None:
    """Let all trusted subscriptions want their sources to be due."""
    change(base, sql.WANT_TRUSTED, now=micros(now))


def end_pushes(base: Connection) -> int:
    """Forget all subscriptions; how many there were."""
    change(base, sql.SHOW_NO_PUSH)
    return change(base, sql.END_PUSHES)


def _columns(one: Subscription) -> Columns:
    return {
        "token": plain(one.token),
        "secret": plain(one.secret),
        "source": plain(one.source),
        "hub": plain(one.hub),
        "topic": plain(one.topic),
        "base": plain(one.base),
        "made_at": micros(one.made_at),
        "next_try": micros(one.next_try),
        "state": str(one.state),
        "asked_at": at(one.asked_at),
        "tries": one.tries,
        "lease_until": at(one.lease_until),
        "pushed_at": at(one.pushed_at),
        "pushes": one.pushes,
        "wanted": at(one.wanted),
        "idle": one.idle,
        "heard": one.heard,
        "judged": at(one.judged),
        "message": plain(one.message),
    }


def _subscription(row: Row) -> Subscription:
    return Subscription(
        token=row["token"],
        secret=row["secret"],
        source=row["source"],
        hub=row["hub"],
        topic=row["topic"],
        base=row["base"],
        made_at=moment(row["made_at"]),
        next_try=moment(row["next_try"]),
        state=Push(row["state"]),
        asked_at=when(row["asked_at"]),
        tries=row["tries"],
        lease_until=when(row["lease_until"]),
        pushed_at=when(row["pushed_at"]),
        pushes=row["pushes"],
        wanted=when(row["wanted"]),
        idle=row["idle"],
        heard=row["heard"],
        judged=when(row["judged"]),
        message=row["message"],
    )
