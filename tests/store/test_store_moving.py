"""A SQLite store moved into PostgreSQL holds all that it held, and reads the same."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from store_makers import DAY, T0, alert, checked, remembered
from test_store_versions import STEPS, make

from cli.stop import Stop
from model.stores import Store
from store.errors import StoreError
from store.moving import TABLES, move
from store.postgres import PostgresStore
from store.postgres_beside import TRANSIENT
from store.sqlite import SqliteStore

LATER = T0 + 300 * DAY
CHAT = "telegram:-1001:7"
HARBOUR = "صحيفة المرفأ"


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """A file with rows in every table."""
    path = make(tmp_path / "wirewatch.db", len(STEPS))
    await (await SqliteStore.open(path)).close()
    return path


@pytest.fixture
async def both(file: Path, database: str) -> AsyncIterator[tuple[Store, Store]]:
    """The file's store, and the one that it was moved to."""
    move(file, database, lambda *_: None)
    one, other = await SqliteStore.open(file), await PostgresStore.open(database)
    yield one, other
    await one.close()
    await other.close()


async def answers(store: Store) -> dict[str, Any]:
    """What a store says to every question that the fixture has something for."""
    since = T0 - 400 * DAY
    found = {
        "states": await store.source_states(),
        "dropped": await store.source_state("Dropped"),
        "begun": await store.begin_check(HARBOUR, LATER, 9),
        "seen": await store.seen(["url:a1", "guid:مرفأ-١ 🚢", "url:none"]),
        "waiting": await store.count_waiting(HARBOUR),
        "relatives": await store.relatives([-(2**63), 2**63 - 1, 0], since, 9),
        "archive": await store.archive(since, None, 99),
        "archived": await store.count_archive(since),
        "kin": await store.as_kin("a3"),
        "story": await store.story("a3"),
        "site": await store.site_memory("marfa.example"),
        "versions": await store.versions("a1"),
        "chats due": await store.chats_due(LATER),
        "moved": await store.moved(),
        "tally": await store.tally(since),
        "ended": await store.ended_mutes(LATER),
        "held back": await store.held_back(1, 9),
        "settled": await store.settled(),
        "ailments": await store.ailments(),
        "retellings": await store.retellings(LATER, 9),
        "guests": await store.guests(),
        "invites": await store.invites(since),
        "pauses": await store.pauses(),
        "deeds": await store.deeds(99),
        "refused": await store.deeds(99, about="zoë"),
        "alerts": [await store.alert(number) for number in range(1, 30)],
        "feedback": [await store.feedback(number) for number in range(1, 30)],
        "found of": await store.found_of([HARBOUR, "Meridian Post"], since),
        "newest of": await store.newest_of(HARBOUR, 9),
        "alerted": await store.alerted("a1"),
        "standing": await store.standing("a1"),
        "searches": [await store.search(words, 9) for words in ("الميناء", "طائ", "ete", "x")],
        "article of": await store.article_of(["guid:مرفأ-١ 🚢"]),
        "volume": await store.volume(CHAT, [(since, T0), (T0, LATER)]),
    }
    for chat in (CHAT, "terminal", "telegram:-5"):
        found[f"mutes {chat}"] = await store.mutes(chat, T0)
        found[f"latest {chat}"] = await store.latest(chat, None, 99)
        found[f"topic {chat}"] = await store.latest(chat, "drones", 99)
        found[f"counts {chat}"] = await store.counts(chat, since)
    return found


async def test_both_answer_alike(both: tuple[Store, Store]):
    """Every question that the fixture has an answer to, on both stores."""
    one, other = both
    expected, got = await answers(one), await answers(other)
    assert {name for name, answer in got.items() if answer != expected[name]} == set()


async def test_both_go_on_alike(both: tuple[Store, Store]):
    """What is written next gets the same numbers, and leads to the same."""
    done = []
    for store in both:
        new = await store.commit_check(
            checked(articles=(remembered("new", 5),), alerts=(alert("new"), alert("d2")))
        )
        claimed = await store.claim(CHAT, LATER, DAY)
        done.append((new, claimed, await store.release(LATER), await answers(store)))
    assert done[0] == done[1]


def test_every_table_moves(file: Path, database: str):
    """The list names every table, and each has as many rows as before; the file stays as it is."""
    before = file.read_bytes()
    told: dict[str, int] = {}
    counts = move(file, database, told.__setitem__)
    assert told == counts
    assert file.read_bytes() == before
    base = sqlite3.connect(file)
    there = {name: base.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in TABLES}
    base.close()
    assert counts == there
    listed = """SELECT table_name FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_name <> 'wirewatch'"""
    with psycopg.connect(database) as server:
        assert {row[0] for row in server.execute(listed.encode())} == {*TABLES, *TRANSIENT}


async def test_a_database_that_is_not_empty_is_refused(file: Path, database: str):
    """Nothing is written to it, a second time neither."""
    move(file, database, lambda *_: None)
    with pytest.raises(StoreError, match="is not empty"):
        move(file, database, lambda *_: None)


async def test_what_runs_is_not_moved(file: Path, database: str):
    """Neither from a file in use nor to a database in use."""
    running = await SqliteStore.open(file)
    with pytest.raises(StoreError, match="in use by another running"):
        move(file, database, lambda *_: None)
    await running.close()
    other = await PostgresStore.open(database)
    with pytest.raises(StoreError, match="in use by a running"):
        move(file, database, lambda *_: None)
    await other.close()


async def test_broken_off_in_the_middle_the_database_is_empty(file: Path, database: str):
    """All of it is one transaction: the next try begins anew and ends well."""

    def stopped(table: str, _: int) -> None:
        if table == "alert":
            raise Stop("broken off")

    with pytest.raises(Stop):
        move(file, database, stopped)
    assert sum(move(file, database, lambda *_: None).values())
