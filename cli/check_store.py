"""bot.py check-store: whether the database is whole, read from end to end."""

from __future__ import annotations

import argparse

from cli.stop import Stop
from cli.world import DATABASE
from store.backup import check
from store.connection import DAMAGED

SHOWN = 20  # faults


def run(options: argparse.Namespace) -> int:
    """0 where it is whole, else 1 with the faults; may be asked for while the program runs."""
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
