"""One connection to the database file: opened, set up, locked, and its faults in plain words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock, Timeout

from store import migrate, statements
from store.errors import StoreError, StoreInUseError

OLDEST_SQLITE = (3, 35)  # the first with RETURNING
LOOK = 1.0  # seconds for looking a file over at the start
SMALL = 500_000_000  # bytes of a file that this is enough for
BUSY = 5.0  # seconds to wait for somebody else's transaction, e.g. of the sqlite3 shell

# FULL: an acknowledged commit survives a power cut, not only a crash. mmap off: SQLite's own
# reads are checked, a truncated file would kill the process through a mapping.
WRITER = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA journal_size_limit = 67108864",
)
READER = ("PRAGMA query_only = ON", "PRAGMA mmap_size = 0", "PRAGMA trusted_schema = OFF")

DAMAGED = (
    "{path} is damaged: put back a backup (python bot.py restore FILE), save what can be read of "
    "it (sqlite3 {path} .recover | sqlite3 saved.db), or move it away to start anew."
)

_WORDS = MappingProxyType(
    {
        "SQLITE_FULL": "The disk is full, {path} cannot grow: free some space. "
        "All that was stored before is kept.",
        "SQLITE_BUSY": "{path} is locked by another program: close it, then try again.",
        "SQLITE_LOCKED": "{path} is locked by another program: close it, then try again.",
        "SQLITE_READONLY": "{path} cannot be written, it is open for reading only.",
        "SQLITE_CANTOPEN": "{path} cannot be opened: look at the rights of the file and its "
        "folder.",
        "SQLITE_PERM": "{path} cannot be opened: look at the rights of the file and its folder.",
        "SQLITE_IOERR": "The disk reports an error at {path}: look at the disk and its space.",
        "SQLITE_CORRUPT": DAMAGED,
        "SQLITE_NOTADB": "{path} is not a database, or its beginning is damaged: put back a backup "
        "(python bot.py restore FILE), or choose another data folder (--data).",
    }
)


def fault(error: sqlite3.Error, path: Path) -> StoreError:
    """A fault of the database as one sentence for a person."""
    words = _WORDS.get(kind(error), f"{{path}} cannot be used ({error}).")
    return StoreError(words.format(path=path))


def kind(error: sqlite3.Error) -> str:
    """The family of a fault: SQLITE_IOERR_WRITE is an SQLITE_IOERR."""
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])


def take_lock(path: Path) -> FileLock:
    """The lock of the one program that may write `path`, on a file beside it; kill -9 frees it.

    Two writers would be correct for SQL but not for SQLite before 3.51.3, whose WAL-reset bug
    corrupts a file that two connections write or checkpoint at once.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreInUseError(
            f"{path} is in use by another running Wirewatch: stop that one, or choose another "
            "data folder (--data)."
        ) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    return lock


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"Nothing can be written in the folder {path.parent} ({error.strerror}): change its "
        "rights, or choose another data folder (--data)."
    )


def open_writer(path: Path, busy: float = BUSY) -> tuple[sqlite3.Connection, bool]:
    """The writing connection, its tables up to date, and whether the whole file was looked over.
    Called with the lock taken."""
    _refuse_lost(path)
    with opened(path, "rwc", busy) as connection:
        migrate.judge(connection, path)  # before anything of another program's file is changed
        whole = _size(path) <= SMALL and look_over(connection, path, LOOK)
        _set_up(connection, WRITER)
        migrate.migrate(connection, path)
    return connection, whole


def open_reader(path: Path, busy: float = BUSY) -> sqlite3.Connection:
    """A connection that reads beside a running program and changes nothing."""
    if not path.is_file():
        raise StoreError(f"There is no {path} yet: nothing has run with this data folder.")
    _refuse_lost(path)
    with opened(path, reading_mode(path), busy) as connection:
        _set_up(connection, READER)
        done, known = migrate.judge(connection, path), len(migrate.steps())
        if done < known:
            raise StoreError(f"{path} was written by an older Wirewatch: start this one once.")
    return connection


def _refuse_lost(path: Path) -> None:
    """StoreError where a log lies beside a file that is gone or empty: SQLite would throw the
    log away, and with it what can still be saved."""
    log = path.with_name(path.name + "-wal")
    if _size(log) and not _size(path):
        raise StoreError(DAMAGED.format(path=path))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def look_over(
    connection: sqlite3.Connection, path: Path, bound: float = threading.TIMEOUT_MAX
) -> bool:
    """Whether the whole file was looked over within `bound` seconds, and before an interrupt;
    StoreError where it is damaged."""
    alarm = threading.Timer(bound, connection.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if kind(error) == "SQLITE_INTERRUPT":
            return False
        raise
    finally:
        alarm.cancel()
        alarm.join()  # an alarm under way would interrupt what comes next
    if found != "ok" or cut_off(connection, path):
        raise StoreError(DAMAGED.format(path=path))
    return True


def cut_off(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the last page is not whole; SQLite would read what is missing as zeroes. With a log
    beside the file that may be an ending by force, which the log makes good."""
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    return bool(_size(path) % page) and not _size(path.with_name(path.name + "-wal"))


def reading_mode(path: Path) -> str:
    """`immutable` where no log lies beside the file: then nobody writes it, and reading a WAL
    database the usual way would make the log's files, perhaps in a folder we may not write."""
    log = path.with_name(path.name + "-wal")
    return "ro" if log.exists() else "ro&immutable=1"


@contextmanager
def opened(path: Path, mode: str, busy: float) -> Iterator[sqlite3.Connection]:
    """A connection without Python's own transactions, closed again when setting up fails."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version} is too old: Wirewatch needs 3.35 or newer, which "
            "comes with a newer Python."
        )
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = None
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=busy)
        connection.row_factory = sqlite3.Row
        yield connection
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error):
            raise fault(error, path) from error
        raise


def _set_up(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        connection.execute(pragma).fetchall()


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """All that happens within is committed together, or not at all."""
    connection.execute(begin)
    try:
        yield
        connection.execute(statements.COMMIT)
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute(statements.ROLLBACK)
        raise
