"""An event loop whose time passes only while everything waits: seconds cost nothing and are exact.

For what stays within the process: no thread and no other program is waited for.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import Any


class _Hurried(selectors.DefaultSelector):
    """Where all wait for a moment, it has come."""

    passed = 0.0  # seconds

    def select(self, timeout: float | None = None) -> Any:
        """What is ready now; where nothing is, the time until the next timer has passed."""
        ready = super().select(timeout if timeout is None else 0)
        if not ready and timeout is not None and timeout > 0:
            self.passed += timeout
        return ready


class DrivenLoop(asyncio.SelectorEventLoop):
    """Its time starts at 0 and goes from timer to timer."""

    def __init__(self) -> None:
        self._hurried = _Hurried()
        super().__init__(self._hurried)

    def time(self) -> float:
        """Seconds passed since it was made."""
        return self._hurried.passed


class DrivenPolicy(asyncio.DefaultEventLoopPolicy):
    """For pytest-asyncio: a module's fixture `event_loop_policy` returns one."""

    def new_event_loop(self) -> DrivenLoop:
        """A loop of its own for each test."""
        return DrivenLoop()
