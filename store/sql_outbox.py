"""Alerts, moved chats, mutes and numbers, on a connection within a transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import groupby

from model.alert import Alert, AlertKind, Delay, Fate, Mute, Receipt, Tally
from store import statements as sql
from store import statements_chat as chat_sql
from store import statements_claim
from store.base import Connection, change, each, rows
from store.codec import micros, plain
from store.rows import Row, alert_columns, alert_in, mute_of, receipt_columns, topic_columns, when
from store.statements_access import NEXT_EDITION
from store.statements_volume import KEEP_TOPIC
from store.transitions import aliases, delay, digests, moves

REFUSALS = 5
FEW = 2  # chats that are looked up one by one


def insert(base: Connection, alerts: Iterable[Alert]) -> list[int]:
    """Queue alerts, those of a moved chat under its newest key; ids of those new."""
    asked = list(alerts)
    chats = _newest_of(base, {plain(alert.chat) for alert in asked})
    columns = [alert_columns(alert, chats[plain(alert.chat)]) for alert in asked]
    given = each(base, sql.QUEUE, columns)
    new = [
        (row["id"], alert, own)
        for alert, own, found in zip(asked, columns, given, strict=True)
        for row in found
    ]
    told = [topic for number, alert, own in new for topic in topic_columns(alert, number, own)]
    base.executemany(KEEP_TOPIC, told)
    return [number for number, *_ in new]


def _newest_of(base: Connection, chats: Collection[str]) -> dict[str, str]:
    """The keys of chats by now; of many chats with one look at all that have moved."""
    if len(chats) > FEW:
        ways = moved(base)
        return {chat: ways.get(chat, chat) for chat in chats}
    return {chat: newest(base, chat) for chat in chats}


def newest(base: Connection, chat: str) -> str:
    """The key of a chat by now."""
    key = plain(chat)
    found = rows(base, sql.NEWEST, chat=key)
    return str(found[0]["new"]) if found else key


def chats_due(base: Connection, now: datetime) -> list[str]:
    """Chats whose oldest queued alert may be tried now, the longest waiting first."""
    return [row["chat"] for row in rows(base, sql.CHATS_DUE, now=micros(now))]


def claim(base: Connection, chat: str, now: datetime, lease: timedelta) -> Alert | None:
    """The oldest queued alert, leased; None when there is none or it must wait."""
    return claimed(base, statements_claim.CLAIM, chat, now, lease)


def claimed(
    base: Connection, statement: str, chat: str, now: datetime, lease: timedelta
) -> Alert | None:
    """What a statement leases of a chat; nothing while another program is about it."""
    key = newest(base, chat)
    (may,) = rows(base, statements_claim.MAY_CLAIM, chat=key) or [{"ours": 0}]
    if not may["ours"]:
        return None
    found = rows(base, statement, chat=key, now=micros(now), until=micros(now + lease))
    return alert_in(found[0]) if found else None


def record(base: Connection, receipt: Receipt) -> None:
    """Write what a try led to; nothing when the alert is unknown or settled already."""
    written = change(base, sql.RECORD, **receipt_columns(receipt))
    if written and receipt.fate is Fate.MUTED:
        change(base, sql.HELD_BACK, id=receipt.mute_id)


def release(base: Connection, now: datetime, page: int) -> list[int]:
    """Digests of what was held until now; held digests and notices go out as they are."""
    back = rows(base, sql.PUT_BACK, now=micros(now))
    held = [alert_in(row) for row in rows(base, sql.RIPE, now=micros(now))]
    groups = groupby(held, key=lambda alert: alert.chat)
    made = [one for chat, items in groups for one in digests(chat, list(items), now, page)]
    ids = [_post_digest(base, digest, now) for digest in made]
    return sorted([row["id"] for row in back if row["kind"] == AlertKind.DIGEST] + ids)


def _post_digest(base: Connection, digest: Alert, now: datetime) -> int:
    (number,) = insert(base, [digest])
    marks = [{"id": item.id, "now": micros(now), "digest": number} for item in digest.items]
    base.executemany(sql.DIGEST, marks)
    return number


def alerted(base: Connection, article_id: str) -> set[str]:
    """Chats that an alert about this article was queued for, by all keys they had."""
    chats = {row["chat"] for row in rows(base, sql.ALERTED, article_id=plain(article_id))}
    return aliases(chats, moved(base)) if chats else set()


def move_chat(base: Connection, old: str, new: str) -> None:
    """Re-address everything open, mutes, preferences; of equal ones the newer chat's stay."""
    here, there = newest(base, old), plain(new)
    if there in {plain(old), here}:
        return
    _rewrite_moves(base, moves(moved(base), here, there))
    for statement in (sql.MOVE_QUEUED, sql.MOVE_HELD, sql.MOVE_MUTES, chat_sql.MOVE_SETTINGS):
        change(base, statement, old=here, new=there)
    for statement in (sql.DROP_MUTES, chat_sql.DROP_SETTINGS):
        change(base, statement, chat=here)
    change(base, NEXT_EDITION)


def _rewrite_moves(base: Connection, newest: dict[str, str]) -> None:
    change(base, sql.FORGET_MOVES)
    base.executemany(sql.MOVE, [{"old": old, "new": new} for old, new in newest.items()])


def moved(base: Connection) -> dict[str, str]:
    """Chat keys that moved: old → newest."""
    return {row["old"]: row["new"] for row in rows(base, sql.MOVED)}


def unmute(base: Connection, mute_id: int) -> bool:
    """End a mute; False when there was none."""
    return change(base, sql.UNMUTE, id=mute_id) > 0


def mutes(base: Connection, chat: str, now: datetime) -> list[Mute]:
    """The mutes in force in a chat, oldest first."""
    found = rows(base, sql.MUTES, chat=newest(base, chat), now=micros(now))
    return [mute_of(row) for row in found]


def tally(base: Connection, since: datetime) -> Tally:
    """Open fates and backlog of all time; the rest of what was made since."""
    moment = micros(since)
    (oldest,) = rows(base, sql.OLDEST_QUEUED)
    (found,) = rows(base, sql.FOUND, since=moment)
    refused = rows(base, sql.REFUSALS, since=moment, limit=REFUSALS)
    told = rows(base, sql.DELIVERED, since=moment)
    return Tally(
        fates=_fates([*rows(base, sql.OPEN_FATES), *rows(base, sql.SETTLED_FATES, since=moment)]),
        oldest_queued=when(oldest["oldest"]),
        from_publication=_delay(told, "published"),
        from_discovery=_delay(told, "found_at"),
        articles=found["articles"],
        copies=found["copies"],
        refusals=tuple(row["reason"] for row in refused),
    )


def _fates(counts: Iterable[Row]) -> dict[Fate, int]:
    return {Fate(row["fate"]): row["count"] for row in counts if row["count"]}


def _delay(told: Iterable[Row], start: str) -> Delay | None:
    pairs = ((row["settled_at"], row[start]) for row in told if row[start] is not None)
    return delay(timedelta(microseconds=end - begin) for end, begin in pairs)
