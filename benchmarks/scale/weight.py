"""Bytes: so many articles through the line, then the sizes of the tables."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from benchmarks.growth.placed import place
from benchmarks.growth.stage import book, world
from benchmarks.matching.newsroom import articles, language
from model.article import Article
from model.rulebook import Chat
from model.stores import Store
from store.postgres import PostgresStore
from store.sqlite import SqliteStore
from tests.kit.postgres import schema

ARTICLES = 3_000
TOLD = 5  # one article of so many alerts one chat
NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
_SIZES = """
SELECT c.relname, pg_table_size(c.oid), pg_indexes_size(c.oid), s.n_live_tup
FROM pg_class AS c JOIN pg_stat_user_tables AS s ON s.relid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace
"""


def news(count: int, seed: int = 9) -> Iterator[Article]:
    """Articles in three languages as papers print them, half a minute apart."""
    spoken = [articles(language(code), count // 3 + 1, seed) for code in ("en", "fr", "ar")]
    for n in range(count):
        told = spoken[n % 3][n // 3]
        url = f"https://paper-{n % 700}.example/2031/03/05/world/{told.id}-a-headline-in-words"
        at = NOW - timedelta(seconds=30 * (count - n))
        tags = ("ships",) if n % TOLD == 0 else ()
        yield replace(
            told, id=f"{seed:04}{n:028}", url=url, keys=(f"url:{url}", f"guid:{url}?p={n}"),
            found_at=at, published=at - timedelta(minutes=3), tags=tags, source="Paper",
        )  # fmt: skip


async def _through(store: Store) -> None:
    rules = book(("ships",), [Chat("telegram:-1001234567", -1001234567)])
    here = world(store, NOW, rules=rules)
    for one in news(ARTICLES):
        await place(here, one)


def main() -> None:
    """The table, a row for each table of the stores that grows with articles."""
    asyncio.run(_weighed())


async def _weighed() -> None:
    with schema() as url:
        store = await PostgresStore.open(url)
        with psycopg.connect(url, autocommit=True) as server:
            began = _log(server)
            await _through(store)
            wrote = _log(server) - began
            server.execute("VACUUM ANALYZE")
            server.execute("SELECT gin_clean_pending_list('search_words')")
            sizes = {name: (heap, index, n) for name, heap, index, n in server.execute(_SIZES)}
        await store.close()
    files = await _file()
    print(
        f"\n{ARTICLES:,} articles, one of {TOLD} alerted once; bytes an article, indexes counted\n"
    )
    print("| table | rows an article | PostgreSQL | of it indexes | SQLite |")
    print("| --- | --- | --- | --- | --- |")
    total = [0.0, 0.0, 0.0]
    for name, (heap, index, count) in sorted(sizes.items(), key=lambda pair: -sum(pair[1][:2])):
        parts = [(heap + index) / ARTICLES, index / ARTICLES, files.get(name, 0) / ARTICLES]
        total = [sum(pair) for pair in zip(total, parts, strict=True)]
        if parts[0] >= 10:
            cells = " | ".join(f"{one:,.0f}" for one in parts)
            print(f"| `{name}` | {count / ARTICLES:.1f} | {cells} |")
    print(f"| all | | {' | '.join(f'{one:,.0f}' for one in total)} |")
    print(
        f"\nwrite-ahead log of PostgreSQL: {wrote / ARTICLES:,.0f} bytes an article\n", flush=True
    )


def _log(server: psycopg.Connection) -> int:
    (row,) = server.execute("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
    return int(row[0])


async def _file() -> dict[str, int]:
    """Bytes by table of a SQLite file: its pages and those of its indexes, by `dbstat`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wirewatch.db"
        store = await SqliteStore.open(path)
        await _through(store)
        await store.close()
        base = sqlite3.connect(path)
        owner = dict(base.execute("SELECT name, tbl_name FROM sqlite_master"))
        sizes: dict[str, int] = {}
        for name, size in base.execute("SELECT name, SUM(pgsize) FROM dbstat GROUP BY name"):
            table = "search" if name.startswith("search_") else owner.get(name, name)
            sizes[table] = sizes.get(table, 0) + size
        base.close()
        return sizes
