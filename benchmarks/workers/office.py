"""A store of its own for one measurement, filled beforehand, and what is due there set by hand."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import psycopg

from benchmarks.line.__main__ import Messenger as Nobody
from benchmarks.matching.newsroom import LANGUAGES, articles, language
from model.alert import Alert
from model.article import Match
from model.rulebook import Rulebook
from monitors.fetch import open_fetcher
from scheduler.check import check
from scheduler.world import SystemClock, World
from store.postgres import PostgresStore
from store.sql import SqlStore
from store.sqlite import SqliteStore
from tests.kit.postgres import URL

EACH = 2  # messages that wait for a chat

_SEEN = """
UPDATE source SET etag = '"1"', body_hash = :body_hash, first_seen = :now, last_check = :now,
    last_ok = :now, checks = 1, next_check = :later
"""
# aside, since programs put off again and again what is held
_ASIDE = "CREATE TABLE aside AS SELECT * FROM alert ORDER BY id", "DELETE FROM alert"
_LET_GO = "INSERT INTO alert SELECT * FROM aside"
_DUE = """
UPDATE source SET next_check = :now WHERE name IN (
    SELECT name FROM source WHERE rules_url LIKE :like ORDER BY name LIMIT :count
)
"""
_COUNTS = """
SELECT (SELECT SUM(checks) FROM source) AS checks, (SELECT COUNT(*) FROM article) AS articles,
    (SELECT COUNT(*) FROM alert WHERE fate = 'sent') AS sent,
    (SELECT COUNT(*) FROM alert WHERE fate = 'queued') AS queued,
    (SELECT COUNT(*) FROM source WHERE failures > 0) AS failing
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store tells by now."""

    checks: int
    articles: int
    sent: int
    queued: int
    failing: int


class Office:
    """The store as an onlooker reaches it: by statements of its own. `url` is empty for SQLite."""

    def __init__(self, connection: Any, url: str = "") -> None:
        self.connection = connection
        self.url = url

    def do(self, statement: str, **given: object) -> None:
        """One statement, committed."""
        self._execute(statement, given)

    def ask(self, statement: str, **given: object) -> list[tuple[Any, ...]]:
        """The rows of one."""
        rows: list[tuple[Any, ...]] = self._execute(statement, given).fetchall()
        return rows

    def counts(self) -> Counts:
        """As it stands."""
        (row,) = self.ask(_COUNTS)
        return Counts(*(int(one) for one in row))

    def make_due(self, path: str, count: int) -> None:
        """So many of the sources of this kind."""
        self.do(_DUE, like=f"%{path}", now=_micros(), count=count)

    def let_go(self) -> None:
        """All messages are to be sent."""
        self.do(_LET_GO)

    def _execute(self, statement: str, given: dict[str, object]) -> Any:
        if self.url:
            for name in given:
                statement = statement.replace(f":{name}", f"%({name})s")
            return self.connection.execute(statement, given or None)
        return self.connection.execute(statement, given)


def _micros(ahead: timedelta = timedelta()) -> int:
    return int((datetime.now(UTC) + ahead).timestamp() * 1_000_000)


@asynccontextmanager
async def sqlite(folder: Path, book: Rulebook) -> AsyncIterator[Office]:
    """A file in a data folder."""
    path = folder / "wirewatch.db"
    store = await SqliteStore.open(path)
    seen = await _fill(store, book)
    await store.close()
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        yield _parked(Office(connection), seen)
    finally:
        connection.close()


@asynccontextmanager
async def postgres(_: Path, book: Rulebook) -> AsyncIterator[Office]:
    """A database of its own, on the server of WIREWATCH_TEST_DATABASE_URL: what it does is told
    apart from what others do there."""
    with _database() as url:
        store = await PostgresStore.open(url)
        seen = await _fill(store, book)
        await store.close()
        with psycopg.connect(url, autocommit=True, application_name="onlooker") as connection:
            yield _parked(Office(connection, url), seen)


@contextmanager
def _database() -> Iterator[str]:
    name = f"bench_{token_hex(6)}"
    with psycopg.connect(URL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield urlsplit(URL)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


async def _fill(store: SqlStore, book: Rulebook) -> str:
    """What the first source looked like when it was checked."""
    now = datetime.now(UTC)
    await store.keep_sources(book.sources.values(), now)
    await store.queue(list(_messages(book, now)))
    async with open_fetcher(
        pause=timedelta(0), now=SystemClock().now, lookup=lambda _: ["127.0.0.1"]
    ) as fetcher:
        first = next(iter(book.sources))
        await check(World(store, fetcher, Nobody(), book), first)
    state = await store.source_state(first)
    if state is None or not state.body_hash:
        sys.exit(f"{first} could not be checked")
    return state.body_hash


def _parked(office: Office, body_hash: str) -> Office:
    """Every source was checked before; nothing is due for now."""
    later = _micros(timedelta(minutes=9))  # a start believes in ten minutes
    office.do(_SEEN, now=_micros(), later=later, body_hash=body_hash)
    for statement in _ASIDE:
        office.do(statement)
    if office.url:
        office.do("VACUUM ANALYZE")
    return office


def _messages(book: Rulebook, now: datetime) -> Iterator[Alert]:
    told = [one for code in LANGUAGES for one in articles(language(code), 30, seed=11)]
    for turn in range(EACH):
        for number, chat in enumerate(book.chats):
            one = told[(turn + number) % len(told)]
            topic = min(chat.topics or {""})
            match = Match(topic, 1.0, one.text.split("\n")[0], marks=((0, 4),), why="harbour")
            yield Alert(
                chat=chat.key,
                dedupe=f"{chat.key} {turn}",
                made_at=now,
                article_id=f"{turn} {number}",
                story=f"{turn} {number}",
                url=one.url,
                title=one.title,
                source=one.source,
                site=one.site,
                published=now,
                found_at=now,
                language=one.language,
                matches=(match,),
                titles=((topic, topic),),
            )
