"""A seat that one program at a time holds, over all programs on one PostgreSQL.

An advisory lock of a session that does nothing else: the server frees it with the connection. That
of a program that is killed goes at once; of a machine that is cut off the server hears nothing and
lets it go after SILENCE.
"""

from __future__ import annotations

import psycopg

from store.postgres_faults import fault
from store.postgres_session import Lock, Session
from store.thread import StoreThread

SILENCE = 25  # seconds
_SETTINGS = """
SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
"""


class PostgresSeat:
    """Implements `model.seat.Seat` in the database at `url`."""

    def __init__(self, url: str, which: Lock = Lock.OFFICE) -> None:
        self._which = which
        self._session = Session(url)
        self._thread = StoreThread()

    async def take(self) -> bool:
        """Never waits for who has it."""
        return await self._thread.run(self._take)

    def _take(self) -> bool:
        session = self._session
        try:
            session.connect()
            session.plainly(_SETTINGS)
            (row,) = session.plainly(session.lock(self._which, "pg_try_advisory_lock"))
        except psycopg.Error as error:
            session.close()
            raise fault(error, session.where) from error
        return bool(row["taken"])

    async def held(self) -> bool:
        """Held as long as the connection that took it lives."""
        return await self._thread.run(self._held)

    def _held(self) -> bool:
        try:
            self._session.plainly("SELECT 1")
        except psycopg.Error:
            self._session.close()
            return False
        return True

    async def leave(self) -> None:
        """With the connection."""
        await self._thread.run(self._session.close)

    async def close(self) -> None:
        """For good."""
        try:
            await self.leave()
        finally:
            self._thread.end()
