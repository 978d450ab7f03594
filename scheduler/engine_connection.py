"""The connections of PgQueuer, and its tables beside those of the store.

One connection asks, one listens: psycopg holds a connection's lock while it listens.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any, Self

import psycopg
from pgqueuer.adapters.drivers.psycopg import PsycopgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.tm import cancel_and_wait
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel

from store.postgres_faults import away, fault
from store.postgres_session import SPACE, Lock

_Connection = psycopg.AsyncConnection[Any]

_SCHEMA = "SELECT current_schema()::regnamespace::oid::int4 AS number, current_schema() AS name"


class TwoConnections(PsycopgDriver):
    """PgQueuer's driver, listening on a connection of its own."""

    def __init__(self, asking: _Connection, listening: _Connection) -> None:
        super().__init__(asking)
        self._ear = PsycopgDriver(listening)

    async def add_listener(self, channel: str, callback: Callable[[Any], None]) -> None:
        """By PgQueuer's name for it."""
        await self._ear.add_listener(channel, callback)

    async def remove_listener(self, channel: str, callback: Callable[[Any], None]) -> None:
        """The same."""
        await self._ear.remove_listener(channel, callback)

    async def __aenter__(self) -> Self:
        await self._ear.__aenter__()
        await super().__aenter__()
        return self

    async def __aexit__(self, *why: object) -> None:
        await super().__aexit__(*why)
        watcher = self._ear._watcher  # noqa: SLF001 — it would look up once a second
        if not self._entered and watcher is not None:
            await cancel_and_wait(watcher)
        await self._ear.__aexit__(*why)


@asynccontextmanager
async def connected(url: str, where: str) -> AsyncIterator[Queries]:
    """PgQueuer's queries on the database at `url`, its tables made. StoreError where there is no
    way there, or none any more."""
    asking = await _connection(url, where)
    try:
        listening = await _connection(url, where)
    except BaseException:
        await asking.close()
        raise
    try:
        yield await _installed(asking, listening)
    except psycopg.Error as error:
        raise fault(error, where) from error
    finally:
        await asking.close()
        await listening.close()


async def _connection(url: str, where: str) -> _Connection:
    try:
        return await psycopg.AsyncConnection.connect(
            url,
            autocommit=True,
            connect_timeout=5,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=20_000,
            application_name="wirewatch queue",
        )
    except psycopg.OperationalError as error:
        raise away(error, where) from None


async def _installed(asking: _Connection, listening: _Connection) -> Queries:
    """The engine's tables, made or brought up to date by one program at a time."""
    driver = TwoConnections(asking, listening)
    (schema,) = await driver.fetch(_SCHEMA)
    settings = _settings(str(schema["name"]))
    queries = Queries(
        driver,
        qbe=QueryBuilderEnvironment(settings),
        qbq=QueryQueueBuilder(settings),
        qbs=QuerySchedulerBuilder(settings),
    )
    lock = SPACE + Lock.MIGRATE, schema["number"]
    await driver.execute("SELECT pg_advisory_lock($1, $2)", *lock)
    if await queries.schema_is_installed():
        await queries.upgrade()
    else:
        await queries.install(create_schema=False)
    await driver.execute("SELECT pg_advisory_unlock($1, $2)", *lock)
    return queries


def _settings(schema: str) -> DBSettings:
    """All names said: what happens to stand in the environment is none of the engine's."""
    mark = sha256(schema.encode()).hexdigest()[:16]  # channels are shared by a whole database
    return DBSettings(
        prefix="",
        db_schema=None,
        channel=Channel(f"wirewatch_{mark}"),
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table="pgqueuer",
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
        durability=Durability.balanced,
        widen_id=True,
    )
