"""Regular expressions: right in every script, right to the span, and never slow."""

from __future__ import annotations

import re
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.article import Article
from rules.compile import compile_rules
from rules.lexemes import Fault
from rules.located import Located, TopicRules
from rules.regex import LONGEST, BadPattern, Program, program
from rules.syntax import parse

ROWS = yaml.safe_load(Path("tests/data/rules/expressions.yaml").read_text(encoding="utf-8"))


def matched(pattern: str, text: str, *, cased: bool = False) -> list[str]:
    """The pieces of a text that an expression matches."""
    return [text[start:end] for start, end in program(pattern, cased=cased).spans(text)]


def marked(condition: str, article: Article) -> list[str] | None:
    """What a condition marks in title and text, None when it does not hold."""
    rules = TopicRules("t", 1, (Located(condition, 1, 1),), (), (), (), (), (), (), ())
    matcher, problems = compile_rules([rules], {}, ("en", "fr", "ar"))
    assert problems == ()
    matches = matcher.match(article)
    if not matches:
        return None
    fields = {"title": article.title, "text": article.text, "url": article.url}
    return [fields[span.field][span.start : span.end] for span in matches[0].spans]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["pattern"])
def test_expressions_match_what_they_say(row):
    """Each row: all the pieces of the text that the expression matches, in order."""
    assert matched(row["pattern"], row["text"], cased=row.get("cased", False)) == row["matches"]


@pytest.mark.parametrize(
    ("condition", "title", "text", "expected"),
    [
        (r"/\bF-?16s?\b/", "", "Six F-16s landed.", ["F-16s"]),
        (r"/arm/", "", "Les gendarmes et l'arme.", ["gendarmes", "arme"]),
        (r"/deal on arms/", "", "A deal on\narms.", None),
        (r"/deal\s+on\s+arms/", "", "A deal on\narms.", ["deal on\narms"]),
        (r"title:/war/", "Peace", "War", None),
        (r"body:/war/", "War", "War", ["War"]),
        (r"/\$ ?\d+m/ NEAR/3 missile", "", "Missile sale for $ 40m agreed.", ["Missile", "40m"]),
        (
            r"SENTENCE(/^the .*deal/ AND missile)",
            "",
            "He said the deal. The missile deal.",
            ["The missile deal"],
        ),
        (r"FIRST/2 /ka/", "", "bo bo ka", None),
        (r"ATLEAST/2 /drones?/", "", "Drone and drones.", ["Drone", "drones"]),
        (r"missile NOTNEAR/2 /film/", "", "The missile filmmakers.", None),
        (r"url:/sport/ AND ka", "", "ka", ["ka", "sport"]),
        (r"/!!!/", "", "War over!!!", ["over"]),
        (r"ka AND NOT /\d/", "", "ka 7", None),
    ],
)
def test_expressions_stand_wherever_words_do(condition, title, text, expected):
    """Under every operator, with the words that they touch as evidence."""
    article = Article("1", "https://news.example/sport", title, text, language="en")
    found = marked(condition, article)
    assert (found and sorted(found)) == (expected and sorted(expected))


def test_arabic_and_french_words_have_edges():
    """The ASCII word edge of RE2 would find neither."""
    arabic = Article("1", "", "", "وصلت أسلحة، والأسلحة كثيرة.", language="ar")
    french = Article("1", "", "", "L'élue réélue.", language="fr")
    assert marked(r"/\bأسلحة\b/", arabic) == ["أسلحة"]
    assert marked(r"/\bélue\b/", french) == ["élue"]


def test_a_megabyte_is_refused_at_once():
    """Too long a condition, too long an expression: one sentence, in no time."""
    began = perf_counter()
    assert isinstance(parse("/" + "a" * 1_000_000 + "/"), Fault)
    with pytest.raises(BadPattern, match="characters"):
        program("a" * (LONGEST + 1))
    assert perf_counter() - began < 0.25


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", r"(\w+\s?)+$", "^(.*a){12}$", "(.*),(.*),(.*),(.*)x", r"\b(a|a)*\bb"]
)
def test_classic_traps_end_at_once(pattern):
    """What takes a backtracking engine for ever takes this one a moment."""
    compiled = program(pattern)
    began = perf_counter()
    list(compiled.spans("a" * 20_000 + ","))
    assert perf_counter() - began < 1.0


pieces = st.sampled_from(
    ["ka", "bo", ".", r"\w", r"\W", r"\b", r"\d", "[a-k]", "[^a]", " ", "سلاح", "é", "(?:ka|bo)"]
)
patterns = st.lists(
    st.tuples(pieces, st.sampled_from(["", "", "+", "?", "*"])), min_size=1, max_size=5
).map(lambda parts: "".join(p + (r if p != r"\b" else "") for p, r in parts))
texts = st.text(alphabet="kabo é1سلاح.-", max_size=24)


@settings(max_examples=500, deadline=None)
@given(patterns, texts)
def test_the_rewritten_expression_agrees_with_the_standard_library(pattern, text):
    """Where Python's own engine, Unicode-aware, matches, this one does, at the same places."""
    if re.search(r"\\b\\b\\b", pattern):
        return
    try:
        compiled = program(pattern)
    except BadPattern:
        return
    expected = [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]
    assert list(compiled.spans(text)) == [span for span in expected if span[0] < span[1]]


@given(st.text(alphabet=r"ab\wdsbBpPL{}[]()^$.*+?|-:=!<>#1,é", max_size=14))
def test_no_expression_breaks_the_compiler(pattern):
    """Any text is a program or a complaint within the text."""
    made = _made(pattern)
    if isinstance(made, BadPattern):
        assert 0 <= made.start <= made.end <= max(len(pattern), 1)
        assert made.message
    else:
        assert all(start < end for start, end in made.spans("ab a1 é"))


def _made(pattern: str) -> Program | BadPattern:
    try:
        return program(pattern)
    except BadPattern as bad:
        return bad
