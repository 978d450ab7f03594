"""Pauses: nothing is sent, or a source is not checked, until a time or a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from model.alert import Alert, AlertKind, Fate
from model.pause import SENDING, Pause
from model.rulebook import Chat, Settings
from model.story import Spread
from scheduler.health import health
from scheduler.local import LocalRunner
from scheduler.resting import due, rests_over
from scheduler.status import brief, gather
from tests.kit.line import CHAT, FEED, START, Line, make_book, make_source
from tests.kit.runners import Runner

ADMIN = Chat("telegram:9", 9)
HOUR = timedelta(hours=1)


def alert(number: int, chat: Chat = CHAT, **more: object) -> Alert:
    """Make an alert about an article of its own."""
    made = Alert(
        chat.key, f"{chat.key} {number}", START, article_id=f"a{number}", title=f"N{number}"
    )
    return replace(made, **more)


async def with_admin(line: Line) -> None:
    """A book whose admin chat follows topics, with an alert and a notice queued for it."""
    book = make_book(chats=(CHAT, ADMIN))
    await line.adopt(replace(book, settings=Settings(admin_chat=ADMIN)))
    notice = alert(3, ADMIN, kind=AlertKind.NOTICE, text="a notice", title="", article_id="")
    await line.world.store.queue([alert(1), alert(2, ADMIN), notice])


async def test_only_notices_to_the_admin_chat_are_sent(line: Line):
    """Past the alerts that wait before them; then all of it, in order, each once."""
    await with_admin(line)
    await line.world.store.pause(Pause(SENDING, START))
    assert await due(line.world, line.clock.now()) == [ADMIN.key]
    for key in (CHAT.key, ADMIN.key, CHAT.key, ADMIN.key):
        await line.delivery.deliver(key)
    assert line.channel.titles == ["a notice"]
    line.clock.pass_time(days=3)
    assert await due(line.world, line.clock.now()) == []
    await line.world.store.resume(SENDING)
    await line.deliver()
    assert line.channel.titles == ["a notice", "N1", "N2"]


async def test_a_moved_admin_chat_hears_its_notices(line: Line):
    """Under its new address."""
    await with_admin(line)
    await line.world.store.move_chat(ADMIN.key, "telegram:-1009")
    await line.world.store.pause(Pause(SENDING, START))
    assert await due(line.world, line.clock.now()) == ["telegram:-1009"]
    await line.delivery.deliver("telegram:-1009")
    assert line.channel.addresses == [-1009]


async def test_messages_are_not_edited_meanwhile(line: Line):
    """They are, afterwards."""
    await line.world.store.pause(Pause(SENDING, START, START + HOUR))

    async def call() -> object:
        return await line.channel.edit(alert(1), CHAT, 5, spread=Spread(1, 1, ("en",)))

    await line.delivery.in_turn(CHAT, call, 1.0)
    assert line.channel.edits == []
    line.clock.pass_time(hours=1)
    await line.delivery.in_turn(CHAT, call, 1.0)
    assert len(line.channel.edits) == 1


async def test_a_pause_ends_by_itself_and_says_so_once(line: Line):
    """To the admin chat; what waited is sent from that moment, told of or not."""
    await with_admin(line)
    await line.world.store.pause(Pause(SENDING, START, START + HOUR))
    await line.world.store.pause(Pause("post", START, START + HOUR))
    assert await rests_over(line.world) == 0
    line.clock.pass_time(hours=1)
    await line.deliver()
    assert "N1" in line.channel.titles
    assert await rests_over(line.world) == 2
    assert await rests_over(line.world) == 0
    await line.deliver()
    assert [one for one in line.channel.titles if "▶️" in one] == [
        "▶️ The pause is over: what waited is sent now.",
        "▶️ Source “post” has rested long enough, it is checked again.",
    ]


async def test_once_respects_pauses(line: Line, runner: Runner):
    """A source that rests is not asked, an alert is kept for another run."""
    other = make_source("rested", "https://rested.example/feed.xml")
    line.world.book = make_book(make_source(), other)
    line.web.feed(("one", "drones"))
    await line.world.store.pause(Pause(SENDING, START))
    await line.world.store.pause(Pause("rested", START))
    await runner(line.world).once()
    assert {request.url for request in line.web.asked} >= {FEED}
    assert other.url not in {request.url for request in line.web.asked}
    assert line.channel.sent == []
    tally = await line.world.store.tally(START - HOUR)
    assert tally.fates == {Fate.QUEUED: 1}
    await line.world.store.resume(SENDING)
    await runner(line.world).once()
    assert line.channel.titles == ["drones"]


async def test_a_source_that_rests_does_not_ail(line: Line):
    """Neither does it get well by resting."""
    await with_admin(line)
    line.web.fail(FEED)
    runner = LocalRunner(line.world)
    for _ in range(4):
        await runner._check("post")
        line.clock.pass_time(hours=2)
    await line.world.store.pause(Pause("post", START))
    assert await health(line.world) == 0
    await line.world.store.resume("post")
    assert await health(line.world) == 1
    await line.world.store.pause(Pause("post", START))
    assert await health(line.world) == 0
    assert len(await line.world.store.ailments()) == 1


async def test_status_names_what_is_paused(line: Line):
    """With the end and whose word it was; what is over is not named."""
    await line.world.store.pause(Pause(SENDING, START, START + 2 * HOUR, "Ada"))
    await line.world.store.pause(Pause("post", START))
    await line.world.store.pause(Pause("gone", START - HOUR, START))
    told = brief(await gather(line.world.store, START + HOUR))
    assert "Paused: nothing is sent, for another 60 min (by Ada, 60 min ago)." in told
    assert "Paused: post is not checked, until /resume (by somebody, 60 min ago)." in told
    assert "gone" not in told
