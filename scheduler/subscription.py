"""What becomes of a subscription: asked for, confirmed, denied, pushed to, judged, let go. Pure.

Each of these may run twice, within a transaction (`model.push.Change`); `now` and `chance` in
[0, 1) are handed in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from model.push import Subscription
from model.source import Push, Source, SourceState
from monitors.websub import Intent

LEASE = timedelta(days=10)  # asked for
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=30)  # between two requests of one lease
FIRST, SLOWEST = timedelta(minutes=30), timedelta(days=1)  # between tries at a hub that fails us
DENIED = timedelta(days=1)  # until a hub that said no is asked again
GAP = timedelta(seconds=5)  # between two checks that pushes ask for, at least
LATE = timedelta(minutes=2)  # that a push may come after the poll that found the same
TRUST = 2  # finds in a row that pushes announced
FAREWELLS = 3  # requests to be pushed no longer; then the lease is left to end
CONFIRMED = frozenset({Push.ON, Push.TRUSTED, Push.SILENT})

NEVER_CALLED = (
    "the hub took the request, but never called back: can it reach WIREWATCH_PUSH_URL from outside?"
)
RAN_OUT = "the lease ran out, and the hub has not renewed it"
UNANNOUNCED = "new articles came without a push"


def new(source: SourceState, base: str, token: str, secret: str, now: datetime) -> Subscription:
    """One to the hub that a source's feed names, to be asked for at once."""
    return Subscription(
        token=token,
        secret=secret,
        source=source.name,
        hub=source.hub,
        topic=source.topic,
        base=base,
        made_at=now,
        next_try=now,
    )


def asking(one: Subscription, now: datetime) -> Subscription | None:
    """Just before the hub is asked: what it did not answer so far, and when to ask again."""
    if one.state is Push.LEAVING and one.tries >= FAREWELLS:
        return None
    wait = min(FIRST * 2 ** min(one.tries, 9), SLOWEST)
    next_try = now + wait
    if one.lease_until is not None and now < one.lease_until < next_try:
        next_try = one.lease_until
    asked = _overdue(one, now)
    return replace(asked, tries=one.tries + 1, asked_at=now, next_try=next_try)


def _overdue(one: Subscription, now: datetime) -> Subscription:
    over = one.state in CONFIRMED and one.lease_until is not None and one.lease_until <= now
    if over:
        return _doubted(replace(one, message=RAN_OUT), Push.FAILED, now)
    if one.asked_at is not None and one.state in {Push.ASKED, Push.FAILED}:
        return replace(one, state=Push.FAILED, message=NEVER_CALLED)
    return one


def refused(
    one: Subscription, message: str, wait: timedelta | None, now: datetime
) -> Subscription | None:
    """The hub said no, or nothing. One that has called back meanwhile said yes before."""
    if one.asked_at is None:
        return one
    state = Push.FAILED if one.state is Push.ASKED else one.state
    later = max(one.next_try, now + (wait or timedelta()))
    return replace(one, state=state, message=message, asked_at=None, next_try=later)


def agrees(one: Subscription, asked: Intent) -> bool:
    """Whether we asked for what the hub wants confirmed."""
    if asked.topic != one.topic or not asked.challenge or one.asked_at is None:
        return False
    wanted = "unsubscribe" if one.state is Push.LEAVING else "subscribe"
    return asked.mode == wanted


def confirmed(
    one: Subscription, asked: Intent, now: datetime, chance: float
) -> Subscription | None:
    """The hub called back as agreed; the lease is renewed when a fifth of it is left."""
    if not agrees(one, asked):
        return one
    if one.state is Push.LEAVING:
        return None
    renewed = min(max(asked.lease * (0.75 + 0.1 * chance), SHORTEST), LONGEST)
    anew = one.state not in CONFIRMED
    return replace(
        one,
        state=Push.ON if anew else one.state,
        judged=max(one.judged or now, now) if anew else one.judged,
        asked_at=None,
        tries=0,
        lease_until=now + min(asked.lease, 10 * LONGEST),
        next_try=now + renewed,
        message="" if anew or one.state is not Push.SILENT else one.message,
    )


def denied(one: Subscription, asked: Intent, now: datetime) -> Subscription | None:
    """The hub does not push this to us, or no longer."""
    if asked.topic != one.topic:
        return one
    if one.state is Push.LEAVING:
        return None
    why = f"the hub denied it{': ' if asked.reason else ''}{asked.reason}"
    wait = DENIED * 2 ** min(one.tries, 4)
    lapsed = replace(one, asked_at=None, lease_until=None, message=why)
    return replace(_doubted(lapsed, Push.FAILED, now), tries=one.tries + 1, next_try=now + wait)


def pushed(
    one: Subscription, state: SourceState, every: timedelta, gap: timedelta, now: datetime
) -> Subscription:
    """A push that was signed: from when on it wants its source to be due. After pushes that brought
    nothing new that is ever later, up to `every`: no hub has us ask more often than polls do."""
    idle = _idle(one, state)
    after = replace(one, idle=idle, pushes=one.pushes + 1)
    last = min(one.pushed_at, now) if one.pushed_at else None  # a clock may be set back
    wanted = max(now, last + _pause(after, every, gap)) if last else now
    return replace(after, pushed_at=now, wanted=min(one.wanted or wanted, wanted))


def _idle(one: Subscription, state: SourceState) -> int:
    """Pushes in a row that nothing new was found after; one not looked at yet does not count."""
    last = one.pushed_at
    if last is None or state.last_check is None or state.last_check < last:
        return one.idle
    return 0 if state.last_new is not None and state.last_new >= last else one.idle + 1


def _pause(one: Subscription, every: timedelta, gap: timedelta) -> timedelta:
    doubled: timedelta = gap * 2 ** min(one.idle, 16)
    return max(min(doubled, every), gap)


def judged(
    one: Subscription, state: SourceState, source: Source, gap: timedelta, now: datetime
) -> Subscription:
    """The source had something new: did a push announce it? It may come a little later; until
    then nothing is said."""
    found = state.last_new
    if found is None or one.state not in CONFIRMED or found <= (one.judged or one.made_at):
        return one
    known_by = found - _pause(one, source.every, gap) - LATE
    if one.pushed_at is not None and one.pushed_at >= known_by:
        return _heard(replace(one, judged=found))
    if now < found + LATE:
        return one
    return _doubted(replace(one, judged=found, message=UNANNOUNCED), Push.SILENT, now)


def _heard(one: Subscription) -> Subscription:
    heard = one.heard + 1
    if heard < TRUST:
        return replace(one, heard=heard)
    return replace(one, heard=heard, state=Push.TRUSTED, message="")


def leaving(one: Subscription, now: datetime) -> Subscription:
    """The hub is to push this no longer."""
    ended = _doubted(replace(one, wanted=None, message=""), Push.LEAVING, now)
    return replace(ended, tries=0, asked_at=None, next_try=now)


def _doubted(one: Subscription, state: Push, now: datetime) -> Subscription:
    """No longer trusted: a source that was polled seldom for that is looked at now, and then at its
    ordinary pace."""
    wanted = now if one.state is Push.TRUSTED else one.wanted
    return replace(one, state=state, heard=0, wanted=wanted)
