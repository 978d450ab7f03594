"""Brings a database file to the tables this program knows, one numbered step at a time.

A step is a file of migrations/, NNNN_name.sql, applied in one transaction together with the
number it leads to (PRAGMA user_version). A step once released is never edited.
Each has rows of its own in tests/data/store/versions/, by which the step after it is tried.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from store import statements
from store.errors import StoreError

APPLICATION = 0x57697265  # "Wire" in the file's head: tells our files from other programs'
FOLDER = Path(__file__).parent / "migrations"
_STRICT_SINCE = (3, 37)
_PLAIN_TABLE = r"CREATE TABLE \1 (\2 TEXT NOT NULL) STRICT;"


def steps(folder: Path = FOLDER) -> list[Path]:
    """The files of the steps in their order; step 1 is the first."""
    return sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def version(connection: sqlite3.Connection) -> int:
    """How many steps the file has had; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def judge(connection: sqlite3.Connection, path: Path, folder: Path = FOLDER) -> int:
    """How many steps the file has had; StoreError when it is not ours or newer than we are."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    done, known = version(connection), len(steps(folder))
    if application != APPLICATION and (application or tables or done):
        raise StoreError(
            f"{path} is the database of another program: choose another data folder (--data)."
        )
    if done > known:
        raise StoreError(
            f"{path} was written by a newer Wirewatch (its tables have version {done}, this "
            f"program knows {known}): start the newer program, or choose another data folder."
        )
    return done


def migrate(connection: sqlite3.Connection, path: Path, folder: Path = FOLDER) -> None:
    """Apply the steps the file lacks, each whole or not at all."""
    done = judge(connection, path, folder)
    for number, step in enumerate(steps(folder)[done:], start=done + 1):
        _apply(connection, number, step.read_text(encoding="utf-8"))


def _apply(connection: sqlite3.Connection, number: int, text: str) -> None:
    connection.execute(statements.BEGIN_WRITE)
    try:
        for statement in split(text, full_text=has_full_text(connection)):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(statements.COMMIT)
    except BaseException:
        if connection.in_transaction:
            connection.execute(statements.ROLLBACK)
        raise


def split(text: str, *, full_text: bool = True) -> Iterator[str]:
    """The statements of a step, one by one: executescript would commit between them."""
    statement = ""
    for line in for_this_sqlite(text, full_text=full_text).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if re.sub(r"--[^\n]*", "", statement).strip():
        raise ValueError("the last statement of a migration does not end with a semicolon")


def for_this_sqlite(
    text: str,
    library: tuple[int, ...] = sqlite3.sqlite_version_info,
    *,
    full_text: bool = True,
) -> str:
    """The step without STRICT where the library is older than that word, and with a plain table
    where it was built without full-text search."""
    if not full_text:
        text = re.sub(r"CREATE VIRTUAL TABLE (\w+) USING fts5 \((\w+),[^;]*;", _PLAIN_TABLE, text)
    if library >= _STRICT_SINCE:
        return text
    return text.replace(", STRICT;", ";").replace(") STRICT;", ");")


def has_full_text(connection: sqlite3.Connection) -> bool:
    """Whether the library was built with FTS5."""
    options = connection.execute("PRAGMA compile_options").fetchall()
    return ("ENABLE_FTS5",) in [tuple(one) for one in options]
