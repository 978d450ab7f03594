"""Telegram's published flood limits, for a stand-in that enforces them."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Floods:
    """1/s to a chat, 20/min to a group or channel, 30/s over all; seconds of loop time.

    `slack` seconds are forgiven, since arrival times jitter on a busy machine.
    """

    slack: float = 0.1
    violations: int = 0
    _chats: dict[int | str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _all: deque[float] = field(default_factory=deque)

    def judge(self, chat: int | str, now: float) -> int:
        """0 and the message counts, or the seconds to wait."""
        group = isinstance(chat, str) or chat < 0
        limits = [(self._chats[chat], 20, 60.0)] if group else [(self._chats[chat], 1, 1.0)]
        limits.append((self._all, 30, 1.0))
        wait = max(self._wait(times, count, span, now) for times, count, span in limits)
        if wait > 0:
            self.violations += 1
            return math.ceil(wait)
        for times, _, _ in limits:
            times.append(now)
        return 0

    def _wait(self, times: deque[float], count: int, span: float, now: float) -> float:
        while times and times[0] <= now - span + self.slack:
            times.popleft()
        return times[0] + span - now if len(times) >= count else 0.0
