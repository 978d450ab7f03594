"""What is remembered of each host between requests, within a bound.

Times here are seconds of one steady clock, whichever the caller reads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Generic, TypeVar

from model.source import Fetched, FetchFailed, Trouble
from monitors.web.robots import ALLOW_ALL, Robots

REMEMBERED = 50_000

_NEVER = float("-inf")
_ROBOTS_KEPT = timedelta(hours=24)  # RFC 9309, 2.4
_ROBOTS_RETRIED = timedelta(minutes=10)
_REST = timedelta(minutes=1)  # after a 429 that does not say for how long
_SILENCES = 2  # exchanges in a row without an end, after which a host is hung, not slow
_LONGEST_SILENT_REST = timedelta(minutes=15)
_REST_STATUSES = frozenset({429, 503})
_REFUSALS = range(400, 500)


@dataclass(slots=True)
class Manners:
    """How one origin (scheme, host and port) wants to be treated."""

    free_at: float = 0.0  # no request before
    robots: Robots = ALLOW_ALL
    _robots_until: float = _NEVER
    _rest: FetchFailed | None = None  # the answer that asked to be left alone, or its lack
    _rest_until: float = _NEVER
    _silences: int = 0  # in a row

    def knows_robots(self, at: float) -> bool:
        """Whether robots.txt was read (or tried) lately enough."""
        return at < self._robots_until

    def learn_robots(self, robots: Robots, answer: object, at: float) -> None:
        """Keep what robots.txt led to: a file or a 4xx for a day, anything else for ten minutes."""
        refused = isinstance(answer, FetchFailed) and answer.status in _REFUSALS
        kept = _ROBOTS_KEPT if refused or isinstance(answer, Fetched) else _ROBOTS_RETRIED
        self.robots, self._robots_until = robots, at + kept.total_seconds()

    def resting(self, at: float) -> FetchFailed | None:
        """The answer that asked to be left alone, with the time still left; None: go ahead."""
        left = self._rest_until - at
        if left <= 0 or self._rest is None:
            return None
        return replace(self._rest, retry_after=timedelta(seconds=left))

    def note(self, answer: object, at: float) -> None:
        """Take an answer's wish to be left alone to heart; a host that hangs has it too."""
        silent = isinstance(answer, FetchFailed) and answer.trouble is Trouble.TIMEOUT
        self._silences = self._silences + 1 if silent else 0
        if isinstance(answer, FetchFailed) and (wait := self._wish(answer)):
            self._rest, self._rest_until = answer, at + wait.total_seconds()

    def rest(self, failure: FetchFailed, at: float) -> None:
        """Leave the host alone as it asked another program, for the failure's `retry_after`."""
        length = failure.retry_after or timedelta()
        self._rest, self._rest_until = failure, at + length.total_seconds()

    def _wish(self, failure: FetchFailed) -> timedelta | None:
        """How long to leave the host alone: as it says, else a minute, longer if it stays hung."""
        if self._silences >= _SILENCES:
            doubled = 1 << min(self._silences - _SILENCES, 9)
            return min(_REST * doubled, _LONGEST_SILENT_REST)
        if failure.status not in _REST_STATUSES:
            return None
        if failure.retry_after is None and failure.trouble is Trouble.RATE_LIMITED:
            return _REST
        return failure.retry_after

    def done(self, pause: timedelta, at: float) -> None:
        """A request ended: the next may start after `pause` or Crawl-delay, the longer of them."""
        self.free_at = at + max(pause, self.robots.delay).total_seconds()


T = TypeVar("T")


class LeastRecent(Generic[T]):
    """A map that forgets whom it met longest ago, but nobody who is `busy`."""

    def __init__(self, make: Callable[[], T], busy: Callable[[T], bool], bound: int) -> None:
        self._make, self._busy, self._bound = make, busy, bound
        self._kept: OrderedDict[str, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, key: str) -> T:
        """What is kept under the key, made anew when it is not known (any more)."""
        if key not in self._kept:
            self._kept[key] = self._make()
            if len(self._kept) > self._bound:
                self._forget_one(but=key)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _forget_one(self, but: str) -> None:
        oldest = (key for key, kept in self._kept.items() if key != but and not self._busy(kept))
        if (key := next(oldest, None)) is not None:
            del self._kept[key]
