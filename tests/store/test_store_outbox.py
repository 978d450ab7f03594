"""What every store does with alerts, moved chats and mutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest
from store_makers import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    SECOND,
    T0,
    alert,
    checked,
    mute,
    receipt,
)

from model.alert import Alert, AlertKind, Fate, MuteKind
from model.article import Match, Span
from model.rulebook import Priority
from model.stores import Store

FINAL = [Fate.SENT, Fate.MUTED, Fate.REFUSED, Fate.DIGESTED]


async def queued(store: Store, *alerts: Alert) -> list[int]:
    """Ids of the alerts, all new."""
    ids = await store.queue(alerts)
    assert len(ids) == len(alerts)
    return ids


async def claimed(store: Store, chat: str = "terminal", now=T0) -> Alert:
    """The alert claimed, which must be there."""
    found = await store.claim(chat, now, LEASE)
    assert found is not None
    return found


async def held(store: Store, *alerts: Alert, until=T0 + HOUR) -> list[int]:
    """Ids of the alerts, all held until then."""
    ids = await queued(store, *alerts)
    for number in ids:
        await store.record(receipt(number, Fate.HELD, release_at=until))
    return ids


# --- claiming


async def test_claimed_alert_is_complete(store: Store):
    """All that was queued comes back, with its id and the first attempt counted."""
    match = Match("arms", 0.7, "Five drones.", ((0, 4),), (Span("title", 0, 4),), 12, "drones")
    whole = alert(
        kind=AlertKind.ALERT,
        priority=Priority.URGENT,
        url="https://courrier-delta.example/1",
        source="Le Courrier du Delta",
        site="Le Courrier du Delta",
        published=T0 - HOUR,
        found_at=T0,
        language="fr",
        matches=(match,),
        titles=(("arms", "Transferts d'armes"),),
        rulebook="abc123",
    )
    (number,) = await queued(store, whole)
    assert await claimed(store) == replace(whole, id=number, attempts=1)


async def test_nothing_to_claim(store: Store):
    """A chat without queued alerts gives none and is not due."""
    await queued(store, alert())
    assert await store.claim("other", T0, LEASE) is None
    assert await store.chats_due(T0) == ["terminal"]


async def test_order_is_kept_within_a_chat(store: Store):
    """A leased oldest alert blocks those behind it; recorded as sent it makes way."""
    first, second = await queued(store, alert("d1"), alert("d2"))
    assert (await claimed(store)).id == first
    assert await store.claim("terminal", T0, LEASE) is None
    assert await store.chats_due(T0) == []
    await store.record(receipt(first, Fate.SENT))
    assert (await claimed(store)).id == second


async def test_chats_do_not_wait_for_each_other(store: Store):
    """One chat's lease is no other chat's business; the longest waiting chat comes first."""
    await queued(store, alert("d1", "b"), alert("d2", "a"), alert("d3", "b"))
    assert await store.chats_due(T0) == ["b", "a"]
    await claimed(store, "b")
    assert await store.chats_due(T0) == ["a"]


async def test_killed_delivery_is_tried_again_after_its_lease(store: Store):
    """The same alert comes again when the lease ends, its attempts counted on."""
    (number,) = await queued(store, alert())
    await claimed(store)
    assert await store.claim("terminal", T0 + LEASE - SECOND, LEASE) is None
    assert await store.chats_due(T0 + LEASE) == ["terminal"]
    again = await claimed(store, now=T0 + LEASE)
    assert (again.id, again.attempts) == (number, 2)


async def test_who_comes_late_does_not_free_the_lease_of_a_later_try(store: Store):
    """A program that stood still puts an alert back that another has in hand by now: it stays
    there. That it was sent is told all the same."""
    (number,) = await queued(store, alert())
    await claimed(store)
    again = await claimed(store, now=T0 + LEASE)
    for fate in (Fate.QUEUED, Fate.HELD):
        await store.record(receipt(number, fate, attempt=1))
    assert await store.claim("terminal", T0 + LEASE + SECOND, LEASE) is None
    await store.record(receipt(number, Fate.QUEUED, attempt=again.attempts))
    assert (await claimed(store, now=T0 + LEASE + SECOND)).id == number
    await store.record(receipt(number, Fate.SENT, attempt=1))
    assert (await store.tally(T0)).fates == {Fate.SENT: 1}


async def test_a_restart_frees_a_killed_delivery_at_once(store: Store):
    """Ending all leases lets the oldest alert be claimed again, its attempts counted on."""
    await store.queue([alert()])
    await store.claim("terminal", T0, LEASE)
    await store.free_leases()
    again = await store.claim("terminal", T0, LEASE)
    assert again is not None
    assert again.attempts == 2


async def test_later_try_blocks_until_then(store: Store):
    """A QUEUED receipt puts the alert back, not to be tried before next_try."""
    first, _ = await queued(store, alert("d1"), alert("d2"))
    await claimed(store)
    await store.record(receipt(first, Fate.QUEUED, next_try=T0 + MINUTE, reason="flood"))
    assert await store.chats_due(T0) == []
    assert await store.claim("terminal", T0 + MINUTE - SECOND, LEASE) is None
    assert (await claimed(store, now=T0 + MINUTE)).id == first


async def test_putting_back_without_a_moment_is_at_once(store: Store):
    """A QUEUED receipt without next_try ends the lease and nothing else."""
    (number,) = await queued(store, alert())
    await claimed(store)
    await store.record(receipt(number, Fate.QUEUED))
    assert (await claimed(store)).attempts == 2


@pytest.mark.parametrize("fate", [*FINAL, Fate.HELD])
async def test_no_longer_queued(store: Store, fate: Fate):
    """Whatever is settled or held is not claimed."""
    (number,) = await queued(store, alert())
    await store.record(receipt(number, fate, release_at=T0))
    assert await store.claim("terminal", T0, LEASE) is None
    assert await store.chats_due(T0 + DAY) == []


@pytest.mark.parametrize("fate", FINAL)
async def test_a_final_fate_is_final(store: Store, fate: Fate):
    """A second receipt, after a lapsed lease, changes nothing; nor does one of no alert."""
    (number,) = await queued(store, alert())
    quiet = await store.mute(mute())
    await store.record(receipt(number, fate))
    await store.record(receipt(number, Fate.QUEUED))
    await store.record(receipt(number, Fate.MUTED, mute_id=quiet.id))
    await store.record(receipt(number + 1000, Fate.SENT))
    assert (await store.tally(T0)).fates == {fate: 1}
    assert [one.held_back for one in await store.mutes("terminal", T0)] == [0]


async def test_queue_knows_what_it_had(store: Store):
    """The dedupe holds over checks, notices and settled alerts."""
    await store.commit_check(checked(alerts=(alert("d1"),)))
    assert await store.queue([alert("d1")]) == []
    await store.record(receipt((await claimed(store)).id, Fate.SENT))
    assert await store.queue([alert("d1"), alert("n1", kind=AlertKind.NOTICE)]) != []
    assert (await claimed(store)).dedupe == "n1"


async def test_alerted_looks_at_every_fate(store: Store):
    """A chat that was told, or will be, or had it muted, is alerted."""
    alerts = [alert(fate, f"chat {fate}", article_id="a1") for fate in Fate]
    for number, fate in zip(await queued(store, *alerts), Fate, strict=True):
        await store.record(receipt(number, fate))
    await queued(store, alert("other", "elsewhere"), alert("n", "admin", article_id=""))
    assert await store.alerted("a1") == {f"chat {fate}" for fate in Fate}
    assert await store.alerted("") == await store.alerted("unknown") == set()


# --- digests


async def test_held_alerts_become_one_digest_a_chat(store: Store):
    """At its time a chat's held alerts are queued as the items of one digest, in order."""
    loud = alert("d1", priority=Priority.HIGH)
    ids = await held(store, loud, alert("d2"), alert("e1", "other"))
    assert await store.release(T0 + HOUR - SECOND) == []
    made = await store.release(T0 + HOUR)
    assert len(made) == 2
    digest = await claimed(store, now=T0 + HOUR)
    assert (digest.kind, digest.id, digest.made_at) == (AlertKind.DIGEST, made[1], T0 + HOUR)
    assert [item.id for item in digest.items] == ids[:2]
    assert digest.items[0] == replace(loud, id=ids[0])
    assert digest.priority is Priority.HIGH
    assert digest.dedupe == f"digest:terminal:{ids[0]}"
    assert await store.release(T0 + DAY) == []
    assert (await store.tally(T0)).fates == {Fate.DIGESTED: 3, Fate.QUEUED: 2}


async def test_digests_have_pages(store: Store):
    """No digest has more items than a page, and none is lost between pages."""
    ids = await held(store, *(alert(f"d{number}") for number in range(5)))
    pages = await store.release(T0 + HOUR, page=2)
    items = []
    for page in pages:
        digest = await claimed(store, now=T0 + HOUR)
        assert digest.id == page
        items.append([item.id for item in digest.items])
        await store.record(receipt(page, Fate.SENT))
    assert items == [ids[:2], ids[2:4], ids[4:]]


async def test_only_what_is_ripe_is_released(store: Store):
    """An alert held for longer stays held; one without a moment is ripe at once."""
    await held(store, alert("late"), until=T0 + DAY)
    (early,) = await held(store, alert("early"), until=None)
    assert len(await store.release(T0)) == 1
    assert [item.id for item in (await claimed(store)).items] == [early]
    assert (await store.tally(T0)).fates[Fate.HELD] == 1


async def test_held_digest_and_notice_are_queued_again_as_they_are(store: Store):
    """A digest that fell into quiet hours is not wrapped in another digest; nor is a notice."""
    await held(store, alert("d1"))
    (digest,) = await store.release(T0 + HOUR)
    await store.record(receipt(digest, Fate.HELD, release_at=T0 + DAY))
    await held(store, alert("n1", kind=AlertKind.NOTICE), until=T0 + DAY)
    assert await store.release(T0 + DAY) == [digest]
    again = await claimed(store, now=T0 + DAY)
    assert (again.id, len(again.items)) == (digest, 1)
    await store.record(receipt(digest, Fate.SENT))
    assert (await claimed(store, now=T0 + DAY)).dedupe == "n1"


# --- moved chats


async def test_a_moved_chat_takes_everything_open_along(store: Store):
    """Queued and held alerts, digests' items and mutes get the new key; the sent do not."""
    sent, _ = await queued(store, alert("d1", "old"), alert("d2", "old"))
    await store.record(receipt(sent, Fate.SENT))
    await held(store, alert("d3", "old"))
    await store.mute(mute("old"))
    await store.move_chat("old", "new")
    assert await store.moved() == {"old": "new"}
    assert await store.chats_due(T0) == ["new"]
    queued_one = await claimed(store, "new")
    assert (queued_one.chat, queued_one.dedupe) == ("new", "d2")
    await store.record(receipt(queued_one.id, Fate.SENT))
    await store.release(T0 + HOUR)
    digest = await claimed(store, "new", T0 + HOUR)
    assert (digest.chat, digest.items[0].chat) == ("new", "new")
    assert [one.chat for one in await store.mutes("new", T0)] == ["new"]


async def test_an_old_key_stands_for_the_newest(store: Store):
    """Rules that still name the old key reach the new chat: its queue and its mutes."""
    await store.move_chat("old", "new")
    await store.commit_check(checked(alerts=(alert("d1", "old"),)))
    assert await store.chats_due(T0) == ["new"]
    assert (await claimed(store, "old")).chat == "new"
    await store.mute(mute("old"))
    assert len(await store.mutes("new", T0)) == len(await store.mutes("old", T0)) == 1


async def test_alerted_knows_a_moved_chat_by_all_its_keys(store: Store):
    """Whether the alert went out before or after the move, no key of the chat hears it twice."""
    sent, _ = await queued(
        store, alert("d1", "old", article_id="a1"), alert("d2", "old", article_id="a2")
    )
    await store.record(receipt(sent, Fate.SENT))
    await store.move_chat("old", "new")
    assert await store.alerted("a1") == await store.alerted("a2") == {"old", "new"}


async def test_moves_follow_one_another(store: Store):
    """Every old key leads to the newest; moving back or twice does no harm."""
    await store.move_chat("a", "b")
    await store.move_chat("b", "c")
    await store.move_chat("a", "c")
    await store.move_chat("c", "c")
    assert await store.moved() == {"a": "c", "b": "c"}
    await store.move_chat("c", "a")
    assert await store.moved() == {"b": "a", "c": "a"}


async def test_of_equal_mutes_the_newer_chats_stays(store: Store):
    """When a chat moves onto a chat with the same mute, the one given there is the later wish."""
    await store.mute(mute("old", until=T0 + DAY))
    await store.mute(mute("old", kind=MuteKind.ALL, value="", since=T0 + MINUTE))
    there = await store.mute(mute("new"))
    await store.move_chat("old", "new")
    assert [(one.kind, one.until) for one in await store.mutes("new", T0)] == [
        (MuteKind.TOPIC, there.until),
        (MuteKind.ALL, T0 + HOUR),
    ]


# --- mutes


async def test_mutes_in_force_oldest_first(store: Store):
    """A chat's mutes until they end; one without an end lasts."""
    forever = await store.mute(mute(kind=MuteKind.WORD, value="Élection", until=None, by="Nour"))
    older = await store.mute(mute(since=T0 - MINUTE))
    await store.mute(mute("other"))
    assert forever == replace(mute(), kind=MuteKind.WORD, value="Élection", until=None, by="Nour",
                              id=forever.id)  # fmt: skip
    assert await store.mutes("terminal", T0) == [older, forever]
    assert await store.mutes("terminal", T0 + HOUR) == [forever]


async def test_an_equal_mute_is_replaced(store: Store):
    """Muting the same again is one mute, with the new end and a new id."""
    first = await store.mute(mute())
    second = await store.mute(mute(until=T0 + DAY))
    assert await store.mutes("terminal", T0) == [second]
    assert second.id != first.id
    assert not await store.unmute(first.id)


async def test_unmute(store: Store):
    """An ended mute is gone; ending it again says that there was none."""
    quiet = await store.mute(mute())
    assert await store.unmute(quiet.id)
    assert not await store.unmute(quiet.id)
    assert await store.mutes("terminal", T0) == []


async def test_a_muted_alert_counts_up_its_mute(store: Store):
    """Each alert held back is counted with the mute that did it, even once it is ended."""
    quiet = await store.mute(mute())
    for number in await queued(store, alert("d1"), alert("d2")):
        await store.record(receipt(number, Fate.MUTED, mute_id=quiet.id))
    assert [one.held_back for one in await store.mutes("terminal", T0)] == [2]
    await store.unmute(quiet.id)
    (late,) = await queued(store, alert("d3"))
    await store.record(receipt(late, Fate.MUTED, mute_id=quiet.id))
    assert (await store.tally(T0)).fates == {Fate.MUTED: 3}


# --- upkeep


async def test_prune_forgets_settled_alerts_not_open_ones(store: Store):
    """What is settled goes with its age, what is open stays however old; past mutes go."""
    ids = await queued(store, *(alert(f"d{fate}") for fate in Fate))
    for number, fate in zip(ids, Fate, strict=True):
        await store.record(receipt(number, fate, release_at=T0 + DAY))
    await store.mute(mute(until=T0 + SECOND))
    await store.mute(mute(until=None, value="x"))
    assert await store.prune(T0, T0, T0 - DAY) == 0
    assert await store.prune(T0 + MINUTE, T0, T0 - DAY) == len(FINAL) + 1
    assert (await store.tally(T0)).fates == {Fate.QUEUED: 1, Fate.HELD: 1}
    assert len(await store.queue([alert("dsent"), alert("dqueued")])) == 1


# --- one of a chat at a time


@pytest.mark.parametrize("seed", range(6))
async def test_no_two_of_a_chat_are_under_way(store: Store, seed: int):
    """Whatever is queued, held, let go of and claimed in between, the oldest go first, and while
    one is under a lease nothing else of its chat is given out."""
    chance, now = Random(seed), T0
    leased: dict[str, tuple[int, datetime]] = {}
    for step in range(60):
        chat = chance.choice(["a", "b"])
        kind = chance.choice([AlertKind.ALERT, AlertKind.NOTICE])
        await store.queue([alert(f"{seed} {step}", chat=chat, kind=kind)])
        now += chance.choice([SECOND, LEASE / 2])
        await store.release(now)
        claim = chance.choice([store.claim, store.claim_notice])
        found = await claim(chat, now, LEASE)
        if found is None:
            continue
        number, until = leased.get(chat, (0, T0))
        assert until <= now, f"{number} is under way until {until}, and {found.id} was given out"
        leased[chat] = found.id, now + LEASE
        if chance.random() < 0.7:
            fate = chance.choice([Fate.SENT, Fate.HELD, Fate.QUEUED])
            held = {"release_at": now + 3 * SECOND} if fate is Fate.HELD else {}
            await store.record(receipt(found.id, fate, **held))
            del leased[chat]


async def test_many_alerts_at_once_find_their_chats(store: Store):
    """What one article queues for many chats comes in order, once each, a moved chat's under its
    newest key."""
    await store.move_chat("c1", "c9")
    made = [alert(f"d{n}", chat=f"c{n}", matches=(Match("ships", 1, "x"),)) for n in range(4)]
    numbers = await store.queue([*made, made[0]])
    assert numbers == sorted(set(numbers))
    assert [one.chat for one in [await store.alert(n) for n in numbers] if one] == [
        "c0",
        "c9",
        "c2",
        "c3",
    ]
    assert await store.counts("c9", T0 - DAY) == {"ships": 1}
    assert await store.queue(made) == []
