"""A clock that ran ahead and was set back."""

from __future__ import annotations

from datetime import timedelta

from store_makers import HOUR, T0, alert, checked, receipt

from model.alert import Fate
from model.source import Entry, Source, SourceState, Waiting
from model.stores import Store

NOW = T0 - HOUR  # an hour before what the clock showed
MINUTE = timedelta(minutes=1)
POST = Source("post", "https://post.example/feed.xml")


async def checked_ahead(store: Store) -> None:
    """A source checked, an alert put off and an entry waiting, all by the clock as it was."""
    await store.keep_sources([POST], T0)
    state = SourceState("post", checks=1, last_check=T0, next_check=T0 + MINUTE)
    later = Waiting("post", "k", Entry("https://post.example/k", "K"), not_before=T0 + MINUTE)
    (number,) = await store.commit_check(
        checked(state=state, alerts=(alert("d"),), waiting=(later,))
    )
    await store.claim("terminal", T0, MINUTE)
    await store.record(receipt(number, Fate.QUEUED, next_try=T0 + MINUTE))


async def test_what_was_put_off_by_the_clock_as_it_was_is_due(store: Store):
    """An hour back: the source, the alert and the entry do not wait for it to pass again."""
    await checked_ahead(store)
    assert await store.claim_due(NOW, MINUTE, 9) == []
    await store.set_back(NOW, NOW)
    assert await store.claim_due(NOW, MINUTE, 9) == ["post"]
    assert await store.chats_due(NOW) == ["terminal"]
    assert [one.key for one in await store.waiting("post", NOW, 9)] == ["k"]


async def test_a_clock_that_goes_right_changes_nothing(store: Store):
    """What was put off a moment ago by a clock that shows the same hour still waits."""
    await checked_ahead(store)
    await store.set_back(T0, T0 + 10 * MINUTE)
    assert await store.claim_due(T0, MINUTE, 9) == []
    assert await store.chats_due(T0) == []
    assert await store.waiting("post", T0, 9) == []


async def test_a_lease_of_the_clock_as_it_was_ends_in_time(store: Store):
    """An alert claimed before the clock was set back may be claimed again soon after."""
    await store.queue([alert("d")])
    await store.claim("terminal", T0, MINUTE)
    await store.set_back(NOW, NOW + MINUTE)
    assert await store.claim("terminal", NOW, MINUTE) is None
    assert await store.claim("terminal", NOW + MINUTE, MINUTE) is not None
