"""Calm from the queue to what a chat reads, over real HTTP: summaries, replies, forum topics."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from chat.telegram import TelegramChannel, close_bot, open_bot
from model.alert import Alert, Turn
from model.article import Match
from model.rulebook import Burst, Chat
from scheduler.deliver import Delivery
from scheduler.retell import retell
from tests.kit.line import Line, Unpaced, make_book, make_line
from tests.standin import faults
from tests.standin.botapi import TOKEN, BotApi

PLACE = -1001
FORUM = Chat(f"telegram:{PLACE}", PLACE, thread=3, threads=(("drones", 7), ("visit", 9)))
CALM = Chat("telegram:7", 7, burst=Burst(2, timedelta(minutes=10)))


@dataclass
class Room:
    """The line with Telegram at its end."""

    line: Line
    api: BotApi
    made: int = 0

    async def tell(self, *topics: str, turn: Turn = Turn.FIRST, article: str = "") -> None:
        """Queue an alert for each topic, deliver and edit."""
        (chat,) = self.line.world.book.chats
        for topic in topics:
            self.made += 1
            about = article or f"a{self.made}"
            made = Alert(
                chat.key, f"d{self.made}", self.line.clock.now(), article_id=about, turn=turn
            )
            made = replace(made, title=f"News {self.made}", matches=(Match(topic, 1.0, ""),))
            await self.line.world.store.queue([made])
        await self.line.deliver()
        await retell(self.line.world, self.line.delivery)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A line whose channel is Telegram's, over the stand-in."""
    async with BotApi() as api:
        line, bot = make_line(), open_bot(TOKEN, api.url)
        await bot.initialize()
        line.world.channel = TelegramChannel(bot, now=line.clock.now)
        line.delivery = Delivery(line.world, Unpaced(line.clock))
        yield Room(line, api)
        await close_bot(bot)


async def test_a_summary_is_sent_and_edited_as_it_grows(room: Room):
    """Silent, once a minute at most, and it keeps its button."""
    room.line.world.book = make_book(chats=(CALM,))
    await room.tell(*["drones"] * 5)
    *single, summary = room.api.sent
    assert [one.silent for one in room.api.sent] == [False, False, True]
    assert summary.text.startswith("3 more alerts")
    for seconds, edits, count in ((30, 1, 4), (30, 1, 4), (30, 2, 6)):
        room.line.clock.pass_time(seconds=seconds)
        await room.tell("visit")
        assert (summary.edits, summary.text.split()[0]) == (edits, str(count))
    assert "Show all" in summary.labels[0][0]
    assert len(room.api.sent) == len(single) + 1


async def test_what_comes_of_a_story_replies_while_its_first_message_stands(room: Room):
    """Deleted by somebody, or refused as a reply: it comes by itself, with its buttons."""
    room.line.world.book = make_book(chats=(replace(CALM, burst=None),))
    await room.tell("drones", article="a")
    first = room.api.sent[0]
    await room.tell("drones", article="a", turn=Turn.CORRECTED)
    assert room.api.sent[1].replies_to == first.message_id
    room.api.fail(faults.bad_request("the message cannot be replied to"))
    await room.tell("drones", article="a", turn=Turn.CORRECTED)
    room.api.deleted.add((7, first.message_id))
    await room.tell("drones", article="a", turn=Turn.WITHDRAWN)
    assert [one.replies_to for one in room.api.sent[2:]] == [None, None]
    assert all(one.buttons for one in room.api.sent)


async def test_each_topic_has_its_forum_topic_and_a_lost_one_loses_nothing(room: Room):
    """Closed, or gone: its alerts are read in the group itself; a reply may cross topics."""
    room.line.world.book = make_book(chats=(FORUM,))
    room.api.threads[PLACE] = {3, 7, 9}
    await room.tell("drones", article="a")
    await room.tell("visit")
    await room.tell("other")
    room.api.closed.add((PLACE, 7))
    room.api.threads[PLACE].remove(9)
    await room.tell("drones", "visit", "other")
    assert [one.thread for one in room.api.sent] == [7, 9, 3, None, None, 3]
    await room.tell("visit", article="a", turn=Turn.FOLLOW_UP)
    assert room.api.sent[-1].replies_to == room.api.sent[0].message_id
