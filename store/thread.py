"""The one thread that a connection lives in, and what waits for it: committed together.

While one transaction is on its way to the disk others gather; they are then one transaction, each
write in a savepoint of its own. A disk is asked to be sure once for all of them, and the event
loop is woken once. Nobody is answered before the commit that holds his work.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from store.base import Done, Job

P = ParamSpec("P")
T = TypeVar("T")
Together = Callable[[Sequence[Job[Any]]], Sequence[Done]]

TOGETHER = 64  # jobs in one transaction at most: a reader waits for those before it


@dataclass(slots=True)
class _Waiting:
    job: Job[Any]
    answer: asyncio.Future[Any]


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

    async def transact(self, together: Together, job: Job[T]) -> T:
        """What `job` returns, once the transaction it was part of is durable: `together` makes one
        of all that wait.

        Raises StoreError for a fault of the database, and what the job itself raises: then
        nothing of it is kept.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Waiting(job, answer))
        if len(self._waiting) == 1:  # else the turn that takes those before it takes this one
            self._pool.submit(self._turn, together, loop)
        return await answer

    def end(self) -> None:
        """Let the thread go."""
        self._pool.shutdown(wait=False)

    def _turn(self, together: Together, loop: asyncio.AbstractEventLoop) -> None:
        while batch := self._next():
            done = together([one.job for one in batch])
            with suppress(RuntimeError):  # the loop has ended: nobody asks any more
                loop.call_soon_threadsafe(_answer, batch, done)

    def _next(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        while self._waiting and len(batch) < TOGETHER:
            batch.append(self._waiting.popleft())
        return batch


def _answer(batch: Sequence[_Waiting], done: Sequence[Done]) -> None:
    for one, what in zip(batch, done, strict=True):
        if one.answer.done():  # whoever asked was cancelled
            continue
        if what.error is None:
            one.answer.set_result(what.value)
        else:
            one.answer.set_exception(what.error)
