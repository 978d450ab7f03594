"""The rules file of a command, or the sentences that say why there is none."""

from __future__ import annotations

import sys
from pathlib import Path

from cli.stop import Stop
from model.rulebook import Rulebook
from rules.complain import complain
from rules.inventory import Inventory
from rules.inventory import inventory as take
from rules.load import LARGEST, Loaded, load


def load_file(path: Path, *, lint: bool = True) -> tuple[Loaded, str]:
    """The loaded file and its text. Raises Stop where it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)  # of a longer one no more is needed to refuse it
    except FileNotFoundError:
        raise Stop(
            f"There is no {path}. Name the rules file with --rules FILE, "
            "or start from the one that came with Wirewatch."
        ) from None
    except OSError as why:
        raise Stop(f"{path} cannot be read: {why.strerror}.") from None
    return load(raw, lint=lint), raw.decode("utf-8", "replace")


def rulebook(path: Path) -> Rulebook:
    """The rulebook of a valid file, without its warnings. Raises Stop with every problem of
    another."""
    loaded, text = load_file(path, lint=False)
    if loaded.rulebook is None:
        raise Stop(complain(loaded.problems, text, str(path), colour=sys.stderr.isatty()))
    return loaded.rulebook


def inventory(path: Path) -> Inventory:
    """What stands in a valid file, as written. Raises Stop with every problem of another."""
    rulebook(path)
    return take(path.read_bytes())
