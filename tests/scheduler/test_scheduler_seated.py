"""Of programs on one PostgreSQL one at a time does what one does for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import psycopg
import pytest

from scheduler.seated import Seated
from store.postgres import PostgresStore
from store.postgres_seat import PostgresSeat
from tests.kit.postgres import schema

LOOK, SETTLE = 0.05, 0.2
FREE = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND granted
  AND objid = CAST(current_schema()::regnamespace AS oid)
  AND classid = (SELECT 1466528357 + 6)
"""


class Post:
    """What is done by one at a time: who does it, and who has."""

    def __init__(self) -> None:
        self.at_work: list[int] = []
        self.had: list[int] = []
        self.changed = asyncio.Condition()

    @asynccontextmanager
    async def work(self, number: int) -> AsyncIterator[None]:
        """Do it, alone."""
        assert self.at_work == [], f"{number} begins while {self.at_work} is at work"
        self.at_work.append(number)
        self.had.append(number)
        await self._tell()
        try:
            yield
        finally:
            self.at_work.remove(number)
            await self._tell()

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, count: int) -> None:
        """Wait until so many have begun, one after the other, and the last is at it."""
        async with asyncio.timeout(5), self.changed:
            await self.changed.wait_for(lambda: len(self.had) == count and bool(self.at_work))


@pytest.fixture
async def seats() -> AsyncIterator[tuple[str, list[PostgresSeat]]]:
    """A database, and the seats of three programs on it."""
    with schema() as url:
        await (await PostgresStore.open(url)).close()
        made = [PostgresSeat(url) for _ in range(3)]
        yield url, made
        for one in made:
            await one.close()


def doing(seat: PostgresSeat, post: Post, number: int):
    """One program that would do it."""
    return Seated(seat, LOOK, 1.0, SETTLE).doing(lambda: post.work(number))


async def test_one_is_at_work_and_another_follows_when_it_ends(
    seats: tuple[str, list[PostgresSeat]],
):
    """Whoever comes first; it lets go at once when it stops."""
    post = Post()
    async with AsyncExitStack() as others:
        async with doing(seats[1][0], post, 0):
            await post.until(1)
            for number in (1, 2):
                await others.enter_async_context(doing(seats[1][number], post, number))
            await asyncio.sleep(4 * LOOK)
            assert post.had == [0]
        await post.until(2)
    assert post.at_work == []


async def test_one_that_loses_its_connection_stops_before_another_begins(
    seats: tuple[str, list[PostgresSeat]],
):
    """As when a program is killed, or the server restarts: never are two at work."""
    url, made = seats
    post = Post()
    async with AsyncExitStack() as all_of_them:
        for number, seat in enumerate(made):
            await all_of_them.enter_async_context(doing(seat, post, number))
        for turn in range(1, 4):
            await post.until(turn)
            with psycopg.connect(url, autocommit=True) as server:
                assert server.execute(FREE.encode()).rowcount == 1
        await post.until(4)


async def test_work_that_fails_is_begun_again(seats: tuple[str, list[PostgresSeat]]):
    """A fault of ours in it does not leave the seat held by who does nothing."""
    post, failures = Post(), [RuntimeError("no way in")]

    @asynccontextmanager
    async def work() -> AsyncIterator[None]:
        if failures:
            raise failures.pop()
        async with post.work(0):
            yield

    async with Seated(seats[1][0], LOOK, 1.0, SETTLE).doing(work):
        await post.until(1)
