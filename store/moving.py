"""A SQLite store moved into PostgreSQL: every table, counted and compared, in one transaction.

A kill at any point leaves the database as empty as it was, and the file is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import psycopg

from store import statements_chat
from store.codec import indexed, plain
from store.connection import open_reader, take_lock
from store.errors import StoreError
from store.postgres_faults import fault
from store.postgres_migrate import migrate
from store.postgres_session import Lock, Session

Row = tuple[Any, ...]

# those that others refer to before these
TABLES = (
    "source",
    "identity",
    "article",
    "band",
    "trait",
    "article_source",
    "search",
    "waiting",
    "alert",
    "alert_topic",
    "story_message",
    "mute",
    "moved_chat",
    "revisit",
    "version",
    "site_memory",
    "listing_memory",
    "feedback",
    "setting",
    "ailment",
    "deed",
    "invite",
    "guest",
    "pause",
    "subscription",
    "edition",
    "published",
)
_KEYS = frozenset({("identity", "key"), ("waiting", "key")})
_BATCH = 1000
_COLUMNS = """
SELECT column_name AS name, udt_name AS type, is_identity = 'YES' AS numbered
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows, and the sum of their digests, whatever their order."""

    rows: int = 0
    digest: int = 0

    def of(self, rows: Iterable[Row]) -> Sum:
        """The sum with these rows besides."""
        count, total = self.rows, self.digest
        for row in rows:
            count += 1
            total += int.from_bytes(blake2b(repr(row).encode(), digest_size=16).digest())
        return Sum(count, total % 2**128)


def move(path: Path, url: str, told: Callable[[str, int], None]) -> dict[str, int]:
    """Copy all of the file into the empty database at `url`; the rows of each table, which
    `told` hears as each is done.

    Called with a file that is up to date. StoreError: the file is in use, the database is not
    empty, is in use, cannot be reached, or holds something else than was written to it.
    """
    lock = take_lock(path)
    session = Session(url, present=True)
    try:
        session.connect()
        migrate(session)
        base = open_reader(path)
        try:
            return _moved(base, session, told)
        finally:
            base.close()
    except psycopg.Error as error:
        raise fault(error, session.where) from error
    finally:
        session.close()
        lock.release()


def _moved(
    base: sqlite3.Connection, session: Session, told: Callable[[str, int], None]
) -> dict[str, int]:
    _be_alone(session)
    session.plainly(f"BEGIN; {session.lock(Lock.WRITE, 'pg_advisory_xact_lock')}")
    session.plainly("SET LOCAL idle_in_transaction_session_timeout = 0")
    _expect_empty(session)
    counts: dict[str, int] = {}
    for table in TABLES:
        counts[table] = _copied(base, session, table)
        told(table, counts[table])
    session.plainly("COMMIT")
    session.plainly("ANALYZE")
    return counts


def _be_alone(session: Session) -> None:
    (row,) = session.plainly(session.lock(Lock.PRESENCE, "pg_try_advisory_lock"))
    if not row["taken"]:
        raise StoreError(f"{session.where} is in use by a running Wirewatch: stop it first.")


def _expect_empty(session: Session) -> None:
    for table in TABLES:
        (row,) = session.plainly(f"SELECT EXISTS (SELECT 1 FROM {table}) AS filled")  # noqa: S608 # ours
        if row["filled"]:
            raise StoreError(
                f"{session.where} is not empty (table {table}): nothing was moved. Name an empty "
                "database in DATABASE_URL."
            )


def _copied(base: sqlite3.Connection, session: Session, table: str) -> int:
    columns = session.plainly(_COLUMNS.format(table=table))
    names = ", ".join(f'"{one["name"]}"' for one in columns)
    if table == "search":
        written = _index(base, session)
        names = "number, tsvector_to_array(words)"
    else:
        written = _poured(_read(base, table, columns, names), session, table, columns, names)
    kept = _kept(session, f"SELECT {names} FROM {table}")  # noqa: S608 — names of ours
    if kept != written:
        raise StoreError(
            f"What {session.where} holds in table {table} is not what was written to it "
            f"({kept.rows} rows of {written.rows}): nothing was moved."
        )
    for one in columns:
        if one["numbered"]:
            _number_on(base, session, table, one["name"])
    return written.rows


def _read(
    base: sqlite3.Connection, table: str, columns: list[dict[str, Any]], names: str
) -> Iterator[list[Row]]:
    """Batches of rows, each value as PostgreSQL takes it."""
    ways = [_way(table, one["name"], one["type"]) for one in columns]
    found = base.execute(f"SELECT {names} FROM {table}")  # noqa: S608 — names of ours
    while batch := found.fetchmany(_BATCH):
        yield [tuple(way(value) for way, value in zip(ways, row, strict=True)) for row in batch]


def _way(table: str, column: str, kind: str) -> Callable[[Any], Any]:
    if kind != "text":
        return _same
    spell = indexed if (table, column) in _KEYS else plain
    return lambda value: None if value is None else spell(value)


def _same(value: Any) -> Any:
    return value


def _poured(
    batches: Iterable[list[Row]],
    session: Session,
    table: str,
    columns: list[dict[str, Any]],
    names: str,
) -> Sum:
    total = Sum()
    with session.copying(f"COPY {table} ({names}) FROM STDIN") as copy:
        copy.set_types([one["type"] for one in columns])
        for batch in batches:
            for row in batch:
                copy.write_row(row)
            total = total.of(batch)
    return total


def _index(base: sqlite3.Connection, session: Session) -> Sum:
    total = Sum()
    found = base.execute("SELECT rowid AS number, words FROM search")
    while batch := found.fetchmany(_BATCH):
        rows = [{"number": row["number"], "words": row["words"]} for row in batch]
        session.executemany(statements_chat.INDEX_WORDS, rows)
        total = total.of(_lexemes(one["number"], one["words"].split(" ")) for one in rows)
    return total


def _lexemes(number: int, words: Iterable[str]) -> Row:
    return number, sorted({word[:500] for word in words if word})


def _kept(session: Session, statement: str) -> Sum:
    total = Sum()
    for batch in session.stream(statement, _BATCH):
        rows: Iterable[Row] = (tuple(row.values()) for row in batch)
        if "tsvector_to_array" in statement:
            rows = (_lexemes(number, words) for number, words in rows)
        total = total.of(rows)
    return total


def _number_on(base: sqlite3.Connection, session: Session, table: str, column: str) -> None:
    """The next number is beyond all that were ever given, also to rows that are gone."""
    used = [row[0] for row in base.execute(f"SELECT MAX({column}) FROM {table}")]  # noqa: S608 # ours
    given = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    used += [row[0] for row in base.execute(given, [table])]
    if highest := max((number or 0 for number in used), default=0):
        session.plainly(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {highest})")
