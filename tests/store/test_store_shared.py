"""What programs on one PostgreSQL agree on while they run: the pace of sending."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import psycopg
import pytest
from store_makers import LEASE, T0, alert, receipt

from model.alert import Fate
from model.pacing import LANES, TARDY, WINDOW
from scheduler.gate import lane
from store.postgres import PostgresStore
from store.postgres_pacing import PostgresPacing

SPACING = 0.02
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def stores(database: str) -> AsyncIterator[tuple[PostgresStore, PostgresStore]]:
    """Two programs' stores in one database."""
    opened = await PostgresStore.open(database), await PostgresStore.open(database)
    yield opened
    for one in opened:
        await one.close()


@pytest.fixture
def paces(stores: tuple[PostgresStore, PostgresStore]) -> tuple[PostgresPacing, PostgresPacing]:
    """Two programs' sense of the pace."""
    one, other = (PostgresPacing(store.beside, SPACING) for store in stores)
    return one, other


async def test_messages_over_all_programs_are_a_spacing_apart(
    paces: tuple[PostgresPacing, PostgresPacing],
):
    """Fifteen asked for by each of two programs; a few may make up for lateness."""
    begun = asyncio.get_running_loop().time()
    await asyncio.gather(*(lane(paces[number % 2]) for number in range(LANES)))
    took = asyncio.get_running_loop().time() - begun
    assert took >= (LANES - 1) * SPACING - TARDY


async def test_no_more_calls_than_lanes_are_under_way_or_in_their_second(
    stores: tuple[PostgresStore, PostgresStore], database: str
):
    """Over two programs: thirty are let by, the next when a call is over, and its second."""
    paces = [PostgresPacing(store.beside, 0.0) for store in stores]
    lanes = await asyncio.gather(*(lane(paces[number % 2]) for number in range(LANES)))
    assert len({one.lane for one in lanes}) == LANES
    slots = await asyncio.gather(*(one.slot() for one in paces))
    assert all(one.wait > 0 and not one.lane for one in slots)
    await paces[1].leave(lanes[0].lane)
    assert 0 < (await paces[0].slot()).wait < 0.05, "it was not his to leave"
    for number, one in enumerate(lanes):
        await paces[number % 2].leave(one.lane)
    assert 0.5 < (await paces[1].slot()).wait <= WINDOW
    with psycopg.connect(database, autocommit=True) as server:
        server.execute("UPDATE pace SET free_at = free_at - interval '1 s'")
    assert (await paces[1].slot()).lane


async def test_the_lane_of_a_dead_program_comes_free_by_itself(
    paces: tuple[PostgresPacing, PostgresPacing], database: str
):
    """After two minutes; and a server that crashed, and has empty tables, gives lanes anew."""
    one, other = paces
    for _ in range(LANES):
        await lane(one)
    with psycopg.connect(database, autocommit=True) as server:
        server.execute("UPDATE pace SET held_until = held_until - interval '119 s'")
        assert (await other.slot()).wait > 0
        server.execute("UPDATE pace SET held_until = held_until - interval '2 s'")
        assert (await lane(other)).lane
        server.execute("DELETE FROM pace")
        await other.close(timedelta())
    assert (await lane(other)).lane


async def test_a_turn_is_one_program_s_until_it_is_done(
    paces: tuple[PostgresPacing, PostgresPacing],
):
    """Then the pause holds for both; another place is free all the while."""
    one, other = paces
    assert not (await one.take("-5", "c")).wait
    assert (await other.take("-5", "c")).wait > 0
    assert not (await other.take("7", "c")).wait
    assert not (await one.take("-5", "c")).wait, "an answer that was lost is asked for again"
    await other.done("-5", 0.0)
    assert (await other.take("-5", "c")).wait > 0, "it was not his to end"
    await one.done("-5", 30.0)
    assert 29 < (await other.take("-5", "c")).wait <= 30
    assert 29 < (await one.take("-5", "c")).wait <= 30


async def test_the_turn_of_a_dead_program_ends_by_itself(
    paces: tuple[PostgresPacing, PostgresPacing], database: str
):
    """After two minutes."""
    one, other = paces
    await one.take("-5", "c")
    with psycopg.connect(database, autocommit=True) as server:
        server.execute("UPDATE pace SET held_until = held_until - interval '119 s'")
        assert (await other.take("-5", "c")).wait > 0
        server.execute("UPDATE pace SET held_until = held_until - interval '2 s'")
    assert not (await other.take("-5", "c")).wait


async def test_rests_and_lost_chats_are_known_to_all(paces: tuple[PostgresPacing, PostgresPacing]):
    """Each place's own, everyone's, and a chat that is found again."""
    one, other = paces
    await one.rest("-5", MINUTE)
    assert MINUTE / 2 < (await other.take("-5", "c")).rest <= MINUTE
    assert (await other.take("7", "c")).rest == timedelta()
    assert (await one.slot()).closed == 0
    await other.close(MINUTE)
    assert 30 < (await one.slot()).closed <= 60
    await one.lose("c", MINUTE)
    lost = (await other.take("8", "c")).lost
    assert lost is not None
    assert lost.wait == MINUTE
    assert timedelta() < lost.left <= MINUTE
    assert await other.find("c")
    assert not await one.find("c")
    assert (await one.take("9", "c")).lost is None


async def test_asked_for_at_once_all_are_answered(paces: tuple[PostgresPacing, PostgresPacing]):
    """Both programs about the same places in different orders: nobody waits for ever."""
    places = [str(number) for number in range(40)]
    taken = await asyncio.gather(
        *(paces[0].take(one, one) for one in places),
        *(paces[1].take(one, one) for one in reversed(places)),
    )
    assert [bool(one.wait) for one in taken].count(False) == len(places)


async def test_of_one_chat_one_program_claims_at_a_time(
    stores: tuple[PostgresStore, PostgresStore], database: str
):
    """An alert is being leased when one with a lower number comes into the queue."""
    first, second = await stores[0].queue([alert("a"), alert("b")])
    await stores[0].record(receipt(first, Fate.HELD, release_at=T0))
    with psycopg.connect(database) as other:
        lock = (
            "SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' ' || %s, 0))"
        )
        assert other.execute(lock, ["terminal"]).fetchone() == (True,)
        until = int((T0 + LEASE).timestamp() * 1_000_000)
        other.execute("UPDATE alert SET lease_until = %s WHERE id = %s", [until, second])
        await stores[1].put_off({first: T0})
        with psycopg.connect(database, autocommit=True) as server:
            server.execute("UPDATE alert SET fate = 'queued' WHERE id = %s", [first])
        assert await stores[1].claim("terminal", T0, LEASE) is None
        other.commit()
    assert await stores[1].claim("terminal", T0, LEASE) is None
    await stores[0].record(receipt(second, Fate.SENT, message_id=1))
    claimed = await stores[1].claim("terminal", T0, LEASE)
    assert claimed is not None
    assert claimed.id == first
