"""A small world in memory: a scripted web, a listening channel, a clock that is set by hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from model.alert import Alert, Outcome, Sent
from model.article import Article, Match
from model.rulebook import Chat, Priority, Rulebook, Settings, Topic
from model.source import Fetched, FetchFailed, Kind, NotModified, Request, Source, Trouble
from model.story import Spread
from scheduler.deliver import Delivery
from scheduler.pacing import OwnPace
from scheduler.world import World
from store.memory import MemoryStore

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FEED = "https://post.example/feed.xml"
CHAT = Chat("telegram:1", 1)


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    at: datetime = START

    def now(self) -> datetime:
        """Show the hand-set moment."""
        return self.at

    def pass_time(self, **length: float) -> None:
        """Move on, e.g. by `minutes=5`."""
        self.at += timedelta(**length)


@dataclass
class ScriptedWeb:
    """A fetcher that answers from a dict; an address without an answer is gone."""

    pages: dict[str, Fetched | NotModified | FetchFailed] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """Answer from the script, and 304 where the ETag still fits."""
        self.asked.append(request)
        await asyncio.sleep(0)
        gone = FetchFailed(request.url, Trouble.GONE, "post.example answers 404", 404)
        answer = self.pages.get(request.url, gone)
        if isinstance(answer, Fetched) and request.etag and request.etag == answer.etag:
            return NotModified(request.url)
        return answer

    def put(self, url: str, body: str, content_type: str = "text/html", **more: str) -> None:
        """Publish a document."""
        self.pages[url] = Fetched(url, body.encode(), f"{content_type}; charset=utf-8", **more)

    def fail(self, url: str, trouble: Trouble = Trouble.SERVER) -> None:
        """Let an address fail for the time being."""
        self.pages[url] = FetchFailed(url, trouble, "post.example answers 500", 500)

    def feed(self, *items: tuple[str, str], at: datetime = START, url: str = FEED) -> None:
        """Publish a feed of (slug, title) items, each with a page of its own, newest first."""
        rows = []
        for slug, title in items:
            link = f"https://post.example/world/{slug}"
            rows.append(
                f"<item><title>{title}</title><link>{link}</link><guid>{slug}</guid>"
                f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            )
            if link not in self.pages:
                self.put(link, page(title, slug, at))
        body = "".join(rows)
        channel = f"<channel><title>P</title>{body}</channel>"
        xml = f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'
        self.put(url, xml, "application/rss+xml")


def page(title: str, slug: str, at: datetime | None = START) -> str:
    """Write an article's page; its text is its own, so that no two are copies."""
    date = f"<meta property='article:published_time' content='{at.isoformat()}'>" if at else ""
    words = " ".join(f"{slug}{number}" for number in range(60))
    return (
        f"<html lang='en'><head><title>{title}</title>"
        f"{date}</head>"
        f"<body><article><h1>{title}</h1>"
        f"<p>{title} was the talk of the harbour town on Tuesday, said its mayor. {words}.</p>"
        f"<p>Nobody in the town hall had expected it this early in the year. {words}.</p>"
        "</article></body></html>"
    )


class WordMatcher:
    """Matches a topic where its name stands in the title or text."""

    def __init__(self, *topics: str) -> None:
        self.topics = topics

    def match(self, article: Article) -> tuple[Match, ...]:
        """Look for each topic's own name."""
        text = f"{article.title} {article.text}".casefold()
        return tuple(Match(t, 1.0, article.title, why=t) for t in self.topics if t in text)


class Listener:
    """A channel that keeps what it is sent and answers by script."""

    def __init__(self) -> None:
        self.sent: list[Alert] = []
        self.outcomes: list[Outcome] = []
        self.edits: list[tuple[int, Spread | None]] = []
        self.edit_outcomes: list[Outcome] = []
        self.addresses: list[int | str] = []
        self.threads: list[int | None] = []
        self.arrived = asyncio.Event()
        self.asked = asyncio.Event()
        self.answering = asyncio.Event()
        self.answering.set()

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Take the alert, or answer what the script says next, once it is `answering`."""
        self.asked.set()
        await self.answering.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(len(self.sent) + 1)
        if isinstance(outcome, Sent):
            self.sent.append(alert)
            self.addresses.append(chat.address)
            self.threads.append(chat.thread)
            self.arrived.set()
        return outcome

    async def edit(
        self, alert: Alert, chat: Chat, message_id: int, *, spread: Spread | None, **more: object
    ) -> Outcome:
        """Note what a message says now, or answer what the script of edits says next."""
        outcome = self.edit_outcomes.pop(0) if self.edit_outcomes else Sent(message_id)
        self.edits.append((message_id, spread))
        return outcome

    def pause(self, chat: Chat) -> timedelta:
        """Never wait."""
        return timedelta()

    @property
    def titles(self) -> list[str]:
        """Headlines in the order they arrived."""
        return [alert.title or alert.text for alert in self.sent]


def make_source(name: str = "post", url: str = FEED, **more: object) -> Source:
    """Make a source that is checked every five minutes."""
    return replace(Source(name, url, Kind.AUTO, backfill=1), **more)


def make_book(*sources: Source, chats: tuple[Chat, ...] = (CHAT,), version: str = "1") -> Rulebook:
    """Make a rulebook that looks for drones and visits."""
    return Rulebook(
        version=version,
        settings=Settings(),
        topics={
            "drones": Topic("drones", {"en": "Drones"}, Priority.HIGH),
            "visit": Topic("visit", {"en": "Visits"}, Priority.NORMAL),
        },
        sources={source.name: source for source in sources or (make_source(),)},
        chats=chats,
        matcher=WordMatcher("drones", "visit"),
    )


class Unpaced(OwnPace):
    """A pace without pauses, where it is not what is tried."""

    async def done(self, place: str, pause: float) -> None:
        """Owe nothing."""


@dataclass
class Line:
    """The world under test with its hands on the outside."""

    world: World
    web: ScriptedWeb
    channel: Listener
    clock: HandClock
    delivery: Delivery

    async def adopt(self, book: Rulebook | None = None) -> None:
        """Take a rulebook into force."""
        if book is not None:
            self.world.book = book
        await self.world.store.keep_sources(self.world.book.sources.values(), self.clock.now())

    async def deliver(self) -> None:
        """Deliver to every chat that has something due."""
        for key in await self.world.store.chats_due(self.clock.now()):
            await self.delivery.deliver(key)


def make_line() -> Line:
    """Build a line over the in-memory store."""
    web, channel, clock = ScriptedWeb(), Listener(), HandClock()
    world = World(MemoryStore(), web, channel, make_book(), clock, Random(1))
    return Line(world, web, channel, clock, Delivery(world))
