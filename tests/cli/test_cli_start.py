"""What a start waits for, and what it does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT = ("telegram", "trafilatura", "htmldate", "feedparser", "bs4", "snowballstemmer")


def imported(module: str) -> set[str]:
    """The modules in a process that has imported this one."""
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(said.stdout.split())


@pytest.mark.parametrize("module", ["cli.run", "cli.status"])
def test_a_start_imports_what_it_needs(module):
    """Neither the chat library nor the readers of pages, one second of imports, stand before the
    first request."""
    assert not imported(module).intersection(WITHOUT)


def test_asking_for_help_imports_no_room():
    """`bot.py --help` knows its commands without importing any."""
    assert not {one for one in imported("bot") if one.startswith(("rules", "scheduler", "chat"))}
