"""Jobs that wait together, committed together in SQLite, and failing apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from store import statements
from store.base import Done, Job
from store.connection import fault, transaction

Base = sqlite3.Connection


def together(base: Base, path: Path, batch: Sequence[Job[Any]]) -> list[Done]:
    """What became of each, after one transaction for all: where that fails as a whole, so does
    each write in it."""
    begin = statements.BEGIN_WRITE if any(one.write for one in batch) else statements.BEGIN_READ
    try:
        with transaction(base, begin):
            return [_kept_apart(base, path, one, alone=len(batch) == 1) for one in batch]
    except sqlite3.Error as error:
        failed: Exception = fault(error, path)
    except Exception as error:  # noqa: BLE001 # raised where the job was asked for
        failed = error
    if len(batch) == 1 or begin is statements.BEGIN_READ:
        return [Done(error=failed)] * len(batch)
    # the readers among them can be served all the same
    return [Done(error=failed) if one.write else together(base, path, [one])[0] for one in batch]


def _kept_apart(base: Base, path: Path, one: Job[Any], *, alone: bool) -> Done:
    """A job among others. One that fails takes back what it wrote, and nothing of the others."""
    if alone:
        return Done(one.run(base))
    if one.write:
        base.execute(statements.SAVEPOINT)
    try:
        value = one.run(base)
    except Exception as error:
        if not base.in_transaction:  # a full disk: all is rolled back by SQLite itself
            raise
        if one.write:
            base.execute(statements.BACK_TO_SAVEPOINT)
            base.execute(statements.RELEASE)
        return Done(error=fault(error, path) if isinstance(error, sqlite3.Error) else error)
    if one.write:
        base.execute(statements.RELEASE)
    return Done(value)
