"""bot.py backup: a copy of all that is kept, also while the program runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.stop import Stop
from cli.world import DATABASE, database_url, utc_now
from store.backup import Contents, backup, clear_parts

DUMP = 'pg_dump --format=custom --file={} "$DATABASE_URL"'


def run(options: argparse.Namespace) -> int:
    """Write the copy and say what is in it."""
    if database_url():
        raise Stop(f"All is kept in PostgreSQL, which copies itself: {DUMP.format(options.file)}")
    clear(options.file)
    contents = backup(options.data / DATABASE, options.file, overwrite=options.force)
    print(f"{options.file}: {told(contents)}. The rules file is not in it: copy that besides.")
    return 0


def clear(target: Path) -> None:
    """Remove what killed copies left beside a file, and say so."""
    for part in clear_parts(target, utc_now()):
        print(f"{part} was left by a copy that was killed: removed.")


def told(contents: Contents) -> str:
    """What a database holds, in a few words."""
    newest = f", the newest found {contents.newest:%Y-%m-%d %H:%M} UTC" if contents.newest else ""
    return (
        f"articles: {contents.articles:,}, alerts: {contents.alerts:,}{newest}; "
        f"{contents.size / 1e6:,.1f} MB, tables of version {contents.version}, whole"
    )
