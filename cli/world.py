"""What every running command works with: the clock and the store.

The store is the database that DATABASE_URL names, in the environment or in `.env`, else a file in
the data folder.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from dotenv import load_dotenv

from cli.stop import Stop
from store.errors import StoreError
from store.sql import SqlStore
from store.sqlite import SqliteStore

DATABASE = "wirewatch.db"  # in the data folder


def utc_now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def database_url() -> str:
    """The address of the PostgreSQL database that everything is kept in; empty where it is a file.
    It holds a password: never print it."""
    load_dotenv(".env")
    return os.environ.get("DATABASE_URL", "").strip()


@asynccontextmanager
async def opened_store(folder: Path, url: str = "") -> AsyncIterator[SqlStore]:
    """The store of a data folder, held by this program alone, or of the database at `url`. Raises
    Stop with the reason, also where it fails what the caller cannot do without."""
    try:
        store = await (postgres(url) if url else SqliteStore.open(folder / DATABASE))
    except StoreError as why:
        raise Stop(str(why)) from None
    try:
        yield store
    except StoreError as why:
        raise Stop(str(why)) from None
    finally:
        await store.close()


async def opened_reader(folder: Path, missing: str) -> SqlStore:
    """The store, for looking only. Raises Stop, with `missing` where there is none in the folder
    and no other is named."""
    url = database_url()
    if not url and not (folder / DATABASE).is_file():
        raise Stop(missing)
    try:
        if url:
            return await postgres(url, read_only=True)
        return await SqliteStore.open(folder / DATABASE, read_only=True)
    except StoreError as why:
        raise Stop(str(why)) from None


async def postgres(url: str, *, read_only: bool = False) -> SqlStore:
    """The store in the database at `url`. Raises StoreError, Stop where its library is missing."""
    try:
        from store.postgres import PostgresStore  # noqa: PLC0415 — of the group `scale`
    except ImportError:
        raise Stop(
            "DATABASE_URL is set, and what speaks with PostgreSQL is not installed: "
            "pip install -r requirements-scale.txt, "
            "or take DATABASE_URL away: then all is kept in a file."
        ) from None
    return await PostgresStore.open(url, read_only=read_only)
