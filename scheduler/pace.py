"""When a source is checked next. Pure: `chance` in [0, 1) is handed in.

Between `every` and `every_at_most` by the source's own rhythm (`scheduler.rhythm`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chat.redaction import without_secrets
from model.source import FetchFailed, Push, ReadFailed, Source, SourceState
from scheduler.rhythm import begun, learnt, next_look, packed, unpacked

JITTER = 0.1  # of the pace, so that sources of one rhythm spread out
SLOWEST = timedelta(hours=6)  # a failing source is tried at least this often
PATIENCE = 16  # failures in a row beyond which the back-off no longer doubles


def after_success(
    state: SourceState,
    source: Source,
    *,
    fresh: int,
    now: datetime,
    chance: float,
    came: Sequence[datetime] = (),
    listed: Sequence[datetime] = (),
) -> SourceState:
    """The state after a check that found `fresh` new articles; the pace adapts in its bounds.
    Where a hub has proven to tell of all that is new, polls are as seldom as they may be.

    `came`: when those of them came out that are no backlog. `listed`: the dates of its list, from
    which a source that is not known yet may be learnt.
    """
    pace, rhythm = _adapt(state, source, came, listed, now)
    if state.push is Push.TRUSTED:
        pace = source.every_at_most
    return replace(
        state,
        pace=pace,
        rhythm=rhythm,
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


def moments(
    published: Iterable[datetime | None], since: datetime | None, now: datetime
) -> list[datetime]:
    """When articles came out that a check found: their own word for it where the check before,
    `since`, bears it out, else half-way between the two."""
    before = now if since is None else min(since, now)
    middle = before + (now - before) / 2
    return [one if one and before < one <= now else middle for one in published]


def _adapt(
    state: SourceState,
    source: Source,
    came: Sequence[datetime],
    listed: Sequence[datetime],
    now: datetime,
) -> tuple[timedelta, bytes | None]:
    if source.every == source.every_at_most:
        return source.every, state.rhythm
    known = unpacked(state.rhythm)
    rhythm = learnt(known or begun(now, listed), came, now)
    pace = next_look(rhythm, now, source.every, source.every_at_most)
    return pace, state.rhythm if rhythm is known else packed(rhythm)


def _jittered(pace: timedelta, chance: float) -> timedelta:
    """Up to a tenth early or late; early and late cancel out over a day."""
    return pace * (1 + JITTER * (2 * chance - 1))
