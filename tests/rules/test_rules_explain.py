"""Explanations say what the matcher does, and why.

tests/data/rules/explanations.yaml holds rules, articles and the sentence for each.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from demo.outlets import OUTLETS
from demo.story import load_stories
from model.article import Article
from rules.closest import closest
from rules.compile import compile_rules
from rules.explain import Explanation, explain
from rules.load import load
from rules.located import Located, TopicRules
from rules.operators import ask
from rules.operators.near import apart
from rules.steps import Step, step

ROOT = Path(__file__).parents[2]
DATA = yaml.safe_load((ROOT / "tests/data/rules/explanations.yaml").read_text(encoding="utf-8"))
BOOK = load(DATA["rules"].encode()).rulebook
STORIES = load_stories({outlet.key: outlet.language for outlet in OUTLETS})
WORDS = (
    "missile",
    "missiles",
    "drone",
    "gift",
    "delivered",
    "sold",
    "film",
    "navy",
    "arms",
    "deal",
    "coat",
    "of",
    "toy",
    ".",
    "\n",
)


def article(case: dict) -> Article:
    """The article of a case, in English unless it says otherwise."""
    return Article(
        id="a",
        url="https://meridian-post.example/a",
        title=case.get("title", ""),
        text=case["text"],
        language=case.get("language", "en"),
        source=case.get("source", ""),
        tags=tuple(case.get("tags", ())),
    )


def told(topic: str, one: Article, book=BOOK) -> Explanation:
    """The explanation of one topic."""
    return explain(book.matcher, book.topics[topic], one)


def steps(one: Step):
    """A step and all below it."""
    yield one
    for part in one.parts:
        yield from steps(part)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_the_sentence(case):
    """Each case gets its sentence, and holds just where the matcher finds it."""
    found = told(case["topic"], article(case))
    assert found.sentence == case["sentence"]
    assert found.held is case["held"]
    assert (found.match is not None) is case["held"]


@given(
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=6),
    st.sampled_from(["en", "fr", None]),
)
def test_it_holds_where_the_matcher_finds_it(words, title, language):
    """On any article: gates and parts together say what the matcher says, of every topic."""
    one = Article("a", "", " ".join(title), " ".join(words), language=language)
    found = {match.topic for match in BOOK.matcher.match(one)}
    assert {name for name in BOOK.topics if told(name, one).held} == found


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_each_node_says_what_its_operator_says(words):
    """The top of a tree is the operator's word; progress is whole just where it holds."""
    one = Article("a", "", "", " ".join(words), language="en")
    view = BOOK.matcher.read(one).view()
    for name in BOOK.topics:
        for condition in BOOK.matcher.topic(name).conditions:
            whole = step(condition.node, view, condition.text)
            assert whole.held is (ask(condition.node, view) is not None)
            for inner in steps(whole):
                assert (inner.progress == 1.0) is inner.held
                assert len(inner.places) <= inner.count


@given(st.lists(st.sampled_from(["missile", "deliver", "of", "rifle"]), max_size=25))
def test_the_closest_pair_is_the_closest(words):
    """Nothing is closer, and it is within the distance just where the NEAR holds."""
    one = Article("a", "", "", " ".join(words), language="en")
    view = BOOK.matcher.read(one).view()
    near = BOOK.matcher.topic("arms").any[0].node
    near = replace(near, right=BOOK.matcher.topic("ordered").any[0].node.left)
    pair = closest(near, view)
    left, right = ask(near.left, view), ask(near.right, view)
    assert (pair is None) is (left is None or right is None)
    if pair:
        assert pair.apart == min(apart(a, b) for a in left.hits for b in right.hits)
        assert (pair.apart <= near.distance) is (ask(near, view) is not None)


def test_what_stands_behind_a_closed_gate_is_told_too():
    """The first gate stops it, and yet every part is judged."""
    case = {"text": "Un missile est tombé.", "language": "fr"}
    found = told("gated", article(case))
    assert [(gate.name, gate.passed) for gate in found.gates] == [
        ("languages", False),
        ("sources", False),
        ("tags", False),
    ]
    assert [(part.name, part.passed) for part in found.parts] == [("any", True)]


def test_a_sentence_that_came_closest_is_shown():
    """Of the sentences of a SENTENCE that does not hold, the one with the most in it."""
    rules = TopicRules(
        "t", 1, (Located("SENTENCE(navy AND missile AND sell)", 1, 1),), (), (), (), (), (), (), ()
    )
    matcher, _ = compile_rules([rules], {}, ("en",))
    text = "The navy slept. The navy sold a boat. A missile fell."
    view = matcher.read(Article("a", "", "", text, language="en")).view()
    condition = matcher.topic("t").any[0]
    (whole,) = step(condition.node, view, condition.text).parts
    assert [(part.text, part.held) for part in whole.parts] == [
        ("navy", True),
        ("missile", False),
        ("sell", True),
    ]


def test_an_unknown_topic_is_said_to_be_one():
    """Whoever asks must have asked the rulebook before."""
    with pytest.raises(KeyError):
        explain(BOOK.matcher, replace(BOOK.topics["arms"], name="other"), article({"text": "x"}))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title[:40])
def test_the_shipped_topics_on_the_demo(story, shipped):
    """On every demo story each shipped topic is explained as the matcher judges it, in a line."""
    text = "\n".join(story.paragraphs)
    one = Article("a", "", story.title, text, lead=story.lead, language=story.language)
    found = {match.topic for match in shipped.matcher.match(one)}
    for name in shipped.topics:
        explanation = told(name, one, shipped)
        assert explanation.held is (name in found)
        assert explanation.sentence
        assert "\n" not in explanation.sentence
