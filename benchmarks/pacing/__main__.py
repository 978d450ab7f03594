"""How near a busy chat comes to the one message a second that Telegram allows it.

    python -m benchmarks.pacing [MESSAGES]    # 12; a quarter of a minute for each row

The stand-in of tests/standin answers 429 to whatever is too fast. One chat and ten more that keep
the gate busy; the pace of one program, and that of two on a PostgreSQL
(WIREWATCH_TEST_DATABASE_URL). The second column is seconds from a message of the chat to its next,
1.00 being the limit; the baseline is the limit itself.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from itertools import pairwise
from statistics import median

from chat.telegram import TelegramChannel, WatchedBot, close_bot, open_bot
from model.alert import Alert, AlertKind
from model.rulebook import Chat
from scheduler.deliver import Delivery
from scheduler.pacing import SMOOTH, OwnPace
from scheduler.world import SystemClock
from store.postgres import PostgresStore
from tests.kit.line import START, make_book, make_line
from tests.kit.postgres import schema
from tests.standin.botapi import TOKEN, BotApi

CHATS = tuple(Chat(f"telegram:{n}", n) for n in range(1, 12))


async def measured(messages: int, programs: int) -> tuple[list[float], int]:
    """The seconds between the first chat's messages, and how many 429s there were."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(BotApi(floods=True))
        bot = open_bot(TOKEN, api.url)
        await bot.initialize()
        url = stack.enter_context(schema()) if programs > 1 else ""
        senders = [await _sender(bot, url, stack) for _ in range(programs)]
        alerts = [
            Alert(one.key, f"{one.key} {n}", START, kind=AlertKind.NOTICE, text=f"N{n}")
            for n in range(messages)
            for one in CHATS
        ]
        await senders[0].world.store.queue(alerts)
        await asyncio.gather(
            *(_all(one, api, key.key, len(alerts)) for one in senders for key in CHATS)
        )
        await close_bot(bot)
        at = [one.at for one in api.sent if one.chat == CHATS[0].address]
        return [b - a for a, b in pairwise(at)], api.floods.violations if api.floods else 0


async def _sender(bot: WatchedBot, url: str, stack: AsyncExitStack) -> Delivery:
    line = make_line()
    line.world.book, line.world.clock = make_book(chats=CHATS), SystemClock()
    line.world.channel = TelegramChannel(bot, now=line.clock.now)
    if not url:
        return Delivery(line.world, OwnPace(line.world.clock, SMOOTH))
    store = await PostgresStore.open(url)
    stack.push_async_callback(store.close)
    line.world.store = store
    return Delivery(line.world, store.pacing(SMOOTH))


async def _all(sender: Delivery, api: BotApi, key: str, count: int) -> None:
    while len(api.sent) < count:
        await sender.deliver(key)
        await asyncio.sleep(0.02)


def main() -> None:
    """Print the table."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    print("| pace of | seconds between messages, median | longest | shortest | 429 |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, programs in (("one program", 1), ("two on PostgreSQL", 2)):
        gaps, floods = asyncio.run(measured(messages, programs))
        print(f"| {name} | {median(gaps):.3f} | {max(gaps):.3f} | {min(gaps):.3f} | {floods} |")


if __name__ == "__main__":
    main()
