"""Stores to try, and the small makers of what goes into them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from model.stores import Store
from store.memory import MemoryStore
from store.postgres import PostgresStore
from store.sqlite import SqliteStore
from tests.kit.postgres import emptied, schema


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with schema() as url:
        yield url


@pytest.fixture
def tables() -> Iterator[str]:
    """The address of a PostgreSQL database with our tables, without a row."""
    with emptied() as url:
        yield url


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
