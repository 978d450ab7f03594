"""bot.py check-store: whether the database is whole, read from end to end."""

from __future__ import annotations

import argparse
import asyncio

from cli.check import counted
from cli.stop import Stop
from cli.world import DATABASE, database_url, postgres
from store.backup import check
from store.connection import DAMAGED

SHOWN = 20  # faults


def run(options: argparse.Namespace) -> int:
    """0 where it is whole, else 1 with the faults; may be asked for while the program runs."""
    if url := database_url():
        return asyncio.run(_check_server(url))
    path = options.data / DATABASE
    if not path.is_file():
        raise Stop(f"There is nothing in {options.data}/ yet: `python bot.py run` fills it.")
    faults = check(path)
    for fault in faults[:SHOWN]:
        print(fault)
    if faults:
        raise Stop(DAMAGED.format(path=path))
    print(f"{path} is whole.")
    return 0


async def _check_server(url: str) -> int:
    store = await postgres(url, read_only=True)  # its tables are ours and up to date, or it raises
    try:
        sources = len(await store.source_states())
    finally:
        await store.close()
    print(f"PostgreSQL answers; its tables are in order, with {counted(sources, 'source')}.")
    print("Whether each page and index on its disk is whole, PostgreSQL's own tool tells:")
    print('pg_amcheck --install-missing --heapallindexed "$DATABASE_URL"')
    return 0
