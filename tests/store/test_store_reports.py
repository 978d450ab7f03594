"""What was told of sources' health, and messages whose story goes on elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from model.alert import Alert, AlertKind, Fate, Receipt
from model.health import Ailment, Illness
from model.source import Source, SourceState
from model.stores import Checked, Store
from model.story import Edited
from tests.kit.line import START

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ILL = Ailment("post", Illness.FAILING, START - HOUR, START)


def notice(dedupe: str) -> Alert:
    """A notice for the keeper."""
    return Alert("telegram:9", dedupe, START, kind=AlertKind.NOTICE, text="ill")


async def test_ailments_are_kept_replaced_and_forgotten(store: Store):
    """With their notices, in one go; equal notices are queued once."""
    other = Ailment("ämber", Illness.SILENT, START, START, outage=START, well_at=START + HOUR)
    assert len(await store.keep_ailments([ILL, other], [], [notice("a")])) == 1
    assert await store.ailments() == [ILL, other]
    later = replace(ILL, illness=Illness.REBUILT, outage=START - HOUR)
    assert await store.keep_ailments([later], ["ämber", "nobody"], [notice("a")]) == []
    assert await store.ailments() == [later]


async def test_only_sources_that_may_ail_are_asked_for(store: Store):
    """Those that fail, are amiss or long without news, those named; of all only their number."""
    states = {
        "well": {"last_ok": START, "last_new": START - HOUR},
        "known": {},
        "failing": {"failures": 1},
        "amiss": {"amiss": 1},
        "quiet": {"last_ok": START, "last_new": START - 3 * HOUR},
        "gone": {"failures": 9},
    }
    await store.keep_sources([Source(name, "https://post.example") for name in states], START)
    for name, other in states.items():
        await store.commit_check(Checked(SourceState(name, checks=1, **other), START))
    await store.keep_sources(
        [Source(name, "https://post.example") for name in states if name != "gone"], START
    )
    found, every = await store.may_ail({"known", "gone", "never"}, 2 * HOUR)
    assert ([one.name for one in found], every) == (["amiss", "failing", "known", "quiet"], 5)


async def test_the_looks_at_a_changed_layout_are_kept(store: Store):
    """They count on after a restart."""
    state = SourceState("post", next_check=START, amiss=2, amiss_since=START - HOUR)
    await store.commit_check(Checked(state, START))
    kept = await store.source_state("post")
    assert kept is not None
    assert (kept.amiss, kept.amiss_since) == (2, START - HOUR)


async def posted(store: Store, dedupe: str = "1 a", message_id: int | None = 7) -> int:
    """An alert that was sent."""
    (number,) = await store.queue([Alert("telegram:1", dedupe, START, article_id="a")])
    await store.record(Receipt(number, Fate.SENT, START, message_id=message_id))
    return number


async def goes_on(store: Store, *dedupes: str, at=START) -> None:
    """A check finds that the stories of these alerts go on."""
    await store.commit_check(Checked(SourceState("post"), at, goes_on=dedupes))


async def test_a_message_to_edit_waits_until_it_is_edited(store: Store):
    """It is there again and again, and gone once done."""
    number = await posted(store)
    await goes_on(store, "1 a", "1 unknown")
    assert await store.retellings(START - MINUTE, 9) == []
    [one] = await store.retellings(START, 9)
    assert (one.alert.id, one.message_id, one.asked_at, one.shown) == (number, 7, START, "")
    assert await store.retellings(START, 9) == [one]
    await store.keep_edited(Edited(number, one.asked_at, "2 1 en", START + MINUTE))
    assert await store.retellings(START + HOUR, 9) == []


async def test_the_pace_of_edits_holds_for_what_comes_meanwhile(store: Store):
    """Asked for again at once, a message is edited a minute later, once, to the last state."""
    number = await posted(store)
    await goes_on(store, "1 a")
    await store.keep_edited(Edited(number, START, "2", START + MINUTE))
    for second in (1, 2, 3):
        await goes_on(store, "1 a", at=START + timedelta(seconds=second))
    assert await store.retellings(START + timedelta(seconds=59), 9) == []
    [one] = await store.retellings(START + MINUTE, 9)
    assert (one.shown, one.asked_at) == ("2", START + timedelta(seconds=3))


async def test_what_is_asked_for_during_an_edit_is_not_lost(store: Store):
    """The edit under way knew nothing of it."""
    number = await posted(store)
    await goes_on(store, "1 a")
    await goes_on(store, "1 a", at=START + MINUTE)
    await store.keep_edited(Edited(number, START, "2", START + 2 * MINUTE))
    assert len(await store.retellings(START + 2 * MINUTE, 9)) == 1


async def test_an_edit_put_off_stays(store: Store):
    """Flood control, or no connection."""
    number = await posted(store)
    await goes_on(store, "1 a")
    await store.keep_edited(Edited(number, START, "", START + HOUR, done=False))
    assert await store.retellings(START + MINUTE, 9) == []
    assert len(await store.retellings(START + HOUR, 9)) == 1


async def test_an_alert_still_queued_is_not_edited(store: Store):
    """It has no message yet; muted or without a number it never will have one."""
    (number,) = await store.queue([Alert("telegram:1", "1 a", START, article_id="a")])
    await goes_on(store, "1 a")
    assert await store.retellings(START + HOUR, 9) == []
    await store.record(Receipt(number, Fate.MUTED, START, mute_id=3))
    [one] = await store.retellings(START + HOUR, 9)
    assert one.message_id is None


async def test_the_longest_waiting_come_first(store: Store):
    """As many as are asked for."""
    first, second = await posted(store), await posted(store, "1 b", 8)
    await goes_on(store, "1 b", at=START)
    await goes_on(store, "1 a", at=START + MINUTE)
    due = await store.retellings(START + HOUR, 9)
    assert [one.alert.id for one in due] == [second, first]
    assert [one.alert.id for one in await store.retellings(START + HOUR, 1)] == [second]


async def test_a_forgotten_alert_is_not_edited(store: Store):
    """When the retention is over."""
    await posted(store)
    await goes_on(store, "1 a")
    await store.prune(START + HOUR, START, START)
    assert await store.retellings(START + HOUR, 9) == []
