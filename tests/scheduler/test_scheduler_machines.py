"""Two programs on one PostgreSQL: what both do at the same moment leads to one alert."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from chat.telegram import TelegramChannel, close_bot, open_bot
from model.alert import Alert, AlertKind
from model.rulebook import Chat
from scheduler.check import check
from scheduler.deliver import Delivery
from scheduler.pacing import SMOOTH
from scheduler.world import SystemClock
from store.postgres import PostgresStore
from tests.kit.line import START, Line, make_book, make_line, make_source, page
from tests.kit.postgres import schema
from tests.standin import faults
from tests.standin.botapi import TOKEN, BotApi

PAPERS = tuple((f"post {n}", f"courier {n}") for n in range(5))


@pytest.fixture
async def lines() -> AsyncIterator[tuple[Line, Line]]:
    """Two lines with one store and one web, each paper of a pair carrying a copy of one report."""
    with schema() as url:
        made = make_line(), make_line()
        made[1].web.pages = made[0].web.pages
        names = [name for pair in PAPERS for name in pair]
        book = make_book(
            *(make_source(name, f"https://{name[0]}.example/{name}") for name in names)
        )
        for line in made:
            line.world.store = await PostgresStore.open(url)
            await line.adopt(book)
        for number, pair in enumerate(PAPERS):
            text = page(f"Drones over harbour {number}", f"harbour{number}")
            for name in pair:
                slug = name.replace(" ", "-")
                title = f"Drones over harbour {number}"
                made[0].web.put(f"https://post.example/world/{slug}", text)
                made[0].web.feed((slug, title), at=START, url=f"https://{name[0]}.example/{name}")
        yield made
        for line in made:
            await line.world.store.close()


async def test_copies_that_two_programs_find_at_once_ring_once(lines: tuple[Line, Line]):
    """Each report is alerted by one of the two, and is a copy for the other."""
    reports = await asyncio.gather(
        *(
            check(line.world, name)
            for pair in PAPERS
            for line, name in zip(lines, pair, strict=True)
        )
    )
    assert [one.failure for one in reports if one.failure] == []
    assert sum(one.fresh for one in reports) == 2 * len(PAPERS)
    both = zip(reports[::2], reports[1::2], strict=True)
    rung = [len(one.alerts) + len(other.alerts) for one, other in both]
    assert rung == [1] * len(PAPERS)
    tally = await lines[0].world.store.tally(START - timedelta(days=1))
    assert (tally.articles, tally.copies) == (2 * len(PAPERS), len(PAPERS))


async def test_two_programs_deliver_each_alert_once(lines: tuple[Line, Line]):
    """Both deliver to the same chat at the same time, in the order of the queue."""
    for one, _ in PAPERS:
        await check(lines[0].world, one)
    for _ in range(4 * len(PAPERS)):
        await asyncio.gather(*(line.deliver() for line in lines))
    sent = [alert.id for line in lines for alert in line.channel.sent]
    assert len(sent) == len(set(sent)) == len(PAPERS)
    for line in lines:
        ids = [alert.id for alert in line.channel.sent]
        assert ids == sorted(ids)


def note(chat: Chat, number: int) -> Alert:
    """Make one of a chat's messages."""
    dedupe = f"{chat.key} {number}"
    return Alert(chat.key, dedupe, START, kind=AlertKind.NOTICE, text=f"N{number}")


@asynccontextmanager
async def two_senders(api: BotApi, chats: tuple[Chat, ...]) -> AsyncIterator[list[Delivery]]:
    """Two programs that deliver to the same chats, from one store, through one bot."""
    with schema() as url:
        bot, stores = open_bot(TOKEN, api.url), [await PostgresStore.open(url) for _ in range(2)]
        await bot.initialize()
        made = []
        for store in stores:
            line = make_line()
            line.world.store, line.world.book = store, make_book(chats=chats)
            line.world.channel = TelegramChannel(bot, now=line.clock.now)
            line.world.clock = SystemClock()
            made.append(Delivery(line.world, store.pacing(SMOOTH)))
        yield made
        await close_bot(bot)
        for store in stores:
            await store.close()


async def all_delivered(sender: Delivery, key: str, api: BotApi, count: int) -> None:
    """Ask for a chat's messages over and over, until so many have arrived in all chats."""
    while len(api.sent) < count:
        await sender.deliver(key)
        await asyncio.sleep(0.1)


async def test_the_pace_holds_over_two_programs():
    """Telegram's stand-in answers 429 to whatever is too fast, to one chat or over all of them:
    to two programs it never does. Each chat's order holds."""
    chats = tuple(Chat(f"telegram:{n}", n) for n in range(1, 26))
    async with BotApi(floods=True) as api, two_senders(api, chats) as both:
        await both[0].world.store.queue([note(chat, n) for n in range(2) for chat in chats])
        keys = [chat.key for chat in chats]
        await asyncio.gather(*(all_delivered(one, key, api, 50) for one in both for key in keys))
        assert [api.texts(chat.address) for chat in chats] == [["N0", "N1"]] * len(chats)
    assert api.floods is not None
    assert api.floods.violations == 0


async def test_a_rest_that_one_program_was_told_of_is_the_other_s_too():
    """A group asks one to wait: neither sends to another forum topic of it meanwhile."""
    topics = tuple(Chat(f"telegram:-5:{n}", -5, thread=n) for n in (3, 4))
    async with BotApi() as api, two_senders(api, topics) as both:
        await both[0].world.store.queue([note(chat, 0) for chat in topics])
        api.fail(faults.flood(60))
        for one, chat in zip(both, topics, strict=True):
            await one.deliver(chat.key)
        assert api.sent == []
        assert [name for name, _ in api.calls].count("sendmessage") == 1
