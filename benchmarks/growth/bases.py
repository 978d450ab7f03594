"""The two databases a curve is measured on, each new and empty, gone afterwards."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from model.stores import Store
from store.postgres import PostgresStore
from store.sqlite import SqliteStore
from tests.kit.postgres import schema

Step = tuple[str, Sequence[Any]]  # a statement and its parameters


@dataclass(frozen=True, slots=True)
class Base:
    """A store on one database. `pour` runs statements past the store, to fill it by the million;
    `copy` puts rows into a table's columns, named in one string."""

    name: str
    store: Store
    pour: Callable[[Iterable[Step]], None]
    copy: Callable[[str, str, Iterable[Sequence[Any]]], None]

    @property
    def is_server(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.name == "PostgreSQL"


@asynccontextmanager
async def sqlite() -> AsyncIterator[Base]:
    """A file in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wirewatch.db"
        store = await SqliteStore.open(path)

        def pour(steps: Iterable[Step]) -> None:
            base = _connected(path)
            for statement, given in steps:
                base.execute(statement, given)
            _end(base)

        def copy(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
            base, marks = _connected(path), ", ".join("?" * len(columns.split()))
            names = ", ".join(f'"{name}"' for name in columns.split())
            base.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            _end(base)

        yield Base("SQLite", store, pour, copy)
        await store.close()


def _connected(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=60)
    for pragma in ("synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
        base.execute(f"PRAGMA {pragma}")
    return base


def _end(base: sqlite3.Connection) -> None:
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()


@asynccontextmanager
async def postgres() -> AsyncIterator[Base]:
    """A schema of the server of WIREWATCH_TEST_DATABASE_URL."""
    with schema() as url:
        store = await PostgresStore.open(url)

        def pour(steps: Iterable[Step]) -> None:
            with psycopg.connect(url, autocommit=True) as server:
                # rows come in whole: no key needs to be looked up, no disk to be waited for
                server.execute("SET session_replication_role = replica")
                server.execute("SET synchronous_commit = off")
                server.execute("SET maintenance_work_mem = '512MB'")
                server.execute("SET work_mem = '256MB'")
                for statement, given in steps:
                    server.execute(statement.encode(), given or None)

        def copy(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
            names = ", ".join(f'"{name}"' for name in columns.split())
            with psycopg.connect(url) as server, server.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as into:
                    for row in rows:
                        into.write_row(row)

        yield Base("PostgreSQL", store, pour, copy)
        await store.close()


BASES = {"sqlite": sqlite, "postgresql": postgres}
