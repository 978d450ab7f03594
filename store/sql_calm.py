"""Calm in SQL: bursts that become summaries, what is held, the first message of a story."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from model.alert import IN_SUMMARY, Alert, Fate, Receipt
from model.rulebook import Priority
from store import statements_calm as sql
from store.base import Connection, change, rows
from store.codec import alert_of, alert_text, micros, moment, plain
from store.rows import alert_in, listed
from store.sql_outbox import insert, newest, record
from store.sql_reports import ask_edits
from store.transitions import summary, without

_Job = Callable[..., Awaitable[Any]]


class SqlCalm:
    """The methods of `SqlStore` for it; `_read` and `_write` are the store's."""

    _read: _Job
    _write: _Job

    async def sent_since(self, chat: str, since: datetime) -> list[datetime]:
        """When a chat was sent alerts that are not urgent, one by one, after that moment."""
        found: list[datetime] = await self._read(sent_since, chat, since)
        return found

    async def gather(self, alert_id: int, now: datetime, since: datetime) -> int:
        """Settle an open alert as told in a summary, an earlier one or a new one; its id."""
        number: int = await self._write(gather, alert_id, now, since)
        return number

    async def gathered(self, summary: int) -> list[Alert]:
        """The alerts that a summary tells, in the order they were queued."""
        found: list[Alert] = await self._read(gathered, summary)
        return found

    async def first_message(self, alert: Alert) -> int | None:
        """The message that told of an alert's article before, else the first of its story."""
        found: int | None = await self._read(first_message, alert)
        return found

    async def leave_out(self, whole: int, receipts: Sequence[Receipt]) -> None:
        """Settle alerts that an open digest or summary was to tell as the receipts say instead."""
        await self._write(leave_out, whole, receipts)

    async def held(self, chats: Collection[str], now: datetime) -> list[tuple[Alert, datetime]]:
        """What is held in some chats until after now, and until when."""
        found: list[tuple[Alert, datetime]] = await self._read(held, chats, now)
        return found

    async def put_off(self, moments: Mapping[int, datetime]) -> None:
        """Give alerts that are held other moments of release, by their ids."""
        await self._write(put_off, moments)


def sent_since(base: Connection, chat: str, since: datetime) -> list[datetime]:
    """When a chat was sent alerts that are not urgent, one by one."""
    here = {"chat": newest(base, chat), "since": micros(since), "urgent": int(Priority.URGENT)}
    return [moment(row["settled_at"]) for row in rows(base, sql.SENT_SINCE, **here)]


def gather(base: Connection, alert_id: int, now: datetime, since: datetime) -> int:
    """Settle an open alert as told in a summary; 0 where it is not open."""
    known = rows(base, sql.OPEN_ALERT, id=alert_id)
    if not known:
        return 0
    number = _summary(base, known[0]["chat"], alert_id, now, since)
    change(base, sql.GATHER, id=alert_id, now=micros(now), summary=number, reason=IN_SUMMARY)
    return number


def _summary(base: Connection, chat: str, first: int, now: datetime, since: datetime) -> int:
    found = rows(base, sql.SUMMARY, chat=chat, since=micros(since))
    if not found:
        (number,) = insert(base, [summary(chat, first, now)])
        return number
    if found[0]["fate"] == Fate.SENT:
        ask_edits(base, [found[0]["dedupe"]], now)
    return int(found[0]["id"])


def gathered(base: Connection, summary: int) -> list[Alert]:
    """The alerts that a summary tells."""
    return [alert_in(row) for row in rows(base, sql.GATHERED, summary=summary)]


def first_message(base: Connection, alert: Alert) -> int | None:
    """The message that told of an alert's article before, else the first of its story."""
    about = {"article_id": plain(alert.article_id), "story": plain(alert.story)}
    here = {"chat": newest(base, alert.chat), "id": alert.id}
    found = rows(base, sql.FIRST_MESSAGE, **about, **here)
    return found[0]["message_id"] if found else None


def leave_out(base: Connection, whole: int, receipts: Sequence[Receipt]) -> None:
    """Settle alerts that an open digest or summary was to tell as the receipts say instead."""
    known = rows(base, sql.OPEN_WHOLE, id=whole)
    if not known:
        return
    told = without(alert_of(known[0]["body"]), receipts)
    change(base, sql.REWRITE, id=whole, body=alert_text(told))
    for receipt in receipts:
        change(base, sql.TAKE_OUT, id=receipt.alert_id, whole=whole)
        record(base, receipt)


def held(base: Connection, chats: Collection[str], now: datetime) -> list[tuple[Alert, datetime]]:
    """What is held in some chats until after now, and until when."""
    here = listed([plain(chat) for chat in chats])
    found = rows(base, sql.HELD, chats=here, now=micros(now))
    return [(alert_in(row), moment(row["release_at"])) for row in found]


def put_off(base: Connection, moments: Mapping[int, datetime]) -> None:
    """Give alerts that are held other moments of release."""
    base.executemany(sql.PUT_OFF, [{"id": one, "at": micros(at)} for one, at in moments.items()])
