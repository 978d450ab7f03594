"""One size of rule set, measured in a process of its own: time, memory, matches."""

from __future__ import annotations

import gc
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching.naive import Naive
from benchmarks.matching.newsroom import LANGUAGES, Language, articles, language
from benchmarks.matching.rulebook import Rule, rules
from model.article import Article
from rules.compile import compile_rules
from rules.located import Located, TopicRules
from rules.match import TopicMatcher

LEARNT = 400  # articles a language that pass before
MEASURED = 100  # articles a language
ROUNDS = 9
NAIVE_RULES = 400  # the naive loop is measured on so many rules and counted up
NAIVE_ARTICLES = 6
EVIDENCE_ARTICLES = 60
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU time in microseconds an article, medians; ratios are medians of ratios of rounds."""

    rules: int
    floor: float
    reading: float
    matching: float
    ratio: float
    first_sight: float  # articles of the vocabulary already seen, each read the first time
    matches: float  # an article
    evidence: float  # microseconds a match
    naive: float
    compiled: float  # seconds
    warmed: float  # seconds until the tables of three languages stand
    megabytes: float  # grown until then


class Floor:
    """The least that can be done: find the words, look each up once."""

    def __init__(self, seen: Sequence[Article]) -> None:
        self._table = {word: 1 for one in seen for word in _WORD.findall(_text(one))}

    def __call__(self, article: Article) -> list[int | None]:
        """What is known of each word."""
        get = self._table.get
        return [get(word) for word in _WORD.findall(_text(article))]


def _text(article: Article) -> str:
    return "\n".join((article.title, article.lead, article.text, *article.captions))


def measure(count: int) -> Figures:
    """All figures for a set of `count` rules."""
    spoken = [language(code) for code in LANGUAGES]
    before = [one for each in spoken for one in articles(each, LEARNT, 2)]
    news = [one for each in spoken for one in articles(each, MEASURED, 3)]
    made = rules(spoken, count)
    matcher, compiled, warmed, megabytes = _compiled(made, spoken)
    for article in before:
        matcher.matching(article)
    gc.collect()
    first_sight = _timed(matcher.matching, news)
    floor, reading, matching, ratio = _rounds(Floor([*before, *news]), matcher, news)
    matches = statistics.mean(len(matcher.matching(article)) for article in news)
    return Figures(
        rules=count,
        floor=floor,
        reading=reading,
        matching=matching,
        ratio=ratio,
        first_sight=first_sight,
        matches=matches,
        evidence=_evidence(matcher, news[:: len(news) // EVIDENCE_ARTICLES]),
        naive=_naive(made, news),
        compiled=compiled,
        warmed=warmed,
        megabytes=megabytes,
    )


def _compiled(
    made: Sequence[Rule], spoken: Sequence[Language]
) -> tuple[TopicMatcher, float, float, float]:
    topics = [_topic(number, rule) for number, rule in enumerate(made, 1)]
    resident = _resident()
    start = time.process_time()
    matcher, problems = compile_rules(topics, {}, LANGUAGES)
    compiled = time.process_time() - start
    if problems or not isinstance(matcher, TopicMatcher):
        raise SystemExit(f"the rules of the benchmark are refused: {problems[:3]}")
    for each in spoken:
        matcher.matching(Article("0", "", "", "", language=each.code))
    return matcher, compiled, time.process_time() - start, _resident() - resident


def _topic(number: int, rule: Rule) -> TopicRules:
    condition = Located(rule.text(), number, 1)
    return TopicRules(f"rule-{number}", number, (condition,), (), (), (), (), (), (), ())


def _resident() -> float:
    """Memory of this process, megabytes; Linux."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def _timed(task: Callable[[Article], object], news: Sequence[Article]) -> float:
    start = time.process_time()
    for article in news:
        task(article)
    return (time.process_time() - start) / len(news) * 1e6


def _rounds(
    floor: Floor, matcher: TopicMatcher, news: Sequence[Article]
) -> tuple[float, float, float, float]:
    """Floor, reading alone and matching in turn, so that a busy machine slows all alike."""
    tasks = (floor, matcher.reading, matcher.matching)
    rows = [[_timed(task, news) for task in tasks] for _ in range(ROUNDS)]
    floors, readings, matchings = (statistics.median(column) for column in zip(*rows, strict=True))
    return floors, readings, matchings, statistics.median(row[2] / row[0] for row in rows)


def _evidence(matcher: TopicMatcher, news: Sequence[Article]) -> float:
    """What excerpt, spans, score and reason cost a match, beyond its name."""
    found = sum(len(matcher.matching(article)) for article in news)
    costs = [_timed(matcher.match, news) - _timed(matcher.matching, news) for _ in range(3)]
    return statistics.median(costs) * len(news) / max(found, 1)


def _naive(made: Sequence[Rule], news: Sequence[Article]) -> float:
    sample = made[:NAIVE_RULES]
    naive = Naive(sample)
    chosen = news[:: len(news) // NAIVE_ARTICLES]
    naive.holding(_text(chosen[0]))
    cost = _timed(lambda article: naive.holding(_text(article)), chosen)
    return cost * len(made) / len(sample)
