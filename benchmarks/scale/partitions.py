"""PostgreSQL tables whole and in parts: put in, looked up, and a day of them forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from tests.kit.postgres import schema

KEYS = 600_000  # rows of identity
BANDS = 1_200_000  # rows of band: eight an article, of thirty days
DAYS = 30
DAY = 86_400_000_000  # microseconds
ASKED = 30
_DICE = Random(1)
KEY = "'url:https://paper-' || (n % 5000) || '.example/2031/03/' || md5(n::text)"
_IDENTITY = """
key text COLLATE "C" NOT NULL, article_id text, first_seen bigint NOT NULL,
last_seen bigint NOT NULL"""
_BAND = "band bigint NOT NULL, found_at bigint NOT NULL, article bigint NOT NULL"


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to keep a table: its statements, and how a day is forgotten."""

    name: str
    make: tuple[str, ...]
    forget: str
    conflict: str = "(key)"


def _ranges(table: str, parts: int, days: int) -> list[str]:
    step = days * DAY // parts
    return [
        f"CREATE TABLE {table}_{n} PARTITION OF {table} "
        f"FOR VALUES FROM ({n * step}) TO ({(n + 1) * step})"
        for n in range(parts)
    ]


def _identities() -> Iterator[Shape]:
    seen = "CREATE INDEX identity_seen ON identity (last_seen)"
    yield Shape(
        "whole",
        (f"CREATE TABLE identity ({_IDENTITY}, PRIMARY KEY (key))", seen),
        f"DELETE FROM identity WHERE last_seen < {DAY}",
    )
    hashed = [
        f"CREATE TABLE identity_{n} PARTITION OF identity "
        f"FOR VALUES WITH (MODULUS 16, REMAINDER {n})"
        for n in range(16)
    ]
    yield Shape(
        "16 by hash of the key",
        (
            f"CREATE TABLE identity ({_IDENTITY}, PRIMARY KEY (key)) PARTITION BY HASH (key)",
            *hashed,
            seen,
        ),
        f"DELETE FROM identity WHERE last_seen < {DAY}",
    )
    for parts in (30, 60, 400):
        columns = f"({_IDENTITY}, PRIMARY KEY (key, first_seen))"
        whole = f"CREATE TABLE identity {columns} PARTITION BY RANGE (first_seen)"
        yield Shape(
            f"{parts} by time",
            (whole, *_ranges("identity", parts, DAYS)),
            "DROP TABLE identity_0",
            "(key, first_seen)",
        )


def _bands() -> Iterator[Shape]:
    index = "CREATE INDEX band_article ON band (article)"
    yield Shape(
        "whole",
        (f"CREATE TABLE band ({_BAND}, PRIMARY KEY (band, found_at, article))", index),
        f"DELETE FROM band WHERE article < {BANDS // 8 // DAYS}",  # as they go with their articles
    )
    columns = f"({_BAND}, PRIMARY KEY (band, found_at, article))"
    whole = f"CREATE TABLE band {columns} PARTITION BY RANGE (found_at)"
    yield Shape("30 by day", (whole, *_ranges("band", DAYS, DAYS)), "DROP TABLE band_0")


def main() -> None:
    """Both tables."""
    head = (
        "| rows filled a second | looked up, ms | put in, ms | a day forgotten, ms | its log, MB |"
    )
    print(f"| `identity`, {KEYS:,} rows {head}\n| --- | --- | --- | --- | --- | --- |")
    for shape in _identities():
        with _made(shape) as server:
            filled = _took(lambda: server.execute(_FILL_KEYS))
            server.execute("VACUUM ANALYZE identity")
            _print(shape, KEYS / filled, server, _key_lookup, _key_upsert)
    print(f"\n| `band`, {BANDS:,} rows {head}\n| --- | --- | --- | --- | --- | --- |")
    for shape in _bands():
        with _made(shape) as server:
            filled = _took(lambda: server.execute(_FILL_BANDS))
            server.execute("VACUUM ANALYZE band")
            _print(shape, BANDS / filled, server, _band_lookup, _band_insert)


_FILL_KEYS = f"""
INSERT INTO identity
SELECT {KEY}, 'a' || n, n::bigint * {DAYS * DAY // KEYS}, n::bigint * {DAYS * DAY // KEYS}
FROM generate_series(0, {KEYS - 1}) AS n
"""
_FILL_BANDS = f"""
INSERT INTO band
SELECT hashint8extended(n / 8, n % 8), n / 8 * {DAYS * DAY // (BANDS // 8)}::bigint, n / 8
FROM generate_series(0, {BANDS - 1}) AS n
"""


@contextmanager
def _made(shape: Shape) -> Iterator[psycopg.Connection[Any]]:
    with schema() as url, psycopg.connect(url, autocommit=True) as server:
        for statement in shape.make:
            server.execute(statement.encode())
        yield server


def _print(
    shape: Shape,
    filled: float,
    server: psycopg.Connection[Any],
    lookup: Callable[[psycopg.Connection[Any]], object],
    put: Callable[[psycopg.Connection[Any], str], object],
) -> None:
    looked = median(_took(lambda: lookup(server)) for _ in range(150))
    added = median(_took(lambda: put(server, shape.conflict)) for _ in range(60))
    log = _log(server)
    gone = _took(lambda: server.execute(shape.forget.encode()))
    wrote = (_log(server) - log) / 1e6
    times = f"{1000 * looked:.2f} | {1000 * added:.2f} | {1000 * gone:,.0f}"
    print(f"| {shape.name} | {filled:,.0f} | {times} | {wrote:.1f} |", flush=True)


def _key_lookup(server: psycopg.Connection[Any]) -> object:
    asked = "SELECT key, last_seen FROM identity WHERE key = ANY(%s)"
    keys = [_key(_DICE.randrange(2 * KEYS)) for _ in range(ASKED)]
    return server.execute(asked, [keys]).fetchall()


def _key(number: int) -> str:
    """As the statement makes it."""
    mark = md5(str(number).encode(), usedforsecurity=False).hexdigest()
    return f"url:https://paper-{number % 5000}.example/2031/03/{mark}"


def _key_upsert(server: psycopg.Connection[Any], conflict: str) -> None:
    statement = (
        f"INSERT INTO identity VALUES (%s, 'x', %s, %s) ON CONFLICT {conflict} "
        "DO UPDATE SET last_seen = excluded.last_seen"
    )
    at = DAYS * DAY - 1
    rows = [(f"new:{_DICE.getrandbits(90)}", at, at) for _ in range(20)]
    with server.transaction(), server.cursor() as cursor:
        cursor.executemany(statement.encode(), rows)


def _band_lookup(server: psycopg.Connection[Any]) -> object:
    """Eight bands within seven days."""
    asked = "SELECT article FROM band WHERE band = ANY(%s) AND found_at >= %s"
    bands = [_DICE.getrandbits(62) for _ in range(8)]
    return server.execute(asked.encode(), [bands, (DAYS - 7) * DAY]).fetchall()


def _band_insert(server: psycopg.Connection[Any], _: str) -> None:
    article = _DICE.getrandbits(40)
    rows = [(_DICE.getrandbits(62), DAYS * DAY - 1, article) for _ in range(8)]
    with server.transaction(), server.cursor() as cursor:
        cursor.executemany(b"INSERT INTO band VALUES (%s, %s, %s)", rows)


def _log(server: psycopg.Connection[Any]) -> int:
    row = server.execute("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint").fetchone()
    return int(row[0]) if row else 0


def _took(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
