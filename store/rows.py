"""Rows ↔ nouns. Pure: a row is anything that gives its columns by name.

Going in, a noun becomes a mapping of column → value, all integers, text or bytes; coming
out, the columns win over what the body says (chat, id, attempts change after queueing).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from model.alert import Alert, Fate, Mute, MuteKind, Receipt
from model.article import Relative
from model.source import Kind, Push, SourceState, Trouble, Waiting
from model.stores import Remembered
from store.codec import (
    alert_of,
    alert_text,
    article_text,
    entry_of,
    entry_text,
    indexed,
    joined_text,
    micros,
    moment,
    plain,
    signature_bytes,
    signature_of,
)
from store.transitions import Kept, addressed

Columns = Mapping[str, int | str | bytes | None]

_MICROSECOND = timedelta(microseconds=1)
_WORD = 2**64


class Row(Protocol):
    """One row of a result."""

    def __getitem__(self, column: str, /) -> Any:
        """The value of a column."""


def at(when: datetime | None) -> int | None:
    """A moment for a column."""
    return None if when is None else micros(when)


def when(number: int | None) -> datetime | None:
    """A moment from a column."""
    return None if number is None else moment(number)


def words(text: str | None) -> str | None:
    """Text for a column."""
    return None if text is None else plain(text)


def listed(values: Collection[str] | Collection[int]) -> str:
    """A list as one parameter."""
    return json.dumps(list(values))


def band_number(band: int) -> int:
    """The band within 64 signed bits, as a column holds it: equal bands stay equal."""
    return (band + _WORD // 2) % _WORD - _WORD // 2


def source_columns(kept: Kept) -> Columns:
    """A source's state for its row; `next_check` must be known."""
    state = kept.state
    return {
        "name": plain(state.name),
        "rules_url": words(kept.rules_url),
        "rules_kind": kept.rules_kind and str(kept.rules_kind),
        "renewed": kept.renewed,
        "kind": str(state.kind),
        "url": plain(state.url),
        "etag": words(state.etag),
        "last_modified": words(state.last_modified),
        "body_hash": state.body_hash,
        "first_seen": at(state.first_seen),
        "next_check": at(state.next_check),
        "pace": None if state.pace is None else state.pace // _MICROSECOND,
        "checks": state.checks,
        "last_check": at(state.last_check),
        "last_ok": at(state.last_ok),
        "last_new": at(state.last_new),
        "articles": state.articles,
        "failures": state.failures,
        "trouble": state.trouble and str(state.trouble),
        "message": plain(state.message),
        "trouble_since": at(state.trouble_since),
        "amiss": state.amiss,
        "amiss_since": at(state.amiss_since),
        "active": int(state.active),
        "hub": plain(state.hub),
        "topic": plain(state.topic),
        "rhythm": state.rhythm,
    }


def state_of(row: Row) -> SourceState:
    """The state in a source's row."""
    return SourceState(
        name=row["name"],
        kind=Kind(row["kind"]),
        url=row["url"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        first_seen=when(row["first_seen"]),
        next_check=when(row["next_check"]),
        pace=None if row["pace"] is None else row["pace"] * _MICROSECOND,
        checks=row["checks"],
        last_check=when(row["last_check"]),
        last_ok=when(row["last_ok"]),
        last_new=when(row["last_new"]),
        articles=row["articles"],
        failures=row["failures"],
        trouble=row["trouble"] and Trouble(row["trouble"]),
        message=row["message"],
        trouble_since=when(row["trouble_since"]),
        amiss=row["amiss"],
        amiss_since=when(row["amiss_since"]),
        active=bool(row["active"]),
        hub=row["hub"],
        topic=row["topic"],
        push=row["push"] and Push(row["push"]),
        rhythm=row["rhythm"],
    )


def kept_of(row: Row) -> Kept:
    """The state with what of the rules it was kept for."""
    kind = row["rules_kind"]
    return Kept(state_of(row), row["rules_url"], kind and Kind(kind), row["renewed"])


def article_columns(remembered: Remembered, found_at: datetime) -> Columns:
    """An article for its row; `found_at` is the check's moment where the article has none."""
    sketch, joined = remembered.sketch, remembered.joined
    return {
        "id": plain(remembered.article.id),
        "found_at": micros(remembered.article.found_at or found_at),
        "copy_of": words(remembered.copy_of),
        "signature": None if sketch is None else signature_bytes(sketch.signature),
        "body": article_text(remembered.article),
        "story": None if joined is None else plain(joined.story),
        "joined": None
        if joined is None
        else joined_text(remembered.article, joined, remembered.traits),
    }


def relative_of(row: Row) -> Relative:
    """A relative in an article's row."""
    return Relative(row["id"], signature_of(row["signature"]), row["copy_of"])


def waiting_columns(row: Waiting) -> Columns:
    """A waiting entry for its row."""
    return {
        "source": plain(row.source),
        "key": indexed(row.key),
        "attempts": row.attempts,
        "not_before": at(row.not_before),
        "baseline": int(row.baseline),
        "body": entry_text(row.entry),
    }


def waiting_of(row: Row) -> Waiting:
    """The entry in a waiting row."""
    return Waiting(
        source=row["source"],
        key=row["key"],
        entry=entry_of(row["body"]),
        attempts=row["attempts"],
        not_before=when(row["not_before"]),
        baseline=bool(row["baseline"]),
    )


def alert_columns(alert: Alert, chat: str) -> Columns:
    """An alert for a new row, addressed to `chat`; the store gives it its id."""
    return {
        "chat": plain(chat),
        "dedupe": plain(alert.dedupe),
        "kind": str(alert.kind),
        "priority": int(alert.priority),
        "article_id": plain(alert.article_id),
        "made_at": micros(alert.made_at),
        "published": at(alert.published),
        "found_at": at(alert.found_at),
        "body": alert_text(replace(alert, id=0, attempts=0)),
    }


def topic_columns(alert: Alert, number: int, columns: Columns) -> list[Columns]:
    """A row for each topic of a queued alert about an article, which has this id and columns."""
    told = alert.matches if alert.article_id else ()
    about: Columns = {
        "chat": columns["chat"],
        "made_at": columns["made_at"],
        "alert_id": number,
        "source": plain(alert.source),
    }
    return [
        {**about, "topic": plain(match.topic), "leading": int(place == 0)}
        for place, match in enumerate(told)
    ]


def alert_in(row: Row) -> Alert:
    """The alert in a row with id, chat, attempts and body."""
    alert = addressed(alert_of(row["body"]), row["chat"])
    return replace(alert, id=row["id"], attempts=row["attempts"])


def receipt_columns(receipt: Receipt) -> Columns:
    """What a receipt changes in its alert's row."""
    queued, held = receipt.fate is Fate.QUEUED, receipt.fate is Fate.HELD
    return {
        "id": receipt.alert_id,
        "fate": str(receipt.fate),
        "next_try": at(receipt.next_try) if queued else None,
        "release_at": at(receipt.release_at or receipt.at) if held else None,
        "settled_at": None if queued or held else micros(receipt.at),
        "message_id": receipt.message_id,
        "reason": plain(receipt.reason),
        "mute_id": receipt.mute_id,
        "attempt": receipt.attempt if queued or held else 0,
    }


def mute_columns(mute: Mute, chat: str) -> Columns:
    """A mute for a new row."""
    return {
        "chat": plain(chat),
        "kind": str(mute.kind),
        "value": plain(mute.value),
        "since": micros(mute.since),
        "until": at(mute.until),
        "by": plain(mute.by),
        "held_back": mute.held_back,
    }


def mute_of(row: Row) -> Mute:
    """The mute in a row."""
    return Mute(
        chat=row["chat"],
        kind=MuteKind(row["kind"]),
        value=row["value"],
        since=moment(row["since"]),
        until=when(row["until"]),
        by=row["by"],
        id=row["id"],
        held_back=row["held_back"],
    )
