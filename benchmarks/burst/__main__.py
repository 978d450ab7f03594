"""`python -m benchmarks.burst [people] [groups] [edits]`: 1,000 alerts at once to 100 chats.

By the real runner, delivery and Telegram channel, over HTTP to the tests' Bot API server, which
refuses with 429 whoever is faster than Telegram allows: 30 a second over all, one a second to a
person, 20 a minute to a group; edits count as messages do, and nothing is forgiven. Beside it the
ideal schedule by arithmetic: the alerts one by one, a thirtieth of a second apart, the same order
for all chats. Delays are those of messages; edits only count for the last of all. "A call" is for
how long one held its lane, on average: the program lets thirty by in a second and a call.

people: to 100 persons. groups: to 80 persons and 20 groups. edits: to 100 persons, and of 300 of
the messages the story is told by other outlets meanwhile, so that they are edited.
Each takes about half a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from time import process_time
from typing import Any

import uvloop

from benchmarks.matching.newsroom import LANGUAGES, articles, language
from benchmarks.outlets.served import Served, served
from benchmarks.turns import resident
from chat.telegram import TelegramChannel, close_bot, open_bot
from model.alert import Alert, Fate
from model.article import Article, Match
from model.pacing import Slot
from model.rulebook import Chat, Rulebook, Settings
from model.source import SourceState
from model.stores import Checked, Remembered
from model.story import Joined, Traits
from scheduler.local import LocalRunner
from scheduler.pacing import SMOOTH, OwnPace
from scheduler.world import SystemClock, World
from store.sqlite import SqliteStore
from tests.kit.line import ScriptedWeb, WordMatcher
from tests.standin.botapi import TOKEN

CHATS, EACH = 100, 10
A_SECOND, GROUP_PAUSE = 30, 3.0  # what Telegram allows over all, and 20 a minute to a group
LONGEST = 120.0  # seconds after which a run is given up
TRAITS = Traits(words=("harbour",), keys=(1,))


@dataclass(frozen=True, slots=True)
class Burst:
    """What is told to whom: so many chats are groups, so many messages are edited."""

    groups: int = 0
    edits: int = 0

    @property
    def ideal(self) -> float:
        """Seconds from the first message to the last, were nothing ever late."""
        over_all = (CHATS * EACH + self.edits - 1) / A_SECOND
        return max(over_all, (EACH - 1) * GROUP_PAUSE if self.groups else EACH - 1)

    def chats(self) -> list[Chat]:
        """The last of them are the groups."""
        numbers = [-1000 - n if n >= CHATS - self.groups else n + 1 for n in range(CHATS)]
        speak = cycle(LANGUAGES)
        return [Chat(f"telegram:{n}", n, language=next(speak), burst=None) for n in numbers]


BURSTS = {"people": Burst(), "groups": Burst(groups=20), "edits": Burst(edits=300)}


def _alerts(chats: list[Chat], told: list[Article], now: datetime) -> Iterator[Alert]:
    """Each chat hears of ten articles; the first alerts of all chats come first."""
    for turn in range(EACH):
        for number, chat in enumerate(chats):
            one = told[(turn * CHATS + number) % len(told)]
            sentence = one.text.split("\n")[0]
            match = Match("t1", 1.0, sentence, marks=((0, 4),), why="harbour")
            yield Alert(
                chat=chat.key,
                dedupe=f"{chat.key} {turn}",
                made_at=now,
                article_id=one.id,
                story=one.id,
                url=one.url,
                title=one.title,
                source=one.source,
                site=one.site,
                published=now,
                found_at=now,
                language=one.language,
                matches=(match,),
                titles=(("t1", "Harbour works"),),
            )


async def _queued(store: SqliteStore, burst: Burst, chats: list[Chat]) -> datetime:
    """Put all alerts into the outbox in one commit, as if one check had found them."""
    told = [one for code in LANGUAGES for one in articles(language(code), 34, seed=11)]
    now = datetime.now(UTC)
    alerts = tuple(_alerts(chats, told, now))
    kept = tuple(_kept(one, one.id, now) for one in told)
    await store.commit_check(Checked(SourceState("Paper"), now, articles=kept, alerts=alerts))
    if burst.edits:
        others = tuple(_other(one, n, now) for n, one in enumerate(told))
        goes_on = tuple(one.dedupe for one in alerts[: burst.edits])
        found = Checked(SourceState("Paper"), now, articles=others, goes_on=goes_on)
        await store.commit_check(found)
    return now


def _kept(one: Article, story: str, now: datetime) -> Remembered:
    article = replace(one, found_at=now, keys=(one.url,))
    return Remembered(article, traits=TRAITS, joined=Joined(one.id, story))


def _other(one: Article, number: int, now: datetime) -> Remembered:
    """The same story in another paper."""
    name = f"other-{number}"
    url = f"https://tide.example/{name}"
    other = replace(one, id=name, url=url, source="Tide", site="The Tide")
    return _kept(other, one.id, now)


@dataclass(slots=True)
class Timed(OwnPace):
    """Sums up for how many seconds calls hold their lanes."""

    held: float = 0.0

    async def slot(self) -> Slot:
        """As ever."""
        slot = await OwnPace.slot(self)
        self.held -= asyncio.get_running_loop().time() if slot.lane else 0.0
        return slot

    async def leave(self, lane: str) -> None:
        """As ever."""
        self.held += asyncio.get_running_loop().time() if lane else 0.0
        await OwnPace.leave(self, lane)


async def _run(burst: Burst, server: Served) -> tuple[float, float, float]:
    """CPU seconds, the loop's time at which the alerts were there, and a call's mean seconds."""
    chats, clock = burst.chats(), SystemClock()
    book = Rulebook("v1", Settings(), {}, {}, tuple(chats), WordMatcher())
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "wirewatch.db")
        bot = open_bot(TOKEN, server.said)
        await bot.initialize()
        channel = TelegramChannel(bot, now=clock.now)
        pace = Timed(clock, SMOOTH)
        runner = LocalRunner(World(store, ScriptedWeb(), channel, book, clock), pacing=pace)
        running = asyncio.create_task(runner.run())
        began = await _queued(store, burst, chats)
        used, at = process_time(), asyncio.get_running_loop().time()
        runner.world.woken.set()
        async with asyncio.timeout(LONGEST):
            await _all_sent(store, began)
        used = process_time() - used
        runner.stop()
        await running
        await close_bot(bot)
        await store.close()
    return used, at, pace.held / (CHATS * EACH + burst.edits)


async def _all_sent(store: SqliteStore, began: datetime) -> None:
    while True:
        await asyncio.sleep(0.25)
        tally = await store.tally(began - timedelta(hours=1))
        late = await store.retellings(datetime.now(UTC) + timedelta(days=1), 1)
        if tally.fates.get(Fate.SENT, 0) == CHATS * EACH and not late:
            return


def _tell(
    name: str, burst: Burst, told: dict[str, Any], used: float, at: float, call: float
) -> None:
    last = max(arrived - at for _, arrived in told["taken"])
    delays = [arrived - at for arrived in told["messages"]]
    if told["edits"] != burst.edits or len(told["taken"]) != CHATS * EACH + burst.edits:
        sys.exit(f"{told['edits']} edits, {len(told['taken'])} messages and edits arrived")
    cut, over_all = quantiles(delays, n=20), (len(delays) - 1) / A_SECOND
    print(
        f"| {name} | {last:.1f} s | {burst.ideal:.1f} s | {last / burst.ideal:.2f} | "
        f"{max(delays):.1f} s | {cut[9]:.1f} / {cut[18]:.1f} s | "
        f"{over_all / 2:.1f} / {over_all * 0.95:.1f} s | {len(told['refused'])} | "
        f"{call * 1000:.0f} ms | {used:.1f} s | {resident():.0f} MB |",
        flush=True,
    )
    for one in told["refused"]:
        print(f"refused: {one}", file=sys.stderr)


def main() -> None:
    """One line for each burst."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("bursts", nargs="*", choices=[*BURSTS, []], default=[])
    print(
        "| to | the last | ideal | × | the last message | messages p50 / p95 | ideal | 429 "
        "| a call | CPU | memory |"
    )
    print("| --- " * 11 + "|")
    for name in asked.parse_args().bursts or BURSTS:
        with served("benchmarks.burst.server") as server:
            used, at, call = uvloop.run(_run(BURSTS[name], server))
        _tell(name, BURSTS[name], json.loads(server.last), used, at, call)


if __name__ == "__main__":
    main()
