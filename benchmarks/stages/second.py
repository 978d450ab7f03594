"""Where a second of CPU goes for an article on its way from bytes to messages.

The real check and the real delivery, one after the other, so that all CPU time of the process
meanwhile is theirs: feed and page over HTTP, a real file, messages to the tests' Bot API server
(both servers are other processes). Each function of a stage is measured where the line calls it,
without what it calls of another stage; "the rest" is the event loop, threads, and the line itself.
"""

from __future__ import annotations

import functools
import inspect
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

import chat.telegram
import scheduler.check
import scheduler.considered
import scheduler.look
import scheduler.placing
import scheduler.reading
import scheduler.storyline
from benchmarks.matching.newsroom import LANGUAGES, articles, language
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.outlets.served import served
from benchmarks.outlets.server import POOL
from chat.telegram import TelegramChannel, close_bot, open_bot
from model.article import Article
from model.rulebook import Chat, Rulebook
from monitors.fetch import open_fetcher
from scheduler.deliver import Delivery
from scheduler.world import SystemClock, World
from store.sqlite import SqliteStore
from tests.standin.botapi import TOKEN

HOSTS, TURNS = 60, 4
RULES, CHATS = 1_000, 50
# what the line calls, where it finds it, and the stage it belongs to
FUNCTIONS: tuple[tuple[Any, str, str], ...] = (
    (scheduler.look, "read_listing", "feed of 25 entries read"),
    (scheduler.reading, "explain", "page read"),
    (scheduler.check, "furniture", "the site's furniture"),
    (scheduler.check, "sites_after", "the site's furniture"),
    (scheduler.considered, "sketch", "near copies"),
    (scheduler.placing, "original", "near copies"),
    (scheduler.considered, "traits", "stories"),
    (scheduler.storyline, "join", "stories"),
    (scheduler.placing, "address", "addressed"),
    (chat.telegram, "compose", "composed"),
)
COMMITS = {"commit_check": "store: checks committed", "record": "store: receipts written"}


@dataclass(slots=True)
class Shares:
    """CPU seconds by stage, without what was spent in a stage called meanwhile."""

    seconds: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    _inner: list[float] = field(default_factory=lambda: [0.0])

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """All that is spent within belongs to the stage."""
        self._inner.append(0.0)
        began = process_time()
        try:
            yield
        finally:
            spent, inner = process_time() - began, self._inner.pop()
            self.seconds[stage] += spent - inner
            self.calls[stage] += 1
            self._inner[-1] += spent

    def counted(self, call: Any, stage: str) -> Any:
        """The same function or coroutine function; what it spends is noted."""

        @functools.wraps(call)
        async def waited(*args: Any, **named: Any) -> Any:
            with self.of(stage):
                return await call(*args, **named)

        @functools.wraps(call)
        def done(*args: Any, **named: Any) -> Any:
            with self.of(stage):
                return call(*args, **named)

        return waited if inspect.iscoroutinefunction(call) else done

    def clear(self) -> None:
        """Nothing has been spent."""
        self.seconds.clear()
        self.calls.clear()


@dataclass(slots=True)
class Counted:
    """A port whose coroutine methods are measured, each under its stage."""

    port: Any
    shares: Shares
    stages: dict[str, str]
    other: str

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.port, name)
        if not inspect.iscoroutinefunction(found):
            return found
        return self.shares.counted(found, self.stages.get(name, self.other))


class Hasty(TelegramChannel):
    """The pause after a message costs no CPU."""

    def pause(self, _: Chat) -> timedelta:
        """None."""
        return timedelta(0)


@dataclass(frozen=True, slots=True)
class CountedMatcher:
    """The rules, measured."""

    matcher: Any
    shares: Shares

    def match(self, article: Article) -> Any:
        """As the matcher does."""
        with self.shares.of("matched against 1,000 rules"):
            return self.matcher.match(article)


async def second() -> None:
    """The table."""
    shares = Shares()
    with (
        tempfile.TemporaryDirectory() as folder,
        served("benchmarks.outlets.server") as outlets,
        served("benchmarks.burst.server", "--calm") as messenger,
        ExitStack() as patches,
    ):
        book = _book(outlets.said.split()[0], shares)
        store = await SqliteStore.open(Path(folder) / "wirewatch.db")
        await store.keep_sources(book.sources.values(), SystemClock().now())
        bot = open_bot(TOKEN, messenger.said)
        for place, name, stage in FUNCTIONS:
            call = shares.counted(getattr(place, name), stage)
            patches.enter_context(patch.object(place, name, call))
        async with open_fetcher(
            pause=timedelta(0), now=SystemClock().now, lookup=lambda _: ["127.0.0.1"]
        ) as fetcher:
            channel = Hasty(bot, now=SystemClock().now)
            world = World(
                Counted(store, shares, COMMITS, "store: asked"),
                Counted(fetcher, shares, {}, "fetched: the feed, then the page"),
                Counted(channel, shares, {}, "sent to Telegram over HTTP"),
                book,
            )
            await _line(world, shares)
        await close_bot(bot)
        await store.close()


def _book(port: str, shares: Shares) -> Rulebook:
    """With all words of the articles met before, as after a day's work."""
    spoken = [language(code) for code in LANGUAGES]
    urls = [f"http://h{n}.hosts.example:{port}/news.xml" for n in range(HOSTS)]
    book = newsroom_book(urls, spoken, RULES, CHATS)
    for one in (one for each in spoken for one in articles(each, POOL, seed=5)):
        book.matcher.match(one)
    return replace(book, matcher=CountedMatcher(book.matcher, shares))


async def _line(world: World, shares: Shares) -> None:
    """A first look at each source, which does not count, then the rounds."""
    delivery = Delivery(world)
    await _round(world, delivery)
    shares.clear()
    began, articles_read, messages = process_time(), 0, 0
    for _ in range(TURNS):
        fresh, sent = await _round(world, delivery)
        articles_read, messages = articles_read + fresh, messages + sent
    if articles_read != HOSTS * TURNS or not messages:
        raise RuntimeError(f"{articles_read} articles and {messages} messages")
    _table(shares, process_time() - began, articles_read, messages)


async def _round(world: World, delivery: Delivery) -> tuple[int, int]:
    """Check every source; how many articles were read and messages sent."""
    fresh = sent = 0
    for name in world.book.sources:
        fresh += (await scheduler.check.check(world, name)).fresh
        for key in await world.store.chats_due(world.clock.now()):
            sent += await delivery.deliver(key)
    return fresh, sent


def _table(shares: Shares, whole: float, count: int, messages: int) -> None:
    rest = whole - sum(shares.seconds.values())
    rows = [*shares.seconds.most_common(), ("the rest: event loop, threads, the line itself", rest)]
    print(f"{count} articles, {messages} messages: {1000 * whole / count:.1f} CPU ms an article")
    print("| stage | calls an article | ms a call | ms an article | share |")
    print("| --- | --- | --- | --- | --- |")
    for stage, seconds in rows:
        calls = shares.calls[stage]
        each = f"{calls / count:.1f} | {1000 * seconds / calls:.2f}" if calls else " | "
        print(
            f"| {stage} | {each} | {1000 * seconds / count:.2f} | {100 * seconds / whole:.0f} % |"
        )
