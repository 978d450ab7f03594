"""bot.py backup: a copy of all that is kept, also while the program runs."""

from __future__ import annotations

import argparse

from cli.world import DATABASE
from store.backup import Contents, backup


def run(options: argparse.Namespace) -> int:
    """Write the copy and say what is in it."""
    contents = backup(options.data / DATABASE, options.file, overwrite=options.force)
    print(f"{options.file}: {told(contents)}. The rules file is not in it: copy that besides.")
    return 0


def told(contents: Contents) -> str:
    """What a database holds, in a few words."""
    newest = f", the newest found {contents.newest:%Y-%m-%d %H:%M} UTC" if contents.newest else ""
    return (
        f"articles: {contents.articles:,}, alerts: {contents.alerts:,}{newest}; "
        f"{contents.size / 1e6:,.1f} MB, tables of version {contents.version}, whole"
    )
