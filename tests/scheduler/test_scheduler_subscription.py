"""What becomes of a subscription, step by step, by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.push import Subscription
from model.source import Push, SourceState
from monitors.websub import Intent
from scheduler import subscription as steps
from scheduler.pace import after_success
from tests.kit.line import START, make_source

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOPIC = "https://post.example/feed.xml"
SOURCE = make_source(every=timedelta(minutes=5), every_at_most=HOUR)
STATE = SourceState("post", hub="https://hub.example/", topic=TOPIC)
GAP = steps.GAP
NEW = steps.new(STATE, "https://bot.example/push", "wwt-token", "wws-secret", START)
YES = Intent("subscribe", TOPIC, "c", timedelta(days=5))


def asked(one: Subscription = NEW, at=START) -> Subscription:
    """Asked for."""
    found = steps.asking(one, at)
    assert found is not None
    return found


def on(**other) -> Subscription:
    """Confirmed at the start."""
    found = steps.confirmed(asked(), YES, START, 0.5)
    assert found is not None
    return replace(found, **other)


def test_no_line_shows_the_token_or_the_secret():
    """A subscription in a log is a subscription without them."""
    assert "wwt-" not in repr(NEW)
    assert "wws-" not in repr(NEW)
    assert NEW.callback == "https://bot.example/push/wwt-token"


def test_a_hub_that_calls_back_is_on():
    """Asked again when a fifth of the lease is left."""
    one = on()
    assert (one.state, one.tries, one.asked_at) == (Push.ON, 0, None)
    assert one.lease_until == START + timedelta(days=5)
    assert one.next_try == START + timedelta(days=4)


@pytest.mark.parametrize(
    ("lease", "wait"),
    [(0 * DAY, 10 * MINUTE), (3650 * DAY, 30 * DAY), (10**5 * DAY, 30 * DAY)],
)
def test_no_lease_and_one_of_ten_years(lease: timedelta, wait: timedelta):
    """Asked again neither at once nor never."""
    one = steps.confirmed(asked(), replace(YES, lease=lease), START, 0.5)
    assert one is not None
    assert one.next_try == START + wait


@pytest.mark.parametrize(
    "intent",
    [
        replace(YES, topic="https://post.example/other"),
        replace(YES, mode="unsubscribe"),
        replace(YES, mode=""),
        replace(YES, challenge=""),
    ],
)
def test_what_was_not_asked_for_is_not_confirmed(intent: Intent):
    """Another topic, the end of it, nothing to echo."""
    assert not steps.agrees(asked(), intent)
    assert steps.confirmed(asked(), intent, START, 0.5) == asked()
    assert not steps.agrees(NEW, YES)
    assert not steps.agrees(on(), YES)


def test_a_hub_that_never_calls_back():
    """202 and silence: asked again ever more seldom, and said; a late call is still taken."""
    one, waits = asked(), []
    for _ in range(8):
        one = asked(one, one.next_try)
        waits.append(one.next_try - one.asked_at)
    assert (one.state, one.message) == (Push.FAILED, steps.NEVER_CALLED)
    assert waits[:3] == [HOUR, 2 * HOUR, 4 * HOUR]
    assert waits[-1] == DAY
    late = steps.confirmed(one, YES, START, 0.5)
    assert late is not None
    assert (late.state, late.message) == (Push.ON, "")


def test_a_hub_that_refuses():
    """Its words are kept, its Retry-After is waited for."""
    one = steps.refused(asked(), "hub.example answers 500", 2 * HOUR, START)
    assert one is not None
    assert (one.state, one.message) == (Push.FAILED, "hub.example answers 500")
    assert one.next_try == START + 2 * HOUR
    assert not steps.agrees(one, YES)


def test_a_hub_that_confirmed_before_it_failed():
    """It called back within our request and then broke off: it is on."""
    assert steps.refused(on(), "broke off", None, START) == on()


def test_a_renewal_that_fails_does_not_end_the_lease():
    """Until the lease is over: then it has failed, and the moment is not missed."""
    renewing = asked(on(), START + 4 * DAY)
    renewing = steps.refused(renewing, "hub.example answers 500", None, START)
    assert renewing is not None
    assert renewing.state is Push.ON
    at = renewing.next_try
    while at < START + 5 * DAY:
        renewing = asked(renewing, at)
        at = renewing.next_try
    assert at == START + 5 * DAY
    over = asked(renewing, at)
    assert (over.state, over.message) == (Push.FAILED, steps.RAN_OUT)


def test_a_hub_that_denies():
    """Any time; its reason is kept, and it is asked again another day."""
    no = replace(YES, mode="denied", reason="not yours")
    one = steps.denied(on(), no, START)
    assert one is not None
    assert (one.state, one.message) == (Push.FAILED, "the hub denied it: not yours")
    assert one.next_try == START + DAY
    assert steps.denied(on(), replace(no, topic="another"), START) == on()


def test_a_farewell():
    """Asked for three times at most; confirmed, denied or not, nothing is kept of it."""
    one = steps.leaving(on(), START)
    assert one.next_try == START
    bye = replace(YES, mode="unsubscribe")
    waiting = asked(one)
    assert not steps.agrees(waiting, YES)
    assert steps.confirmed(waiting, bye, START, 0.5) is None
    assert steps.denied(waiting, replace(bye, mode="denied"), START) is None
    third = asked(asked(waiting))
    assert steps.asking(third, START) is None


def pushes(one: Subscription, *seconds: float, found: bool = False) -> list[float]:
    """When, in seconds, pushes at these moments have the source checked; each check is at once,
    and finds something or not."""
    wanted = []
    for second in seconds:
        at = START + timedelta(seconds=second)
        last = one.pushed_at and one.pushed_at + timedelta(seconds=0.1)
        state = replace(STATE, last_check=last, last_new=last if found else None)
        one = steps.pushed(replace(one, wanted=None), state, SOURCE.every, GAP, at)
        wanted.append((one.wanted - START).total_seconds())
    return wanted


def test_the_first_push_is_now():
    """Later ones as far apart as the least pause."""
    assert pushes(on(), 1, 2, 20, found=True) == [1, 6, 20]


def test_pushes_that_bring_nothing_count_ever_less():
    """A hub that pushes every second has us ask no more often than polls would."""
    wanted = pushes(on(), *range(1, 20))
    pauses = [later - at for at, later in enumerate(wanted, 1)]
    assert pauses[:4] == [0, 9, 19, 39]
    assert max(pauses) == 299


def test_a_push_that_waits_is_not_put_off_by_the_next():
    """A hub that pushes all the time does not keep the source from being checked."""
    one = on(pushed_at=START)
    for second in range(1, 30):
        at = START + timedelta(seconds=second)
        one = steps.pushed(one, STATE, SOURCE.every, GAP, at)
    assert one.wanted == START + GAP


def test_a_clock_set_back_silences_no_push():
    """The last one seems to come in an hour."""
    one = steps.pushed(on(pushed_at=START + HOUR), STATE, SOURCE.every, GAP, START)
    assert one.wanted == START + GAP


def find(one: Subscription, at, now) -> Subscription:
    """A check found something."""
    return steps.judged(one, replace(STATE, last_new=at), SOURCE, GAP, now)


def test_pushes_that_announce_what_is_found_are_trusted():
    """Twice in a row, just before or just after the find; each find counts once."""
    one = find(on(pushed_at=START + MINUTE), START + MINUTE, START + MINUTE)
    assert (one.state, one.heard) == (Push.ON, 1)
    assert find(one, START + MINUTE, START + MINUTE) == one
    one = replace(one, pushed_at=START + 10 * MINUTE)
    one = find(one, START + 9 * MINUTE, START + 10 * MINUTE)
    assert (one.state, one.heard) == (Push.TRUSTED, 2)


def test_a_find_that_no_push_announced():
    """Said after two minutes, since a push may come late; trust begins anew."""
    one = on(state=Push.TRUSTED, heard=9, pushed_at=START)
    at = START + HOUR
    assert find(one, at, at + MINUTE) == one
    one = find(one, at, at + 2 * MINUTE)
    assert (one.state, one.heard, one.message) == (Push.SILENT, 0, steps.UNANNOUNCED)
    again = find(replace(one, pushed_at=at + HOUR), at + HOUR, at + HOUR)
    assert again.state is Push.SILENT
    again = find(replace(again, pushed_at=at + DAY), at + DAY, at + DAY)
    assert (again.state, again.message) == (Push.TRUSTED, "")


@pytest.mark.parametrize(
    ("state", "wanted"), [(Push.TRUSTED, True), (Push.ON, False), (Push.SILENT, False)]
)
def test_a_source_that_was_polled_seldom_is_looked_at_when_trust_ends(state: Push, wanted: bool):
    """However it ends; the others were polled as always."""
    one, later = on(state=state), START + 5 * DAY
    ends = (
        asked(replace(one, next_try=later), later),
        steps.denied(one, replace(YES, mode="denied"), later),
        find(replace(one, pushed_at=START), START + HOUR, later),
        steps.leaving(one, later),
    )
    for ended in ends:
        assert ended is not None
        assert ended.wanted == (later if wanted else None)


def test_finds_from_before_count_for_nothing():
    """Those of the first sight, and those while it was not confirmed."""
    assert find(on(), START - MINUTE, START + HOUR) == on()
    failed = on(state=Push.FAILED)
    assert find(failed, START + HOUR, START + 2 * HOUR) == failed


@pytest.mark.parametrize("push", [None, *Push])
def test_only_a_trusted_push_lets_polls_be_seldom(push: Push | None):
    """As seldom as the editor allows, with news and without."""
    state = replace(STATE, push=push, pace=SOURCE.every)
    for fresh in (0, 3):
        found = after_success(state, SOURCE, fresh=fresh, now=START, chance=0.5)
        assert (found.pace == HOUR) == (push is Push.TRUSTED)


@given(st.lists(st.tuples(st.sampled_from("apcdrj"), st.integers(0, 10**6)), max_size=30))
def test_whatever_comes_in_whatever_order(events: list[tuple[str, int]]):
    """It is never asked again at once for ever, never put off for more than 31 days, and what is
    wanted is never beyond the ordinary pace."""
    one, now = NEW, START
    for event, seconds in events:
        now += timedelta(seconds=seconds)
        after = happens(event, one, now, now - timedelta(seconds=seconds // 2))
        if event in "ac" and after != one:
            assert now < after.next_try <= now + 31 * DAY
        if event == "p":
            assert after.wanted <= now + SOURCE.every
        one = after


def happens(event: str, one: Subscription, now: datetime, new: datetime) -> Subscription:
    """One thing that may happen to a subscription that is not being ended."""
    state = replace(STATE, last_new=new, last_check=now)
    steps_taken = {
        "a": partial(steps.asking, one, now),
        "p": partial(steps.pushed, one, state, SOURCE.every, GAP, now),
        "c": partial(steps.confirmed, one, YES, now, 0.9),
        "d": partial(steps.denied, one, YES, now),
        "r": partial(steps.refused, one, "no", None, now),
        "j": partial(steps.judged, one, state, SOURCE, GAP, now),
    }
    after = steps_taken[event]()
    assert after is not None
    return after
