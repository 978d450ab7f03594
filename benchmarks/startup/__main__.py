"""`python -m benchmarks.startup [SOURCES] [ARTICLES]`: seconds from the start of `bot.py run` to
its first request, on a store with so many remembered articles.

The baseline is the same start with one source and an empty store. The rules are the shipped ones
with invented sources on loopback; the articles are invented, most of them made of others inside
the store. Three starts each, in turns; medians of wall-clock seconds and of CPU seconds.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from model.article import Article
from model.source import SourceState
from model.stores import Checked, Remembered
from store.sqlite import SqliteStore

STARTS = 3
MADE = 20_000  # articles kept through the store; the rest are copied from them
WORDS = ("harbour", "council", "minister", "bridge", "budget", "visit", "drone", "cargo", "vote")
BOT = Path(__file__).parents[2] / "bot.py"


def main(sources: int, articles: int) -> None:
    """One line for the baseline, one for the large one."""
    with tempfile.TemporaryDirectory() as name:
        folders = {"one source, no article": Path(name) / "small"}
        large = f"{sources:,} sources, {articles:,} articles"
        folders[large] = Path(name) / "large"
        for folder, count in zip(folders.values(), (1, sources), strict=True):
            folder.mkdir()
            _rules(folder / "rules.yaml", count)
        asyncio.run(_fill(folders[large] / "data" / "wirewatch.db", articles))
        size = (folders[large] / "data" / "wirewatch.db").stat().st_size / 1e9
        print(f"the large store takes {size:.1f} GB", flush=True)
        _measure(folders)


def _rules(path: Path, count: int) -> None:
    """The shipped topics, and sources on a port that is written in before each start."""
    shipped = (BOT.parent / "rules.yaml").read_text("utf-8")
    topics = re.split(r"^sources:", shipped, flags=re.MULTILINE)[0]
    settings = "settings:\n  allow_private_addresses: true\n"
    topics = re.sub(r"^settings:\n", settings, topics, flags=re.MULTILINE)
    lines = [
        f"  - name: Paper {n}\n    url: http://127.0.0.1:PORT/{n}.xml\n    kind: feed"
        for n in range(count)
    ]
    path.write_text(topics + "sources:\n" + "\n".join(lines) + "\n", "utf-8")


async def _fill(path: Path, articles: int) -> None:
    """As many articles, the first by the store itself, then each copied under other names."""
    at, random = datetime.now(UTC) - timedelta(days=30), Random(7)
    path.parent.mkdir()
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


def _measure(folders: dict[str, Path]) -> None:
    wall: dict[str, list[float]] = {name: [] for name in folders}
    cpu: dict[str, list[float]] = {name: [] for name in folders}
    for _ in range(STARTS):
        for name, folder in folders.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            wall[name].append(asyncio.run(_start(folder)))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    first = median(next(iter(wall.values())))
    for name in folders:
        seconds = median(wall[name])
        print(
            f"{name:40} {seconds:6.2f} s  × {seconds / first:4.1f}  {median(cpu[name]):6.2f} CPU s"
        )


async def _start(folder: Path) -> float:
    """Seconds to the first request; the program is ended then."""
    asked = asyncio.Event()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    rules = (folder / "rules.yaml").read_text("utf-8").replace("PORT", str(port))
    (folder / "now.yaml").write_text(rules, "utf-8")
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("TELEGRAM", "WIREWATCH"))}
    began = perf_counter()
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, str(BOT), "run", "--rules", "now.yaml", "--data", "data"),
        cwd=folder,
        env=quiet,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(120):
        await asked.wait()
    seconds = perf_counter() - began
    program.kill()
    await program.wait()
    server.close()
    return seconds


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers + [10_000, 1_000_000][len(numbers) :]))
