"""bot.py restore: a backup takes the place of what is kept, which stays beside it."""

from __future__ import annotations

import argparse

from cli.backup import told
from cli.world import DATABASE, utc_now
from store.backup import restore


def run(options: argparse.Namespace) -> int:
    """Restore and say what is in it; refused while a run holds the database."""
    path = options.data / DATABASE
    contents, kept = restore(path, options.file, utc_now())
    print(f"{path}: {told(contents)}.")
    if kept:
        print(f"What was there before lies in {kept}; delete it when you no longer need it.")
    print("What was sent after the backup was made may be sent once more: docs/store.md.")
    return 0
