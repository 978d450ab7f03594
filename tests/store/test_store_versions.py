"""Files of every earlier version, with rows in every table, brought to the present one.

`tests/data/store/versions/NNNN.sql` puts rows into what step NNNN of the tables brought; a file of
version n is made by the first n steps and the first n of these. A new step needs one as well.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from store_makers import DAY, T0

from model.source import Trouble
from store import migrate
from store.backup import backup, check, restore
from store.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
ROWS = ROOT / "tests" / "data" / "store" / "versions"
STEPS = migrate.steps()
VERSIONS = range(1, len(STEPS) + 1)
LATER = T0 + 300 * DAY
DERIVED = ("sqlite_", "search_")  # tables that SQLite keeps for itself


def rows_of(number: int) -> str:
    """The fixture of one version."""
    return (ROWS / f"{number:04}.sql").read_text("utf-8")


def make(path: Path, version: int) -> Path:
    """A file as a program of that version left it."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    for step in STEPS[:version]:
        base.executescript(migrate.for_this_sqlite(step.read_text("utf-8")))
    for number in range(1, version + 1):
        base.executescript(rows_of(number))
    base.execute(f"PRAGMA application_id = {migrate.APPLICATION}")
    base.execute(f"PRAGMA user_version = {version}")
    base.close()
    return path


def tables(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    base = sqlite3.connect(path)
    names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {
        name: base.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
        for name in names
        if not name.startswith(DERIVED)
    }
    base.close()
    return counts


@pytest.fixture(params=VERSIONS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store on a file of each version in turn."""
    opened = await SqliteStore.open(make(tmp_path / "wirewatch.db", request.param))
    yield opened
    await opened.close()


def test_every_step_has_its_rows():
    """Whoever adds a step adds a file that puts rows into what it brings."""
    assert [one.name for one in sorted(ROWS.glob("*.sql"))] == [f"{n:04}.sql" for n in VERSIONS]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_table_and_column_of_a_version_is_filled(tmp_path: Path, version: int):
    """No table is empty, and each column of it has a value in some row."""
    path = make(tmp_path / "wirewatch.db", version)
    assert [name for name, count in tables(path).items() if not count] == []
    base = sqlite3.connect(path)
    empty = [
        f"{table}.{column[1]}"
        for table in tables(path)
        for column in base.execute(f"PRAGMA table_info({table})").fetchall()
        if not base.execute(
            f'SELECT 1 FROM {table} WHERE "{column[1]}" IS NOT NULL LIMIT 1'
        ).fetchone()
    ]
    base.close()
    assert empty == []


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_file_of_each_version_becomes_whole(tmp_path: Path, version: int):
    """It has the present version, every fault is absent, no row of it went, and nothing a second
    time; a backup of the old file is brought up to date the same way."""
    path = make(tmp_path / "wirewatch.db", version)
    before = tables(path)
    copy = tmp_path / "copy.db"
    assert backup(path, copy).version == version
    restored = tmp_path / "restored" / "wirewatch.db"
    restore(restored, copy, T0)
    for file in (path, restored):
        for _ in range(2):
            await (await SqliteStore.open(file)).close()
            after = tables(file)
            assert {name: count for name, count in before.items() if after[name] < count} == {}
        assert check(file) == []
        base = sqlite3.connect(file)
        assert migrate.version(base) == len(STEPS)
        base.close()


async def test_news_of_each_version_are_read(store: SqliteStore):
    """Sources, keys, articles, copies, what waits: by the store's own methods."""
    states = {one.name: one for one in await store.source_states()}
    harbour = states["صحيفة المرفأ"]
    assert harbour.checks == 2**63 - 1
    assert harbour.trouble is Trouble.TIMEOUT
    assert harbour.pace == timedelta(minutes=5)
    assert states["New"].last_check is None
    assert "Dropped" not in states
    dropped = await store.source_state("Dropped")
    assert dropped is not None
    assert not dropped.active
    assert await store.seen(["url:a1", "guid:مرفأ-١ 🚢", "url:none"]) == {
        "url:a1",
        "guid:مرفأ-١ 🚢",
    }
    first = await store.article("a1")
    assert first is not None
    assert first.title == "طائرات في الميناء 🚢 l'été"
    assert "\0" in first.text
    empty = await store.article("a2")
    assert empty is not None
    assert empty.title == ""
    assert [one.id for one in await store.archive(T0 - DAY, None, 10)][:1] == ["a1"]
    assert [one.signature for one in await store.relatives([-(2**63)], T0 - DAY, 9)] == [(21, 22)]
    (entry,) = await store.waiting("صحيفة المرفأ", T0, 10)
    assert entry.entry.title == "Bateau à l'ancre"
    assert entry.attempts == 3


async def test_the_outbox_of_each_version_goes_on(store: SqliteStore):
    """What was sent is found by its message, what was queued is claimed, what was held released."""
    sent = await store.alert_at("telegram:-1001:7", 2**63 - 1)
    assert sent is not None
    assert [match.topic for match in sent.matches] == ["drones", "visites d'État"]
    assert (await store.tally(T0 - DAY)).fates
    assert await store.counts("telegram:-1001:7", T0 - DAY)
    claimed = await store.claim("telegram:-1001:7", LATER, DAY)
    assert claimed is not None
    assert claimed.dedupe == "d2"
    assert await store.release(LATER) or await store.claim("terminal", LATER, DAY)
    assert await store.moved() == {"telegram:-5": "telegram:-1001"}
    chats = [one.chat for one in await store.standing("a1")]
    assert chats[:2] == ["telegram:-1001:7", "terminal"]
    digest = await store.alert(6)
    assert digest is not None
    assert [one.dedupe for one in digest.items] == ["d5"]


async def test_wishes_of_each_version_hold(store: SqliteStore):
    """Mutes, what they held back, and what can be searched, also if kept before there was any."""
    assert "drones" in [one.value for one in await store.mutes("terminal", T0)]
    (word,) = await store.mutes("telegram:-1001:7", T0)
    assert (word.value, word.held_back) == ("ميناء", 2**63 - 1)
    assert [one.dedupe for one in await store.held_back(1, 5)] == ["d3"]
    assert "a1" in [one.id for one in await store.search("الميناء", 5)]


@pytest.fixture
async def newest(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store on a file that has had every step."""
    opened = await SqliteStore.open(make(tmp_path / "wirewatch.db", len(STEPS)))
    yield opened
    await opened.close()


async def test_what_later_versions_brought_is_read(newest: SqliteStore):
    """Stories, re-visits, memories, feedback, settings, illnesses, messages to edit, counts."""
    story = await newest.story("a3")
    assert story is not None
    assert (await newest.as_kin("a3")) is not None
    assert [one.note for one in await newest.versions("a1")] == ["errata: l'heure"]
    assert {one.article_id for one in await newest.claim_revisits(LATER, DAY, 9)} == {"a1", "a3"}
    site = await newest.site_memory("marfa.example")
    assert site is not None
    assert site.furniture == ((2**63 - 1, 741000),)
    listing = await newest.listing_memory("صحيفة المرفأ")
    assert listing is not None
    assert listing.counts == (10, 11)
    assert [one.by for one in await newest.feedback(1)] == ["Zoë 🚢"]
    assert (await newest.settled())["terminal"]["quiet"].value == "22:00-07:00"
    assert {one.source for one in await newest.ailments()} == {"صحيفة المرفأ", "Meridian Post"}
    assert len(await newest.retellings(LATER, 9)) == 1
    assert await newest.found_of(["صحيفة المرفأ"], T0 - DAY) == {"صحيفة المرفأ": 1}
    assert [one.dedupe for one in await newest.gathered(20)] == ["s2"]
    (pushed,) = await newest.subscriptions_of("صحيفة المرفأ")
    told = await newest.source_state("صحيفة المرفأ")
    assert told is not None
    assert told.rhythm == b"\x00\xff\x7f"
    assert (pushed.pushes, pushed.message) == (2**63 - 1, "à l'écoute 🚢")
    undone = await newest.undo(9, T0)
    assert undone is not None
    assert "صحيفة المرفأ" in [one.value for one in await newest.mutes("terminal", T0)]


KILLED = """
import os, signal, sqlite3, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from store import connection, migrate
plain, left = migrate.split, {after}
def split(*arguments, **named):
    global left
    for statement in plain(*arguments, **named):
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        yield statement
migrate.split = split
connection.open_writer(Path({path!r}))
"""


@pytest.mark.parametrize("after", [0, 1, 4, 9, 15])
async def test_killed_in_the_middle_of_a_step_the_old_version_is_whole(tmp_path: Path, after: int):
    """A SIGKILL before the n-th statement: the steps done before it stay, this one left nothing,
    and the next start goes on from there."""
    path = make(tmp_path / "wirewatch.db", 1)
    code = KILLED.format(root=str(ROOT), path=str(path), after=after)
    ended = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: ASYNC221 # nothing else runs
    assert ended.returncode == -signal.SIGKILL
    assert os.access(path, os.R_OK)
    base = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    done = migrate.version(base)
    fresh = sqlite3.connect(":memory:")
    for step in STEPS[:done]:
        fresh.executescript(migrate.for_this_sqlite(step.read_text("utf-8")))
    schema = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    assert base.execute(schema).fetchall() == fresh.execute(schema).fetchall()
    base.close()
    fresh.close()
    opened = await SqliteStore.open(path)
    assert await opened.article("a1") is not None
    await opened.close()
    assert check(path) == []
