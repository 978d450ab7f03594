"""`python -m benchmarks.startup [SOURCES] [ARTICLES]`: seconds from the start of `bot.py run` to
its first request and to its first alert, on a store with so many remembered articles.

The baseline is the same start with one source and an empty store. The rules are the shipped ones,
a topic and invented sources on loopback; the articles are invented, most of them made of others
inside the store. Once more with a bot, whose Bot API is on loopback as well. Five starts each, in
turns; medians of wall-clock seconds, CPU seconds to the first request. The alert is that of the
terminal: with a bot no chat is served, so it appears there.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from model.article import Article
from model.source import SourceState
from model.stores import Checked, Remembered
from store.sqlite import SqliteStore

STARTS = 5
POLL = 60.0  # seconds: longer than a start
MADE = 20_000  # articles kept through the store; the rest are copied from them
WORDS = ("harbour", "council", "minister", "bridge", "budget", "visit", "drone", "cargo", "vote")
BOT = Path(__file__).parents[2] / "bot.py"
HEAD = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
BOT_ITSELF = b'{"id": 1, "is_bot": true, "first_name": "Bot", "username": "wire_bot"}'


@dataclass(frozen=True, slots=True)
class Start:
    """One way to start: where, and with which environment."""

    folder: Path
    anew: bool = False  # with nothing remembered
    bot: bool = False


@dataclass(slots=True)
class Seconds:
    """From the start, of each round."""

    request: list[float] = field(default_factory=list)
    alert: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


async def main(sources: int, articles: int) -> None:
    """One line for each way to start."""
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small", Path(name) / "large"
        kept = large / "data" / "wirewatch.db"
        await _fill(kept, articles)
        print(f"the large store takes {kept.stat().st_size / 1e9:.1f} GB", flush=True)
        web = Web()
        port = await web.open()
        for folder, count in ((small, 1), (large, sources)):
            folder.mkdir(exist_ok=True)
            _rules(folder / "rules.yaml", count, port)
        many = f"{sources:,} sources, {articles:,} articles"
        starts = {
            "one source, no article": Start(small, anew=True),
            "the same, with a bot": Start(small, anew=True, bot=True),
            many: Start(large),
            f"{many}, with a bot": Start(large, bot=True),
        }
        await _start(starts[many], web, Seconds())  # the sources are new to the store
        await _measure(starts, web)


def _rules(path: Path, count: int, port: int) -> None:
    """The shipped topics and one that everything listed is of."""
    shipped = (BOT.parent / "rules.yaml").read_text("utf-8")
    topics = re.split(r"^sources:", shipped, flags=re.MULTILINE)[0]
    settings = "settings:\n  allow_private_addresses: true\n"
    topics = re.sub(r"^settings:\n", settings, topics, flags=re.MULTILINE)
    topics = re.sub(r"^topics:\n", "topics:\n  tides: {any: [tide]}\n", topics, flags=re.MULTILINE)
    lines = [
        f"  - {{name: Paper {n}, url: 'http://127.0.0.1:{port}/{n}.xml', "
        "kind: feed, backfill: 1, full_text: false}"
        for n in range(count)
    ]
    path.write_text(topics + "sources:\n" + "\n".join(lines) + "\n", "utf-8")


async def _fill(path: Path, articles: int) -> None:
    """As many articles, the first by the store itself, then each copied under other names."""
    at, random = datetime.now(UTC) - timedelta(days=30), Random(7)
    path.parent.mkdir(parents=True)
    store = await SqliteStore.open(path)
    for first in range(0, min(MADE, articles), 1000):
        kept = tuple(Remembered(_article(first + n, at, random)) for n in range(1000))
        await store.commit_check(Checked(SourceState("Paper 0"), at, articles=kept))
    await store.close()
    base = sqlite3.connect(path)
    for copy in range(1, articles // MADE):
        print(f"\rfilling the store: {copy * MADE:,} of {articles:,}", end="", flush=True)
        for statement in _COPY:
            base.execute(statement, {"copy": copy, "made": MADE})
        base.commit()
    print()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()


_COPY = (
    """INSERT INTO article (number, id, found_at, copy_of, signature, body)
    SELECT number + :copy * :made, id || '-' || :copy, found_at + :copy, copy_of, signature, body
    FROM article WHERE number <= :made""",
    """INSERT INTO identity (key, article_id, first_seen, last_seen)
    SELECT key || '-' || :copy, article_id || '-' || :copy, first_seen, last_seen
    FROM identity WHERE key NOT GLOB '*-*'""",
    """INSERT INTO search (rowid, words)
    SELECT rowid + :copy * :made, 'harbour council minister ' || rowid FROM article
    WHERE number <= :made""",
)


def _article(number: int, at: datetime, random: Random) -> Article:
    text = " ".join(random.choices(WORDS, k=250))
    url = f"https://post.example/{number}"
    return Article(
        id=f"a{number}",
        source="Paper 0",
        url=url,
        title=" ".join(random.choices(WORDS, k=8)),
        text=text,
        language="en",
        found_at=at,
        keys=(f"url:{url}",),
    )


class Web:
    """Feeds with one fresh article, another at each start, and a Bot API that knows its bot."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.number = 0

    async def open(self) -> int:
        """Listen; the port."""
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0, backlog=1000)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self.port

    def again(self) -> str:
        """For another start; the word that its alert shows."""
        self.asked.clear()
        self.number += 1
        return f"mark{self.number}"

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1]
            if head.startswith(b"/bot"):
                if head.endswith(b"getUpdates"):  # nothing comes in: a long poll
                    await asyncio.sleep(POLL)
                body, kind = b'{"ok": true, "result": %s}' % BOT_ITSELF, b"application/json"
            else:
                self.asked.set()
                body, kind = self._feed(head), b"application/rss+xml"
            status = b"404 Not Found" if b"robots" in head else b"200 OK"
            writer.write(HEAD % (status, kind, len(body)) + body)
            await writer.drain()
        writer.close()

    def _feed(self, path: bytes) -> bytes:
        name = f"mark{self.number}"
        text = f"The tide {name} came in at the harbour. " * 30
        return (
            f"<rss version='2.0'><channel><title>Paper</title><item><title>Tide {name}</title>"
            f"<link>http://127.0.0.1/{name}{path.decode()}</link>"
            f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate>"
            f"<description>{text}</description></item></channel></rss>"
        ).encode()


async def _measure(starts: Mapping[str, Start], web: Web) -> None:
    spent = {name: Seconds() for name in starts}
    for _ in range(STARTS):
        for name, start in starts.items():
            await _start(start, web, spent[name])
    first = median(next(iter(spent.values())).request)
    for name, seconds in spent.items():
        request = median(seconds.request)
        print(
            f"{name:52} first request {request:5.2f} s, × {request / first:4.2f}, "
            f"{median(seconds.cpu):5.2f} CPU s; first alert {median(seconds.alert):5.2f} s"
        )


async def _start(start: Start, web: Web, spent: Seconds) -> None:
    """Start, and end the program at its first alert."""
    if start.anew:
        shutil.rmtree(start.folder / "data", ignore_errors=True)
    mark = web.again().encode()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("TELEGRAM", "WIREWATCH"))}
    if start.bot:
        port = web.port
        env |= {
            "TELEGRAM_BOT_TOKEN": f"1:{'a' * 35}",
            "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        }
    began = perf_counter()
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, str(BOT), "run", "--data", "data"),
        cwd=start.folder,
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(120):
        await web.asked.wait()
        spent.request.append(perf_counter() - began)
        spent.cpu.append(_cpu(program.pid))
        while mark not in await _line(program):
            pass
    spent.alert.append(perf_counter() - began)
    program.kill()
    await program.communicate()


async def _line(program: asyncio.subprocess.Process) -> bytes:
    line = await program.stdout.readline() if program.stdout else b""
    return line or sys.exit("the program ended before its first alert")


def _cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(numbers + [10_000, 1_000_000][len(numbers) :])))
