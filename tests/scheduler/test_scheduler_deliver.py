"""deliver(chat): what is queued for a chat, in order, until it is settled."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from typing import ClassVar

import pytest

from model.alert import Alert, AlertKind, Fate, Later, Moved, Mute, MuteKind, Refused, Sent
from model.article import Match
from model.pacing import Slot
from model.rulebook import Chat, Digest, Priority, Quiet, Settings
from scheduler.pacing import OwnPace
from tests.kit.line import CHAT, START, Line, make_book

ADMIN = Chat("telegram:9", 9)


def alert(number: int, chat: str = CHAT.key, **more: object) -> Alert:
    """Make an alert about drones."""
    made = Alert(
        chat=chat,
        dedupe=f"{chat} {number}",
        made_at=START,
        title=f"Drones {number}",
        source="post",
        matches=(Match("drones", 1.0, "Drones."),),
        found_at=START,
    )
    return replace(made, **more)


async def fates(line: Line) -> dict[Fate, int]:
    """Count alerts by where they stand."""
    tally = await line.world.store.tally(START - timedelta(days=1))
    return {fate: count for fate, count in tally.fates.items() if count}


async def test_alerts_arrive_in_order_and_once(line: Line):
    """What was queued first is sent first; a second delivery sends nothing."""
    await line.world.store.queue([alert(n) for n in range(5)])
    await line.deliver()
    await line.deliver()
    assert line.channel.titles == [f"Drones {n}" for n in range(5)]


async def test_flood_control_is_obeyed_and_keeps_the_order(line: Line):
    """After "retry in 30 s" nothing goes to the chat for 30 s, then all goes in order."""
    await line.world.store.queue([alert(n) for n in range(3)])
    line.channel.outcomes = [Sent(1), Later("flood control", timedelta(seconds=30))]
    await line.deliver()
    line.clock.pass_time(seconds=29)
    await line.deliver()
    assert line.channel.titles == ["Drones 0"]
    line.clock.pass_time(seconds=1)
    await line.deliver()
    assert line.channel.titles == ["Drones 0", "Drones 1", "Drones 2"]


async def test_an_unknown_outcome_is_tried_again(line: Line):
    """An answer that never came is no reason to lose an alert."""
    await line.world.store.queue([alert(1)])
    line.channel.outcomes = [Later("no answer", unknown=True)] * 5
    for _ in range(6):
        await line.deliver()
        line.clock.pass_time(minutes=2)
    assert line.channel.titles == ["Drones 1"]


async def test_a_claim_that_was_never_recorded_is_sent_again_after_its_lease(line: Line):
    """Killed between claim and record, an alert comes again when its lease is over."""
    await line.world.store.queue([alert(1)])
    await line.world.store.claim(CHAT.key, line.clock.now(), timedelta(minutes=2))
    await line.deliver()
    assert line.channel.titles == []
    line.clock.pass_time(minutes=3)
    await line.deliver()
    assert line.channel.titles == ["Drones 1"]


class Sleepy(OwnPace):
    """A pace at whose first slot the program stands still for so long."""

    sleeps: ClassVar[list[timedelta]] = []

    async def slot(self) -> Slot:
        """Others may have gone on meanwhile."""
        if self.sleeps:
            self.clock.at += self.sleeps.pop()
        return await super().slot()


@pytest.mark.parametrize(("stood_still", "then"), [(89, 1), (91, 0), (121, 1)])
async def test_who_stood_still_with_an_alert_in_hand_does_not_send_it(
    line: Line, stood_still: int, then: int
):
    """Another may send it by now; it comes once its lease has ended, though nobody else came."""
    await line.world.store.queue([alert(1)])
    line.delivery.pacing = pace = Sleepy(line.clock)
    pace.sleeps.append(timedelta(seconds=stood_still))
    await line.deliver()
    assert len(line.channel.sent) == then
    line.clock.pass_time(minutes=2)
    await line.deliver()
    assert line.channel.titles == ["Drones 1"]


async def test_a_restart_frees_what_the_killed_run_had_claimed(line: Line):
    """The next run does not wait for the lease of the one before."""
    await line.world.store.queue([alert(1)])
    await line.world.store.claim(CHAT.key, line.clock.now(), timedelta(minutes=2))
    await line.world.store.free_leases()
    await line.deliver()
    assert line.channel.titles == ["Drones 1"]


async def test_a_refusal_is_kept_with_its_reason_and_the_keeper_hears_once(line: Line):
    """Blocked: this alert is a dead letter, the next ones wait, the admin chat gets one line."""
    book = make_book(chats=(CHAT, ADMIN))
    line.world.book = replace(book, settings=Settings(admin_chat=ADMIN))
    await line.world.store.queue([alert(n) for n in range(3)])
    line.channel.outcomes = [Refused("the bot was blocked", gone=True)]
    await line.deliver()
    await line.deliver()
    assert await fates(line) == {Fate.REFUSED: 1, Fate.QUEUED: 2, Fate.SENT: 1}
    (told,) = line.channel.sent
    assert told.kind is AlertKind.NOTICE
    assert "the bot was blocked" in told.text
    tally = await line.world.store.tally(START - timedelta(days=1))
    assert tally.refusals[0] == "the bot was blocked"


async def test_whoever_lets_the_bot_back_in_gets_what_waited(line: Line):
    """A lost chat is asked again after a minute, and all that came meanwhile is sent in order."""
    await line.world.store.queue([alert(n) for n in range(3)])
    line.channel.outcomes = [Refused("blocked", gone=True)]
    await line.deliver()
    assert line.channel.sent == []
    line.clock.pass_time(minutes=1)
    await line.deliver()
    assert line.channel.titles == ["Drones 1", "Drones 2"]


async def test_a_chat_that_stays_lost_is_asked_ever_more_seldom(line: Line):
    """In a day of silence a blocked chat costs a dozen or two of calls, not one an alert."""
    line.channel.outcomes = [Refused("blocked", gone=True)] * 1000
    for number in range(24 * 12):
        await line.world.store.queue([alert(number, made_at=line.clock.now())])
        await line.deliver()
        line.clock.pass_time(minutes=5)
    assert 1000 - len(line.channel.outcomes) < 35


async def test_an_outage_of_the_messenger_loses_nothing(line: Line):
    """A quarter of an hour of answers that never come: every alert waits, then all arrive."""
    chats = tuple(Chat(f"telegram:{n}", n) for n in range(1, 4))
    line.world.book = make_book(chats=chats)
    await line.world.store.queue([alert(0)])
    await line.deliver()
    await line.world.store.queue([alert(n, chat.key) for chat in chats for n in (1, 2)])
    line.channel.outcomes = [Later("answers 502", unknown=True)] * 1000
    for _ in range(90):
        await line.deliver()
        line.clock.pass_time(seconds=10)
    line.channel.outcomes = []
    line.clock.pass_time(minutes=2)
    await line.deliver()
    assert await fates(line) == {Fate.SENT: 7}


async def test_topics_of_one_forum_rest_together(line: Line):
    """Flood control is the group's: what one topic is told holds for the other."""
    one, two = (Chat(f"telegram:-5:{n}", -5, thread=n) for n in (3, 4))
    line.world.book = make_book(chats=(one, two))
    await line.world.store.queue([alert(1, one.key), alert(2, two.key)])
    line.channel.outcomes = [Later("flood control", timedelta(seconds=40))]
    await line.deliver()
    assert line.channel.titles == []
    line.clock.pass_time(seconds=40)
    await line.deliver()
    assert sorted(line.channel.titles) == ["Drones 1", "Drones 2"]


async def test_a_mute_set_after_queueing_still_silences(line: Line):
    """Muting is judged last, and the receipt says which mute it was."""
    await line.world.store.queue([alert(1)])
    until = line.clock.now() + timedelta(hours=2)
    await line.world.store.mute(Mute(CHAT.key, MuteKind.TOPIC, "drones", START, until))
    await line.deliver()
    assert await fates(line) == {Fate.MUTED: 1}
    (mute,) = await line.world.store.mutes(CHAT.key, line.clock.now())
    assert mute.held_back == 1


async def test_the_night_s_alerts_come_as_one_digest_in_the_morning(line: Line):
    """Quiet hours hold, the digest at 07:30 tells all of it, nothing lapses."""
    night = replace(CHAT, quiet=Quiet(time(10), time(14)), digest=Digest(time(14, 30)))
    line.world.book = make_book(chats=(night,))
    await line.world.store.queue([alert(1), alert(2), alert(3, priority=Priority.URGENT)])
    await line.deliver()
    assert line.channel.titles == ["Drones 3"]
    line.clock.pass_time(hours=2)
    assert await line.world.store.release(line.clock.now()) == []
    line.clock.pass_time(minutes=30)
    await line.world.store.release(line.clock.now())
    await line.deliver()
    digest = line.channel.sent[-1]
    assert [item.title for item in digest.items] == ["Drones 1", "Drones 2"]
    assert await fates(line) == {Fate.SENT: 2, Fate.DIGESTED: 2}


async def test_a_group_that_became_a_supergroup_keeps_its_alerts_and_mutes(line: Line):
    """The open alerts follow to the new address, and so do those to come."""
    group = Chat("telegram:-5", -5)
    line.world.book = make_book(chats=(group,))
    await line.world.store.mute(Mute(group.key, MuteKind.WORD, "museum", START, None))
    await line.world.store.queue([alert(1, group.key), alert(2, group.key)])
    line.channel.outcomes = [Moved(-1005)]
    await line.deliver()
    await line.deliver()
    assert line.channel.titles == ["Drones 1", "Drones 2"]
    assert line.channel.addresses == [-1005, -1005]
    assert len(await line.world.store.mutes("telegram:-1005", line.clock.now())) == 1


async def test_what_is_being_sent_is_not_sent_by_its_old_chat_as_well(line: Line):
    """A moved group is served by both names for a while; a clock set forward ends all leases."""
    line.world.book = make_book(chats=(Chat("telegram:-5", -5),))
    await line.world.store.move_chat("telegram:-5", "telegram:-1005")
    await line.world.store.queue([alert(1, "telegram:-5")])
    line.channel.answering.clear()
    one = asyncio.create_task(line.delivery.deliver("telegram:-5"))
    await line.channel.asked.wait()
    line.clock.pass_time(hours=1)
    other = asyncio.create_task(line.delivery.deliver("telegram:-1005"))
    line.channel.answering.set()
    await asyncio.gather(one, other)
    assert line.channel.titles == ["Drones 1"]


async def test_the_keeper_s_own_group_may_move_too(line: Line):
    """A notice follows an admin chat that became a supergroup."""
    group = Chat("telegram:-9", -9)
    line.world.book = replace(make_book(), settings=Settings(admin_chat=group))
    await line.world.store.move_chat("telegram:-9", "telegram:-1009")
    await line.world.store.queue([alert(1, group.key, kind=AlertKind.NOTICE, text="look here")])
    await line.deliver()
    assert line.channel.addresses == [-1009]


async def test_one_chat_s_trouble_is_not_another_s(line: Line):
    """A chat under flood control does not hold up the next."""
    other = Chat("telegram:2", 2)
    line.world.book = make_book(chats=(CHAT, other))
    await line.world.store.queue([alert(1), alert(2, other.key)])
    line.channel.outcomes = [Later("flood control", timedelta(minutes=1))]
    await line.deliver()
    assert line.channel.titles == ["Drones 2"]


async def test_no_connection_stops_all_chats_for_a_moment(line: Line):
    """Where the messenger cannot be reached, the other chats are not tried in vain."""
    other = Chat("telegram:2", 2)
    line.world.book = make_book(chats=(CHAT, other))
    await line.world.store.queue([alert(1), alert(2, other.key)])
    line.channel.outcomes = [Later("no connection", everyone=True)] * 2
    await line.deliver()
    assert len(line.channel.outcomes) == 1


async def test_a_message_that_alone_keeps_failing_is_given_up(line: Line):
    """While other chats get through, the tenth unknown outcome makes a dead letter."""
    other = Chat("telegram:2", 2)
    line.world.book = make_book(chats=(CHAT, other))
    await line.world.store.queue([alert(1), alert(2)])
    for turn in range(12):
        line.channel.outcomes = [Later("answers 500", unknown=True)]
        await line.delivery.deliver(CHAT.key)
        line.channel.outcomes = []
        await line.world.store.queue([alert(100 + turn, other.key)])
        await line.delivery.deliver(other.key)
        line.clock.pass_time(minutes=2)
    assert (await fates(line))[Fate.REFUSED] == 1


@pytest.mark.parametrize("attempts", [1, 3, 7, 30])
async def test_the_wait_between_tries_stays_under_a_minute_or_so(line: Line, attempts: int):
    """Back-off grows from a second and is capped, so that recovery is quick."""
    await line.world.store.queue([alert(1)])
    for _ in range(attempts):
        line.channel.outcomes = [Later("no answer", unknown=True)]
        await line.deliver()
        line.clock.pass_time(seconds=73)
    line.channel.outcomes = []
    await line.deliver()
    assert line.channel.titles == ["Drones 1"]


async def test_a_chat_that_left_the_rules_gets_nothing_more(line: Line):
    """Alerts for a chat that was taken out of rules.yaml are refused with that reason."""
    await line.world.store.queue([alert(1, "telegram:77")])
    await line.deliver()
    assert await fates(line) == {Fate.REFUSED: 1}
