"""The one thread that a connection lives in, and what waits for it: committed together.

While one transaction is on its way to the disk others gather; they are then one transaction, each
write in a savepoint of its own. A disk is asked to be sure once for all of them, and the event
loop is woken once. Nobody is answered before the commit that holds his work.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from store import statements
from store.connection import fault, transaction

P = ParamSpec("P")
T = TypeVar("T")
Base = sqlite3.Connection
Job = Callable[[Base], Any]

TOGETHER = 64  # jobs in one transaction at most: a reader waits for those before it


@dataclass(slots=True)
class _Waiting:
    job: Job
    write: bool
    answer: asyncio.Future[Any]


@dataclass(slots=True)
class _Done:
    """What became of one job: its value, or the error to raise where it was asked for."""

    value: Any = None
    error: Exception | None = None


class StoreThread:
    """Jobs run in the order they are handed in, each to its end, awaited or not."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._waiting: deque[_Waiting] = deque()

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `job` returns, a job without a transaction."""
        future = self.hand_in(job, *args, **kwargs)
        return await asyncio.shield(asyncio.wrap_future(future))

    def hand_in(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `job` run after those handed in before it."""
        return self._pool.submit(job, *args, **kwargs)

    async def transact(self, base: Base, path: Path, job: Callable[[Base], T], *, write: bool) -> T:
        """What `job` returns, once the transaction it was part of is durable.

        Raises StoreError for a fault of the database at `path`, and what the job itself raises:
        then nothing of it is kept.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Waiting(job, write, answer))
        if len(self._waiting) == 1:  # else the turn that takes those before it takes this one
            self._pool.submit(self._turn, base, path, loop)
        return await answer

    def end(self) -> None:
        """Let the thread go."""
        self._pool.shutdown(wait=False)

    def _turn(self, base: Base, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        while batch := self._next():
            done = _together(base, path, batch)
            with suppress(RuntimeError):  # the loop has ended: nobody asks any more
                loop.call_soon_threadsafe(_answer, batch, done)

    def _next(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        while self._waiting and len(batch) < TOGETHER:
            batch.append(self._waiting.popleft())
        return batch


def _answer(batch: Sequence[_Waiting], done: Sequence[_Done]) -> None:
    for one, what in zip(batch, done, strict=True):
        if one.answer.done():  # whoever asked was cancelled
            continue
        if what.error is None:
            one.answer.set_result(what.value)
        else:
            one.answer.set_exception(what.error)


def _together(base: Base, path: Path, batch: Sequence[_Waiting]) -> list[_Done]:
    """One transaction for all. Where it fails as a whole, so does each write in it."""
    begin = statements.BEGIN_WRITE if any(one.write for one in batch) else statements.BEGIN_READ
    try:
        with transaction(base, begin):
            return [_kept_apart(base, path, one, alone=len(batch) == 1) for one in batch]
    except sqlite3.Error as error:
        failed: Exception = fault(error, path)
    except Exception as error:  # noqa: BLE001 # raised where the job was asked for
        failed = error
    if len(batch) == 1 or begin is statements.BEGIN_READ:
        return [_Done(error=failed)] * len(batch)
    # the readers among them can be served all the same
    return [_Done(error=failed) if one.write else _together(base, path, [one])[0] for one in batch]


def _kept_apart(base: Base, path: Path, one: _Waiting, *, alone: bool) -> _Done:
    """A job among others. One that fails takes back what it wrote, and nothing of the others."""
    if alone:
        return _Done(one.job(base))
    if one.write:
        base.execute(statements.SAVEPOINT)
    try:
        value = one.job(base)
    except Exception as error:
        if not base.in_transaction:  # a full disk: all is rolled back by SQLite itself
            raise
        if one.write:
            base.execute(statements.BACK_TO_SAVEPOINT)
            base.execute(statements.RELEASE)
        return _Done(error=fault(error, path) if isinstance(error, sqlite3.Error) else error)
    if one.write:
        base.execute(statements.RELEASE)
    return _Done(value)
