"""What every store does for who may do what: deeds, invites, chats that joined, pauses."""

from __future__ import annotations

from dataclasses import replace

from store_makers import DAY, HOUR, LEASE, MINUTE, T0, alert, receipt, source

from model.access import Guest, Invite
from model.alert import AlertKind, Fate
from model.audit import REFUSALS, SAME_REFUSAL, Deed
from model.pause import SENDING, Pause
from model.stores import Store

DEED = Deed(T0, "telegram:7", 5, "Žofie", "mute", "topic arms", "2h")
REFUSED = Deed(T0, "telegram:666", 6, "Eve", "invite", refused=True)
INVITE = Invite("abc", T0, T0 + DAY, by="Ada", topics=("arms", "ports"))
GUEST = Guest("telegram:8", 8, T0, name="Nour", username="nour", language="ar", by="Nour")


async def names(store: Store, **wish: object) -> list[str]:
    """What was done, the newest first."""
    return [one.name for one in await store.deeds(9, **wish)]


async def test_deeds_are_told_newest_first_page_by_page(store: Store):
    """Whole, and none twice."""
    for name in ("mute", "undo", "pause"):
        await store.note(replace(DEED, name=name))
    first, second = await store.deeds(2)
    assert [first.name, second.name] == ["pause", "undo"]
    [last] = await store.deeds(2, before=second.id)
    assert replace(last, id=0) == DEED


async def test_deeds_are_found_by_command_person_and_part_of_a_name(store: Store):
    """Whatever the case; a command is named whole."""
    await store.note(DEED)
    await store.note(replace(DEED, name="pause", user_id=42, user="Ada"))
    assert await names(store, about="mute") == ["mute"]
    assert await names(store, about="mut") == []
    assert await names(store, about="42") == ["pause"]
    assert await names(store, about="žOF") == ["mute"]
    assert await names(store, about="%") == []


async def test_refused_attempts_are_one_row_an_hour(store: Store):
    """For each person, thing and chat; what was done is never left out."""
    await store.note(DEED)
    await store.note(DEED)
    for other in ({}, {"name": "pause"}, {"user_id": 9}, {"chat": "telegram:1"}):
        await store.note(replace(REFUSED, **other))
        await store.note(replace(REFUSED, at=T0 + SAME_REFUSAL - MINUTE, **other))
    assert len(await store.deeds(99)) == 2 + 4
    await store.note(replace(REFUSED, at=T0 + SAME_REFUSAL))
    assert len(await store.deeds(99)) == 7


async def test_refused_attempts_are_bounded(store: Store):
    """However many strangers try, the rest of the log stays."""
    await store.note(DEED)
    for number in range(REFUSALS + 5):
        await store.note(replace(REFUSED, user_id=number))
    kept = await store.deeds(REFUSALS * 2)
    assert [one.user_id for one in kept if one.refused] == list(range(REFUSALS + 4, 4, -1))
    assert [one.name for one in kept if not one.refused] == ["mute"]


async def test_deeds_and_invites_are_forgotten_with_the_articles(store: Store):
    """When the retention is over."""
    await store.note(DEED)
    await store.note(replace(DEED, at=T0 + HOUR))
    await store.keep_invite(INVITE)
    assert await store.prune(T0 + MINUTE, T0, T0) == 1
    assert len(await store.deeds(9)) == 1
    assert await store.prune(T0 + 2 * DAY, T0, T0) == 2


async def test_an_invite_lets_in_as_often_as_it_says(store: Store):
    """With its topics; a chat that is in already takes none of it."""
    kept = await store.keep_invite(replace(INVITE, uses=2))
    assert await store.invites(T0) == [kept]
    joined = await store.join("abc", GUEST)
    assert joined == replace(GUEST, id=joined.id if joined else 0, topics=("arms", "ports"))
    assert await store.join("abc", replace(GUEST, name="again")) == joined
    assert [one.uses for one in await store.invites(T0)] == [1]
    other = await store.join("abc", replace(GUEST, chat="telegram:9:4", address=9, thread=4))
    assert await store.invites(T0) == []
    assert await store.join("abc", replace(GUEST, chat="telegram:10")) is None
    assert await store.guests() == [joined, other]


async def test_an_invite_that_is_kept_again_is_the_one_before(store: Store):
    """With what is left of it."""
    kept = await store.keep_invite(replace(INVITE, uses=2))
    await store.join("abc", GUEST)
    again = await store.keep_invite(replace(INVITE, uses=5, by="somebody", until=T0 + 9 * DAY))
    assert again == replace(kept, uses=1)
    assert await store.invites(T0) == [again]


async def test_no_invite_lets_nobody_in(store: Store):
    """Unknown, over, or revoked."""
    kept = await store.keep_invite(replace(INVITE, topics=None))
    assert await store.join("abd", GUEST) is None
    assert await store.join("abc", replace(GUEST, at=T0 + DAY)) is None
    assert await store.invites(T0 + DAY) == []
    assert await store.revoke(kept.id)
    assert not await store.revoke(kept.id)
    assert await store.join("abc", GUEST) is None
    assert await store.guests() == []


async def test_a_guest_is_removed_once(store: Store):
    """And may be invited again."""
    await store.keep_invite(replace(INVITE, uses=2))
    joined = await store.join("abc", GUEST)
    assert joined is not None
    assert await store.remove_guest(joined.id) == joined
    assert await store.remove_guest(joined.id) is None
    assert await store.guests() == []
    assert await store.join("abc", GUEST) is not None


async def test_the_edition_changes_with_who_is_served_and_how(store: Store):
    """Else everybody would be read again for each article; what changes nothing leaves it."""
    seen = [await store.edition()]

    async def changed() -> bool:
        seen.append(await store.edition())
        return seen[-1] != seen[-2]

    await store.keep_invite(INVITE)
    await store.queue([alert("d1", GUEST.chat)])
    assert not await changed()
    joined = await store.join("abc", GUEST)
    assert await changed()
    await store.settle(GUEST.chat, {"language": "fr"}, T0, "Nour")
    assert await changed()
    await store.move_chat(GUEST.chat, "telegram:-1008")
    assert await changed()
    assert joined is not None
    await store.remove_guest(joined.id)
    assert await changed()
    assert not await changed()
    assert len(set(seen)) == 5


async def test_a_pause_is_kept_replaced_and_ended(store: Store):
    """Of a source and of all sending."""
    everything, one = Pause(SENDING, T0, by="Ada"), Pause("Meridian Post", T0, T0 + HOUR)
    await store.pause(one)
    await store.pause(everything)
    assert await store.pauses() == [everything, one]
    longer = replace(one, until=None, by="Nour")
    await store.pause(longer)
    assert await store.resume(SENDING)
    assert not await store.resume(SENDING)
    assert await store.pauses() == [longer]


async def test_a_source_that_rests_is_not_due(store: Store):
    """It is again, at once, when its rest is over, by time or by word."""
    await store.keep_sources([source("a"), source("b")], T0)
    await store.pause(Pause("a", T0, T0 + HOUR))
    assert await store.claim_due(T0, LEASE, 9) == ["b"]
    assert await store.claim_due(T0 + HOUR - MINUTE, LEASE, 1) == ["b"]
    assert await store.claim_due(T0 + HOUR - MINUTE, LEASE, 9) == []
    assert await store.claim_due(T0 + HOUR, LEASE, 1) == ["a"]
    await store.pause(Pause("b", T0))
    assert await store.claim_due(T0 + DAY, LEASE, 9) == ["a"]
    await store.resume("b")
    assert await store.claim_due(T0 + DAY, LEASE, 9) == ["b"]


async def test_a_notice_is_claimed_past_the_alerts_before_it(store: Store):
    """Once, and where the chat is by now; its lease holds."""
    await store.queue([alert("a", chat="old"), alert("n", chat="old", kind=AlertKind.NOTICE)])
    await store.move_chat("old", "new")
    assert await store.notices_due(T0) == ["new"]
    claimed = await store.claim_notice("old", T0, LEASE)
    assert claimed is not None
    assert (claimed.title, claimed.attempts) == ("n", 1)
    assert await store.claim_notice("new", T0, LEASE) is None
    assert await store.notices_due(T0) == []
    assert await store.notices_due(T0 + LEASE) == ["new"]
    assert await store.claim("new", T0, LEASE) is None
    first = await store.claim("new", T0 + LEASE, LEASE)
    assert first is not None
    assert first.title == "a"


async def test_a_chat_in_a_hurry_waits_for_nothing(store: Store):
    """What was to be tried later is tried now; other chats' alerts are left alone."""
    one, other = await store.queue([alert("a", chat="old"), alert("b", chat="else")])
    for number in (one, other):
        await store.claim("old" if number == one else "else", T0, LEASE)
        await store.record(receipt(number, Fate.QUEUED, next_try=T0 + HOUR))
    await store.move_chat("old", "new")
    assert await store.chats_due(T0) == []
    await store.hurry("old")
    assert await store.chats_due(T0) == ["new"]
