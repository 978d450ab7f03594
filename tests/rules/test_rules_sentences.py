"""Where sentences end in English, French and Arabic."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules.sentences import paragraphs, sentences

CASES = yaml.safe_load(Path("tests/data/rules/sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:20])
def test_sentences_are_found_again(expected):
    """Sentences joined by a blank are cut apart where they were joined."""
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_newline_always_ends_a_sentence():
    """A headline without a full stop does not run into the text."""
    text = "Drones for the delta\n\n  The ship left. It rained.\r\nEnd"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Drones for the delta",
        "The ship left.",
        "It rained.",
        "End",
    ]


def test_paragraphs_are_lines_that_are_not_blank():
    """Blank lines and blanks around a line belong to no paragraph."""
    text = "\n  One line. \n\n\tTwo\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One line.", "Two"]


@given(st.text(alphabet="aB.!?؟… \n\u00a0»\"'1é", max_size=120))
def test_sentences_cover_everything_visible(text):
    """Sentences are in order, disjoint and trimmed, and lose no visible character."""
    found = sentences(text)
    pieces = [text[start:end] for start, end in found]
    assert found == sorted(found)
    assert all(piece == piece.strip() and piece for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
