"""bot.py check: whether the rules file is right."""

from __future__ import annotations

import argparse
import sys

from cli.rulesfile import load_file
from model.rulebook import Rulebook
from rules.complain import complain


def run(options: argparse.Namespace) -> int:
    """Print every problem and return 1, or print what the file holds and return 0."""
    loaded, text = load_file(options.rules)
    colour = sys.stdout.isatty()
    origin = str(options.rules)
    if loaded.rulebook is None:
        print(complain(loaded.problems, text, origin, colour=colour))
        return 1
    if loaded.rulebook.warnings:
        warnings = loaded.rulebook.warnings
        print(complain(warnings, text, origin, colour=colour, noun="warning"))
    print(f"{origin} is fine: {summary(loaded.rulebook)}.")
    return 0


def summary(book: Rulebook) -> str:
    """What a rulebook holds, in a few words."""
    counts = (
        (len(book.topics), "topic"),
        (len(book.sources), "source"),
        (len(book.chats), "chat"),
    )
    return ", ".join(counted(count, noun) for count, noun in counts)


def counted(count: int, noun: str) -> str:
    """A count with its noun: 1 topic, 2 topics."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
