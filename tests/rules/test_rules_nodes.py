"""YAML text becomes nodes that keep text and place, within bounds."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules.complain import complain
from rules.load import load
from rules.located import MOST_PROBLEMS
from rules.nodes import (
    LONGEST_PROPERTIES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    _content,
    compose,
)

DATA = Path(__file__).parent.parent / "data" / "rulesfile"
SYNTAX = yaml.safe_load((DATA / "syntax.yaml").read_text(encoding="utf-8"))


def value(text: str) -> Scalar:
    """The value of the one key in `text`."""
    root, problems = compose(text)
    assert isinstance(root, Mapping)
    assert not problems
    node = root.pairs[0][1]
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    "written", ["NO", "yes", "1e5", "010", "2026-01-02", "22:30", "null", "~", "=", "0x1F", ".inf"]
)
def test_scalars_stay_text(written):
    """No value is turned into a number, a date or a truth before its field reads it."""
    assert value(f"key: {written}\n").text == written


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("key: word", (1, 6)),
        ('key: "word"', (1, 7)),
        ("key: 'word'", (1, 7)),
        ("ключ😀: слово", (1, 8)),
        ("صاروخ: سلاح", (1, 8)),
        ("key:\n  word", (2, 3)),
        ("key: |\n\n   word\n   more\n", (3, 4)),
        ("key: >-\n  word\n", (2, 3)),
        ("key: &mark word", (1, 12)),
        ('key: !!str "word"', (1, 13)),
    ],
)
def test_places_are_those_of_the_content(text, place):
    """Line and column name the first content character, behind quotes, marks and tags."""
    node = value(text)
    assert (node.line, node.column) == place


@pytest.mark.parametrize("case", SYNTAX, ids=lambda case: case["name"])
def test_what_yaml_cannot_read_is_told_in_plain_words(case):
    """Each slip is told with its place, its own sentence and a hint."""
    problems = load(case["text"].encode()).problems
    told = [f"{p.line}:{p.column}" for p in problems if case["says"] in p.message]
    assert told == [case["at"]], problems
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[" * 10_000, "levels deep"),
        ("{a: " * 10_000, "levels deep"),
        ("- " * 10_000, "levels deep"),
        ("? " * 10_000, "levels deep"),
        (f"- [{'a,' * 19_000}]\n" * 27, "500,000 values"),
        ("- a\n" * 20_001, "this has more than 20,000 entries"),
        ("topics:\n" + "".join(f" t{n}:\n" for n in range(20_001)), "“topics” has more than"),
        (f"a: &a [x]\nb: [{'*a,' * 200}]\n", "repeats itself too often"),
        ("\ufeff" + "a" * 10_000_001, "larger than 10 MB"),
        (f"? {'k' * 9_000}\n: x\n", "longer than 8000 characters"),
        (f"settings: {{every: {'9' * 100_000}}}", "this text is too long"),
    ],
    ids=[
        "lists",
        "mappings",
        "dashes",
        "keys",
        "values",
        "items",
        "topics",
        "aliases",
        "bytes",
        "key",
        "value",
    ],
)
def test_hostile_files_end_in_one_problem(text, says):
    """Depth, size and repetition are bounded, and told."""
    problems = load(text.encode()).problems
    assert any(says in problem.message for problem in problems), problems
    assert len(complain(problems, text)) < 20_000


def test_the_end_of_a_very_long_line_is_not_looked_at_for_each_of_its_texts():
    """Marks before a text are looked for in a piece of its line: else 20,000 times 200 kB."""
    copied = []

    class Line(str):  # noqa: SLOT000 - one line of one test
        """Counts what is cut out of it."""

        def __getitem__(self, piece):
            copied.append(len(str.__getitem__(self, piece)))
            return str.__getitem__(self, piece)

    line = Line("&a !!str x, " * 15_000)
    event = yaml.ScalarEvent("a", "!!str", (True, False), "x", yaml.Mark("", 0, 0, 0, None, 0))
    assert _content(event, [line]) == (1, 10)
    assert copied == [LONGEST_PROPERTIES]


def test_mistakes_of_writing_are_read_to_a_bound():
    """Half a million unknown references are two hundred problems."""
    text = f"lists: {{a: [{'*x,' * 19_000}], b: [{'*x,' * 19_000}]}}"
    assert len(load(text.encode()).problems) == MOST_PROBLEMS


def test_an_alias_bomb_is_refused_while_it_is_small():
    """Nine lists of nine aliases each stop at the bound, not at three hundred million."""
    names = "abcdefghi"
    lines = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise(names)
    ]
    text = "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *lines])
    assert any("repeats itself" in problem.message for problem in load(text.encode()).problems)


def test_aliases_within_bounds_are_read():
    """A part written once may be used again."""
    root, problems = compose("a: &x [one, two]\nb: *x\n")
    assert isinstance(root, Mapping)
    assert root.pairs[0][1] == root.pairs[1][1]
    assert not problems


def test_other_encodings_are_told_with_their_place():
    """A file that is not UTF-8 is refused at its first foreign byte; a BOM is no harm."""
    problem = load("settings:\n  timezone: Zoné".encode("latin-1")).problems[0]
    assert (problem.line, problem.column) == (2, 16)
    assert "UTF-8" in problem.message
    assert load(b"\xff\xfes\0").problems
    assert load(b"\xef\xbb\xbfsettings: {every: 5m}\n").rulebook


def texts(node: Node) -> object:
    """A tree of nodes as plain lists and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [texts(item) for item in node.items]
    return {key.text: texts(inner) for key, inner in node.pairs}


words = st.text("ab {}[]:#'\"\\é字ص\t", max_size=12)
trees = st.recursive(
    words, lambda t: st.lists(t, max_size=4) | st.dictionaries(words, t, max_size=4), max_leaves=20
)


@given(trees, st.booleans())
def test_what_is_dumped_is_composed_again(tree, flow):
    """For every tree of texts, composing its YAML gives the tree back."""
    dumped = yaml.dump(tree, allow_unicode=True, default_flow_style=flow, default_style='"')
    root, problems = compose(dumped)
    assert not problems
    assert root is not None
    assert texts(root) == tree


@given(st.text(max_size=200) | st.text("-:{}[]&*!|>'\"%@`#?, \nab\t", max_size=60))
def test_no_text_makes_the_loader_fail(text):
    """Whatever the file holds, loading ends in a rulebook or in problems that can be shown."""
    raw = text.encode("utf-8", "surrogatepass")
    loaded = load(raw)
    assert (loaded.rulebook is None) == bool(loaded.problems)
    assert bool(complain(loaded.problems, text)) == bool(loaded.problems)
