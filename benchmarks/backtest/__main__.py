"""`python -m benchmarks.backtest [ARTICLES]`: seconds to replay the shipped rules over an archive.

The archive is made here: words without sense in Zipf's proportions, English, French and Arabic,
about 300 an article, and among them one word in a hundred from the word lists of rules.yaml.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from time import perf_counter

from model.article import Article
from model.rulebook import Rulebook
from model.source import SourceState
from model.stores import Checked, Remembered
from rules.load import load
from scheduler.backtest import Rules, replay
from store.sqlite import SqliteStore

RULES = Path("rules.yaml")
START = datetime(2031, 3, 1, tzinfo=UTC)
LETTERS = {"en": "aeioubdfglmnprst", "fr": "aeiouébdglmnprst", "ar": "ابتجدرسعفقكلمنوي"}
LENGTHS = range(180, 421)
TOPICAL = 100  # of so many words one is of the rules
BATCH = 1_000


def main(count: int) -> None:
    """One line for the rules alone, one for two sets of rules that share no topic."""
    text = RULES.read_bytes()
    book = load(text).rulebook
    if book is None:
        sys.exit("rules.yaml has problems")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder) / "wirewatch.db", text, book, count))


async def _measure(path: Path, text: bytes, book: Rulebook, count: int) -> None:
    store = await SqliteStore.open(path)
    news = articles(book, count)
    state = SourceState("Meridian Post", next_check=START)
    for first in range(0, count, BATCH):
        batch = tuple(Remembered(next(news)) for _ in range(min(BATCH, count - first)))
        await store.commit_check(Checked(state, START, articles=batch))
    print(f"{count:,} articles, {os.cpu_count()} cores")
    for name, rules in (
        ("one set of rules", Rules(text)),
        ("two, no topic alike", Rules(text, text)),
    ):
        began, used = perf_counter(), _cpu()
        whole = await replay(store, rules, START)
        hits = sum(one.after for one in whole.tallies.values())
        seconds = perf_counter() - began
        print(f"{name:<20} {seconds:6.1f} s, {_cpu() - used:6.1f} s of CPU, {hits:,} hits")
    await store.close()


def _cpu() -> float:
    """Seconds of this process and of those it has started and ended."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def articles(book: Rulebook, count: int) -> Iterator[Article]:
    """Articles of thirty days, the same in each run."""
    chance = random.Random(7)
    common = {language: _words(chance, letters) for language, letters in LETTERS.items()}
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(common["en"]))))
    for number in range(count):
        language = chance.choice(list(LETTERS))
        length = chance.choice(LENGTHS)
        words = chance.choices(common[language], cum_weights=weights, k=length)
        for place in chance.sample(range(length), length // TOPICAL):
            words[place] = chance.choice(_topical(book, language))
        found = START + timedelta(days=30) * number / count
        title = " ".join(words[:9])
        yield Article(
            f"a{number}", "", title, _text(chance, words), language=language, found_at=found
        )


def _words(chance: random.Random, letters: str) -> list[str]:
    return ["".join(chance.choices(letters, k=chance.randint(3, 8))) for _ in range(20_000)]


def _topical(book: Rulebook, language: str) -> list[str]:
    entries = (text for parts in book.lists.values() for text in parts.get(language, ()))
    return [text.lstrip("=") for text in entries if not text.startswith("{")]


def _text(chance: random.Random, words: list[str]) -> str:
    """Sentences of ten to thirty words, four to a paragraph."""
    sentences, rest = [], words
    while rest:
        cut = chance.randint(10, 30)
        sentences.append(" ".join(rest[:cut]).capitalize() + ".")
        rest = rest[cut:]
    return "\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


if __name__ == "__main__":  # the processes of the replay read this file again
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
