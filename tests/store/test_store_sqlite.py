"""What the SQLite file guarantees: durability, one writer, readers beside it, clear refusals."""

# ruff: noqa: ASYNC240 — a test lays its own small files before the store opens them

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from store_makers import LEASE, T0, alert, article, checked, mute, remembered, source

from store import connection, migrate
from store.errors import StoreError
from store.sqlite import SqliteStore

REPOSITORY = Path(__file__).parents[2]
BURST = Path(__file__).with_name("store_burst.py")
KILLS = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file of a test lies: a name with all that a URI would trip over."""
    return tmp_path / "données #1 50%?" / "wirewatch.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """An open store, which waits only briefly for others."""
    opened = await SqliteStore.open(path, busy=0.05)
    yield opened
    await opened.close()


async def on(store: SqliteStore, statement: str) -> list:
    """What a statement gives on the store's own connection."""
    return await store._thread.run(lambda: [*map(tuple, store._base.execute(statement))])


async def refusal(opening) -> str:
    """The sentence that an opening or a method is refused with."""
    with pytest.raises(StoreError) as caught:
        await opening
    sentence = str(caught.value)
    assert "Error" not in sentence
    assert "\n" not in sentence
    return sentence


# --- durability


async def test_all_is_there_after_a_restart(path: Path):
    """Sources, keys, articles, alerts and mutes outlive the process."""
    first = await SqliteStore.open(path)
    await first.keep_sources([source()], T0)
    await first.commit_check(checked(articles=(remembered("a", 5),), alerts=(alert(),)))
    await first.mute(mute())
    await first.close()
    again = await SqliteStore.open(path)
    assert await again.seen(["url:a"]) == {"url:a"}
    assert await again.article("a") == article("a")
    assert len(await again.relatives([5], T0, 9)) == 1
    assert await again.chats_due(T0) == ["terminal"]
    assert len(await again.mutes("terminal", T0)) == 1
    assert len(await again.source_states()) == 1
    await again.close()


async def test_articles_kept_before_there_was_a_search_are_found(path: Path):
    """Opening the file puts into the index what is not in it, each once."""
    old = await SqliteStore.open(path)
    rows = tuple(remembered(f"a{number}", title=f"Drone {number}") for number in range(700))
    await old.commit_check(checked(articles=rows))
    await on(old, "DELETE FROM search WHERE rowid > 30")
    await old.close()
    again = await SqliteStore.open(path)
    assert [one.id for one in await again.search("drone 699", 9)] == ["a699"]
    assert await on(again, "SELECT COUNT(*), COUNT(DISTINCT rowid) FROM search") == [(700, 700)]
    await again.close()


async def test_without_full_text_search_words_are_found_all_the_same(path: Path, monkeypatch):
    """A library built without it reads the words one by one, with the same results."""
    monkeypatch.setattr(migrate, "has_full_text", lambda _: False)
    store = await SqliteStore.open(path)
    rows = (remembered("a", title="Visite d'État"), remembered("b", title="Five 5% drones"))
    await store.commit_check(checked(articles=rows))
    assert [one.id for one in await store.search("ETAT vis", 9)] == ["a"]
    assert [one.id for one in await store.search("dron", 9)] == ["b"]
    assert await store.search("rones", 9) == []
    assert await store.search("%", 9) == []
    await store.close()


async def test_the_file_is_set_up_for_power_cuts(store: SqliteStore):
    """Write-ahead log, every commit synced, references checked, nothing mapped, STRICT tables."""
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
    assert [(await on(store, f"PRAGMA {one}")) for one in pragmas] == [
        [("wal",)],
        [(2,)],
        [(1,)],
        [(0,)],
    ]
    if sqlite3.sqlite_version_info >= (3, 37):
        lists = await on(store, "PRAGMA table_list")
        ours = [row for row in lists if not row[1].startswith(("sqlite_", "search"))]
        assert all(row[5] for row in ours)


async def _read_lines(stream: asyncio.StreamReader, count: int) -> list[int]:
    return [int(await stream.readline()) for _ in range(count)]


async def _killed_burst(path: Path, first: int) -> list[int]:
    """The numbers that a program acknowledged before it was killed amid its commits."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(BURST),
        str(path),
        str(first),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert process.stdout is not None
    acknowledged = await _read_lines(process.stdout, 20 + first % 7)
    process.send_signal(signal.SIGKILL)
    rest, _ = await process.communicate()
    return acknowledged + [int(line) for line in rest.split(b"\n")[:-1]]


async def test_kill_in_mid_commit_loses_nothing_acknowledged(path: Path):
    """After each of several kill -9: all acknowledged is there, every check whole or absent."""
    told: set[int] = set()
    for _ in range(KILLS):
        told.update(await _killed_burst(path, max(told, default=0) + 100))
        store = await SqliteStore.open(path)
        assert await on(store, "PRAGMA integrity_check") == [("ok",)]
        kept = {int(one[1:]) for (one,) in await on(store, "SELECT id FROM article")}
        alerts = {int(one[1:]) for (one,) in await on(store, "SELECT dedupe FROM alert")}
        keys = {int(one[5:]) for (one,) in await on(store, "SELECT key FROM identity")
                if one.startswith("url:a")}  # fmt: skip
        bands = {one for (one,) in await on(store, "SELECT band FROM band")}
        state = await store.source_state("burst")
        await store.close()
        assert told <= kept
        assert kept == alerts == keys == bands
        assert state is not None
        assert state.checks == max(kept)


async def test_failing_commit_leaves_nothing_behind(store: SqliteStore):
    """A check that cannot be written whole is not written at all, and the store goes on."""
    broken = checked(articles=(remembered("a"),), alerts=(alert(made_at="no moment"),))
    with pytest.raises(TypeError):
        await store.commit_check(broken)
    assert await store.article("a") is None
    assert await store.seen(["url:a"]) == set()
    assert len(await store.commit_check(checked(alerts=(alert(),)))) == 1


# --- cancellation


async def test_cancelled_commit_is_whole(store: SqliteStore):
    """Whoever awaits a commit may be cancelled: the thread still finishes it."""
    gate = threading.Event()
    store._thread.hand_in(gate.wait)
    task = asyncio.create_task(store.commit_check(checked(articles=(remembered("a"),))))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    assert await store.article("a") == article("a")


async def test_cancelled_opening_lets_go(path: Path):
    """An opening cancelled midway holds neither file nor lock."""
    task = asyncio.create_task(SqliteStore.open(path))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    lock = connection.FileLock(path.with_name(path.name + ".lock"))
    await asyncio.to_thread(lock.acquire, timeout=10)
    lock.release()


async def test_closing_waits_for_what_was_handed_in(path: Path):
    """What was begun before close is committed, what comes after is refused."""
    store = await SqliteStore.open(path)
    commit = asyncio.create_task(store.commit_check(checked(articles=(remembered("a"),))))
    await asyncio.sleep(0)
    await store.close()
    await store.close()
    assert await commit == []
    assert "closed" in await refusal(store.article("a"))
    assert not path.with_name(path.name + "-wal").exists()


# --- one writer, readers beside it


async def test_second_instance_is_refused(store: SqliteStore, path: Path):
    """Two programs never write one file; when the first has closed, the next may."""
    assert "in use by another running Wirewatch" in await refusal(SqliteStore.open(path))
    await store.close()
    await (await SqliteStore.open(path)).close()


async def test_reader_beside_a_running_program(store: SqliteStore, path: Path):
    """`status` sees what is committed while the program writes on, and cannot write itself."""
    await store.commit_check(checked(alerts=(alert("d1"),)))
    reader = await SqliteStore.open(path, read_only=True)
    assert (await reader.tally(T0)).fates == {"queued": 1}
    await store.queue([alert("d2")])
    assert (await reader.tally(T0)).fates == {"queued": 2}
    assert "reading only" in await refusal(reader.queue([alert("d3")]))
    log = path.with_name(path.name + "-wal")
    size = log.stat().st_size
    await reader.close()
    assert log.stat().st_size == size


async def test_reader_leaves_no_trace(path: Path):
    """Looking at a file that no program uses changes neither it nor its folder."""
    store = await SqliteStore.open(path)
    await store.keep_sources([source()], T0)
    await store.close()
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    reader = await SqliteStore.open(path, read_only=True)
    assert len(await reader.source_states()) == 1
    assert await reader.seen(["x"]) == set()
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before
    await reader.close()
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


async def test_reader_sees_what_a_killed_program_left_in_the_log(path: Path):
    """After kill -9 the log still lies beside the file, and is read."""
    told = await _killed_burst(path, 0)
    reader = await SqliteStore.open(path, read_only=True)
    assert (await reader.tally(T0)).articles >= len(told)
    await reader.close()


async def test_somebody_elses_lock_is_waited_for_then_told(store: SqliteStore, path: Path):
    """A transaction left open in another program is named as the reason; later all is well."""
    shell = sqlite3.connect(path, isolation_level=None)
    shell.execute("BEGIN IMMEDIATE")
    assert "locked by another program" in await refusal(store.queue([alert()]))
    assert await store.chats_due(T0) == []
    shell.execute("ROLLBACK")
    shell.close()
    assert len(await store.queue([alert()])) == 1


async def test_locked_at_opening(path: Path):
    """A file that another program holds for itself cannot be opened."""
    await (await SqliteStore.open(path)).close()
    shell = sqlite3.connect(path, isolation_level=None)
    shell.execute("PRAGMA locking_mode = EXCLUSIVE")
    shell.execute("BEGIN EXCLUSIVE")
    assert "locked by another program" in await refusal(SqliteStore.open(path, busy=0.05))
    shell.close()
    await (await SqliteStore.open(path)).close()


# --- a disk that does not take it


async def test_full_disk(store: SqliteStore):
    """A full disk is told in plain words, loses nothing, and is over when there is room."""
    await store.commit_check(checked(articles=(remembered("a"),)))
    ((pages,),) = await on(store, "PRAGMA page_count")
    await on(store, f"PRAGMA max_page_count = {pages + 1}")
    big = checked(articles=(remembered("b", text="x" * 50_000),), alerts=(alert(),))
    assert "disk is full" in await refusal(store.commit_check(big))
    assert await store.article("b") is None
    assert await store.claim("terminal", T0, LEASE) is None
    assert await store.article("a") == article("a")
    await on(store, f"PRAGMA max_page_count = {pages + 1000}")
    assert len(await store.commit_check(big)) == 1


def _below_a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("not a folder")
    return tmp_path / "file" / "data" / "wirewatch.db"


def _without_rights(tmp_path: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "locked").mkdir(mode=0o500)
    return tmp_path / "locked" / "wirewatch.db"


@pytest.mark.parametrize("place", [_below_a_file, _without_rights])
async def test_unwritable_folder(tmp_path: Path, place: Callable[[Path], Path]):
    """A folder that takes no file is named."""
    path = place(tmp_path)
    sentence = await refusal(SqliteStore.open(path))
    assert str(path.parent) in sentence
    assert "--data" in sentence


# --- files that are not ours, or not whole


async def test_missing_file_is_not_made_by_looking(path: Path):
    """Reading only where nothing has run says so and makes nothing."""
    assert "There is no" in await refusal(SqliteStore.open(path, read_only=True))
    assert not path.parent.exists()


@pytest.mark.parametrize("read_only", [False, True])
async def test_not_a_database(path: Path, read_only: bool):
    """A file of something else is refused and left as it is."""
    path.parent.mkdir()
    path.write_text("Dear diary, " * 500)
    assert "is not a database" in await refusal(SqliteStore.open(path, read_only=read_only))
    assert path.read_text() == "Dear diary, " * 500


async def test_folder_in_the_place_of_the_file(path: Path):
    """A folder of the file's name cannot be opened."""
    path.mkdir(parents=True)
    assert "cannot be opened" in await refusal(SqliteStore.open(path))


@pytest.mark.parametrize("read_only", [False, True])
async def test_another_programs_database(path: Path, read_only: bool):
    """A database with tables that are not ours is refused and left byte for byte."""
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    assert "another program" in await refusal(SqliteStore.open(path, read_only=read_only))
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
async def test_newer_database(path: Path, read_only: bool):
    """A file that a newer program wrote is refused, both versions told."""
    await (await SqliteStore.open(path)).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(migrate.steps()) + 1}")
    newer.close()
    assert "newer Wirewatch" in await refusal(SqliteStore.open(path, read_only=read_only))


async def test_empty_file_is_a_new_database(path: Path):
    """A file of no bytes, as a full disk leaves it, is begun anew; reading asks to start."""
    path.parent.mkdir()
    path.touch()
    assert "start this one once" in await refusal(SqliteStore.open(path, read_only=True))
    await (await SqliteStore.open(path)).close()


async def test_damaged_file(path: Path):
    """A file with torn pages is told as damaged, never answered from."""
    store = await SqliteStore.open(path)
    rows = tuple(remembered(f"a{number}", number, text="x" * 4000) for number in range(200))
    await store.commit_check(checked(articles=rows))
    await store.close()
    whole = path.read_bytes()
    roots = len(whole) // 4  # the tables' first pages, which opening the file reads
    path.write_bytes(whole[:roots] + b"\xa5" * (len(whole) - roots))
    assert "damaged" in await refusal(_read_from(path, "a190"))


async def _read_from(path: Path, article_id: str) -> None:
    """Open a store for one question."""
    torn = await SqliteStore.open(path)
    try:
        await torn.article(article_id)
    finally:
        await torn.close()


async def test_cut_off_file(path: Path):
    """A file that lost its end is told as damaged too."""
    store = await SqliteStore.open(path)
    await store.commit_check(checked(articles=(remembered("a", text="x" * 200_000),)))
    await store.close()
    os.truncate(path, 8192)
    assert "damaged" in await refusal(SqliteStore.open(path))
