"""Where the commands write their results."""

from __future__ import annotations

from rich.console import Console


def screen() -> Console:
    """The terminal of a person; plain text where it is a pipe."""
    return Console(highlight=False, soft_wrap=False)
