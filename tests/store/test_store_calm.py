"""What every store does with bursts, with what is held, and with first messages of stories."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_makers import DAY, HOUR, LEASE, MINUTE, T0, alert, checked, receipt, remembered

from model.alert import IN_SUMMARY, AlertKind, Fate, Mute, MuteKind
from model.rulebook import Priority
from model.stores import Store
from model.story import Joined

LATER = T0 + MINUTE


async def told(store: Store, number: int, message: int | None = None, at=T0) -> None:
    """Record that an alert was sent."""
    await store.record(receipt(number, Fate.SENT, at, message_id=message))


async def test_what_was_just_sent_one_by_one_is_known(store: Store):
    """Not urgent ones, digests, other chats', nor what was sent before."""
    ids = await store.queue(
        [
            alert("a"),
            alert("b"),
            alert("c", priority=Priority.URGENT),
            alert("d", kind=AlertKind.NOTICE, article_id=""),
            alert("e", "other"),
            alert("f"),
        ]
    )
    for place, number in enumerate(ids):
        await told(store, number, at=T0 + place * MINUTE)
    assert await store.sent_since("terminal", T0) == [T0 + MINUTE, T0 + 5 * MINUTE]


async def test_a_burst_is_one_summary_that_grows(store: Store):
    """Queued for the first alert; what comes later joins it and asks for its edit."""
    first, second, third = await store.queue([alert("a"), alert("b"), alert("c")])
    number = await store.gather(first, T0, T0 - HOUR)
    assert number > third
    assert await store.gather(second, T0, T0 - HOUR) == number
    assert await store.retellings(LATER, 9) == []  # it was not sent yet
    assert [one.id for one in await store.gathered(number)] == [first, second]
    await told(store, third)
    summary = await store.claim("terminal", T0, LEASE)
    assert summary is not None
    assert (summary.id, summary.kind, summary.items) == (number, AlertKind.SUMMARY, ())
    await told(store, number, 77)
    (late,) = await store.queue([alert("d")])
    assert await store.gather(late, LATER, T0 - HOUR) == number
    (due,) = await store.retellings(LATER, 9)
    assert (due.alert.id, due.message_id) == (number, 77)
    assert len(await store.gathered(number)) == 3
    (standing,) = await store.standing("of d")
    assert (standing.fate, standing.reason) == (Fate.DIGESTED, IN_SUMMARY)


async def test_an_older_or_refused_summary_takes_nothing_more(store: Store):
    """The next one is a message of its own, in the same chat alone."""
    ids = await store.queue([alert("a"), alert("b"), alert("c"), alert("x", "other")])
    first = await store.gather(ids[0], T0, T0 - HOUR)
    second = await store.gather(ids[1], T0 + HOUR, T0)
    assert second != first
    await store.record(receipt(second, Fate.REFUSED))
    assert await store.gather(ids[2], T0 + HOUR, T0) not in {first, second}
    assert await store.gather(ids[3], T0 + HOUR, T0) not in {first, second}


async def test_what_is_settled_is_not_gathered(store: Store):
    """A second try at the same alert, or at none, changes nothing."""
    one, other = await store.queue([alert("a"), alert("b")])
    await told(store, other, 5)
    number = await store.gather(one, T0, T0 - HOUR)
    assert await store.gather(one, T0, T0 - HOUR) == 0
    assert await store.gather(other, T0, T0 - HOUR) == 0
    assert await store.gather(999, T0, T0 - HOUR) == 0
    assert [one.dedupe for one in await store.gathered(number)] == ["a"]


async def test_a_summary_follows_its_chat(store: Store):
    """Its items are found under the chat's newest key."""
    (one,) = await store.queue([alert("a", "old")])
    number = await store.gather(one, T0, T0 - HOUR)
    await store.move_chat("old", "new")
    claimed = await store.claim("new", T0, LEASE)
    assert claimed is not None
    assert claimed.id == number
    assert [one.chat for one in await store.gathered(number)] == ["new"]


async def test_a_follow_up_finds_the_message_that_told_its_story_first(store: Store):
    """That of its own article where there is one; nothing of other chats or later ones."""
    names, joined = ("a1", "a2", "a3"), Joined("same event", "a1")
    await store.commit_check(
        checked(articles=tuple(replace(remembered(one), joined=joined) for one in names))
    )
    about = {name: alert(name, article_id=name, story="a1") for name in names}
    ids = await store.queue([about["a1"], about["a2"], alert("x", "other", article_id="a1")])
    for message, number in enumerate(ids, start=10):
        await told(store, number, message)
    again = alert("a2 v2", article_id="a2", story="a1")
    (third, fourth) = await store.queue([about["a3"], again])
    for number, message in ((third, 10), (fourth, 11)):
        queued = await store.alert(number)
        assert queued is not None
        assert await store.first_message(queued) == message
    first = await store.alert(ids[0])
    assert first is not None
    assert await store.first_message(first) is None


async def test_what_is_held_may_be_put_off_or_pulled_forward(store: Store):
    """Only what is still held; what is due already is not asked for."""
    ids = await store.queue([alert("a"), alert("b", "other"), alert("c"), alert("d")])
    for number, at in zip(ids[:3], (DAY, DAY, -HOUR), strict=True):
        await store.record(receipt(number, Fate.HELD, release_at=T0 + at))
    assert [(one.id, at) for one, at in await store.held(["terminal"], T0)] == [(ids[0], T0 + DAY)]
    await store.put_off({ids[0]: T0, ids[3]: T0})
    (digest,) = await store.release(T0)
    made = await store.alert(digest)
    assert made is not None
    assert [one.id for one in made.items] == [ids[0], ids[2]]


@pytest.mark.parametrize("held", [True, False])
async def test_what_is_muted_meanwhile_leaves_its_digest_or_summary(store: Store, *, held: bool):
    """It counts as held back by its mute; the others are told. What was told stays told."""
    ids = await store.queue([alert("a"), alert("b"), alert("c")])
    for number in ids:
        if held:
            await store.record(receipt(number, Fate.HELD, release_at=T0))
        else:
            whole = await store.gather(number, T0, T0 - HOUR)
    if held:
        (whole,) = await store.release(T0)
    mute = await store.mute(Mute("terminal", MuteKind.ALL, "", T0, None))
    out = [receipt(number, Fate.MUTED, reason="muted", mute_id=mute.id) for number in ids]
    await store.leave_out(whole, out[:1])
    claimed = await store.claim("terminal", T0, LEASE)
    assert claimed is not None
    items = claimed.items if held else await store.gathered(whole)
    assert [one.id for one in items] == ids[1:]
    await told(store, whole, 5)
    await store.leave_out(whole, out)
    fates = [(await store.standing(f"of {name}"))[0].fate for name in "abc"]
    assert fates == [Fate.MUTED, Fate.DIGESTED, Fate.DIGESTED]
    assert [one.held_back for one in await store.mutes("terminal", T0)] == [1]
