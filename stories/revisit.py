"""When an article is read again after its alert: soon at first, then ever less often."""

from __future__ import annotations

from datetime import datetime, timedelta

# after the alert; corrections come within hours, withdrawals within days
SCHEDULE = (
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)


def next_visit(step: int, alerted_at: datetime) -> datetime | None:
    """The moment of the visit number `step`, counted from 0, of an article alerted to at that
    moment; None when the visits are over. ValueError for a negative step."""
    if step < 0:
        raise ValueError(f"visits are counted from 0, not {step}")
    return alerted_at + SCHEDULE[step] if step < len(SCHEDULE) else None
