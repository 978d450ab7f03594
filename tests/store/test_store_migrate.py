"""The numbered steps, and that no statement has to read a whole archive."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from store import (
    migrate,
    statements,
    statements_access,
    statements_alike,
    statements_chat,
    statements_push,
    statements_reports,
    statements_volume,
)
from store.errors import StoreError

STATEMENTS = {
    name: text
    for part in (
        statements,
        statements_access,
        statements_alike,
        statements_chat,
        statements_push,
        statements_reports,
        statements_volume,
    )
    for name, text in vars(part).items()
    if name.isupper() and re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", text)
}
# What may be read from end to end, and why: small tables, the open part of the outbox through
# its partial index, and the states of all sources where all are asked for.
SCANS = {
    "ACTIVE_SOURCES": "source",
    "MAY_AIL": "source",
    "COUNT_ACTIVE": "source USING INDEX source_due",
    "FREE_SOURCES": "source",
    "FREE_ALERTS": "alert USING INDEX alert_",
    "SOURCES": "source",
    "AILMENTS": "ailment",
    "FORGET_REFUSALS": "deed USING INDEX deed_refusals",  # a thousand rows
    "CLAIM_DUE": "pause",
    "PAUSES": "pause",
    # one row a source that is pushed
    "ADRIFT": "subscription",
    "UNSUBSCRIBED": "source USING INDEX source_hub",  # those that offer a hub
    "UNJUDGED": "subscription",
    "END_PUSHES": "subscription",
    "WANT_TRUSTED": "subscription",
    "SHOW_NO_PUSH": "source",
    "INVITES": "invite",
    "PRUNE_INVITES": "invite",
    "GUESTS": "guest",
    "NOTICES_DUE": "alert USING INDEX alert_queued",
    "MOVED": "moved_chat",
    # the keys asked for, and at most as many articles as are asked for
    "RELATIVES": ("shared", "asked", "wanted VIRTUAL TABLE"),
    "KIN": ("shared", "asked", "wanted VIRTUAL TABLE"),
    "SETTLED": "setting",
    "FORGET_MOVES": "moved_chat",
    "MOVE_MUTES": "mute",
    "PRUNE_MUTES": "mute",
    "PRUNE_WAITING": "source",
    "OPEN_FATES": "alert USING COVERING INDEX alert_",
    "OLDEST_QUEUED": "alert USING INDEX alert_queued",
    "MOVE_HELD": "alert USING INDEX alert_held",
    "CHATS_DUE": "queue",
    "VOLUME": ("stretch VIRTUAL TABLE INDEX", "own VIRTUAL TABLE INDEX"),  # what is asked for
    "REFUSALS": "alert USING INDEX alert_refused",
    "PRUNE_SITES": "site_memory",
    "PRUNE_LISTINGS": "listing_memory",
    "SEARCH": "search VIRTUAL TABLE INDEX",  # the index itself
    "SEARCH_PLAIN": "search",  # only where the library has no full-text search
    "SEARCH_TABLE": "sqlite_master",
    "UNINDEXED": "search VIRTUAL TABLE INDEX",  # for its last number
    "PRUNE_SEARCH": "search VIRTUAL TABLE INDEX 0:=",  # row by row
}


@pytest.fixture
def base(tmp_path: Path):
    """A connection to a new file, without tables."""
    connection = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The steps, copied to where a test may add one."""
    return Path(shutil.copytree(migrate.FOLDER, tmp_path / "migrations"))


def plan(base: sqlite3.Connection, statement: str) -> list[str]:
    """How SQLite would go about a statement, a line a table."""
    parameters = dict.fromkeys(re.findall(r":(\w+)", statement), "[]")
    rows = base.execute("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()
    return [row[3] for row in rows]


def test_steps_are_numbered_without_gaps():
    """Step n is the file that begins with n."""
    numbers = [int(step.name[:4]) for step in migrate.steps()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_new_file_gets_all_steps_once(base: sqlite3.Connection, tmp_path: Path):
    """Afterwards its version is the last step's, and applying again does nothing."""
    migrate.migrate(base, tmp_path)
    assert migrate.version(base) == len(migrate.steps())
    migrate.migrate(base, tmp_path)
    assert base.execute("PRAGMA application_id").fetchone() == (migrate.APPLICATION,)


def test_an_older_file_gets_what_it_lacks(base: sqlite3.Connection, folder: Path):
    """A later step is applied to the data that is there."""
    migrate.migrate(base, folder, folder)
    base.execute("INSERT INTO moved_chat VALUES ('old', 'new')")
    number = len(migrate.steps(folder)) + 1
    step = folder / f"{number:04}_since.sql"
    step.write_text("ALTER TABLE moved_chat ADD COLUMN since INTEGER; -- when; or never\n")
    migrate.migrate(base, folder, folder)
    assert base.execute("SELECT * FROM moved_chat").fetchall() == [("old", "new", None)]
    assert migrate.version(base) == number


def test_a_failing_step_leaves_the_file_as_it_was(base: sqlite3.Connection, folder: Path):
    """A step is whole or not at all, its earlier statements included."""
    migrate.migrate(base, folder, folder)
    done = migrate.version(base)
    broken = "CREATE TABLE half (x INTEGER);\nCREATE TABLE source (x INTEGER);\n"
    (folder / f"{done + 1:04}_broken.sql").write_text(broken)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate.migrate(base, folder, folder)
    assert migrate.version(base) == done
    assert base.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []


def test_a_step_must_end(base: sqlite3.Connection):
    """A forgotten last semicolon is found, not left out; a comment at the end is none."""
    assert list(migrate.split("SELECT 1;\n-- done\n")) == ["SELECT 1;\n"]
    with pytest.raises(ValueError, match="semicolon"):
        list(migrate.split("SELECT 1;\nSELECT 2\n"))


def test_newer_and_foreign_files_are_told_apart(base: sqlite3.Connection, tmp_path: Path):
    """A version we do not know yet and an application that is not ours have each a sentence."""
    migrate.migrate(base, tmp_path)
    base.execute("PRAGMA user_version = 9999")
    with pytest.raises(StoreError, match="version 9999"):
        migrate.judge(base, tmp_path)
    base.execute("PRAGMA application_id = 7")
    with pytest.raises(StoreError, match="another program"):
        migrate.judge(base, tmp_path)


def test_steps_work_with_a_library_older_than_strict(base: sqlite3.Connection):
    """Before SQLite 3.37 the same tables are made without the word STRICT."""
    for step in migrate.steps():
        text = migrate.for_this_sqlite(step.read_text(encoding="utf-8"), (3, 35, 0))
        assert "STRICT" not in text
        base.executescript(text)
    assert base.execute("SELECT COUNT(*) FROM band").fetchone() == (0,)


def test_steps_work_where_there_is_no_full_text_search(base: sqlite3.Connection):
    """A plain table of the same name takes the words instead."""
    for step in migrate.steps():
        text = migrate.for_this_sqlite(step.read_text(encoding="utf-8"), full_text=False)
        assert "VIRTUAL" not in text
        base.executescript(text)
    base.execute(statements_chat.INDEX_WORDS, {"number": 3, "words": "drone"})
    assert base.execute("SELECT rowid, words FROM search").fetchall() == [(3, "drone")]


def test_mutes_that_ended_before_their_end_was_told_are_no_news(base: sqlite3.Connection, folder):
    """Those in force stay; nobody hears a year later of one that is long over."""
    later = {step: step.read_text("utf-8") for step in migrate.steps(folder)[2:]}
    for step in later:
        step.unlink()
    migrate.migrate(base, folder, folder)
    values = "'c', 'word', ?, 0, ?, '', 0"
    for name, until in (("over", 1), ("on", 2**53), ("forever", None)):
        insert = "INSERT INTO mute (chat, kind, value, since, until, by, held_back) "
        base.execute(f"{insert} VALUES ({values})", (name, until))
    for step, text in later.items():
        step.write_text(text, "utf-8")
    migrate.migrate(base, folder, folder)
    assert base.execute("SELECT value FROM mute ORDER BY id").fetchall() == [("on",), ("forever",)]


def test_there_are_statements_to_look_at():
    """The list below is not empty by mistake."""
    assert len(STATEMENTS) > 35
    assert SCANS.keys() <= STATEMENTS.keys()


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_statement_reads_a_whole_archive(base: sqlite3.Connection, tmp_path: Path, name: str):
    """Every statement goes by an index, so that it does not slow down as the archive grows."""
    migrate.migrate(base, tmp_path)
    for line in plan(base, STATEMENTS[name]):
        scan = re.match(r"SCAN (?!json_each|\(|CONSTANT ROW)(.*)", line)
        assert scan is None or scan[1].startswith(SCANS.get(name, "nothing")), line
        if name in {"CLAIM_DUE", "CLAIM", "WAITING"}:
            assert "TEMP B-TREE" not in line
        if name in {"ARCHIVE", "ARCHIVE_AFTER"}:  # articles of one moment, never the archive
            assert re.search("TEMP B-TREE(?! FOR (RIGHT PART|LAST TERM) OF ORDER BY)", line) is None
