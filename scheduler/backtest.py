"""Rules replayed over the stored archive: what each topic finds, before and after a change.

The store is read page by page; the pages are matched by as many processes as there are
cores, each of which loads the rules once. A short archive is matched in this process.
"""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio import Future
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from typing import Protocol, runtime_checkable

from model.article import Article
from model.rulebook import Matcher, Problem
from rules.compile import compile_rules
from rules.load import load
from rules.located import TopicRules, WordList

PAGE = 500  # articles matched at once
SHORT = 2_000  # articles: below it, starting processes takes longer than it saves
MOST_PROCESSES = 8


class Archive(Protocol):
    """What is asked of a store."""

    async def archive(self, since: datetime, after: str | None, limit: int) -> list[Article]:
        """A page of articles, oldest first, behind the one of id `after`."""

    async def count_archive(self, since: datetime) -> int:
        """How many articles there are."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: as the alert says it, and the line of the rule."""

    why: str
    line: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One article in which a topic was found, by one of the rules or by both alike."""

    topic: str
    article: str  # its id
    found_at: datetime | None
    published: datetime | None
    source: str
    title: str
    url: str
    before: Reason | None = None  # why the rules in force found it
    after: Reason | None = None  # why the new rules do


@dataclass(slots=True)
class Tally:
    """One topic over the whole archive. `gained` and `lost` are in the order of the archive.

    `same` are found by both; with one set of rules all it finds is in `gained`.
    """

    topic: str
    gained: list[Hit] = field(default_factory=list)
    lost: list[Hit] = field(default_factory=list)
    same: int = 0

    @property
    def before(self) -> int:
        """How many articles the rules in force find."""
        return self.same + len(self.lost)

    @property
    def after(self) -> int:
        """How many articles the new rules find."""
        return self.same + len(self.gained)


@dataclass(slots=True)
class Replay:
    """All topics by name, how many articles there were, and on which days they were found."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    articles: int = 0
    first: datetime | None = None
    last: datetime | None = None

    @property
    def days(self) -> float:
        """The time between the first article and the last, in days; at least one."""
        if self.first is None or self.last is None:
            return 1.0
        return max((self.last - self.first).total_seconds() / 86_400, 1.0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is replayed: the texts of valid rules files. `before` None: there is one only.

    `topics` are those replayed (None: all), `changed` those that the rules before may find
    otherwise (None: any); the others are not matched twice.
    """

    after: bytes
    before: bytes | None = None
    topics: frozenset[str] | None = None
    changed: frozenset[str] | None = None


async def replay(
    store: Archive,
    rules: Rules,
    since: datetime,
    *,
    told: Callable[[int, int], None] = lambda _done, _total: None,
    processes: int | None = None,
    most: int = MOST_PROCESSES,
) -> Replay:
    """Match every article found since then; `told` hears (articles done, of how many).

    `processes`: how many, by default one a core up to `most`, and none of their own for a short
    archive. Cancelling is safe: what the processes are at is not waited for.
    """
    total = await store.count_archive(since)
    wanted = _processes(total, most) if processes is None else processes
    whole = Replay()
    told(0, total)
    async with _matching(rules, wanted) as matching:
        async for page, found in _matched(store, since, matching, 2 * wanted):
            _add(whole, page, found)
            told(whole.articles, max(total, whole.articles))
    return whole


def _processes(total: int, most: int) -> int:
    return 0 if total < SHORT else min(os.cpu_count() or 1, most)


async def _pages(store: Archive, since: datetime) -> AsyncIterator[list[Article]]:
    after = None
    while page := await store.archive(since, after, PAGE):
        yield page
        after = page[-1].id


@dataclass(slots=True)
class _Found:
    """What one page led to: how often both found a topic, and where only one did."""

    same: Counter[str] = field(default_factory=Counter)
    # an article's place in the page, the topic, and the reasons of the rules before and after
    other: list[tuple[int, str, Reason | None, Reason | None]] = field(default_factory=list)


_Matching = Callable[[list[Article]], Awaitable[_Found]]


@runtime_checkable
class Naming(Protocol):
    """A matcher that can tell which topics it finds at less than the price of a match."""

    def matching(self, article: Article) -> tuple[str, ...]:
        """The names of the topics that `match` finds."""


class _Pair:
    """The two sets of rules, loaded; of those before only the topics that are others."""

    def __init__(self, rules: Rules) -> None:
        self._after = _matcher(rules.after, rules.topics)
        self._before = None
        if rules.before is not None:
            self._before = _matcher(rules.before, _both(rules.topics, rules.changed))
        self._changed = rules.changed

    def found(self, page: Sequence[Article]) -> _Found:
        """Every topic that either finds in an article of the page."""
        found = _Found()
        for place, article in enumerate(page):
            self._into(found, place, article)
        return found

    def _into(self, found: _Found, place: int, article: Article) -> None:
        after = _names(self._after, article)
        before = _names(self._before, article) | self._unchanged(after)
        found.same.update(after & before)
        if after == before:
            return
        new, old = _reasons(self._after, article), _reasons(self._before, article)
        gained = [(place, topic, None, new[topic]) for topic in new if topic not in before]
        lost = [(place, topic, old[topic], None) for topic in old if topic not in after]
        found.other += [*gained, *lost]

    def _unchanged(self, after: set[str]) -> set[str]:
        """What the rules before find without being asked."""
        if self._before is None or self._changed is None:
            return set()
        return after - self._changed


def _both(some: frozenset[str] | None, others: frozenset[str] | None) -> frozenset[str] | None:
    if some is None or others is None:
        return others if some is None else some
    return some & others


def _matcher(text: bytes, wanted: frozenset[str] | None) -> Matcher:
    """The matcher of the wanted topics of a file."""

    def compiler(
        topics: Sequence[TopicRules], lists: Mapping[str, WordList], languages: tuple[str, ...]
    ) -> tuple[Matcher, tuple[Problem, ...]]:
        chosen = [one for one in topics if wanted is None or one.name in wanted]
        return compile_rules(chosen, lists, languages)

    book = load(text, compiler=compiler).rulebook
    if book is None:
        raise ValueError("a rules file with problems cannot be replayed")
    return book.matcher


def _names(matcher: Matcher | None, article: Article) -> set[str]:
    naming: object = matcher
    if isinstance(naming, Naming):
        return set(naming.matching(article))
    return set(_reasons(matcher, article))


def _reasons(matcher: Matcher | None, article: Article) -> dict[str, Reason]:
    matches = matcher.match(article) if matcher else ()
    return {one.topic: Reason(one.why, one.rule_line, one.score) for one in matches}


_loaded: list[_Pair] = []  # in a process of the pool: the rules that it was started for


def _load_here(rules: Rules) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    _loaded[:] = [_Pair(rules)]


def _found_here(page: list[Article]) -> _Found:
    return _loaded[0].found(page)


@asynccontextmanager
async def _matching(rules: Rules, processes: int) -> AsyncIterator[_Matching]:
    """How a page is matched: by a pool of processes, or here.

    They are spawned, not forked: this process has threads, which a fork would break.
    """
    if not processes:
        pair = await asyncio.to_thread(_Pair, rules)
        yield lambda page: asyncio.to_thread(pair.found, page)
        return
    context = get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_load_here, initargs=(rules,))
    loop = asyncio.get_running_loop()
    try:
        yield lambda page: loop.run_in_executor(pool, _found_here, page)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


async def _matched(
    store: Archive, since: datetime, matching: _Matching, ahead: int
) -> AsyncIterator[tuple[list[Article], _Found]]:
    """Every page with what was found, in order; `ahead` pages are under way at once."""
    under_way: deque[tuple[list[Article], Future[_Found]]] = deque()
    async for page in _pages(store, since):
        under_way.append((page, asyncio.ensure_future(matching(page))))
        if len(under_way) > ahead:
            before, found = under_way.popleft()
            yield before, await found
    for page, later in under_way:
        yield page, await later


def _add(whole: Replay, page: Sequence[Article], found: _Found) -> None:
    whole.articles += len(page)
    moments = [moment for one in page if (moment := one.found_at or one.published)]
    whole.first = min([*moments, *([whole.first] if whole.first else [])], default=None)
    whole.last = max([*moments, *([whole.last] if whole.last else [])], default=None)
    for topic, count in found.same.items():
        whole.tallies.setdefault(topic, Tally(topic)).same += count
    for place, topic, before, after in found.other:
        tally = whole.tallies.setdefault(topic, Tally(topic))
        hits = tally.gained if after else tally.lost
        hits.append(_hit(topic, page[place], before, after))


def _hit(topic: str, article: Article, before: Reason | None, after: Reason | None) -> Hit:
    return Hit(
        topic=topic,
        article=article.id,
        found_at=article.found_at,
        published=article.published,
        source=article.site or article.source,
        title=article.title,
        url=article.url,
        before=before,
        after=after,
    )
