"""A PostgreSQL server for tests: each test gets a schema of its own, dropped after it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from secrets import token_hex

import psycopg
import pytest

DEFAULT = "postgresql://postgres@127.0.0.1:5432/test"
URL = os.environ.get("WIREWATCH_TEST_DATABASE_URL", DEFAULT)


@cache
def _why_not() -> str:
    """Why there is no server; empty where there is one."""
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return ""


@contextmanager
def schema() -> Iterator[str]:
    """The address of an empty schema. The test is skipped where there is no server, and fails
    there if WIREWATCH_REQUIRE_SERVERS is set."""
    if why := _why_not():
        if os.environ.get("WIREWATCH_REQUIRE_SERVERS"):
            pytest.fail(f"WIREWATCH_REQUIRE_SERVERS is set, and PostgreSQL is not there: {why}")
        pytest.skip("no PostgreSQL server (WIREWATCH_TEST_DATABASE_URL)")
    name = f"test_{token_hex(8)}"
    with psycopg.connect(URL, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {name}".encode())
        try:
            joint = "&" if "?" in URL else "?"
            yield f"{URL}{joint}options=-csearch_path%3D{name}"
        finally:
            server.execute(f"DROP SCHEMA {name} CASCADE".encode())
