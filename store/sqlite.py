"""The store in one SQLite file: the default.

One connection, used by one thread of its own, so that the event loop never waits for the
disk. Each method is one transaction; it ends cleanly even when whoever awaits it is
cancelled meanwhile. Every method may raise StoreError: a full disk, a damaged file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from filelock import FileLock

from model.preferences import Preferences
from store import connection, sql_chat, statements
from store.base import Job
from store.errors import StoreError
from store.kept import Kept
from store.sql import SqlStore
from store.sqlite_together import together
from store.thread import StoreThread

T = TypeVar("T")
Base = sqlite3.Connection


class SqliteStore(SqlStore):
    """`model.stores.Store` in one file. Made by `open`, ended by `close`."""

    def __init__(self, path: Path, held: _Held, pool: StoreThread) -> None:
        super().__init__()
        self._path = path
        self._base, self._lock, self._whole = held
        self._thread = pool
        self._closed = False
        self._preferences: Kept[dict[str, Preferences]] = Kept()

    @classmethod
    async def open(
        cls, path: Path, *, read_only: bool = False, busy: float = connection.BUSY
    ) -> SqliteStore:
        """Open the file, or make it, in a folder that is made where there is none.

        `read_only` is for looking beside a running program: nothing is written, no lock is
        taken, methods that write raise. `busy`: seconds to wait for another's transaction.
        StoreError, one sentence for a person: the folder cannot be written, the file is not a
        database, is another program's, is newer than this program, is in use by another
        process, or is missing when it is only to be read.
        """
        thread = StoreThread()
        opened: list[_Held] = []
        try:
            await thread.run(lambda: opened.append(_open(path, read_only, busy)))
        except BaseException:
            # Cancelled, perhaps: the thread still opens, and then lets go of what it took.
            thread.hand_in(_close_all, opened)
            thread.end()
            raise
        return cls(path, opened[0], thread)

    async def close(self) -> None:
        """Finish what is under way, fold the log into the file, let go. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._thread.run(_close, self._base, self._lock)
        finally:
            self._thread.end()

    async def look_over(self) -> None:
        """Look the file over, beside the work, where that was not done at the opening: a large
        one. StoreError with a sentence where it is damaged."""
        if self._whole:
            return
        thread = StoreThread()
        base = await thread.run(connection.open_reader, self._path)
        try:
            self._whole = await thread.run(connection.look_over, base, self._path)
        finally:
            base.interrupt()  # where it was cancelled
            thread.hand_in(base.close)
            thread.end()

    async def settle(
        self, chat: str, changes: Mapping[str, str | None], now: datetime, by: str
    ) -> None:
        """As every store."""
        with self._preferences.changing():
            await super().settle(chat, changes, now, by)

    async def move_chat(self, old: str, new: str) -> None:
        """As every store."""
        with self._preferences.changing():
            await super().move_chat(old, new)

    async def settled(self) -> dict[str, Preferences]:
        """As every store; read from the file after a change only, where nobody else writes it."""
        if self._lock is None:
            return await super().settled()
        return await self._preferences.get(super().settled)

    async def _within(self, job: Job[T]) -> T:
        if self._closed:
            raise StoreError(f"{self._path} is closed.")
        return await self._thread.transact(partial(together, self._base, self._path), job)


class _Held(NamedTuple):
    """What an open store holds; `whole`: the file was looked over to its end."""

    base: Base
    lock: FileLock | None
    whole: bool


def _open(path: Path, read_only: bool, busy: float) -> _Held:
    if read_only:
        return _Held(connection.open_reader(path, busy), None, whole=True)
    lock = connection.take_lock(path)
    try:
        base, whole = connection.open_writer(path, busy)
    except BaseException:
        lock.release()
        raise
    try:
        _index(base, path)
    except BaseException:
        _close(base, lock)
        raise
    return _Held(base, lock, whole)


def _index(base: Base, path: Path) -> None:
    """Let articles be found that were kept before there was a search, some at a time."""
    left = 1
    try:
        while left:
            with connection.transaction(base, statements.BEGIN_WRITE):
                left = sql_chat.index_rest(base)
    except sqlite3.Error as error:
        raise connection.fault(error, path) from error


def _close_all(opened: list[_Held]) -> None:
    for one in opened:
        _close(one.base, one.lock)


def _close(base: Base, lock: FileLock | None) -> None:
    try:
        base.close()
    finally:
        if lock is not None:
            lock.release()
