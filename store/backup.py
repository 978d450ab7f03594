"""Whole copies of the database file: made while the program runs, and put in its place.

A copy is made by VACUUM INTO from a connection of its own that only reads: one moment of the
file, whatever is written meanwhile, without what was deleted. It is checked and on the disk
before it gets its name, so that no half copy is ever found under it.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from store import connection, migrate
from store.codec import moment
from store.errors import StoreError, StoreInUseError

BESIDE = ("-wal", "-shm")  # SQLite's own files for the one they are named after
OF_SOURCE = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_BUSY", "SQLITE_LOCKED"})
FORSAKEN = timedelta(hours=1)  # a copy under way is written to all the time
COUNT = """
SELECT (SELECT COUNT(*) FROM article) AS articles, (SELECT COUNT(*) FROM alert) AS alerts,
       (SELECT MAX(found_at) FROM article) AS newest
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database file holds; `version` counts the steps its tables have had."""

    version: int
    articles: int
    alerts: int
    newest: datetime | None  # when the newest article was found
    size: int  # bytes


def backup(path: Path, target: Path, *, overwrite: bool = False) -> Contents:
    """Copy the database at `path`, in use or not, to `target`; what the copy holds.

    StoreError: nothing to copy, `target` is there already or cannot be written, a damaged or
    newer database.
    """
    if not path.is_file():
        raise StoreError(f"There is no {path} yet: nothing has run with this data folder.")
    _judge_target(path, target, overwrite=overwrite)
    with _kept_still(path) as mode, _new_file(target) as fresh:
        _copy(path, mode, fresh, target)
        contents = _contents(fresh)
        _put(fresh, target)
    return contents


def restore(path: Path, source: Path, now: datetime) -> tuple[Contents, Path | None]:
    """Put a copy of `source` in the place of the database at `path`; what it holds, and where
    the replaced database lies now.

    StoreError, all left as it was: `source` is missing, damaged, no backup or of a newer
    program; a running program holds the database.
    """
    if not source.is_file():
        raise StoreError(f"There is no {source}: name a file that `python bot.py backup` wrote.")
    if source.resolve() == path.resolve():
        raise StoreError(f"{source} is the database itself: name a backup of it.")
    with _held(path), _new_file(path) as fresh:
        if faults := check(source):
            raise StoreError(f"{source} is damaged ({faults[0]}): take another backup.")
        _copy(source, connection.reading_mode(source), fresh, path)
        contents = _contents(fresh)
        kept = _set_aside(path, now)
        _belong_alike(fresh, path)
        _put(fresh, path)
    return contents, kept


def clear_parts(target: Path, now: datetime) -> list[Path]:
    """Remove what killed copies to `target` left beside it; which files that were."""
    left = re.compile(re.escape(target.name) + r"\.[a-z0-9_]{8}\.part")  # as _new_file names them
    gone = []
    with suppress(OSError):  # no such folder, not ours to write: told by the copy itself
        for one in sorted(target.parent.iterdir()):
            if left.fullmatch(one.name) and _forsaken(one, now):
                one.unlink()
                gone.append(one)
    return gone


def _forsaken(part: Path, now: datetime) -> bool:
    written = datetime.fromtimestamp(part.stat().st_mtime, now.tzinfo)
    return part.is_file() and now - written > FORSAKEN


def check(path: Path) -> list[str]:
    """Every fault that SQLite finds in a database of ours, read from end to end.

    StoreError: it is missing, another program's, newer than we are, or not a database at all.
    """
    with _reading(path, connection.reading_mode(path)) as base:
        try:
            found = [str(row[0]) for row in base.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            if connection.kind(error) != "SQLITE_CORRUPT":
                raise
            found = [str(error)]
        if connection.cut_off(base, path):
            found.append("the last page is cut off")
    return [" ".join(line.split()) for line in found if line != "ok"]


def _judge_target(path: Path, target: Path, *, overwrite: bool) -> None:
    ours = {path.resolve(), *(_beside(path, end).resolve() for end in (*BESIDE, ".lock"))}
    if target.resolve() in ours:
        raise StoreError(f"{target} belongs to the database itself: choose another name.")
    if target.is_dir():
        raise StoreError(f"{target} is a folder: name a file in it.")
    if target.exists() and not overwrite:
        raise StoreError(f"{target} is there already: choose another name, or add --force.")


@contextmanager
def _kept_still(path: Path) -> Iterator[str]:
    """How to open the file. Where nothing runs, nothing may start: a file without its log is
    read as one that nobody writes."""
    with ExitStack() as stack:
        running = False
        try:
            stack.enter_context(_held(path))
        except StoreInUseError:
            running = True
        except StoreError:  # a folder that we may not write: then as `status` reads it
            pass
        yield "ro" if running else connection.reading_mode(path)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    lock = connection.take_lock(path)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _reading(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection to a database of ours, of whatever version up to this program's."""
    with connection.opened(path, mode, connection.BUSY) as base, closing(base):
        if not migrate.judge(base, path):
            raise StoreError(f"{path} is empty: nothing was ever kept in it.")
        yield base


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """An empty file beside `target`, for its owner's eyes only; gone afterwards if not renamed."""
    try:
        number, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    os.close(number)
    fresh = Path(name)
    try:
        yield fresh
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        fresh.unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> StoreError:
    return StoreError(f"{target} cannot be written ({error.strerror}).")


def _copy(source: Path, mode: str, fresh: Path, target: Path) -> None:
    with _reading(source, mode) as base:
        if connection.cut_off(base, source):
            raise StoreError(connection.DAMAGED.format(path=source))
        try:
            base.execute("VACUUM INTO ?", (str(fresh),))
        except sqlite3.Error as error:
            blamed = source if connection.kind(error) in OF_SOURCE else target
            raise connection.fault(error, blamed) from error


def _contents(fresh: Path) -> Contents:
    with _reading(fresh, "ro&immutable=1") as base:
        connection.look_over(base, fresh)
        articles, alerts, newest = base.execute(COUNT).fetchone()
        found = None if newest is None else moment(newest)
        return Contents(migrate.version(base), articles, alerts, found, fresh.stat().st_size)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give the database a second name, under which it stays; None where there is none yet.

    It keeps its first name until the other is put in its place, so that a kill in between
    leaves one of both. What its log holds is folded into it, or goes along where it cannot be.
    """
    if not path.exists() and not _beside(path, "-wal").exists():
        return None
    kept = _beside(path, f".before-restore-{now:%Y%m%dT%H%M%SZ}")
    _fold(path)
    for end in BESIDE:
        if _beside(path, end).exists():
            _beside(path, end).rename(_beside(kept, end))
    if path.exists():
        os.link(path, kept)
    return kept


def _belong_alike(fresh: Path, path: Path) -> None:
    """Who may read and write the database still may: an administrator restores for a service."""
    if not path.exists():
        return
    before = path.stat()
    fresh.chmod(before.st_mode & 0o777)
    if os.name == "posix":
        with suppress(PermissionError):  # then it is the restoring user's
            os.chown(fresh, before.st_uid, before.st_gid)


def _fold(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return  # SQLite would throw away the log of an empty file
    try:
        with closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return  # too damaged: the log goes along


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _put(fresh: Path, target: Path) -> None:
    """Give a file on the disk its name, in one step that a power cut does not undo."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
