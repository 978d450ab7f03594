"""Sources, identities, articles and what waits, on a connection within a transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from model.article import Article, Relative
from model.source import Source, SourceState, Waiting
from model.stores import Begun, Checked, Remembered
from store import statements as sql
from store import statements_alike
from store.base import Connection, rows
from store.codec import article_of, indexed, micros, plain
from store.rows import (
    article_columns,
    band_number,
    kept_of,
    listed,
    relative_of,
    source_columns,
    state_of,
    waiting_columns,
    waiting_of,
    when,
)
from store.sql_chat import index
from store.sql_outbox import insert
from store.sql_reports import ask_edits
from store.sql_stories import keep_memories, keep_revisits, listing_memory
from store.statements_volume import KEEP_SOURCE
from store.transitions import FRESH_FOR, Kept, after_check, keep

MOST_ASKED = 100_000  # keys kept in mind between two commits


class Asked:
    """Known keys asked for since the last commit, with when each was last freshened.

    `seen` notes them, the next `commit_check` writes them: a key that a source still lists
    must not fall out of the memory, but a question should not cost a write of its own.
    """

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}

    def note(self, key: str, last_seen: int) -> None:
        """A key was asked for; too many at once wait for the next time."""
        if len(self._keys) < MOST_ASKED:
            self._keys[key] = last_seen

    def take(self, at: datetime) -> list[str]:
        """The keys to freshen at this moment; none is kept in mind any longer."""
        stale = micros(at - FRESH_FOR)
        keys = [key for key, last_seen in self._keys.items() if last_seen < stale]
        self._keys.clear()
        return keys


def keep_sources(base: Connection, sources: Collection[Source], now: datetime) -> None:
    """Write the states that the rules now in force make new or different."""
    kept = {row["name"]: kept_of(row) for row in rows(base, sql.SOURCES)}
    changed = keep(kept, sources, now)
    base.executemany(sql.SAVE_SOURCE, [source_columns(one) for one in changed])


def claim_due(base: Connection, now: datetime, lease: timedelta, limit: int) -> list[str]:
    """Names of active sources due, most overdue first, each leased."""
    claimed = rows(base, sql.CLAIM_DUE, now=micros(now), until=micros(now + lease), limit=limit)
    return [row["name"] for row in sorted(claimed, key=lambda row: (row["due_at"], row["name"]))]


def free_leases(base: Connection) -> None:
    """End the leases of an earlier run: its sources are due again, its alerts may be claimed."""
    base.execute(sql.FREE_SOURCES)
    base.execute(sql.FREE_ALERTS)


def begin_check(base: Connection, name: str, now: datetime, limit: int) -> Begun | None:
    """What is remembered for a check of a source; None for one unknown."""
    found = rows(base, sql.SOURCE, name=plain(name))
    if not found:
        return None
    entries, listing = waiting(base, name, now, limit), listing_memory(base, name)
    claimed = found[0]["due_at"] is not None
    return Begun(kept_of(found[0]).state, tuple(entries), listing, claimed)


def source_state(base: Connection, name: str) -> SourceState | None:
    """What is remembered of one source, active or not."""
    kept = _kept(base, sql.SOURCE, name)
    return kept.state if kept else None


def _kept(base: Connection, statement: str, name: str) -> Kept | None:
    found = rows(base, statement, name=plain(name))
    return kept_of(found[0]) if found else None


def source_states(base: Connection) -> list[SourceState]:
    """All active sources, by name."""
    return [state_of(row) for row in rows(base, sql.ACTIVE_SOURCES)]


def seen(base: Connection, keys: Collection[str], asked: Asked) -> set[str]:
    """Those of `keys` that are known."""
    spelled = {key: indexed(key) for key in keys}
    found = rows(base, sql.SEEN, keys=listed(list(spelled.values())))
    for row in found:
        asked.note(row["key"], row["last_seen"])
    known = {row["key"] for row in found}
    return {key for key, written in spelled.items() if written in known}


def waiting(base: Connection, source: str, now: datetime, limit: int) -> list[Waiting]:
    """Entries to read now, oldest first."""
    found = rows(base, sql.WAITING, source=plain(source), now=micros(now), limit=limit)
    return [waiting_of(row) for row in found]


def count_waiting(base: Connection, source: str) -> tuple[int, datetime | None]:
    """How many entries of the source wait, and the earliest not_before (None: at once)."""
    (row,) = rows(base, sql.COUNT_WAITING, source=plain(source))
    at_once = row["later"] < row["count"]
    return row["count"], None if at_once else when(row["earliest"])


def relatives(
    base: Connection, bands: Sequence[int], since: datetime, limit: int
) -> list[Relative]:
    """Articles found since then that share the most of the bands, oldest first; of each band the
    newest `limit`."""
    numbers = listed({band_number(band) for band in bands})
    asked = {"bands": numbers, "since": micros(since), "limit": limit, "others": limit - 1}
    found = rows(base, statements_alike.RELATIVES, **asked)
    return [relative_of(row) for row in found]


def article(base: Connection, article_id: str) -> Article | None:
    """One remembered article."""
    found = rows(base, sql.ARTICLE, id=plain(article_id))
    return article_of(found[0]["body"]) if found else None


def archive(base: Connection, since: datetime, after: str | None, limit: int) -> list[Article]:
    """A page of articles found since then that copy no other, oldest first."""
    common = {"since": micros(since), "limit": limit}
    if after is None:
        found = rows(base, sql.ARCHIVE, **common)
    else:
        found = rows(base, sql.ARCHIVE_AFTER, after=plain(after), **common)
    return [article_of(row["body"]) for row in found]


def count_archive(base: Connection, since: datetime) -> int:
    """How many articles found since then copy no other."""
    (row,) = rows(base, sql.COUNT_ARCHIVE, since=micros(since))
    return int(row["count"])


def commit_check(base: Connection, checked: Checked, asked: Asked) -> list[int]:
    """Write all that one check led to; ids of the alerts that are new."""
    kept = after_check(_kept(base, sql.SOURCE_TO_WRITE, checked.state.name), checked)
    base.execute(sql.SAVE_SOURCE, source_columns(kept))
    _freshen(base, asked, checked.at)
    _remember(base, checked.seen, None, checked.at)
    for remembered in checked.articles:
        _keep_article(base, remembered, checked.at)
    _move_waiting(base, checked)
    keep_revisits(base, checked.revisits)
    keep_memories(base, checked)
    new = insert(base, checked.alerts)
    ask_edits(base, checked.goes_on, checked.at)
    return new


def _freshen(base: Connection, asked: Asked, at: datetime) -> None:
    keys = asked.take(at)
    if keys:
        base.execute(sql.FRESHEN, {"keys": listed(keys), "at": micros(at)})


def _remember(base: Connection, keys: Sequence[str], article_id: str | None, at: datetime) -> None:
    common = {"article_id": article_id, "at": micros(at)}
    base.executemany(sql.REMEMBER, [{**common, "key": key} for key in sorted(map(indexed, keys))])


def _keep_article(base: Connection, remembered: Remembered, at: datetime) -> None:
    """An article already there stays as it is, but the keys are remembered all the same."""
    columns = article_columns(remembered, at)
    for row in rows(base, sql.KEEP_ARTICLE, **columns):
        where = {"article": row["number"], "found_at": columns["found_at"]}
        index(base, row["number"], remembered.article)
        base.execute(KEEP_SOURCE, {"source": plain(remembered.article.source), **where})
        _keep_bands(base, remembered, where)
        _keep_traits(base, remembered, where)
    _remember(base, remembered.article.keys, plain(remembered.article.id), at)


def _keep_bands(base: Connection, remembered: Remembered, where: dict[str, object]) -> None:
    bands = remembered.sketch.bands if remembered.sketch else ()
    base.executemany(sql.KEEP_BAND, [{**where, "band": band_number(band)} for band in bands])


def _keep_traits(base: Connection, remembered: Remembered, where: dict[str, object]) -> None:
    keys = remembered.traits.keys if remembered.traits and remembered.joined else ()
    base.executemany(sql.KEEP_TRAIT, [{**where, "key": band_number(key)} for key in keys])


def _move_waiting(base: Connection, checked: Checked) -> None:
    source = plain(checked.state.name)
    settled = [{"source": source, "key": indexed(key)} for key in checked.settled]
    base.executemany(sql.SETTLE, settled)
    base.executemany(sql.WAIT, [waiting_columns(row) for row in checked.waiting])
