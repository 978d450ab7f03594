"""Subscriptions at hubs, in every store: kept, changed, due, and what pushes make due."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_makers import DAY, HOUR, LEASE, MINUTE, SECOND, T0, checked, source

from model.push import Subscription
from model.source import Push, SourceState, Trouble
from model.stores import Store

POST = "Meridian Post"
HUB, TOPIC, BASE = "https://hub.example/", "https://post.example/f", "https://bot.example/push"


def subscription(
    token: str = "t1",  # noqa: S107 # the name of a thing
    name: str = POST,
    **other,
) -> Subscription:
    """One that was just made."""
    usual = {"secret": "s", "source": name, "hub": HUB, "topic": TOPIC, "base": BASE}
    return Subscription(token, **usual | {"made_at": T0, "next_try": T0 + HOUR} | other)


def offering(name: str = POST, **other) -> SourceState:
    """The state of a source whose feed names the hub."""
    usual = {"next_check": T0 + HOUR, "hub": HUB, "topic": TOPIC, "checks": 1}
    return SourceState(name, **usual | other)


@pytest.fixture
async def offered(store: Store) -> Store:
    """A store with one source that offers a hub."""
    await store.keep_sources([source()], T0)
    await store.commit_check(checked(state=offering()))
    return store


async def state(store: Store, name: str = POST) -> SourceState:
    """What is remembered of a source."""
    found = await store.source_state(name)
    assert found is not None
    return found


async def test_a_subscription_is_kept_whole(store: Store):
    """Every field comes back as it went in, unicode and moments included."""
    whole = subscription(
        token="t-é",
        name="صحيفة",
        state=Push.SILENT,
        asked_at=T0,
        tries=3,
        lease_until=T0 + DAY,
        pushed_at=T0 + MINUTE,
        pushes=9,
        wanted=T0 + SECOND,
        idle=2,
        heard=1,
        judged=T0,
        message="à l’écoute",
    )
    await store.subscribe(whole)
    assert await store.subscription("t-é") == whole
    assert await store.subscriptions_of("صحيفة") == [whole]
    assert await store.subscription("t") is None


async def test_a_change_is_kept_with_what_it_was_made_of(store: Store):
    """One after the other, each on what the one before left; None ends it."""
    await store.subscribe(subscription())

    def more(old: Subscription) -> Subscription:
        return replace(old, pushes=old.pushes + 1)

    await store.change_subscription("t1", more)
    kept = await store.change_subscription("t1", more)
    assert kept is not None
    assert kept.pushes == 2
    assert await store.subscription("t1") == kept
    assert await store.change_subscription("t1", lambda _: None) is None
    assert await store.subscription("t1") is None
    assert await store.change_subscription("t1", more) is None


async def test_the_source_tells_how_its_push_is_doing(offered: Store):
    """With each change, and whatever a check commits meanwhile; not of one that is ended."""
    await offered.subscribe(subscription())
    assert (await state(offered)).push is Push.ASKED
    await offered.change_subscription("t1", lambda old: replace(old, state=Push.ON))
    await offered.commit_check(checked(state=offering(checks=2)))
    assert (await state(offered)).push is Push.ON
    assert [one.push for one in await offered.source_states()] == [Push.ON]
    await offered.change_subscription("t1", lambda old: replace(old, state=Push.LEAVING))
    assert (await state(offered)).push is None
    await offered.subscribe(subscription("t2", state=Push.FAILED, made_at=T0 + SECOND))
    assert (await state(offered)).push is Push.FAILED
    await offered.change_subscription("t2", lambda _: None)
    assert (await state(offered)).push is None


async def test_who_offers_a_hub_and_has_no_subscription(offered: Store):
    """Until there is one at that hub for that topic; not once the source left the rules."""
    await offered.keep_sources([source(), source("Plain Post")], T0)
    assert [one.name for one in await offered.unsubscribed(9)] == [POST]
    await offered.subscribe(subscription(hub="https://old.example/"))
    assert len(await offered.unsubscribed(9)) == 1
    await offered.subscribe(subscription("t2"))
    assert await offered.unsubscribed(9) == []
    await offered.change_subscription("t2", lambda old: replace(old, state=Push.LEAVING))
    assert len(await offered.unsubscribed(9)) == 1
    await offered.keep_sources([], T0)
    assert await offered.unsubscribed(9) == []


async def test_what_fits_its_source_no_more_is_adrift(offered: Store):
    """Another hub, topic or address of ours, a source that is gone; not what is being ended."""
    await offered.subscribe(subscription())
    await offered.subscribe(subscription("t2", hub="https://old.example/"))
    await offered.subscribe(subscription("t3", topic="https://post.example/old"))
    await offered.subscribe(subscription("t4", base="https://old.example/push"))
    await offered.subscribe(subscription("t5", "Unknown Post"))
    await offered.subscribe(subscription("t6", hub="h", state=Push.LEAVING))
    assert [one.token for one in await offered.adrift(BASE, 9)] == ["t2", "t3", "t4", "t5"]
    assert [one.token for one in await offered.adrift(BASE, 1)] == ["t2"]
    await offered.keep_sources([], T0)
    assert "t1" in [one.token for one in await offered.adrift(BASE, 9)]


async def test_those_due_come_the_longest_waiting_first(store: Store):
    """As many as are asked for."""
    for number in (3, 1, 2):
        later = T0 + number * MINUTE
        await store.subscribe(subscription(f"t{number}", next_try=later))
    due = await store.subscriptions_due(T0 + 2 * MINUTE, 9)
    assert [one.token for one in due] == ["t1", "t2"]
    assert len(await store.subscriptions_due(T0 + HOUR, 1)) == 1


async def test_finds_are_judged_once(offered: Store):
    """Confirmed subscriptions of sources that found something since; not what is asked for."""
    await offered.subscribe(subscription())
    await offered.commit_check(checked(state=offering(last_new=T0 + MINUTE)))
    assert await offered.unjudged(9) == []
    await offered.change_subscription("t1", lambda old: replace(old, state=Push.TRUSTED))
    ((one, found),) = await offered.unjudged(9)
    assert (one.token, found.name, found.last_new) == ("t1", POST, T0 + MINUTE)
    judged = T0 + MINUTE
    await offered.change_subscription("t1", lambda old: replace(old, judged=judged))
    assert await offered.unjudged(9) == []


async def want(store: Store, at=T0) -> None:
    """Let a push want the source to be due."""
    await store.change_subscription("t1", lambda old: replace(old, wanted=at))


async def test_a_push_makes_its_source_due_once(offered: Store):
    """At the moment that is wanted, not before; what is due already stays as it is."""
    await offered.subscribe(subscription())
    await want(offered, T0 + MINUTE)
    assert await offered.nudge(T0) == []
    assert await offered.nudge(T0 + MINUTE) == [POST]
    assert await offered.nudge(T0 + MINUTE) == []
    assert (await state(offered)).next_check == T0 + MINUTE
    await want(offered)
    assert await offered.nudge(T0 + HOUR) == []
    assert (await state(offered)).next_check == T0 + MINUTE


async def test_a_push_during_a_check_waits_for_its_end(offered: Store):
    """The check under way may have fetched before the publication."""
    await offered.subscribe(subscription())
    assert await offered.claim_due(T0 + HOUR, LEASE, 9) == [POST]
    await want(offered)
    assert await offered.nudge(T0 + HOUR) == []
    await offered.commit_check(checked(state=offering(next_check=T0 + 2 * HOUR)))
    assert await offered.nudge(T0 + HOUR) == [POST]


@pytest.mark.parametrize(
    ("trouble", "nudged"), [(Trouble.RATE_LIMITED, []), (Trouble.SERVER, [POST])]
)
async def test_a_source_that_asked_for_rest_gets_it(offered: Store, trouble: Trouble, nudged):
    """A push does not break what a Retry-After asked for; after other failures it is a hope."""
    await offered.subscribe(subscription())
    await offered.commit_check(checked(state=offering(failures=1, trouble=trouble)))
    await want(offered)
    assert await offered.nudge(T0) == nudged
    assert await offered.nudge(T0) == []


async def test_a_source_out_of_the_rules_is_not_made_due(offered: Store):
    """Nor does its push stay behind."""
    await offered.subscribe(subscription())
    await want(offered)
    await offered.keep_sources([], T0)
    assert await offered.nudge(T0) == []
    await offered.keep_sources([source()], T0)
    assert await offered.nudge(T0 + HOUR) == []


async def test_trusted_ones_want_their_sources_after_a_time_without_ears(offered: Store):
    """Only those: the others were polled as always; what is wanted later already stays so."""
    await offered.keep_sources([source(), source("Other Post")], T0)
    await offered.commit_check(checked(state=offering("Other Post")))
    await offered.subscribe(subscription(state=Push.TRUSTED))
    await offered.subscribe(subscription("t2", "Other Post", state=Push.ON))
    await offered.want_trusted(T0)
    assert await offered.nudge(T0) == [POST]


async def test_a_clock_set_back_leaves_no_hub_alone_for_a_year(store: Store):
    """One that would be asked in a year is asked now, what a push wants is wanted now; a lease
    within its bounds is left as it is."""
    ahead = T0 + 365 * DAY
    await store.subscribe(subscription(next_try=ahead, wanted=ahead))
    await store.subscribe(subscription("t2", next_try=T0 + 20 * DAY, wanted=T0 + SECOND))
    await store.set_back(T0, T0 + 10 * MINUTE)
    assert [one.token for one in await store.subscriptions_due(T0, 9)] == ["t1"]
    one, other = await store.subscription("t1"), await store.subscription("t2")
    assert (one.wanted, other.wanted) == (T0, T0 + SECOND)


async def test_all_may_be_forgotten(offered: Store):
    """A program that cannot be called keeps no subscription, and trusts none."""
    await offered.subscribe(subscription(state=Push.TRUSTED))
    assert await offered.end_pushes() == 1
    assert await offered.end_pushes() == 0
    assert (await state(offered)).push is None
    assert await offered.subscription("t1") is None
