"""How a command ends that cannot go on: one sentence, raised anywhere, written by bot.main."""

from __future__ import annotations

import sys


class Stop(Exception):  # noqa: N818 - it ends a command, it is no fault of ours
    """One clear sentence for the person at the keyboard; the program ends with `code`."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def complain(sentence: str) -> None:
    """Write one sentence to standard error."""
    sys.stderr.write(sentence.rstrip() + "\n")
