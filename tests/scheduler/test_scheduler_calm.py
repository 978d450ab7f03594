"""Calm along the line: bursts, replies, forum topics, and what is held when hours change."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from model.alert import Alert, AlertKind, Fate, Later, Mute, MuteKind, Turn
from model.article import Match
from model.rulebook import Burst, Chat, Digest, Priority, Quiet
from scheduler.releasing import Releasing
from scheduler.retell import retell
from tests.kit.line import CHAT, START, Line, make_book

CALM = replace(CHAT, burst=Burst(2, timedelta(minutes=10)))


def alert(number: int, topic: str = "drones", **more: object) -> Alert:
    """An alert about an article of its own."""
    made = Alert(
        chat=CHAT.key,
        dedupe=f"{CHAT.key} {number}",
        made_at=START,
        article_id=f"a{number}",
        title=f"Drones {number}",
        matches=(Match(topic, 1.0, ""),),
    )
    return replace(made, **more)


async def became(line: Line) -> dict[Fate, int]:
    """Count alerts by where they stand."""
    tally = await line.world.store.tally(START - timedelta(days=1))
    return {fate: count for fate, count in tally.fates.items() if count}


async def serve(line: Line, chat: Chat, *alerts: Alert) -> None:
    """Let the line serve a chat and deliver alerts to it."""
    line.world.book = make_book(chats=(chat,))
    await line.world.store.queue(alerts)
    await line.deliver()


async def test_what_is_too_much_at_once_is_one_summary(line: Line):
    """Two by themselves and the urgent one, the rest in one message behind them."""
    urgent = alert(4, priority=Priority.URGENT)
    await serve(line, CALM, alert(1), alert(2), alert(3), urgent, alert(5), alert(6))
    assert line.channel.titles == ["Drones 1", "Drones 2", "Drones 4", ""]
    summary = line.channel.sent[-1]
    assert summary.kind is AlertKind.SUMMARY
    assert [item.title for item in summary.items] == ["Drones 3", "Drones 5", "Drones 6"]
    assert await became(line) == {Fate.SENT: 4, Fate.DIGESTED: 3}


async def test_a_summary_grows_by_edits_and_then_the_chat_is_told_again(line: Line):
    """What comes within the span is edited in; a span later alerts ring again."""
    await serve(line, CALM, *(alert(n) for n in range(3)))
    line.clock.pass_time(minutes=2)
    await line.world.store.queue([alert(3), alert(4)])
    await line.deliver()
    assert len(line.channel.sent) == 3
    await retell(line.world, line.delivery)
    assert line.channel.edits == [(3, None)]
    await retell(line.world, line.delivery)
    assert len(line.channel.edits) == 1
    line.clock.pass_time(minutes=8)
    await line.world.store.queue([alert(n) for n in range(5, 8)])
    await line.deliver()
    assert line.channel.titles[3:] == ["Drones 5", "Drones 6", ""]
    assert [item.title for item in line.channel.sent[-1].items] == ["Drones 7"]


async def test_a_flood_pause_keeps_the_burst_in_order(line: Line):
    """What waited meanwhile is counted by when it was sent."""
    line.channel.outcomes = [Later("flood", timedelta(seconds=40))]
    await serve(line, CALM, *(alert(n) for n in range(4)))
    line.clock.pass_time(seconds=40)
    await line.deliver()
    assert line.channel.titles == ["Drones 0", "Drones 1", ""]


@pytest.mark.parametrize("turn", [Turn.FOLLOW_UP, Turn.CORRECTED, Turn.WITHDRAWN])
async def test_what_comes_of_a_story_replies_to_its_first_message(line: Line, turn: Turn):
    """The first alert replies to none."""
    await serve(line, CHAT, alert(1, story="s"), alert(2, story="t"))
    later = alert(3, article_id="a1", story="s", turn=turn)
    await line.world.store.queue([later])
    await line.deliver()
    assert [one.reply_to for one in line.channel.sent] == [None, None, 1]


async def test_an_alert_goes_to_its_topic_s_thread_and_its_mutes_stay_with_the_entry(line: Line):
    """The chat's own thread for all else; the entry's name in the store stays one."""
    forum = replace(CHAT, key=CHAT.key, thread=3, threads=(("drones", 7),))
    await serve(line, forum, alert(1), alert(2, "visit"))
    assert line.channel.threads == [7, 3]


@pytest.mark.parametrize(
    ("settled", "hours"),
    [
        ({"quiet": "off", "digest": "off"}, 0),
        ({"quiet": "11:00-13:00", "digest": "off"}, 1),
        ({"digest": "15:00"}, 3),
        ({"digest": "20:00"}, 8),
    ],
)
async def test_what_is_held_follows_the_hours_that_a_chat_keeps(
    line: Line, settled: dict[str, str], hours: int
):
    """Pulled forward or put off, told once, nothing lapses."""
    night = replace(CHAT, quiet=Quiet(time(11), time(14)), digest=Digest(time(18)))
    releasing = Releasing(line.world)
    await serve(line, night, alert(1), alert(2))
    assert await releasing.release() == []
    await line.world.store.settle(CHAT.key, settled, line.clock.now(), "Ada")
    for passed in range(12):
        await releasing.release()
        await line.deliver()
        assert len(line.channel.sent) == (passed >= hours)
        line.clock.pass_time(hours=1)
    assert await became(line) == {Fate.SENT: 1, Fate.DIGESTED: 2}


async def test_a_digest_leaves_out_what_is_muted_or_let_go_by_then(line: Line):
    """Each with its receipt: the mute counts what it held back."""
    night = replace(CHAT, quiet=Quiet(time(11), time(14)))
    await serve(line, night, alert(1), alert(2, "visit"), alert(3, source="post"))
    now = line.clock.now()
    mute = Mute(CHAT.key, MuteKind.SOURCE, "post", now, None)
    await line.world.store.mute(mute)
    await line.world.store.settle(CHAT.key, {"topic:visit": "off"}, now, "Ada")
    line.clock.pass_time(hours=2)
    await Releasing(line.world).release()
    await line.deliver()
    assert [item.title for item in line.channel.sent[-1].items] == ["Drones 1"]
    assert await became(line) == {Fate.SENT: 1, Fate.DIGESTED: 1, Fate.MUTED: 2}
    assert [one.held_back for one in await line.world.store.mutes(CHAT.key, now)] == [1]
    (standing,) = await line.world.store.standing("a2")
    assert standing.reason == "no longer followed"


async def test_what_was_due_while_the_program_stood_is_not_put_off(line: Line):
    """A digest that was missed is told at the start, not a day later."""
    picky = replace(CHAT, minimum_priority=Priority.HIGH, digest=Digest(time(13)))
    await serve(line, picky, alert(1))
    line.clock.pass_time(hours=5)
    assert await Releasing(line.world).release() != []
