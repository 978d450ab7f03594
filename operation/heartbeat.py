"""Whether the event loop turns: it beats, and a thread beside it notices when it stops.

A stuck loop cannot say so. The thread logs one sentence; faulthandler's own thread, which needs
no lock of the interpreter, writes where every thread stands. Where a service manager watches,
it hears of each beat and restarts a program whose beats stay away.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from io import UnsupportedOperation
from time import monotonic
from typing import TextIO

from operation.notify import notify

log = logging.getLogger("wirewatch")

BEAT = 1.0  # seconds
PATIENCE = 30.0  # seconds without a beat, or without a tick, after which something is stuck


def _nobody(_: float) -> None:
    """Hear of no lag."""


@dataclass(slots=True)
class Heartbeat:
    """The moments of the last beat of the loop and of the last tick of the scheduler.

    `lagged` hears how late each beat was, in seconds.
    """

    patience: float = PATIENCE
    lagged: Callable[[float], None] = _nobody
    stacks: TextIO | None = sys.__stderr__
    beaten: float = field(default_factory=monotonic)
    ticked: float = field(default_factory=monotonic)

    def tick(self) -> None:
        """The scheduler asked for what is due."""
        self.ticked = monotonic()

    def trouble(self) -> str:
        """What is stuck, in plain words; empty while all turns."""
        now = monotonic()
        if (since := now - self.beaten) > self.patience:
            return f"the event loop has not turned for {since:.0f} s"
        if (since := now - self.ticked) > self.patience:
            return f"no source was looked for in the last {since:.0f} s"
        return ""

    async def beat(self) -> None:
        """Beat until cancelled."""
        pause = min(BEAT, self.patience / 4)
        try:
            while True:
                self.beaten = begun = monotonic()
                notify("WATCHDOG=1")
                self._arm()
                await asyncio.sleep(pause)
                self.lagged(max(monotonic() - begun - pause, 0))
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _arm(self) -> None:
        if self.stacks is not None:
            with suppress(UnsupportedOperation):  # no file behind it: then only the sentence
                faulthandler.dump_traceback_later(self.patience, file=self.stacks)


class Watch(threading.Thread):
    """Says once that the loop is stuck, and once that it turns again."""

    def __init__(self, heart: Heartbeat) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._heart = heart
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until `end`."""
        stuck = False
        while not self._ended.wait(self._heart.patience / 10):
            since = monotonic() - self._heart.beaten
            if (since > self._heart.patience) is not stuck:
                stuck = not stuck
                self._say(since, stuck=stuck)

    def end(self) -> None:
        """Look no more."""
        self._ended.set()

    def _say(self, since: float, *, stuck: bool) -> None:
        if stuck:
            log.error("the event loop is stuck for %.0f s; all stacks are on standard error", since)
        else:
            log.warning("the event loop turns again")
