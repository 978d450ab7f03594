"""Rules replayed over an archive give what the matchers give, article by article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.article import Article
from model.source import SourceState
from model.stores import Checked, Remembered
from rules.changes import touched
from rules.load import load
from scheduler import backtest
from scheduler.backtest import Rules, replay
from store.memory import MemoryStore
from store.sqlite import SqliteStore

START = datetime(2031, 3, 1, 6, tzinfo=UTC)
OLD = b"""\
topics:
  arms: {any: 'missile NEAR/3 deliver'}
  navy: {any: navy}
  gone: {any: harbour}
"""
NEW = b"""\
topics:
  arms: {any: ['missile NEAR/3 deliver', drone], none: film}
  navy: {any: navy}
  fresh: {any: sanction}
"""
CHANGED = touched(load(OLD).rulebook, load(NEW).rulebook)
TEXTS = (
    "The missiles were delivered.",
    "A drone fell.",
    "A film of missiles delivered.",
    "The navy in the harbour.",
    "Sanctions on the navy.",
    "It rained.",
)


def article(number: int, text: str) -> Article:
    """An article found in the n-th hour."""
    at = START + timedelta(hours=number)
    return Article(f"a{number}", "", f"Story {number}", text, language="en", found_at=at)


async def keep(store, texts) -> list[Article]:
    """Keep articles, one an hour."""
    articles = [article(number, text) for number, text in enumerate(texts)]
    remembered = tuple(Remembered(one) for one in articles)
    state = SourceState("Meridian Post", next_check=START)
    await store.commit_check(Checked(state, START, articles=remembered))
    return articles


def expected(articles, rules: bytes) -> set[tuple[str, str]]:
    """Which article is found by which topic, one by one."""
    matcher = load(rules).rulebook.matcher
    return {(m.topic, one.id) for one in articles for m in matcher.match(one)}


def found(whole) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What was gained and lost."""
    tallies = whole.tallies.values()
    gained = {(one.topic, hit.article) for one in tallies for hit in one.gained}
    return gained, {(one.topic, hit.article) for one in tallies for hit in one.lost}


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(TEXTS), max_size=12), st.sampled_from([None, CHANGED]))
async def test_gained_and_lost_are_the_difference(texts, changed):
    """Whether or not unchanged topics are matched twice, the counts and differences are exact."""
    store = MemoryStore()
    articles = await keep(store, texts)
    old, new = expected(articles, OLD), expected(articles, NEW)
    whole = await replay(store, Rules(NEW, OLD, changed=changed), START, processes=0)
    assert found(whole) == (new - old, old - new)
    assert sum(one.same for one in whole.tallies.values()) == len(old & new)
    assert whole.articles == len(articles)


async def test_why_is_told_of_each_side():
    """A gained article has the new rule's reason and line, a lost one the old rule's."""
    store = MemoryStore()
    await keep(store, TEXTS)
    arms = (await replay(store, Rules(NEW, OLD), START, processes=0)).tallies["arms"]
    (gained,), (lost,) = arms.gained, arms.lost
    assert (gained.article, gained.after.why, gained.after.line) == ("a1", '"drone" in the text', 2)
    assert gained.before is None
    assert (lost.article, lost.after) == ("a2", None)
    assert "within 3 words" in lost.before.why
    assert (arms.before, arms.after, arms.same) == (2, 2, 1)


async def test_one_set_of_rules_tells_what_it_finds():
    """Without rules before, all that is found is listed."""
    store = MemoryStore()
    articles = await keep(store, TEXTS)
    whole = await replay(store, Rules(OLD), START, processes=0)
    assert found(whole) == (expected(articles, OLD), set())
    assert all(one.same == 0 for one in whole.tallies.values())


async def test_one_topic_only():
    """The other topics are not even matched."""
    store = MemoryStore()
    await keep(store, TEXTS)
    rules = Rules(NEW, OLD, topics=frozenset({"arms"}), changed=CHANGED)
    whole = await replay(store, rules, START, processes=0)
    assert list(whole.tallies) == ["arms"]
    assert (whole.tallies["arms"].before, whole.tallies["arms"].after) == (2, 2)


async def test_only_what_was_found_since():
    """The archive before the moment is left alone; days count from first to last."""
    store = MemoryStore()
    await keep(store, ["The navy."] * 49)
    since = START + timedelta(hours=1)
    whole = await replay(store, Rules(OLD), since, processes=0)
    assert whole.articles == whole.tallies["navy"].after == 48
    assert whole.days == pytest.approx(47 / 24)
    nothing = await replay(store, Rules(OLD), START + timedelta(days=9), processes=0)
    assert (nothing.articles, nothing.tallies, nothing.days) == (0, {}, 1.0)


async def test_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pages matched elsewhere come back in order, whole, and the progress ends at the end."""
    monkeypatch.setattr(backtest, "PAGE", 7)
    store = await SqliteStore.open(tmp_path / "wirewatch.db")
    try:
        await keep(store, TEXTS * 9)
        heard: list[tuple[int, int]] = []
        rules = Rules(NEW, OLD, changed=CHANGED)
        alone = await replay(store, rules, START, processes=0)
        told = lambda done, total: heard.append((done, total))  # noqa: E731 - one line says it
        many = await replay(store, rules, START, told=told, processes=2)
    finally:
        await store.close()
    assert many == alone
    assert heard[0] == (0, 54)
    assert heard[-1] == (54, 54)
    assert heard == sorted(heard)


async def test_a_file_with_problems_is_our_own_mistake():
    """Whoever replays rules has loaded them before."""
    with pytest.raises(ValueError, match="problems"):
        await replay(MemoryStore(), Rules(b"topics: ["), START, processes=0)
