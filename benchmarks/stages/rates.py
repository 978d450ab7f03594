"""Pieces a second of each stage, beside the least that could do its work."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

import feedparser
import httpx
import trafilatura
from lxml import html

from alerts.address import address
from benchmarks.matching.measure import Floor
from benchmarks.matching.newsroom import LANGUAGES, articles, language
from benchmarks.outlets.pages import article_page, feed, front
from benchmarks.outlets.rulebook import newsroom_book
from benchmarks.outlets.served import served
from benchmarks.outlets.server import FRONT, SIZES, outlet_of
from benchmarks.store.__main__ import news
from benchmarks.turns import Way, in_turns, ratio
from chat.compose import compose
from chat.telegram import TelegramChannel, close_bot, open_bot
from model.alert import Alert, Sent
from model.article import Article
from model.rulebook import Chat, Rulebook
from model.source import Entry, Fetched, Kind, Listing, Source
from model.stores import Checked
from monitors.article import Reading, explain
from monitors.listing import read_listing
from store.sqlite import SqliteStore
from stories.copies import sketch
from stories.traits import traits
from tests.standin.botapi import TOKEN

ROUNDS = 5
NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
BASE = "https://harbour.example"
RULES, CHATS = 1_000, 50
AT_ONCE = 16  # commits


@dataclass(frozen=True, slots=True)
class Stage:
    """One row: the first way is ours, the others are baselines; each does `count` pieces."""

    name: str
    count: int
    ways: Mapping[str, Way]
    by_wall: bool = False  # where a disk is waited for


async def rates() -> None:
    """The table."""
    print("| stage | a CPU second | beside | a CPU second | × |\n| --- | --- | --- | --- | --- |")
    told = [one for code in LANGUAGES for one in articles(language(code), 40, seed=9)]
    book = newsroom_book([BASE], [language(code) for code in LANGUAGES], RULES, CHATS)
    alerts = list(_alerts(told, book))
    for stage in (_pages(), _feeds(), _fronts(), *_texts(told, book), _composed(alerts)):
        await _row(stage)
    await _sending(alerts[:200])
    with tempfile.TemporaryDirectory() as folder:
        await _commits(Path(folder))


async def _row(stage: Stage) -> None:
    spent = await in_turns(stage.ways, ROUNDS)
    seconds = {name: one.wall if stage.by_wall else one.cpu for name, one in spent.items()}
    ours, *others = seconds
    for name in others:
        mine, theirs = (stage.count / median(seconds[one]) for one in (ours, name))
        times = ratio(seconds[name], seconds[ours])
        print(f"| {stage.name} | {mine:,.0f} | {name} | {theirs:,.0f} | {times:.2f} |", flush=True)


def _way(call: Callable[[Any], object], pieces: Sequence[Any]) -> Way:
    """Each piece once."""

    async def work() -> None:
        for piece in pieces:
            call(piece)

    return work


def _pages() -> Stage:
    fetched = [
        Fetched(outlet.link(n), article_page(outlet, n, NOW, size), "text/html; charset=utf-8")
        for n, size in enumerate(SIZES * 5)
        for outlet in (outlet_of(host, BASE) for host in range(len(LANGUAGES)))
    ]

    def ours(page: Fetched) -> None:
        read = explain(page, Entry(page.url), Source("s", BASE), NOW)
        if not isinstance(read, Reading):
            raise TypeError(read.message)

    def theirs(page: Fetched) -> None:
        trafilatura.bare_extraction(
            page.body, url=page.url, include_comments=False, with_metadata=True
        )

    return Stage(
        "article pages read (text, title, date, language …)",
        len(fetched),
        {
            "ours": _way(ours, fetched),
            "trafilatura.bare_extraction": _way(theirs, fetched),
            "lxml alone, the tree": _way(lambda page: html.document_fromstring(page.body), fetched),
        },
    )


def _listing(kind: Kind, least: int) -> Callable[[Fetched], None]:
    def read(fetched: Fetched) -> None:
        found = read_listing(Source("s", BASE, kind), kind, fetched, NOW)
        if not isinstance(found, Listing) or len(found.entries) < least:
            raise ValueError(f"not what was expected: {found}")

    return read


def _feeds() -> Stage:
    fetched = [
        Fetched(f"{BASE}/feed.xml", feed(outlet_of(host, BASE), range(n), NOW), "text/xml")
        for n in (20, 35, 50)
        for host in range(9)
    ]
    ways = {
        "ours": _way(_listing(Kind.FEED, 20), fetched),
        "feedparser alone": _way(lambda one: feedparser.parse(one.body), fetched),
    }
    return Stage("feeds of 20 to 50 entries read", len(fetched), ways)


def _fronts() -> Stage:
    fetched = [
        Fetched(f"{BASE}/", front(outlet_of(host, BASE), FRONT), "text/html; charset=utf-8")
        for host in range(6)
    ]

    def theirs(one: Fetched) -> None:
        root = html.document_fromstring(one.body, base_url=one.url)
        root.make_links_absolute()
        [(a.get("href"), a.text_content()) for a in root.iter("a")]

    ways = {
        "ours": _way(_listing(Kind.PAGE, 60), fetched),
        "lxml, the tree and all links": _way(theirs, fetched),
    }
    return Stage("front pages of 150 kB → article links", len(fetched), ways)


def _texts(told: list[Article], book: Rulebook) -> tuple[Stage, Stage]:
    matcher, floor = book.matcher, Floor(told)
    return (
        Stage(
            "articles matched against 1,000 rules, with evidence",
            len(told),
            {"ours": _way(matcher.match, told), "each word found and looked up": _way(floor, told)},
        ),
        Stage(
            "fingerprints and traits for copies and stories",
            len(told),
            {
                "ours": _way(lambda one: (sketch(one), traits(one, ["t1"])), told),
                "each word found and looked up": _way(floor, told),
            },
        ),
    )


def _alerts(told: Sequence[Article], book: Rulebook) -> Iterator[Alert]:
    for one in told:
        yield from address(one, book.matcher.match(one), book, book.chats, now=NOW)


def _chat(alert: Alert) -> Chat:
    """A reader of the alert's language."""
    return Chat(alert.chat, 7, language=alert.language or "en", timezone="Europe/Paris")


def _least(alert: Alert) -> str:
    """The same text, escaped and joined."""
    parts = (alert.title, alert.url, alert.site, alert.source, *dict(alert.titles).values())
    return "\n".join(map(escape, (*parts, *(one.excerpt for one in alert.matches))))


def _composed(alerts: list[Alert]) -> Stage:
    pairs = [(one, _chat(one)) for one in alerts]
    return Stage(
        "alerts composed, with excerpts",
        len(alerts),
        {
            "ours": _way(lambda pair: compose(*pair, NOW), pairs),
            "html.escape and join": _way(_least, alerts),
        },
    )


async def _sending(alerts: list[Alert]) -> None:
    """Over HTTP, to the tests' Bot API server without its limits."""
    with served("benchmarks.burst.server", "--calm") as server:
        bot = open_bot(TOKEN, server.said)
        channel, url = (
            TelegramChannel(bot, now=lambda: NOW),
            f"{server.said}/bot{TOKEN}/sendMessage",
        )
        async with httpx.AsyncClient() as client:

            async def ours() -> None:
                for one in alerts:
                    if not isinstance(outcome := await channel.send(one, _chat(one)), Sent):
                        raise TypeError(outcome)

            async def bare() -> None:
                for one in alerts:
                    form = {"chat_id": 7, "text": _least(one), "parse_mode": "HTML"}
                    (await client.post(url, data=form)).raise_for_status()

            ways = {"ours": ours, "httpx alone, a POST of the same text": bare}
            await _row(Stage("alerts composed and sent over HTTP", len(alerts), ways))
        await close_bot(bot)


async def _commits(folder: Path) -> None:
    """By the wall: the disk is waited for."""
    store = await SqliteStore.open(folder / "wirewatch.db")
    base = sqlite3.connect(folder / "bare.db", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, body BLOB)")
    for at_once in (1, AT_ONCE):
        batches = [[news("c") for _ in range(at_once)] for _ in range(160 // at_once * ROUNDS)]
        written = [[_bytes(one) for one in batch] for batch in batches]
        mine, theirs = iter(batches), iter(written)
        await _row(
            Stage(
                f"checks with an article and an alert committed, {at_once} at once (wall)",
                160,
                {
                    "ours": _all_of(store, mine, 160 // at_once),
                    "bare sqlite3, the same bytes": _inserts(base, theirs, 160 // at_once),
                },
                by_wall=True,
            )
        )
    base.close()
    await store.close()


def _all_of(store: SqliteStore, batches: Iterator[list[Checked]], count: int) -> Way:
    async def work() -> None:
        for _ in range(count):
            await asyncio.gather(*(store.commit_check(one) for one in next(batches)))

    return work


def _inserts(base: sqlite3.Connection, batches: Iterator[list[bytes]], count: int) -> Way:
    async def work() -> None:
        for _ in range(count):
            base.execute("BEGIN")
            base.executemany("INSERT INTO kept (body) VALUES (?)", [(b,) for b in next(batches)])
            base.execute("COMMIT")

    return work


def _bytes(checked: Checked) -> bytes:
    return json.dumps(asdict(checked), default=str).encode()
