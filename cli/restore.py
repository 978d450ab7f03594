"""bot.py restore: a backup takes the place of what is kept, which stays beside it."""

from __future__ import annotations

import argparse

from cli.backup import clear, told
from cli.stop import Stop
from cli.world import DATABASE, database_url, utc_now
from store.backup import restore


def run(options: argparse.Namespace) -> int:
    """Restore and say what is in it; refused while a run holds the database."""
    if database_url():
        raise Stop(
            "All is kept in PostgreSQL, which restores itself; stop every run first: "
            "pg_restore --clean --if-exists --single-transaction "
            f'--dbname="$DATABASE_URL" {options.file}'
        )
    path = options.data / DATABASE
    clear(path)
    contents, kept = restore(path, options.file, utc_now())
    print(f"{path}: {told(contents)}.")
    if kept:
        print(f"What was there before lies in {kept}; delete it when you no longer need it.")
    print("What was sent after the backup was made may be sent once more: docs/store.md.")
    return 0
