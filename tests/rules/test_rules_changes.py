"""Two versions of a rules file are told apart as an editor would.

tests/data/rules/changes.yaml holds a file, the changes, and what is said of each.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from model.article import Article
from model.rulebook import Rulebook
from rules.changes import changes, told, touched
from rules.load import load

DATA = yaml.safe_load(Path("tests/data/rules/changes.yaml").read_text(encoding="utf-8"))
TEXTS = ("Missiles were delivered.", "The minister came for a visit.", "Navy rockets delivered.")


def book(text: str) -> Rulebook:
    """The rulebook of a file that is right."""
    loaded = load(text.encode())
    assert loaded.rulebook is not None, loaded.problems
    return loaded.rulebook


def changed(case: dict) -> Rulebook:
    """The rulebook with the case's changes."""
    text = DATA["base"]
    for old, new in case["change"]:
        assert old in text
        text = text.replace(old, new)
    return book(text)


CASES = pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
BASE = book(DATA["base"])


@CASES
def test_what_is_told(case):
    """Each change is said in a few words, in the order of the file."""
    assert list(told(changes(BASE, changed(case)))) == case["told"]


@CASES
def test_the_way_back(case):
    """Undone, what came is gone, what was gone comes, and what changed has changed."""
    turned = {"+": "−", "−": "+", "~": "~"}
    there, back = changes(BASE, changed(case)), changes(changed(case), BASE)
    assert {(turned[c.sign], c.noun, c.name) for c in there} == {
        (c.sign, c.noun, c.name) for c in back
    }


@CASES
def test_topics_that_may_find_something_else(case):
    """Where a topic is not among them, it finds what it found."""
    after = changed(case)
    names = touched(BASE, after)
    assert names == frozenset(case.get("touched", ()))
    for text in TEXTS:
        article = Article("a", "", "", text, language="en")
        before, now = ({m.topic for m in b.matcher.match(article)} for b in (BASE, after))
        assert before - names == now - names


def test_many_of_one_kind_are_told_together():
    """Six new sources are a count and two names; five are five."""
    extra = [replace(BASE.sources["Meridian Post"], name=f"Paper {n}") for n in range(6)]
    for count, lines in ((5, 5), (6, 1)):
        more = {one.name: one for one in extra[:count]}
        after = replace(BASE, sources={**BASE.sources, **more})
        assert len(told(changes(BASE, after))) == lines
    assert told(changes(BASE, after)) == ("+6 sources: Paper 0, Paper 1 and 4 more",)
