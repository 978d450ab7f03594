"""A host is asked by one of several programs at a time: they agree on it in PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import psycopg
import pytest
from aiohttp import web
from fetch_kit import NOW, Watch, fetcher, site

from model.source import Fetched, FetchFailed, Trouble
from store.postgres import PostgresStore
from tests.kit.postgres import schema


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty schema."""
    with schema() as url:
        yield url


@pytest.fixture
async def stores(database: str) -> AsyncIterator[tuple[PostgresStore, PostgresStore]]:
    """Two programs' stores in one database."""
    opened = await PostgresStore.open(database), await PostgresStore.open(database)
    yield opened
    for one in opened:
        await one.close()


Stores = tuple[PostgresStore, PostgresStore]


async def test_two_programs_never_ask_a_host_at_once(stores: Stores):
    """Four requests of each: one after another, a pause after the end of each, robots.txt apart."""
    page = Watch(takes=0.02)
    robots = Watch(takes=0.02)
    async with (
        site({"/": page}, robots=robots) as here,
        fetcher(pause=0.1, programs=stores[0].hosts()) as one,
        fetcher(pause=0.1, programs=stores[1].hosts()) as other,
    ):
        got = await asyncio.gather(*(web_.fetch(here.ask()) for web_ in (one, other) * 3))
    assert all(isinstance(answer, Fetched) for answer in got)
    both = Watch()
    both.spans = sorted(page.spans + robots.spans)
    assert len(both.gaps()) == 7, "each program reads robots.txt for itself"
    assert min(both.gaps()) >= 0.095


async def test_other_hosts_are_asked_meanwhile(stores: Stores):
    """One that takes its time holds up nobody else."""
    stuck = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await stuck.wait()
        return web.Response(text="news")

    async with (
        site({"/": slow}) as here,
        site({"/": "news"}) as there,
        fetcher(programs=stores[0].hosts()) as one,
        fetcher(programs=stores[1].hosts()) as other,
    ):
        waiting = asyncio.create_task(one.fetch(here.ask()))
        assert isinstance(await other.fetch(there.ask()), Fetched)
        assert isinstance(await one.fetch(there.ask()), Fetched)
        stuck.set()
        assert isinstance(await waiting, Fetched)


async def test_what_a_host_asked_of_one_program_all_obey(stores: Stores):
    """After Retry-After the other program does not ask it, and gives the same answer."""
    tired = web.Response(status=429, headers={"Retry-After": "90"})
    async with (
        site({"/": tired, "/b": "x"}) as here,
        fetcher(programs=stores[0].hosts()) as one,
        fetcher(programs=stores[1].hosts()) as other,
    ):
        first = await one.fetch(here.ask())
        got = await other.fetch(here.ask("/b"))
    assert isinstance(first, FetchFailed)
    assert isinstance(got, FetchFailed)
    assert (got.url, got.trouble, got.status) == (here.url("/b"), Trouble.RATE_LIMITED, 429)
    assert got.message == first.message
    assert got.retry_after is not None
    assert timedelta(seconds=80) < got.retry_after <= timedelta(seconds=90)
    assert [hit.path for hit in here.hits] == ["/"]


async def test_the_turn_of_a_dead_program_ends(stores: Stores, database: str):
    """When its request must have ended by any means."""
    one, other = (store.hosts() for store in stores)
    await one.take("http://dead.example:80", timedelta(seconds=50))
    assert (await other.take("http://dead.example:80", timedelta(seconds=50))).wait > 0
    with psycopg.connect(database, autocommit=True) as server:
        server.execute("UPDATE host SET held_until = held_until - interval '51 s'")
    assert not (await other.take("http://dead.example:80", timedelta(seconds=50))).wait


async def test_hosts_are_forgotten(stores: Stores, database: str):
    """A day after they were asked."""
    hosts, now = stores[0].hosts(), "now() - interval '25 h'"
    for name in ("a", "b"):
        await hosts.take(name, timedelta(seconds=1))
        await hosts.free(name, 0)
    with psycopg.connect(database, autocommit=True) as server:
        server.execute(f"UPDATE host SET free_at = {now}, held_until = {now} WHERE host = 'a'")
        await stores[0].prune(*[NOW] * 3)
        assert server.execute("SELECT host FROM host").fetchall() == [("b",)]
