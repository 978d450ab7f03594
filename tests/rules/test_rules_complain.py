"""Problems as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.rulebook import Problem
from rules.complain import cells, complain
from rules.suggest import closest, did_you_mean


def shown(line: str, column: int, length: int = 1) -> list[str]:
    """The lines of one complaint about `line`."""
    return complain([Problem(1, column, "wrong", length=length)], line).splitlines()


def test_a_complaint_has_place_line_caret_hint_and_count():
    """The whole of it, as printed."""
    problem = Problem(2, 3, "a source has no key “nme”", "did you mean “name”?", 3)
    assert complain([problem], "sources:\n  nme: x\n", "my.yaml") == (
        "my.yaml:2:3: a source has no key “nme”\n"
        "      nme: x\n"
        "      ^^^\n"
        "    hint: did you mean “name”?\n"
        "\n"
        "1 problem in my.yaml\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "length", "carets"),
    [
        ("name: x", 7, 1, "          ^"),
        ("東京: x", 5, 1, "          ^"),
        ("東京: x", 1, 2, "    ^^^^"),
        ("سِلَاح: x", 9, 1, "          ^"),
        ("\tname: x", 2, 4, "    \t^^^^"),
        ("a\u202eb: x", 3, 1, "      ^"),
        ("ab", 9, 1, "      ^"),
    ],
    ids=["plain", "wide before", "wide under", "vowel signs", "tab", "override", "past the end"],
)
def test_the_caret_stands_under_its_text(line, column, length, carets):
    """Wide characters take two cells, marks none, tabs are repeated, the end is the bound."""
    assert shown(line, column, length)[2] == carets


def test_what_moves_the_cursor_is_not_printed():
    """Controls and overrides of direction appear as a dot."""
    assert shown("a\x1b[31mb\u202ec", 1)[1] == "    a·[31mb·c"


def test_a_long_line_is_shown_around_the_caret():
    """Only a window of a very long line appears, and the caret is still right."""
    printed, caret = shown("x" * 5_000 + "HERE" + "y" * 5_000, 5_001, 4)[1:3]
    assert len(printed) < 120
    assert printed[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_colour_surrounds_and_changes_nothing_else():
    """Without its escape sequences a coloured complaint is the plain one."""
    problems = [Problem(1, 1, "wrong", "so")]
    coloured = complain(problems, "text", colour=True)
    for code in ("\x1b[1m", "\x1b[1;31m", "\x1b[36m", "\x1b[0m"):
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == complain(problems, "text")


def test_many_problems_are_counted_but_not_all_shown():
    """The first fifty appear; the count tells how many there are."""
    told = complain([Problem(1, 1, "wrong")] * 70, "text", noun="warning")
    assert told.count("wrong") == 50
    assert told.endswith("70 warnings in rules.yaml, the first 50 shown\n")
    assert complain([], "text") == ""


def test_a_problem_of_the_whole_file_has_no_caret():
    """Nothing is pointed at where no line is to blame."""
    assert shown("text", 1, 0) == ["rules.yaml:1:1: wrong", "", "1 problem in rules.yaml"]


@given(st.text(max_size=300), st.integers(1, 400), st.integers(0, 400))
def test_any_place_in_any_text_can_be_shown(text, column, length):
    """Rendering never fails, and never prints a control character of the file."""
    told = complain([Problem(1, column, "wrong", length=length)], text)
    assert "\x1b" not in told
    assert "\x00" not in told


@pytest.mark.parametrize(("char", "width"), [("a", 1), ("字", 2), ("\u064e", 0), ("\u200d", 0)])
def test_cells(char, width):
    """Widths follow the Unicode tables."""
    assert cells(char) == width


def test_suggestions():
    """The closest name whatever its case; a short list is told whole; else nothing."""
    assert closest("Timezne", ["every", "timezone"]) == "timezone"
    assert closest("zzz", ["every"]) is None
    assert did_you_mean("evry", ["every"]) == "did you mean “every”?"
    assert did_you_mean("zzz", ["every", "links"]) == "known are: every, links"
    assert did_you_mean("zzz", map(str, range(100))) == ""
