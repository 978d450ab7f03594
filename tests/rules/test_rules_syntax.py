"""Condition strings become trees, or a complaint that points at the right place."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules import tree
from rules.checks import faults, holds_on_nothing, suspect
from rules.lexemes import MAX_LENGTH, MAX_SIGNS, Fault
from rules.syntax import MAX_DEPTH, parse
from rules.tree import Node, children

REFUSALS = yaml.safe_load(Path("tests/data/rules/refusals.yaml").read_text(encoding="utf-8"))

SIGNS = [
    *("AND", "OR", "NOT", "NEAR/3", "ONEAR/2", "NOTNEAR/9", "FIRST/5", "ATLEAST/2", "SENTENCE"),
    *("(", ")", "{list}", "{", '"two words"', '"', "=", "title:", "lang:", "stem:", "wor*", "*"),
    *("arme", "سلاح", "NEAR", "/x/", "'", "«mot»", "\u200f", ",", "-a", "12:30"),
]


def shape(node: Node) -> object:
    """A tree as nested tuples without places, for comparison."""
    if isinstance(node, tree.Term):
        return f"={node.text}" if node.exact else node.text
    if isinstance(node, tree.ListRef):
        return f"{{{node.name}}}"
    detail = {
        tree.Near: lambda: (node.how, node.distance),
        tree.First: lambda: ("FIRST", node.count),
        tree.AtLeast: lambda: ("ATLEAST", node.count),
        tree.Within: lambda: (node.unit,),
        tree.Scope: lambda: (node.name,),
    }.get(type(node), lambda: (type(node).__name__,))()
    return (*detail, *(shape(part) for part in children(node)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arms", "arms"),
        ('"arms deal"', "arms deal"),
        ("'arms deal'", "arms deal"),
        ("“arms deal”", "arms deal"),
        ("« vente d’armes »", " vente d’armes "),
        ("l'arme", "l'arme"),
        ("=US", "=US"),
        ('="Rafale Marine"', "=Rafale Marine"),
        ("a AND b AND c", ("And", "a", "b", "c")),
        ("a OR b OR c", ("Or", "a", "b", "c")),
        ("a AND NOT b", ("And", "a", ("Not", "b"))),
        ("a NOT b", ("And", "a", ("Not", "b"))),
        ("NOT a NEAR/3 b", ("Not", ("NEAR", 3, "a", "b"))),
        ("a AND (b OR c)", ("And", "a", ("Or", "b", "c"))),
        ("{weapons} NEAR/8 (a OR b)", ("NEAR", 8, "{weapons}", ("Or", "a", "b"))),
        ("(a NEAR/2 b) ONEAR/5 c", ("ONEAR", 5, ("NEAR", 2, "a", "b"), "c")),
        ("a NOTNEAR/8 b AND c", ("And", ("NOTNEAR", 8, "a", "b"), "c")),
        ("title:a AND b", ("And", ("title", "a"), "b")),
        ("title: (a OR b)", ("title", ("Or", "a", "b"))),
        ("FIRST/40 a NEAR/8 b", ("NEAR", 8, ("FIRST", 40, "a"), "b")),
        ("ATLEAST/3 {w}", ("ATLEAST", 3, "{w}")),
        ("SENTENCE(a AND NOT b)", ("SENTENCE", ("And", "a", ("Not", "b")))),
        ("site:post.example", ("site", "post.example")),
        ("a NEAR/٨ b", ("NEAR", 8, "a", "b")),
        ("\u202bسلاح\u202c AND صاروخ", ("And", "سلاح", "صاروخ")),
        ("and", "and"),
    ],
)
def test_conditions_are_read_as_meant(text, expected):
    """Each way of writing has one tree."""
    node = parse(text)
    assert not isinstance(node, Fault), node
    assert shape(node) == expected


def test_nodes_know_where_they_stand():
    """Places are code points of the condition, so that a caret can be drawn under them."""
    text = 'a AND ("b c" NEAR/3 {d})'
    node = parse(text)
    assert isinstance(node, tree.And)
    near = node.parts[1]
    assert text[near.start : near.end] == '"b c" NEAR/3 {d}'


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case["text"][:20] or "empty")
def test_mistakes_are_pointed_at(case):
    """A refused condition says where, what, and what to write instead."""
    fault = parse(case["text"])
    assert isinstance(fault, Fault)
    find = case["text"].rindex if case.get("last") else case["text"].index
    if case["at"]:
        assert fault.start == find(case["at"])
        assert case["text"][fault.start : fault.end] == case["at"]
    assert case["says"] in f"{fault.message} {fault.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 1_500 + "a" + ")" * 400,
        "(" * 50 + "a" + ")" * 50,
        "NOT " * 100 + "a",
        "title:" * 100 + "a",
        "a OR " * 5_000 + "a",
        "a " * 2_500,
        "x" * (MAX_LENGTH + 1),
        '"' * 7_999,
        "'" * 8_000,
        "/" * 8_000,
        "=" * 8_000,
        "*" * 8_000,
        "aaa" + "*" * 7_000,
    ],
    ids=lambda text: f"{text[:6]}x{len(text)}",
)
def test_hostile_conditions_are_refused_fast(text):
    """Nesting, length and repetition beyond the limits end in one sentence, not in a crash."""
    began = process_time()
    assert isinstance(parse(text), Fault)
    assert process_time() - began < 2  # seconds of work; minutes without the limits


def test_limits_leave_room_for_real_conditions():
    """Just inside each limit a condition is read."""
    assert not isinstance(parse("(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1)), Fault)
    assert not isinstance(parse(" OR ".join(["ab"] * (MAX_SIGNS // 2))), Fault)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    """Any text is a tree or a fault within the text, never an exception."""
    _check(text)


@given(st.lists(st.sampled_from(SIGNS), max_size=14), st.sampled_from(["", " "]))
def test_no_row_of_signs_breaks_the_parser(row, blank):
    """Signs of the language in any order are a tree or a fault within the text."""
    _check(blank.join(row))


def _check(text: str) -> None:
    result = parse(text)
    if isinstance(result, Fault):
        assert 0 <= result.start <= len(text)
        assert result.start <= result.end <= max(len(text), 1)
        assert result.message
    else:
        assert 0 <= result.start < result.end <= len(text)
        assert suspect(text) or not list(faults(result, ()))
        assert "NOT" in text or not holds_on_nothing(result)
