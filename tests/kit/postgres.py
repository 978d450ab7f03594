"""A PostgreSQL server for tests: a schema for one test, or emptied for each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from secrets import token_hex

import psycopg
import pytest

from store import postgres_migrate
from store.postgres_session import SPACE, Lock, Session

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


@contextmanager
def with_tables() -> Iterator[str]:
    """The address of a schema that has our tables: to make them takes the server .3 s."""
    with schema() as url:
        session = Session(url)
        session.connect()
        postgres_migrate.migrate(session)
        session.close()
        yield url


def empty(url: str) -> None:
    """No row stays in our tables; numbers start from one."""
    with psycopg.connect(url) as server:
        server.execute(b"SET lock_timeout = '20s'")
        for one in Lock:  # free once the connections of the test before are gone
            server.execute(_LOCK, (SPACE + one,))
        for (table,) in server.execute(_TABLES).fetchall():
            server.execute(f'DELETE FROM "{table}"'.encode())
        server.execute(_FROM_ONE)


_LOCK = b"SELECT pg_advisory_xact_lock(%s, current_schema()::regnamespace::oid::int)"
_TABLES = b"""SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema() AND tablename <> 'wirewatch'"""
_FROM_ONE = b"""SELECT setval(format('%I', sequencename)::regclass, 1, false)
    FROM pg_sequences WHERE schemaname = current_schema()"""
