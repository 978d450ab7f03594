"""Where the commands write: results to standard output, complaints to standard error."""

from __future__ import annotations

import sys

from rich.console import Console


class Stop(Exception):  # noqa: N818 - it ends a command, it is no fault of ours
    """One clear sentence for the person at the keyboard; the program ends with `code`."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def screen() -> Console:
    """The terminal of a person; plain text where it is a pipe."""
    return Console(highlight=False, soft_wrap=False)


def complain(sentence: str) -> None:
    """Write one sentence to standard error."""
    sys.stderr.write(sentence.rstrip() + "\n")
