"""The store in PostgreSQL: for several programs, on several machines, at once.

The methods and their statements are those of SQLite (`store.sql`); what PostgreSQL reads
differently stands in `store.statements_postgres`. One connection in one thread, each method a
transaction, those that wait together committed together. Every method may raise StoreError.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

import psycopg

from model.published import RulesStore
from store import sql_news
from store.base import Done, Job
from store.errors import StoreError
from store.postgres_beside import Beside
from store.postgres_faults import fault
from store.postgres_hosts import FORGET, PostgresHosts
from store.postgres_migrate import expect_present, migrate
from store.postgres_pacing import PostgresPacing
from store.postgres_seat import PostgresSeat
from store.postgres_session import Lock, Session
from store.sql import SqlStore
from store.thread import StoreThread

T = TypeVar("T")
# within it nothing is said to the server, while stories are compared
PLACE = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '30s';"


class PostgresStore(SqlStore):
    """`model.stores.Store` in a PostgreSQL database. Made by `open`, ended by `close`.

    The connection is made again when it is lost; what was under way is done again, but for a
    commit whose answer is unknown: that raises StoreError.
    """

    def __init__(self, session: Session, thread: StoreThread) -> None:
        super().__init__()
        self._session = session
        self._thread = thread
        self._place = Session(session._url)  # noqa: SLF001 — of the same store
        self._place_thread = StoreThread()
        self._beside: Beside | None = None
        self._office: PostgresSeat | None = None
        self._closed = False

    @property
    def beside(self) -> Beside:
        """For what the programs on this store agree on while they run."""
        if self._beside is None:
            self._beside = Beside(self._session._url)  # noqa: SLF001 — of the same store
        return self._beside

    def pacing(self, spacing: float) -> PostgresPacing:
        """In rows that all programs write."""
        return PostgresPacing(self.beside, spacing)

    def rules(self) -> RulesStore:
        """In this store."""
        return self

    def office(self) -> PostgresSeat:
        """An advisory lock on a connection of its own."""
        if self._office is None:
            self._office = PostgresSeat(self._session._url)  # noqa: SLF001 — of the same store
        return self._office

    def hosts(self) -> PostgresHosts:
        """In rows that all programs write."""
        return PostgresHosts(self.beside)

    async def prune(
        self, articles_before: datetime, memory_before: datetime, keys_before: datetime
    ) -> int:
        """Forget what is old; of hosts that nobody asked for a day, too."""
        await self.beside.ask("host", FORGET)
        return await super().prune(articles_before, memory_before, keys_before)

    @classmethod
    async def open(cls, url: str, *, read_only: bool = False) -> PostgresStore:
        """Open the database that `url` names, its tables made or brought up to date.

        `read_only` is for looking: nothing is written, methods that write raise. StoreError, one
        sentence for a person: no way there, no right, tables of another program or a newer one.
        """
        session, thread = Session(url, read_only=read_only, present=True), StoreThread()
        try:
            await thread.run(_open, session, read_only)
        except BaseException:
            thread.hand_in(session.close)
            thread.end()
            raise
        return cls(session, thread)

    async def close(self) -> None:
        """Finish what is under way, let the connections go. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        if self._beside is not None:
            await self._beside.close()
        if self._office is not None:
            await self._office.close()
        for session, thread in (
            (self._session, self._thread),
            (self._place, self._place_thread),
        ):
            try:
                await thread.run(session.close)
            finally:
                thread.end()

    async def _within(self, job: Job[T]) -> T:
        if self._closed:
            raise StoreError(f"The store in {self._session.where} is closed.")
        return await self._thread.transact(self._session.together, job)

    async def take_part(self, role: str) -> int:
        """Be known as one of the programs that `run`, or as a `worker`: how many there are of it.
        StoreError where the other kind is on this store."""
        return await self._thread.run(_take_part, self._session, role)

    async def free_leases(self) -> None:
        """End every lease where no other program is on this store; else they end by their time."""
        await self._thread.run(self._free_if_alone)

    def _free_if_alone(self) -> None:
        session = self._session
        try:
            session.connect()
            (row,) = session.plainly(session.lock(Lock.PRESENCE, "pg_try_advisory_lock"))
            if not row["taken"]:
                return
            freed = session.together([Job("free_leases", True, sql_news.free_leases)])
            session.plainly(session.lock(Lock.PRESENCE, "pg_advisory_unlock"))
        except psycopg.Error as error:
            raise fault(error, session.where) from error
        _raise_any(freed)

    @asynccontextmanager
    async def placing(self) -> AsyncIterator[None]:
        """Held by one program at a time: near copies are looked up and committed within."""
        await self._place_thread.run(_take_place, self._place)
        try:
            yield
        finally:
            # awaited or not: the thread ends it, and so would the server after a minute
            self._place_thread.hand_in(_leave_place, self._place)


def _raise_any(done: list[Done]) -> None:
    for one in done:
        if one.error is not None:
            raise one.error


def _open(session: Session, read_only: bool) -> None:
    session.connect()
    if read_only:
        expect_present(session)
    else:
        migrate(session)


_BESIDE = MappingProxyType(
    {
        "run": (
            Lock.RUN,
            Lock.WORKER,
            (
                "Workers are on {}: `bot.py run` is for one program alone. Stop them first, or "
                "start one more of them: python bot.py worker"
            ),
        ),
        "worker": (
            Lock.WORKER,
            Lock.RUN,
            (
                "A `bot.py run` is on {}, which is for one program alone: stop it first. Workers "
                "go on with all that it has queued."
            ),
        ),
    }
)


def _take_part(session: Session, role: str) -> int:
    mine, other, sentence = _BESIDE[role]
    try:
        session.connect()
        session.plainly(session.lock(mine, "pg_advisory_lock_shared"))
        session.role = mine
        if session.holders(other):
            raise StoreError(sentence.format(session.where))
        return session.holders(mine)
    except psycopg.Error as error:
        raise fault(error, session.where) from error


def _take_place(session: Session, tries: int = 2) -> None:
    session.connect()
    try:
        session.plainly(f"{PLACE} {session.lock(Lock.PLACING, 'pg_advisory_xact_lock')}")
    except psycopg.Error as error:
        session.close()  # perhaps it was lost while nobody used it
        if tries == 1:
            raise fault(error, session.where) from error
        _take_place(session, tries - 1)


def _leave_place(session: Session) -> None:
    try:
        session.plainly("COMMIT")
    except psycopg.Error:
        session.close()
