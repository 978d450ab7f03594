"""bot.py migrate-store: all that is kept in the data folder moves into PostgreSQL."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from cli.stop import Stop
from cli.world import DATABASE, database_url, postgres
from store.sqlite import SqliteStore


def run(options: argparse.Namespace) -> int:
    """Copy, compare and say what to do next; the file stays as it is."""
    path, url = options.data / DATABASE, database_url()
    if not url:
        raise Stop(
            "Say where to: write DATABASE_URL=postgresql://user:password@host:5432/database into "
            ".env, naming an empty database."
        )
    if not path.is_file():
        raise Stop(f"There is no {path}: nothing to move. `python bot.py run` starts anew.")
    asyncio.run(_up_to_date(path, url))
    from store.moving import move  # noqa: PLC0415 — of the group `scale`
    from store.postgres_faults import place  # noqa: PLC0415 — the same

    print(f"{path} → {place(url)}")
    counts = move(path, url, told)
    print(f"{sum(counts.values()):,} rows moved, each table read back and compared.")
    print("From now on `python bot.py run` works with PostgreSQL, as long as DATABASE_URL is set.")
    print(f"{path} stays as it is and is not written any more: delete it when all is well.")
    return 0


async def _up_to_date(path: Path, url: str) -> None:
    """Bring both to the present tables, or say why that cannot be."""
    await (await SqliteStore.open(path)).close()
    await (await postgres(url)).close()


def told(table: str, rows: int) -> None:
    """One line a table."""
    if rows:
        print(f"  {table:<16}{rows:>12,}", flush=True)
