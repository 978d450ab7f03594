"""PostgreSQL: several programs on one store, connections that go, tables beside SQLite's."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from store_makers import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    T0,
    alert,
    checked,
    mute,
    receipt,
    remembered,
    source,
    waiting,
)

from model.access import Guest, Invite
from model.alert import Fate
from model.source import SourceState
from store import migrate as sqlite_migrate
from store import postgres_migrate, postgres_session
from store.errors import StoreError
from store.postgres import PostgresStore
from store.postgres_beside import TRANSIENT
from store.postgres_session import Lock

NAMES = [f"outlet {number}" for number in range(60)]


@pytest.fixture
async def two(database: str) -> AsyncIterator[tuple[PostgresStore, PostgresStore]]:
    """Two programs' stores on one database."""
    one, other = await PostgresStore.open(database), await PostgresStore.open(database)
    yield one, other
    await one.close()
    await other.close()


@pytest.fixture
async def store(database: str) -> AsyncIterator[PostgresStore]:
    """One program's store."""
    opened = await PostgresStore.open(database)
    yield opened
    await opened.close()


def cut(database: str) -> int:
    """How many connections of the stores on it the server ended."""
    ended = """
    SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
    WHERE application_name = 'wirewatch' AND pid IN (
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid =
            (SELECT current_schema()::regnamespace::oid))
    """
    with psycopg.connect(database, autocommit=True) as server:
        row = server.execute(ended.encode()).fetchone()
    return row[0] if row else 0


# tables


def test_each_step_of_sqlite_has_one_of_postgresql():
    """Whoever adds migrations/NNNN writes migrations/postgres/NNNN besides."""
    numbers = list(postgres_migrate.steps())
    assert numbers == list(range(8, len(sqlite_migrate.steps()) + 1))


async def test_tables_and_columns_are_those_of_sqlite(store: PostgresStore, database: str):
    """All but the search, which each database does in its own way, and what programs that run
    now agree on."""
    base = sqlite3.connect(":memory:")
    for step in sqlite_migrate.steps():
        base.executescript(sqlite_migrate.for_this_sqlite(step.read_text("utf-8")))
    listed = """SELECT t.name, c.name, CASE WHEN c."notnull" OR c.pk THEN 'NO' ELSE 'YES' END
        FROM sqlite_master AS t, pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'search%'"""
    there = """SELECT table_name, column_name, is_nullable FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name NOT IN ('search', 'wirewatch')
        AND table_name <> ALL(%s)"""
    with psycopg.connect(database) as server:
        found = server.execute(there, [list(TRANSIENT)]).fetchall()
    assert sorted(found) == sorted(base.execute(listed).fetchall())
    base.close()


async def test_opened_again_it_holds_what_was_stored(database: str):
    """Closing and opening loses nothing, and makes no table twice."""
    first = await PostgresStore.open(database)
    await first.commit_check(checked(articles=(remembered(),), alerts=(alert(),)))
    await first.close()
    again = await PostgresStore.open(database)
    assert await again.article("a1")
    assert (await again.tally(T0 - DAY)).fates == {Fate.QUEUED: 1}
    await again.close()


async def test_programs_that_start_together_make_the_tables_once(database: str):
    """One migrates, the others find it done."""
    opened = await asyncio.gather(*(PostgresStore.open(database) for _ in range(4)))
    for one in opened:
        await one.close()


async def test_tables_of_others_and_of_newer_programs_are_refused(database: str):
    """With a sentence, before anything is written."""
    with psycopg.connect(database, autocommit=True) as server:
        server.execute("CREATE TABLE article (headline text)")
        with pytest.raises(StoreError, match="tables of another program"):
            await PostgresStore.open(database)
        server.execute("DROP TABLE article")
        await (await PostgresStore.open(database)).close()
        server.execute("UPDATE wirewatch SET version = 9999")
        with pytest.raises(StoreError, match="newer Wirewatch"):
            await PostgresStore.open(database)


async def test_looking_changes_nothing(database: str):
    """Where nothing is there yet it says so; methods that write raise a sentence."""
    with pytest.raises(StoreError, match="nothing in PostgreSQL"):
        await PostgresStore.open(database, read_only=True)
    await (await PostgresStore.open(database)).close()
    looking = await PostgresStore.open(database, read_only=True)
    assert await looking.source_states() == []
    with pytest.raises(StoreError, match="reading only"):
        await looking.queue([alert()])
    await looking.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://bot:geheim@127.0.0.1:1/wire", "127.0.0.1:1, database wire cannot be reach"),
        ("postgresql://bot:ge@heim@127.0.0.1:1/wire", "cannot be reached"),
        ("postgresql://bot:geheim@127.0.0.1:port/wire", "DATABASE_URL is not the address"),
        ("postgresql://bot:12/geheim@127.0.0.1/wire", "DATABASE_URL is not the address"),
        ("mysql://bot:geheim@127.0.0.1/wire", "DATABASE_URL is not the address"),
    ],
)
async def test_a_server_out_of_reach_is_one_sentence_without_the_password(url: str, told: str):
    """It names the server, and nothing of the password."""
    with pytest.raises(StoreError) as caught:
        await PostgresStore.open(url)
    said = str(caught.value).partition("write postgresql://")[0]
    assert told in said
    assert "heim" not in said
    assert len(said.splitlines()) == 1


# several programs


async def test_two_programs_share_the_sources(two):
    """Each due source is leased to one of them, all are leased."""
    one, other = two
    await one.keep_sources([source(name) for name in NAMES], T0)
    claimed: list[str] = []
    while got := await asyncio.gather(
        one.claim_due(T0, LEASE, 7), other.claim_due(T0, LEASE, 7), one.claim_due(T0, LEASE, 3)
    ):
        if not any(got):
            break
        claimed.extend(name for names in got for name in names)
    assert sorted(claimed) == sorted(NAMES)


async def test_two_programs_never_hold_the_same_alert(two):
    """Of a chat one program holds the oldest, the other nothing; order is kept."""
    one, other = two
    ids = await one.queue([alert(f"d{number}") for number in range(20)])
    order: list[int] = []
    for _ in ids:
        got = await asyncio.gather(
            *(store.claim("terminal", T0, LEASE) for store in (one, other, one, other))
        )
        (held,) = [claimed for claimed in got if claimed]
        order.append(held.id)
        await other.record(receipt(held.id, Fate.SENT))
    assert order == ids


async def test_leases_of_another_program_stay(two):
    """A program that starts beside another frees nothing; one that is alone frees all."""
    one, other = two
    await one.keep_sources([source()], T0)
    await one.claim_due(T0, LEASE, 9)
    await other.free_leases()
    assert await other.claim_due(T0, LEASE, 9) == []
    await one.close()
    await other.free_leases()
    assert await other.claim_due(T0, LEASE, 9) == ["Meridian Post"]


async def test_articles_are_placed_by_one_program_at_a_time(two):
    """Whoever comes second finds what the first committed."""
    one, other = two
    ran: list[str] = []

    async def place(store: PostgresStore, name: str) -> bool:
        async with store.placing():
            ran.append(f"{name} begins")
            known = await store.relatives([4], T0 - DAY, 9)
            await store.commit_check(checked(name, articles=(remembered(name, 4),)))
            ran.append(f"{name} ends")
        return bool(known)

    known = await asyncio.gather(place(one, "a"), place(other, "b"))
    assert sorted(known) == [False, True]
    assert [step.split()[0] for step in ran] in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


async def test_who_stands_still_amid_a_write_stops_the_others_for_seconds(
    two, database: str, monkeypatch: pytest.MonkeyPatch
):
    """The server ends its transaction, and with it the lock that the others wait for."""
    shorter = postgres_session.SETTINGS.replace("timeout = '10s'", "timeout = '300ms'")
    assert shorter != postgres_session.SETTINGS
    monkeypatch.setattr(postgres_session, "SETTINGS", shorter)
    suspended = postgres_session.Session(database)
    suspended.connect()
    suspended.plainly(f"BEGIN; {suspended.lock(Lock.WRITE, 'pg_advisory_xact_lock')}")
    async with asyncio.timeout(10):
        await two[0].keep_sources([source("Harbour Paper")], T0)
    with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
        suspended.plainly("COMMIT")
    suspended.close()


async def test_one_key_in_many_checks_of_two_programs(two):
    """Checks that hold the same keys in any order are all committed: none ends in a deadlock."""
    one, other = two
    keys = [f"url:{number}" for number in range(40)]
    jobs = [
        store.commit_check(checked(f"s{turn} {n}", seen=tuple(keys[turn:] + keys[:turn])))
        for turn in range(12)
        for n, store in enumerate(two)
    ]
    await asyncio.gather(*jobs)
    assert await one.seen(keys) == set(keys)
    assert await other.source_state("s11 1")


async def test_rare_writes_of_two_programs_end_as_one_after_the_other(two):
    """The same mute, one digest, the last place of an invite, a chat that moves."""
    one, other = two
    await asyncio.gather(*(store.mute(mute()) for store in (one, other, one, other)))
    assert len(await one.mutes("terminal", T0)) == 1
    ids = await one.queue([alert(f"h{number}", chat="c") for number in range(3)])
    for number in ids:
        await one.record(receipt(number, Fate.HELD, release_at=T0))
    made = await asyncio.gather(one.release(T0 + HOUR), other.release(T0 + HOUR))
    assert sorted(len(one) for one in made) == [0, 1]
    await one.keep_invite(Invite("x", T0, T0 + DAY, uses=1, by="Zoë"))
    guests = [Guest(f"telegram:{n}", n, T0) for n in (1, 2)]
    let_in = await asyncio.gather(one.join("x", guests[0]), other.join("x", guests[1]))
    assert sorted(bool(guest) for guest in let_in) == [False, True]
    await asyncio.gather(
        one.move_chat("telegram:-5", "telegram:-1005"),
        *(other.queue([alert(f"m{n}", chat="telegram:-5")]) for n in range(9)),
    )
    assert "telegram:-5" not in await one.chats_due(T0)


async def test_what_is_too_long_for_an_index_is_kept(store: PostgresStore):
    """An address of 4,000 letters, a mute of a whole message, a word without end, NUL."""
    address = "url:https://marfa.example/" + "".join(chr(0x4E00 + n) for n in range(4000))
    long = remembered("long", text="\0 " + "x" * 19_000)
    await store.commit_check(
        checked(
            seen=(address,),
            articles=(replace(long, article=replace(long.article, keys=(address,))),),
            waiting=(waiting(address),),
        )
    )
    assert await store.seen([address, address + "x"]) == {address}
    assert await store.article_of([address])
    assert await store.count_waiting("Meridian Post") == (1, None)
    await store.commit_check(checked(settled=(address,)))
    assert await store.count_waiting("Meridian Post") == (0, None)
    said = "".join(chr(0x600 + n % 200) for n in range(4000))
    assert (await store.mute(mute(value=said))).value == said


# connections that go


async def test_a_lost_connection_is_made_again(store: PostgresStore, database: str):
    """The server ends it between two calls: the next call does not notice."""
    await store.commit_check(checked(articles=(remembered(),)))
    assert cut(database)
    await store.commit_check(checked(articles=(remembered("a2"),)))
    assert await store.article("a1")
    assert await store.article("a2")


async def test_cut_off_amid_a_burst_nothing_acknowledged_is_lost(
    store: PostgresStore, database: str
):
    """What was answered is there; what failed said so in a sentence; the program goes on."""

    async def one(number: int) -> bool:
        try:
            await store.commit_check(checked(f"s{number}", state=SourceState(f"s{number}")))
        except StoreError as why:
            assert "middle of a commit" in str(why)
            return False
        return True

    answered: dict[int, bool] = {}
    for first in range(0, 300, 30):
        tasks = {n: asyncio.create_task(one(n)) for n in range(first, first + 30)}
        await asyncio.wait(tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        await asyncio.to_thread(cut, database)
        answered |= {number: await task for number, task in tasks.items()}
    for number, kept in answered.items():
        assert not kept or await store.source_state(f"s{number}")


async def test_a_commit_whose_answer_is_lost_is_told_not_repeated(store: PostgresStore):
    """The connection goes while COMMIT is under way: one sentence, and the next call works."""
    session = store._session
    plainly = session.plainly

    def losing(statement: str):
        found = plainly(statement)
        if statement == "COMMIT":
            session.plainly = plainly
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return found

    session.plainly = losing
    with pytest.raises(StoreError, match="may be kept or not"):
        await store.queue([alert()])
    assert await store.queue([alert()]) == []
    assert await store.claim("terminal", T0 + MINUTE, LEASE)


async def test_a_job_that_fails_among_others_takes_nothing_with_it(store: PostgresStore):
    """Each of those that wait together is answered for itself."""

    def fails(base):
        base.execute("DELETE FROM source")
        raise KeyError("by a fault of ours")

    before, bad, after = await asyncio.gather(
        store.commit_check(checked("a")),
        store._write(fails),
        store.commit_check(checked("b")),
        return_exceptions=True,
    )
    assert (before, after) == ([], [])
    assert isinstance(bad, KeyError)
    assert await store.source_state("a")
    assert await store.source_state("b")


async def test_what_a_killed_program_held_is_taken_up_by_another(
    store: PostgresStore, database: str
):
    """SIGKILL amid commits: what it acknowledged is there, what it held is had when its leases
    end, and not before."""
    await store.keep_sources([source(name) for name in NAMES], T0)
    await store.queue([alert()])
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        str(Path(__file__).with_name("store_claimant.py")),
        database,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    told = [await program.stdout.readline() for _ in range(20)]
    program.kill()
    told += (await program.stdout.read()).splitlines()
    await program.wait()
    assert told[0].strip() == b"held"
    for number in told[1:]:
        assert await store.source_state(f"burst {int(number)}")
    assert not set(NAMES) & set(await store.claim_due(T0, LEASE, 1000))
    assert await store.claim("terminal", T0, LEASE) is None
    later = T0 + LEASE
    assert set(NAMES) <= set(await store.claim_due(later, LEASE, 1000))
    again = await store.claim("terminal", later, LEASE)
    assert again is not None
    assert again.attempts == 2


class Way:
    """The way to the server, through this program: it can be shut for a while."""

    def __init__(self, database: str) -> None:
        there = psycopg.conninfo.conninfo_to_dict(database)
        self._there = str(there["host"]), int(str(there.get("port") or 5432))
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def begin(self) -> None:
        """Let connections through."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """End all connections; new ones are refused."""
        if self._server is not None:
            self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, out = await asyncio.open_connection(*self._there)
        self._open |= {writer, out}
        with suppress(ConnectionError):
            await asyncio.gather(self._pour(reader, out), self._pour(back, writer))
        writer.close()
        out.close()

    async def _pour(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()


async def test_a_server_that_restarts_is_waited_for(database: str, monkeypatch: pytest.MonkeyPatch):
    """Gone for a moment, calls go on when it is back; gone for longer, they fail with a sentence,
    and the first after its return works."""
    monkeypatch.setattr(postgres_session, "PATIENCE", (0.0, 0.05, 0.1, 0.2, 0.4, 0.8))
    way = Way(database)
    await way.begin()
    store = await PostgresStore.open(f"{database}&host=127.0.0.1&port={way.port}")
    await store.commit_check(checked("a"))
    await way.shut()
    waits = asyncio.create_task(store.commit_check(checked("b")))
    await asyncio.sleep(0.1)
    await way.begin()
    assert await waits == []
    monkeypatch.setattr(postgres_session, "PATIENCE", (0.0, 0.05))
    await way.shut()
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be reached"):
            await store.commit_check(checked("c"))
    await way.begin()
    await store.commit_check(checked("c"))
    assert [await store.source_state(name) is not None for name in "abc"] == [True] * 3
    await store.close()
    await way.shut()
