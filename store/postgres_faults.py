"""What PostgreSQL, or the way to it, may say no with: in plain words, and what to do about it.

The address of a database holds a password, so no text here repeats it: `place` names the server,
and of the library's own messages only the last part is told, which names what went wrong.
"""

from __future__ import annotations

import re
from types import MappingProxyType

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from store.errors import StoreError

SCHEMES = ("postgresql://", "postgres://")

# another program was in the way; done again it may pass
AGAIN = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.UniqueViolation,
)
# the connection is of no use any more, whatever was asked
LOST = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow)

_WORDS = MappingProxyType(
    {
        errors.DiskFull: "The disk of {place} is full: free some space there. All that was stored "
        "before is kept.",
        errors.ReadOnlySqlTransaction: "{place} cannot be written: it is open for reading only, or "
        "a standby.",
        errors.InsufficientPrivilege: "The user of DATABASE_URL may not do that in {place} "
        "({told}): give it the rights on the database and its schema.",
        errors.UndefinedTable: "{place} lacks tables of Wirewatch ({told}): start `bot.py run` "
        "once, or look whether DATABASE_URL names the right database.",
        errors.LockNotAvailable: "Somebody else holds what is needed in {place} ({told}): look at "
        "pg_stat_activity.",
    }
)


def place(url: str) -> str:
    """The server and database of an address, without user and password.

    StoreError where it is no address of a PostgreSQL database.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        parts = {}
    port, name = str(parts.get("port") or 5432), str(parts.get("dbname") or parts.get("user") or "")
    host = str(parts.get("host") or "localhost").rpartition("@")[2]
    whole = url.startswith(SCHEMES) and parts
    if not whole or not re.fullmatch(r"[\d,]+", port) or "@" in name:  # a part of the password
        raise StoreError(
            "DATABASE_URL is not the address of a PostgreSQL database: write "
            "postgresql://user:password@host:5432/database (an @ or / in the password as %40, %2F)."
        )
    return f"PostgreSQL at {host}:{port}, database {name}"


def fault(error: psycopg.Error, where: str) -> StoreError:
    """A fault of the database as one sentence for a person."""
    told = _last_part(error)
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return StoreError(words.format(place=where, told=told))
    return StoreError(f"{where} cannot be used ({told}).")


def away(error: psycopg.Error, where: str) -> StoreError:
    """No connection could be had."""
    return StoreError(
        f"{where} cannot be reached ({_last_part(error)}): look whether it runs, and whether "
        "DATABASE_URL names host, port, user and password right."
    )


def unknown(where: str) -> StoreError:
    """The connection went while a commit was under way."""
    return StoreError(
        f"The connection to {where} was lost in the middle of a commit: what it held may be kept "
        "or not. Nothing is lost: what was not is done again."
    )


def _last_part(error: psycopg.Error) -> str:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return first.rpartition(": ")[2].strip().rstrip(".")
