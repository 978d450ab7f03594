"""Stores to try, and the small makers of what goes into them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from model.stores import Store
from store.memory import MemoryStore
from store.postgres import PostgresStore
from store.sqlite import SqliteStore
from tests.kit.postgres import empty, schema, with_tables


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with schema() as url:
        yield url


@pytest.fixture(scope="session")
def kept() -> Iterator[str]:
    """The address of a PostgreSQL database with our tables, for all tests of this process."""
    with with_tables() as url:
        yield url


@pytest.fixture
def tables(kept: str) -> str:
    """The same without a row."""
    empty(kept)
    return kept


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Each implementation in turn, empty. A new one joins by a line here."""
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "postgres":
        opened = await PostgresStore.open(request.getfixturevalue("tables"))
    else:
        opened = await SqliteStore.open(tmp_path / "wirewatch.db")
    yield opened
    await opened.close()
