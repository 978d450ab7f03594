"""Small statements beside the store's transactions: what programs on one database agree on.

On a connection of its own, so that nobody waits behind a commit; those asked for at the same moment
go out in one round trip. Their tables are unlogged and by the server's clock, whatever clocks the
machines have.
"""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex
from typing import Any

from store.base import Job
from store.postgres_session import Session
from store.rows import Row
from store.thread import StoreThread

# in PostgreSQL alone, and nothing of them is moved or kept
TRANSIENT = ("pace", "lost_chat", "host")


class Beside:
    """The database at `url`, for statements that bear to be done again. `me` names this program
    as the holder of what it holds."""

    def __init__(self, url: str) -> None:
        self.me = token_hex(8)
        self._session = Session(url)
        self._thread = StoreThread()

    async def ask(self, row: str, statement: str, **given: Any) -> list[Row]:
        """The rows of a statement about one row, by its table and key, which it may lock.
        StoreError where the database cannot be asked."""

        def job(session: Any) -> Any:
            return session.execute(statement, given)

        return await self._thread.transact(self._session.at_once, Job(row, True, job))

    async def close(self) -> None:
        """Let the connection go."""
        try:
            await self._thread.run(self._session.close)
        finally:
            self._thread.end()


def seconds(length: timedelta | float) -> float:
    """A length of time as the statements take it."""
    return length.total_seconds() if isinstance(length, timedelta) else length
