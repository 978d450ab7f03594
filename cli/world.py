"""What every running command works with: the clock and the store of the data folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from cli.stop import Stop
from store.errors import StoreError
from store.sqlite import SqliteStore

DATABASE = "wirewatch.db"  # in the data folder


def utc_now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened_store(folder: Path) -> AsyncIterator[SqliteStore]:
    """The store of a data folder, held by this program alone. Raises Stop with the reason, also
    where it fails what the caller cannot do without."""
    try:
        store = await SqliteStore.open(folder / DATABASE)
    except StoreError as why:
        raise Stop(str(why)) from None
    try:
        yield store
    except StoreError as why:
        raise Stop(str(why)) from None
    finally:
        await store.close()
