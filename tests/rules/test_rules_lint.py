"""Warnings: what is well written and hardly meant, each at its place, and no false alarms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.article import Article
from rules.compile import compile_rules
from rules.implies import MOST_IN_ALL, Implication, key
from rules.lexemes import Fault
from rules.lint import MOST_WARNINGS, Lint
from rules.lists import resolve
from rules.load import load
from rules.located import Located, TopicRules, WordList
from rules.syntax import parse

ROWS = yaml.safe_load(Path("tests/data/rules/warnings.yaml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "fr", "ar")
GUNS = WordList("guns", 1, 1, {"en": (Located("gun", 2, 5), Located("rifle", 3, 5))})


def topic(row: dict, name: str = "t", line: int = 9) -> TopicRules:
    """A topic of the parts of a row, each condition on a line of its own from 10 on."""
    at = iter(range(10, 99))
    parts = {
        part: tuple(Located(text, next(at), 1) for text in row.get(part, ()))
        for part in ("any", "all", "none")
    }
    gate = tuple(row.get("languages", ()))
    return TopicRules(
        name, line, **parts, examples_match=(), examples_not=(), languages=gate, sources=(), tags=()
    )


def warned(*topics: TopicRules, lists: WordList = GUNS):
    """The warnings of topics."""
    return Lint({lists.name: lists}, LANGUAGES).warnings(topics)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row["any"])[:40])
def test_each_slip_is_told_at_its_place(row):
    """The first warning points at the piece that is meant; sound conditions have none."""
    found = warned(topic(row))
    if "at" not in row:
        assert found == ()
        return
    first = found[0]
    texts = [text for part in ("any", "all", "none") for text in row.get(part, ())]
    text = texts[first.line - 10]
    assert text[first.column - 1 : first.column - 1 + first.length] == row["at"]
    assert row["says"] in f"{first.message} {first.hint}"


def test_topics_that_ask_the_same():
    """Told at the later one, and only when the gates are the same, too."""
    one, same = topic({"any": ["tank OR drone"]}, "a", 3), topic({"any": ["drone OR TANK"]}, "b", 7)
    (only,) = warned(one, same)
    assert (only.line, only.message) == (7, "this topic asks the same as a in line 3")
    gated = topic({"any": ["tank OR drone"], "languages": ["en"]}, "c", 8)
    assert warned(one, gated) == ()


def test_words_of_lists_that_ask_nothing():
    """An entry that nearly every text holds is told where it stands, unless it helps a NEAR."""
    small = WordList("w", 1, 1, {"en": (Located("gun", 2, 5), Located("WHO", 3, 5))})
    (found,) = warned(topic({"any": ["{w} AND drone"]}), lists=small)
    assert (found.line, found.column, found.length) == (3, 5, 3)
    assert found.hint == "write =WHO for the name in capitals"
    assert warned(topic({"any": ["drone NEAR/3 {w}"]}), lists=small) == ()


def test_a_file_with_warnings_is_in_force():
    """The loader hands them on, in the order of lines, and refuses nothing."""
    topics = "topics:\n  a:\n    any: ['/x/', 'US AND tank']\n"
    text = topics + "sources: [https://a.example/]\nchats: [1]\n"
    book = load(text.encode()).rulebook
    assert book is not None
    assert [(one.line, one.column) for one in book.warnings] == [(3, 12), (3, 19)]


def test_a_start_does_not_wait_for_warnings():
    """Without them the same file gives the same book."""
    text = "topics: {a: {any: ['/x/']}}\nsources: [https://a.example/]\nchats: [1]\n"
    warned, quiet = load(text.encode()).rulebook, load(text.encode(), lint=False).rulebook
    assert warned is not None
    assert quiet is not None
    assert [bool(one.warnings) for one in (warned, quiet)] == [True, False]
    assert (quiet.version, quiet.topics) == (warned.version, warned.topics)


def test_warnings_end_somewhere(monkeypatch):
    """Of ten thousand slips two hundred are looked for, and each condition is read once."""
    slips = [
        TopicRules(f"t{n}", n, (Located(f"the OR word{n}", n, 1),), (), (), (), (), (), (), ())
        for n in range(1, 10_000)
    ]
    work: Counter[str] = Counter()

    def counting(name, whole):
        return lambda *args: work.update([name]) or whole(*args)

    monkeypatch.setattr("rules.lint.parse", counting("read", parse))
    monkeypatch.setattr(Lint, "_of_topic", counting("judged", Lint._of_topic))
    assert len(warned(*slips)) == MOST_WARNINGS
    assert work == {"read": len(slips), "judged": MOST_WARNINGS}


def test_comparing_conditions_ends_somewhere(monkeypatch):
    """A thousand conditions against a thousand exclusions are compared to a bound, then no more."""
    steps: Counter[str] = Counter()
    whole = Implication._implies
    monkeypatch.setattr(
        Implication, "_implies", lambda *args: steps.update(["step"]) or whole(*args)
    )
    some = [f"v{n} AND w{n}" for n in range(1_000)]
    against = [f"x{n} OR y{n}" for n in range(1_000)]
    located = {
        part: tuple(Located(text, n, 1) for n, text in enumerate(texts, 1))
        for part, texts in (("any", some), ("none", against))
    }
    rules = TopicRules("t", 1, located["any"], (), located["none"], (), (), (), (), ())
    assert warned(rules) == ()
    assert steps["step"] < 4 * MOST_IN_ALL


WORDS = ["ka", "bo", "mi", '"ka bo"', '"mi ka"']
conditions = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.one_of(
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} AND {})".format, inner, inner),
        st.builds(
            "(ka {}/{} {})".format,
            st.sampled_from(["NEAR", "ONEAR"]),
            st.integers(1, 3),
            st.sampled_from(WORDS),
        ),
        st.builds("SENTENCE({})".format, st.sampled_from(WORDS)),
        st.builds("title:{}".format, st.sampled_from(WORDS)),
        st.builds("FIRST/2 {}".format, st.sampled_from(WORDS)),
    ),
    max_leaves=4,
)
articles = st.lists(st.sampled_from(["ka", "bo", "mi", "xx."]), max_size=8).map(" ".join)


def _holds(condition: str, article: Article) -> bool:
    rules = TopicRules("t", 1, (Located(condition, 1, 1),), (), (), (), (), (), (), ())
    return bool(compile_rules([rules], {}, LANGUAGES)[0].match(article))


@settings(max_examples=300, deadline=None)
@given(conditions, conditions, articles, articles)
def test_an_implication_is_never_wrong(one, other, title, text):
    """Where one condition is said to imply another, no article holds the one alone."""
    left, right = parse(one), parse(other)
    assert not isinstance(left, Fault)
    assert not isinstance(right, Fault)
    article = Article("1", "", title, text, language="en")
    if Implication(resolve({}).terms)(left, right) and _holds(one, article):
        assert _holds(other, article)
    if key(left) == key(right):
        assert _holds(one, article) == _holds(other, article)
