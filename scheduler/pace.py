"""When a source is checked next. Pure: `chance` in [0, 1) is handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chat.redaction import without_secrets
from model.source import FetchFailed, Push, ReadFailed, Source, SourceState

JITTER = 0.1  # of the pace, so that sources of one rhythm spread out
SLOWEST = timedelta(hours=6)  # a failing source is tried at least this often
QUICKEN, SLACKEN = 0.5, 1.25  # of the pace after a check with and without news
PATIENCE = 16  # failures in a row beyond which the back-off no longer doubles


def after_success(
    state: SourceState, source: Source, *, fresh: int, now: datetime, chance: float
) -> SourceState:
    """The state after a check that found `fresh` new articles; the pace adapts in its bounds.
    Where a hub has proven to tell of all that is new, polls are as seldom as they may be."""
    pace = _adapt(state.pace or source.every, source, fresh)
    if state.push is Push.TRUSTED:
        pace = source.every_at_most
    return replace(
        state,
        pace=pace,
        next_check=now + _jittered(pace, chance),
        last_ok=now,
        last_new=now if fresh else state.last_new,
        articles=state.articles + fresh,
        failures=0,
        trouble=None,
        message="",
        trouble_since=None,
    )


def after_failure(
    state: SourceState,
    source: Source,
    failure: FetchFailed | ReadFailed,
    *,
    now: datetime,
    chance: float,
) -> SourceState:
    """The state after a failed check: slower each time, and never before Retry-After."""
    failures = state.failures + 1
    wait = min(source.every * 2 ** min(failures, PATIENCE), max(SLOWEST, source.every))
    asked = failure.retry_after if isinstance(failure, FetchFailed) else None
    return replace(
        state,
        next_check=now + max(_jittered(wait, chance), asked or timedelta()),
        failures=failures,
        trouble=failure.trouble,
        message=without_secrets(failure.message),
        trouble_since=state.trouble_since or now,
    )


def retry_page(attempts: int, now: datetime, asked: timedelta | None) -> datetime:
    """When an article's page that failed `attempts` times is fetched again: 20 s, 1, 3 min."""
    wait: timedelta = timedelta(seconds=20) * 3 ** max(attempts - 1, 0)
    return now + max(wait, asked or timedelta())


def _adapt(pace: timedelta, source: Source, fresh: int) -> timedelta:
    wanted = pace * (QUICKEN if fresh else SLACKEN)
    return min(max(wanted, source.every), source.every_at_most)


def _jittered(pace: timedelta, chance: float) -> timedelta:
    """Up to a tenth early or late; early and late cancel out over a day."""
    return pace * (1 + JITTER * (2 * chance - 1))
