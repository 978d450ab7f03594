"""What it costs to find an article's story in a large archive.

    python benchmarks/stories/cost.py                        a million articles, some minutes
    python benchmarks/stories/cost.py --articles 100000

A store on SQLite is filled with an archive of sixty days. Index keys are drawn so that the
most frequent stands in one article of a hundred, as it does among headlines of many papers,
and the frequencies fall off with the rank; articles and traits are those of the labelled
stories in turn. Then new articles ask for their kin and are joined.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.stories.stream import Labelled, stream
from model.article import Article
from model.story import Joined, Traits
from store.codec import article_text, joined_text, micros
from store.sqlite import SqliteStore
from stories.join import KIN, LENGTH, NEWEST, join
from stories.traits import KEYS, traits

NOW = datetime(2026, 3, 13, tzinfo=UTC)
DAYS = 60
RARE, FREQUENT = 30_000_000, 200  # ranks between which keys are drawn
ASKED = 300  # articles

FILL = """
INSERT INTO article (number, id, found_at, body, story, joined)
SELECT :number, 'a' || :number, :found_at, :body, 'a' || (:number - :number % 4), :joined
"""
KEY_ROWS = """
INSERT OR IGNORE INTO trait (key, found_at, article)
SELECT CAST(:frequent * pow(:spread, (random() & 0xffffff) / 16777216.0) AS INTEGER),
       article.found_at, article.number
FROM article, json_each(:slots)
ORDER BY 1, 2, 3
"""


def main() -> None:
    """Fill a store in a temporary folder, ask it, print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--articles", type=int, default=1_000_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder) / "store.db", chosen.articles))


async def measure(path: Path, articles: int) -> None:
    """Fill and ask; all times are of this process's wall clock."""
    store = await SqliteStore.open(path)
    labelled = stream("dev")
    began = time.perf_counter()
    size = _fill(path, articles, labelled)
    print(f"{articles:,} articles, {size:,.0f} MB, filled in {time.perf_counter() - began:.0f} s")
    rolled = random.Random(5)
    lookups, joins, found = [], [], 0
    for one in (labelled * 2)[:ASKED]:
        keys = tuple(_drawn(rolled) for _ in range(KEYS))
        asked = replace(one.article, found_at=NOW, published=NOW, id="new")
        began = time.perf_counter()
        kin = await store.kin(keys, NOW - LENGTH, KIN, NEWEST)
        lookups.append(time.perf_counter() - began)
        began = time.perf_counter()
        join(asked, traits(asked), kin)
        joins.append(time.perf_counter() - began)
        found += len(kin)
    await store.close()
    print(f"kin per article: {found / len(lookups):.0f} of at most {KIN}")
    for name, times in (("lookup", lookups), ("traits and join", joins)):
        print(f"{name}: {_told(times)}")


def _told(times: list[float]) -> str:
    ordered = sorted(1000 * one for one in times)
    mean, late = sum(ordered) / len(ordered), ordered[int(0.95 * len(ordered))]
    return f"{mean:.2f} ms on average, {late:.2f} ms for 95 of 100"


def _drawn(rolled: random.Random) -> int:
    return int(FREQUENT * (RARE / FREQUENT) ** rolled.random())


def _fill(path: Path, articles: int, labelled: list[Labelled]) -> float:
    """The size of the filled file, MB."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA synchronous = OFF")
    base.execute("DROP INDEX trait_article")  # upkeep's, of no use to the lookup
    base.execute("DROP INDEX trait_found")
    with base:
        base.executemany(FILL, _rows(articles, labelled))
    with base:
        slots = str(list(range(KEYS)))
        base.execute(KEY_ROWS, {"frequent": FREQUENT, "spread": RARE / FREQUENT, "slots": slots})
    base.close()
    return path.stat().st_size / 1e6


def _rows(articles: int, labelled: list[Labelled]) -> Iterator[dict[str, object]]:
    bodies = [article_text(replace(one.article, text=one.article.text[:200])) for one in labelled]
    marks = [_mark(one.article, traits(one.article)) for one in labelled]
    step = timedelta(days=DAYS) / articles
    for number in range(articles):
        at = number % len(labelled)
        found_at = micros(NOW - timedelta(days=DAYS) + number * step)
        asked = (articles - number) * step <= LENGTH  # older ones are never read
        body, mark = (bodies[at], marks[at]) if asked else ("{}", "{}")
        yield {"number": number, "found_at": found_at, "body": body, "joined": mark}


def _mark(article: Article, made: Traits) -> str:
    return joined_text(article, Joined("", "", 0.9, (("name", "somebody"),)), made)


if __name__ == "__main__":
    main()
