"""Brings a PostgreSQL schema to the tables this program knows, as `store.migrate` does a file.

The steps are migrations/postgres/NNNN_name.sql, numbered like SQLite's; the first makes all that
SQLite's first eight made. The table `wirewatch` tells how many a schema has had. All are applied
in one transaction, under a lock: of programs that start together one migrates.
"""

from __future__ import annotations

from pathlib import Path

import psycopg

from store.errors import StoreError
from store.postgres_faults import fault
from store.postgres_session import Lock, Session

FOLDER = Path(__file__).parent / "migrations" / "postgres"
_OURS = "('source', 'identity', 'article', 'alert', 'mute', 'wirewatch')"
_KNOWN = f"""
SELECT table_name AS name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_name IN {_OURS}
"""  # noqa: S608 # a number — names written above


def steps(folder: Path = FOLDER) -> dict[int, Path]:
    """The files of the steps by their numbers, in their order."""
    return {int(one.name[:4]): one for one in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))}


def migrate(session: Session) -> None:
    """Apply the steps that the schema lacks, all or none."""
    try:
        session.plainly(f"BEGIN; {session.lock(Lock.MIGRATE, 'pg_advisory_xact_lock')}")
        done = judge(session)
        for number, step in steps().items():
            if number > done:
                session.plainly(step.read_text(encoding="utf-8"))
        if done < max(steps()):
            session.plainly("CREATE TABLE IF NOT EXISTS wirewatch (version bigint NOT NULL)")
            session.plainly("DELETE FROM wirewatch")
            session.plainly(f"INSERT INTO wirewatch VALUES ({max(steps()):d})")  # noqa: S608 # a number
        session.plainly("COMMIT")
    except psycopg.Error as error:
        raise fault(error, session.where) from error


def judge(session: Session) -> int:
    """How many steps the schema has had; StoreError when its tables are not ours or newer."""
    there = {row["name"] for row in session.plainly(_KNOWN)}
    if not there:
        return 0
    if "wirewatch" not in there:
        raise StoreError(
            f"{session.where} holds tables of another program ({', '.join(sorted(there))}): name "
            "an empty database or schema in DATABASE_URL."
        )
    done = max(row["version"] for row in session.plainly("SELECT version FROM wirewatch"))
    if done > max(steps()):
        raise StoreError(
            f"{session.where} was written by a newer Wirewatch (its tables have version {done}, "
            f"this program knows {max(steps())}): start the newer program."
        )
    return int(done)


def expect_present(session: Session) -> None:
    """StoreError where there are no tables yet, or those of an older program: for looking only."""
    try:
        done = judge(session)
    except psycopg.Error as error:
        raise fault(error, session.where) from error
    if not done:
        raise StoreError(f"There is nothing in {session.where} yet: `bot.py run` fills it.")
    if done < max(steps()):
        raise StoreError(f"{session.where} has tables of an older Wirewatch: start this one once.")
