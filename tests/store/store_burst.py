"""A program to be killed: commits checks as fast as it can, prints each number acknowledged.

Usage: store_burst.py DATABASE FIRST. Several commits are always handed in at once, so that a
kill finds one under way and others queued behind it.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from store_makers import alert, checked, remembered

from model.source import SourceState
from store.sqlite import SqliteStore

AT_ONCE = 8


async def one(store: SqliteStore, number: int) -> None:
    """Commit check `number`; say so once it is durable."""
    await store.commit_check(
        checked(
            state=SourceState("burst", checks=number),
            articles=(remembered(f"a{number}", number, text="x" * 3000),),
            alerts=(alert(f"d{number}"),),
        )
    )
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


async def main(path: Path, first: int) -> None:
    """Commit until killed."""
    store = await SqliteStore.open(path)
    while True:
        await asyncio.gather(*(one(store, number) for number in range(first, first + AT_ONCE)))
        first += AT_ONCE


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
