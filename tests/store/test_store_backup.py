"""Copies of the database: whole, of one moment, never over another file, and put back."""

# ruff: noqa: ASYNC240 — a test lays its own small files

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from store_makers import LEASE, T0, alert, checked, remembered

from store import backup as copies
from store import migrate
from store.errors import StoreError
from store.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a test lies."""
    return tmp_path / "données #1" / "wirewatch.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """A running store with one article and its alert."""
    opened = await SqliteStore.open(path)
    await opened.commit_check(checked(articles=(remembered("a1"),), alerts=(alert("d1"),)))
    yield opened
    await opened.close()


@pytest.fixture
async def copy(store: SqliteStore, path: Path, tmp_path: Path) -> Path:
    """A backup of it; the store is closed afterwards, with one article more."""
    target = tmp_path / "copy.db"
    copies.backup(path, target)
    await store.commit_check(checked(articles=(remembered("later"),)))
    await store.close()
    return target


def refusal(call, *arguments, **named) -> str:
    """The sentence that a call is refused with."""
    with pytest.raises(StoreError) as caught:
        call(*arguments, **named)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


async def articles(path: Path, *names: str) -> list[bool]:
    """Which of the articles a database holds; it is opened as `run` opens it."""
    opened = await SqliteStore.open(path)
    try:
        return [await opened.article(name) is not None for name in names]
    finally:
        await opened.close()


async def test_a_copy_is_made_while_the_store_is_in_use(store, path: Path, tmp_path: Path):
    """It holds all that was committed, is whole, one file, and for its owner's eyes only."""
    target = tmp_path / "copy.db"
    contents = copies.backup(path, target)
    assert (contents.articles, contents.alerts) == (1, 1)
    assert contents.version == len(migrate.steps())
    assert contents.newest is not None
    assert copies.check(target) == []
    assert target.stat().st_mode & 0o077 == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([path.parent.name, "copy.db"])
    await store.commit_check(checked(articles=(remembered("a2"),)))  # the store goes on


async def test_a_copy_is_of_one_moment(store: SqliteStore, path: Path, tmp_path: Path, monkeypatch):
    """What is committed after it began is not in it, and is not held up by it."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM article").fetchone()
        await store.commit_check(checked(articles=(remembered("a2"),)))
        assert reader.execute("SELECT COUNT(*) FROM article").fetchone() == (1,)
    reader.close()
    assert copies.backup(path, tmp_path / "copy.db").articles == 2


async def test_a_copy_of_what_a_killed_program_left_holds_its_log(path: Path, tmp_path: Path):
    """The log beside the file is read as well."""
    opened = await SqliteStore.open(path)
    await opened.commit_check(checked(articles=(remembered("a1"),)))
    left = tmp_path / "left"
    left.mkdir()
    for name in ("wirewatch.db", "wirewatch.db-wal"):  # as they lie on the disk at a kill
        (left / name).write_bytes((path.parent / name).read_bytes())
    await opened.close()
    assert copies.backup(left / "wirewatch.db", tmp_path / "copy.db").articles == 1


async def test_nothing_is_overwritten_unasked(store, path: Path, tmp_path: Path):
    """A file that is there stays, unless it is to be replaced; a folder and the database stay."""
    target = tmp_path / "copy.db"
    target.write_text("mine")
    assert "is there already" in refusal(copies.backup, path, target)
    assert target.read_text() == "mine"
    assert copies.backup(path, target, overwrite=True).articles == 1
    assert "is a folder" in refusal(copies.backup, path, tmp_path, overwrite=True)
    for own in (path, Path(f"{path}-wal"), Path(f"{path}.lock")):
        assert "the database itself" in refusal(copies.backup, path, own, overwrite=True)
    nowhere = tmp_path / "none" / "copy.db"
    assert "cannot be written" in refusal(copies.backup, path, nowhere)
    assert list(tmp_path.glob("*.part")) == []


def test_nothing_to_copy(path: Path, tmp_path: Path):
    """Where nothing has run no folder is made, and nothing that looks like a backup."""
    assert "There is no" in refusal(copies.backup, path, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
    path.parent.mkdir()
    path.touch()
    assert "is empty" in refusal(copies.backup, path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


async def test_a_restored_copy_is_what_runs_next(copy: Path, path: Path):
    """All of the copy is there, what came later is not, and what it replaced lies beside it."""
    path.chmod(0o640)
    contents, kept = copies.restore(path, copy, T0)
    assert contents.articles == 1
    assert path.stat().st_mode & 0o777 == 0o640
    assert kept == path.with_name(f"wirewatch.db.before-restore-{T0:%Y%m%dT%H%M%SZ}")
    assert await articles(path, "a1", "later") == [True, False]
    assert await articles(kept, "a1", "later") == [True, True]
    assert copy.exists()


async def test_alerts_queued_in_the_copy_are_delivered_after_it_is_restored(copy, path: Path):
    """Rather twice than never: what was open when the copy was made is open again."""
    copies.restore(path, copy, T0)
    opened = await SqliteStore.open(path)
    try:
        claimed = await opened.claim("terminal", T0 + timedelta(days=1), LEASE)
        assert claimed is not None
        assert claimed.dedupe == "d1"
    finally:
        await opened.close()


async def test_restoring_to_a_new_machine(copy: Path, tmp_path: Path):
    """There need not be a database yet, nor its folder; then nothing is set aside."""
    path = tmp_path / "new" / "wirewatch.db"
    assert copies.restore(path, copy, T0)[1] is None
    assert await articles(path, "a1") == [True]


async def test_the_log_of_a_killed_program_never_meets_the_restored_file(copy, path, tmp_path):
    """What lay in it goes with the database it belongs to."""
    opened = await SqliteStore.open(path)
    await opened.commit_check(checked(articles=(remembered("in the log"),)))
    files = {
        name: (path.parent / name).read_bytes() for name in ("wirewatch.db", "wirewatch.db-wal")
    }
    await opened.close()
    for name, content in files.items():
        (path.parent / name).write_bytes(content)
    kept = copies.restore(path, copy, T0)[1]
    assert kept is not None
    assert await articles(path, "a1", "in the log") == [True, False]
    assert await articles(kept, "in the log") == [True]


@pytest.mark.parametrize("damage", [b"", b"Dear diary, " * 900, b"\xa5" * 9000])
async def test_a_damaged_database_is_replaced_and_kept(damage: bytes, copy: Path, path: Path):
    """That is what a backup is for: whatever is in its place goes aside byte for byte."""
    log = path.with_name("wirewatch.db-wal")
    path.write_bytes(damage)
    log.write_bytes(b"what was in the log")
    kept = copies.restore(path, copy, T0)[1]
    assert kept is not None
    assert kept.read_bytes() == damage
    assert await articles(path, "a1") == [True]


async def test_a_running_program_is_not_replaced_under_its_feet(copy: Path, path: Path):
    """It is refused while the database is held, and nothing changes."""
    opened = await SqliteStore.open(path)
    assert "in use" in refusal(copies.restore, path, copy, T0)
    await opened.close()
    assert await articles(path, "later") == [True]


async def test_what_is_no_good_backup_is_not_put_in_place(copy: Path, path: Path, tmp_path: Path):
    """Missing, the database itself, another program's, newer, empty or damaged: told apart."""
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE bookmarks (url TEXT)").connection.close()
    empty, text = tmp_path / "empty.db", tmp_path / "text.db"
    empty.touch()
    text.write_text("Dear diary, " * 500)
    newer, torn = tmp_path / "newer.db", tmp_path / "torn.db"
    newer.write_bytes(copy.read_bytes())
    base = sqlite3.connect(newer)
    base.execute("PRAGMA user_version = 9999")
    base.close()
    whole = copy.read_bytes()
    torn.write_bytes(whole[: len(whole) // 2] + b"\xa5" * (len(whole) - len(whole) // 2))
    for source, words in (
        (tmp_path / "none.db", "There is no"),
        (path, "the database itself"),
        (other, "another program"),
        (newer, "newer Wirewatch"),
        (empty, "is empty"),
        (text, "is not a database"),
        (torn, "is damaged"),
    ):
        assert words in refusal(copies.restore, path, source, T0)
    assert await articles(path, "a1", "later") == [True, True]
    assert [one.name for one in path.parent.glob("*before*")] == []


async def test_a_newer_database_is_not_copied(copy: Path, path: Path, tmp_path: Path):
    """A program that does not know the tables does not vouch for them."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 9999")
    base.close()
    assert "newer Wirewatch" in refusal(copies.backup, path, tmp_path / "another.db")
