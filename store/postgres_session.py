"""One connection to PostgreSQL: made, made again when it is lost, and what runs on it.

Used by one thread. `Session` is a `store.base.Connection` within `together`, which makes one
transaction of all jobs that wait.

Several programs may share the store. A write holds an advisory lock: shared where the job's rows
are guarded by their own locks (`SIDE_BY_SIDE`), else alone, so that any other job sees the world
as it is in SQLite, where one writes at a time. What another program was in the way of (a deadlock,
the same row made twice) is done again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from enum import IntEnum
from json import loads
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.numeric import Int8Dumper

from store.base import Done, Job
from store.errors import StoreError
from store.postgres_faults import AGAIN, LOST, away, fault, place, unknown
from store.statements_postgres import spelled

# Jobs that run beside each other in several programs: their rows are claimed, or unique, or
# held by FOR UPDATE. A job that is not named here runs alone.
SIDE_BY_SIDE = frozenset(
    {
        "claim",
        "claim_due",
        "claim_notice",
        "claim_revisits",
        "commit_check",
        "commit_revisit",
        "insert",
        "keep_edited",
        "prune_some",
        "record",
    }
)

PATIENCE = (0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0)  # seconds before each try to connect
PORTION = 500  # statements that are sent before the answers are looked at
TRIES = 6  # of a transaction that another program was in the way of
SPACE = 0x5769_7265  # "Wire": tells our advisory locks from other programs'

# A program that stands still, or is cut off, amid a transaction keeps all others waiting for its
# locks: after ten seconds of silence the server ends it, and what was under way is done again.
SETTINGS = """
SET client_encoding = 'UTF8'; SET TIME ZONE 'UTC'; SET standard_conforming_strings = on;
SET synchronous_commit = on; SET lock_timeout = '30s';
SET idle_in_transaction_session_timeout = '10s'
"""
HOLDERS = """
SELECT COUNT(*) AS count FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND datname = current_database()
"""
BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class Lock(IntEnum):
    """What programs on one store agree on by advisory locks."""

    WRITE = 0
    MIGRATE = 1
    PRESENCE = 2
    PLACING = 3
    RUN = 4  # held shared by each program of this kind
    WORKER = 5
    OFFICE = 6


class Answer:
    """What a statement led to, fetched when it is asked for: those behind it are on their way."""

    def __init__(
        self, cursor: psycopg.Cursor[dict[str, Any]], pipeline: psycopg.Pipeline | None
    ) -> None:
        self._cursor = cursor
        self._pipeline = pipeline

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""
        if self._pipeline is not None:
            self._pipeline.sync()
        return self._cursor.rowcount

    def fetchall(self) -> list[dict[str, Any]]:
        """All rows that it gives."""
        return self._cursor.fetchall()

    def given(self) -> list[dict[str, Any]]:
        """The same once it has come, none of a statement that gives no rows."""
        return self._cursor.fetchall() if self._cursor.description else []


class Session:
    """`url` names the database; `read_only` sessions change nothing and hold no lock."""

    def __init__(self, url: str, *, read_only: bool = False, present: bool = False) -> None:
        self.where = place(url)
        self._url = url
        self._read_only = read_only
        self._present = present and not read_only
        self.role: Lock | None = None  # what kind of program it is known as
        self._connection: psycopg.Connection[dict[str, Any]] | None = None
        self._patient = False  # at the first connection a fault is told at once
        self._schema = 0
        self._pipeline: psycopg.Pipeline | None = None

    # a Connection
    def execute(self, statement: str, parameters: Mapping[str, Any] | None = None, /) -> Answer:
        """Run a statement within the transaction; the server is waited for when the answer is
        looked at, not before."""
        text, lists = spelled(statement)
        given = dict(parameters or {})
        given.update({name: loads(given[name]) for name in lists})
        return Answer(self._live().execute(text.encode(), given), self._pipeline)

    def executemany(self, statement: str, parameters: Iterable[Mapping[str, Any]], /) -> None:
        """Run a statement once for each of these, in one round trip."""
        each = list(parameters)
        if each:
            text, _ = spelled(statement)
            self._live().cursor().executemany(text.encode(), each)

    def each(
        self, statement: str, parameters: Sequence[Mapping[str, Any]], /
    ) -> list[list[dict[str, Any]]]:
        """The rows that a statement gives for each of these; PORTION are under way at once."""
        found: list[list[dict[str, Any]]] = []
        for start in range(0, len(parameters), PORTION):
            portion = parameters[start : start + PORTION]
            answers = [self.execute(statement, one) for one in portion]
            found += [answer.fetchall() for answer in answers]
        return found

    def plainly(self, statement: str) -> list[dict[str, Any]]:
        """One or several statements as they are; the rows of the last."""
        cursor = self._live().execute(statement.encode(), prepare=False)
        while cursor.nextset():
            pass
        return cursor.fetchall() if cursor.description else []

    def copying(self, statement: str) -> AbstractContextManager[psycopg.Copy]:
        """Rows streamed into a table."""
        return self._live().cursor().copy(statement.encode())

    def stream(self, statement: str, batch: int) -> Iterator[list[dict[str, Any]]]:
        """The rows of a statement, within a transaction, some at a time."""
        with self._live().cursor(name="stream") as cursor:
            cursor.execute(statement.encode())
            while rows := cursor.fetchmany(batch):
                yield rows

    def lock(self, which: Lock, call: str) -> str:
        """The statement that takes one of the advisory locks, or frees it."""
        # one key is the schema: stores side by side in a database have locks of their own
        return f"SELECT {call}({SPACE + which}, {self._schema}) AS taken"

    # the connection
    def connect(self) -> None:
        """Have a connection; StoreError where none can be had, after some patience with a server
        that is on its way up. Where that was in vain, the next calls ask once."""
        if self._connection is not None and not self._connection.closed:
            return
        delays = PATIENCE if self._patient else PATIENCE[:1]
        self._patient = False
        for number, delay in enumerate(delays, 1):
            time.sleep(delay)
            try:
                self._connection = self._opened()
            except psycopg.OperationalError as error:
                if number == len(delays):
                    raise away(error, self.where) from None
            else:
                self._patient = True
                return

    def close(self) -> None:
        """Let the connection go, and its locks before it: the server would free them in a moment,
        but perhaps after the next program has asked."""
        if self._connection is not None:
            if self._usable():
                with suppress(psycopg.Error):
                    self.plainly("ROLLBACK; SELECT pg_advisory_unlock_all()")
            self._connection.close()
        self._connection = None

    def _live(self) -> psycopg.Connection[dict[str, Any]]:
        if self._connection is None:
            raise psycopg.OperationalError("the connection is closed")
        return self._connection

    def _opened(self) -> psycopg.Connection[dict[str, Any]]:
        made = psycopg.connect(
            self._url,
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=5,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=20_000,
            application_name="wirewatch",
        )
        made.adapters.register_dumper(int, Int8Dumper)
        made.execute(SETTINGS.encode(), prepare=False)
        row = made.execute("SELECT current_schema()::regnamespace::oid::int4 AS schema").fetchone()
        if not row or row["schema"] is None:
            made.close()
            raise StoreError(f"{self.where} has no schema that tables could be made in.")
        self._schema = row["schema"]
        for lock in (Lock.PRESENCE if self._present else None, self.role):
            if lock is not None:
                made.execute(self.lock(lock, "pg_advisory_lock_shared").encode())
        return made

    def holders(self, which: Lock) -> int:
        """How many programs hold one of the advisory locks of this schema."""
        of = f"classid = {SPACE + which} AND objid = {self._schema}"
        (row,) = self.plainly(f"{HOLDERS} AND {of}")
        return int(row["count"])

    # transactions
    def together(self, batch: Sequence[Job[Any]]) -> list[Done]:
        """What became of each of the jobs, after one transaction for all; where that fails, after
        one for each."""
        try:
            return self._persistently(batch, TRIES if len(batch) == 1 else 1)
        except StoreError as error:  # no way to the database: nor is there for one alone
            return [Done(error=error)] * len(batch)
        except psycopg.Error as error:
            failed: Exception = fault(error, self.where)
        except Exception as error:  # noqa: BLE001 # raised where the job was asked for
            failed = error
        if len(batch) == 1:
            return [Done(error=failed)]
        return [self.together([one])[0] for one in batch]

    def at_once(self, batch: Sequence[Job[Answer]]) -> list[Done]:
        """The rows of jobs that are one statement each, all sent together and kept or not
        together, in the order of their names: that of the rows they lock. No lock of ours is
        held; a statement must bear to be done again."""
        order = sorted(range(len(batch)), key=lambda number: batch[number].name)
        for tries in (1, 0):
            try:
                self.connect()
                with self._live().pipeline():
                    answers = {number: batch[number].run(self) for number in order}
                return [Done(answers[number].given()) for number in range(len(batch))]
            except StoreError as error:
                return [Done(error=error)] * len(batch)
            except psycopg.Error as error:
                self._take_back(error)
                failed = fault(error, self.where)
                if not tries:
                    break
        return [Done(error=failed)] * len(batch)

    def _persistently(self, batch: Sequence[Job[Any]], tries: int) -> list[Done]:
        """The transaction, again where it met another or where the connection went before the
        commit."""
        lost = 0
        while True:
            self.connect()
            try:
                return self._transaction(batch)
            except AGAIN:
                tries -= 1
                if not tries:
                    raise
            except psycopg.Error:
                if self._usable():
                    raise
                lost += 1
                if lost == TRIES:
                    raise

    def _transaction(self, batch: Sequence[Job[Any]]) -> list[Done]:
        writes = [one for one in batch if one.write]
        try:
            self.plainly(self._begin(writes))
            with self._waiting_less(bool(writes)):
                done = [Done(one.run(self)) for one in batch]
        except BaseException as error:
            self._take_back(error)
            raise
        self._commit(bool(writes))
        return done

    def _begin(self, writes: Sequence[Job[Any]]) -> str:
        if not writes or self._read_only:
            return BEGIN_READ
        alone = any(one.name not in SIDE_BY_SIDE for one in writes)
        call = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        return f"BEGIN; {self.lock(Lock.WRITE, call)}"

    @contextmanager
    def _waiting_less(self, writes: bool) -> Iterator[None]:
        """Statements go out without waiting for the answers to those before, where it pays."""
        if not writes:
            yield
            return
        with self._live().pipeline() as pipeline:
            self._pipeline = pipeline
            try:
                yield
            finally:
                self._pipeline = None

    def _commit(self, wrote: bool) -> None:
        try:
            self.plainly("COMMIT")
        except psycopg.OperationalError as error:
            self.close()
            if wrote:
                raise unknown(self.where) from error
            raise

    def _take_back(self, error: BaseException) -> None:
        if isinstance(error, LOST):
            self.close()
        if self._usable():
            try:
                self.plainly("ROLLBACK")
            except psycopg.Error:
                self.close()
        else:
            self.close()

    def _usable(self) -> bool:
        return self._connection is not None and not self._connection.closed
