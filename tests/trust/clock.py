"""A clock that two processes share through a file, and that can be set and hurried."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Dial:
    """What the clock shows: `shown` at the machine's second `real`, and `speed` times as fast."""

    shown: float
    real: float
    speed: float = 1.0

    def at(self, real: float) -> float:
        """What it shows at a second of the machine, both since 1970."""
        return self.shown + (real - self.real) * self.speed


class FileClock:
    """Reads the dial anew whenever its file has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = 0
        self._dial = Dial(0, 0)

    @classmethod
    def wound(cls, path: Path, shown: datetime = NOON, speed: float = 1.0) -> FileClock:
        """A new clock that shows a moment."""
        clock = cls(path)
        clock._write(Dial(shown.timestamp(), time.time(), speed))
        return clock

    def now(self) -> datetime:
        """The moment it shows."""
        return datetime.fromtimestamp(self._now_dial().at(time.time()), UTC)

    def jump(self, length: timedelta) -> None:
        """Set it forward, or back by a negative length."""
        dial, real = self._now_dial(), time.time()
        shown = dial.at(real) + length.total_seconds()
        self._write(replace(dial, shown=shown, real=real))

    @property
    def speed(self) -> float:
        """How many of its seconds one of the machine's is."""
        return self._now_dial().speed

    def _now_dial(self) -> Dial:
        stamp = self._path.stat().st_mtime_ns
        if stamp != self._stamp:
            self._dial = Dial(**json.loads(self._path.read_text("utf-8")))
            self._stamp = stamp
        return self._dial

    def _write(self, dial: Dial) -> None:
        draft = self._path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(dial)), "utf-8")
        os.replace(draft, self._path)  # noqa: PTH105 # atomic, and named as such
