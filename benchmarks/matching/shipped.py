"""What the shipped rules cost: CPU time an article, on the labelled items of benchmarks/topics.

General news in which no topic occurs; items about the topics and their look-alikes (the
dev halves); and these ten at a time as one article, each about one topic all through,
which is denser than what is in print.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from model.article import Article
from model.rulebook import Matcher
from rules.load import load

LABELLED = Path("benchmarks/topics/labelled")
RULES = Path("rules.yaml")
LANGUAGES = ("en", "fr", "ar")
TOGETHER = 10  # items of a dense article
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU an article: the median and the dearest in a hundred."""

    kind: str
    language: str
    articles: int
    words: float  # an article, mean
    matches: float  # an article, mean
    median: float
    dearest: float


def costs() -> Iterator[Cost]:
    """Of each kind of article in each language."""
    book = load(RULES.read_bytes()).rulebook
    if book is None:
        raise SystemExit("rules.yaml is refused: see `python bot.py check`")
    for kind, news in _news().items():
        for language in LANGUAGES:
            chosen = [one for one in news if one.language == language]
            yield _cost(book.matcher, kind, language, chosen)


def _cost(matcher: Matcher, kind: str, language: str, news: Sequence[Article]) -> Cost:
    matches = statistics.mean(len(matcher.match(article)) for article in news)
    rounds = [[_timed(matcher, article) for article in news] for _ in range(ROUNDS)]
    each = [min(times) for times in zip(*rounds, strict=True)]
    return Cost(
        kind=kind,
        language=language,
        articles=len(news),
        words=statistics.mean(len(f"{one.title} {one.text}".split()) for one in news),
        matches=matches,
        median=statistics.median(each),
        dearest=statistics.quantiles(each, n=100)[-1],
    )


def _timed(matcher: Matcher, article: Article) -> float:
    start = time.process_time()
    matcher.match(article)
    return (time.process_time() - start) * 1e3


def _news() -> Mapping[str, Sequence[Article]]:
    general, labelled, dense = [], [], []
    for language in LANGUAGES:
        for path in sorted((LABELLED / language).glob("*.yaml")):
            file = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - makes text only
            news = [_article(row, language) for row in file.get("dev", file.get("general"))]
            (general if "general" in file else labelled).extend(news)
            if "dev" in file:
                rows = range(0, len(news), TOGETHER)
                dense += [_joined(news[at : at + TOGETHER]) for at in rows]
    return {"general": general, "labelled": labelled, "dense": dense}


def _article(row: Mapping[str, str], language: str) -> Article:
    return Article("x", "", row["title"], row.get("text", ""), language=language)


def _joined(news: Sequence[Article]) -> Article:
    text = " ".join(f"{one.title}. {one.text}" for one in news[1:])
    return Article("x", "", news[0].title, text, language=news[0].language)
