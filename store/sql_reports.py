"""What was told of sources' health, and messages whose story goes on elsewhere, in SQL."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from model.alert import Alert, Fate
from model.health import Ailment, Illness
from model.source import SourceState
from model.story import Edited, Retelling
from store import statements_reports as sql
from store.base import Connection, change, rows
from store.codec import micros, moment, plain
from store.rows import Columns, alert_in, at, listed, state_of, when
from store.sql_outbox import insert

T = TypeVar("T")
_Job = Callable[..., Awaitable[Any]]
_MICROSECOND = timedelta(microseconds=1)


class SqlReports:
    """The methods of `SqlStore` for it; `_read` and `_write` are the store's."""

    _read: _Job
    _write: _Job

    async def may_ail(
        self, names: Collection[str], quiet: timedelta
    ) -> tuple[list[SourceState], int]:
        """The active sources that may ail, and how many are active."""
        found: tuple[list[SourceState], int] = await self._read(may_ail, names, quiet)
        return found

    async def ailments(self) -> list[Ailment]:
        """The illnesses that were told and are not over, by the names of their sources."""
        told: list[Ailment] = await self._read(ailments)
        return told

    async def keep_ailments(
        self, kept: Sequence[Ailment], ended: Collection[str], notices: Sequence[Alert]
    ) -> list[int]:
        """Replace and forget illnesses and queue what is said of them; ids of notices new."""
        new: list[int] = await self._write(keep_ailments, kept, ended, notices)
        return new

    async def retellings(self, now: datetime, limit: int) -> list[Retelling]:
        """Settled alerts whose messages may be edited now, the longest waiting first."""
        due: list[Retelling] = await self._read(retellings, now, limit)
        return due

    async def keep_edited(self, edited: Edited) -> None:
        """Write what became of an edit; one asked for meanwhile stays to be done."""
        await self._write(keep_edited, edited)


def may_ail(
    base: Connection, names: Collection[str], quiet: timedelta
) -> tuple[list[SourceState], int]:
    """The active sources that may ail, by name, and how many are active."""
    asked = {"names": listed([plain(one) for one in names]), "quiet": quiet // _MICROSECOND}
    (every,) = rows(base, sql.COUNT_ACTIVE)
    return [state_of(row) for row in rows(base, sql.MAY_AIL, **asked)], every["count"]


def ailments(base: Connection) -> list[Ailment]:
    """The illnesses that were told and are not over."""
    return [
        Ailment(
            source=row["source"],
            illness=Illness(row["illness"]),
            since=moment(row["since"]),
            told_at=moment(row["told_at"]),
            outage=when(row["outage"]),
            well_at=when(row["well_at"]),
        )
        for row in rows(base, sql.AILMENTS)
    ]


def keep_ailments(
    base: Connection, kept: Iterable[Ailment], ended: Iterable[str], notices: Iterable[Alert]
) -> list[int]:
    """Replace and forget illnesses and queue what is said of them."""
    base.executemany(sql.END_AILMENT, [{"source": plain(name)} for name in ended])
    base.executemany(sql.KEEP_AILMENT, [_ailment_columns(one) for one in kept])
    return insert(base, notices)


def _ailment_columns(one: Ailment) -> Columns:
    return {
        "source": plain(one.source),
        "illness": str(one.illness),
        "since": micros(one.since),
        "told_at": micros(one.told_at),
        "outage": at(one.outage),
        "well_at": at(one.well_at),
    }


def ask_edits(base: Connection, dedupes: Iterable[str], now: datetime) -> None:
    """Note that the messages of these alerts are to be edited."""
    asked = [{"dedupe": plain(one), "at": micros(now)} for one in dedupes]
    base.executemany(sql.ASK_EDIT, asked)


def retellings(base: Connection, now: datetime, limit: int) -> list[Retelling]:
    """Settled alerts whose messages may be edited now."""
    return [
        Retelling(
            alert=alert_in(row),
            asked_at=moment(row["asked_at"]),
            message_id=row["message_id"] if row["fate"] == Fate.SENT else None,
            shown=row["shown"],
        )
        for row in rows(base, sql.EDITS_DUE, now=micros(now), limit=limit)
    ]


def keep_edited(base: Connection, edited: Edited) -> None:
    """Write what became of an edit."""
    change(
        base,
        sql.EDITED,
        alert_id=edited.alert_id,
        asked_at=micros(edited.asked_at),
        shown=plain(edited.shown),
        not_before=micros(edited.not_before),
        done=int(edited.done),
    )
