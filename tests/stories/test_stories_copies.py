"""Near copies of a text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article, Relative
from stories.copies import original, resemblance, sketch

PAIRS = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "stories" / "copies.yaml").read_text("utf-8")
)
TEXTS = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=20, max_size=120).map(
    " ".join
)


def article(text: str, name: str = "a") -> Article:
    """Make an article of a text."""
    return Article(id=name, url="", title="", text=text)


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_wire_copies_are_one_text_and_retold_news_is_not(pair: dict):
    """Light edits keep a copy a copy; the same event in other words is another article."""
    first, second = sketch(article(pair["first"])), sketch(article(pair["second"]))
    relatives = [Relative("first", first.signature)]
    assert (original(second, relatives) == "first") is pair["copy"]


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["copy"]], ids=lambda pair: pair["name"])
def test_copies_share_an_index_key(pair: dict):
    """The store finds a copy by one of the few keys of its text."""
    first, second = sketch(article(pair["first"])), sketch(article(pair["second"]))
    assert set(first.bands) & set(second.bands)


def test_a_copy_of_a_copy_names_the_first():
    """However often a text is copied on, all copies point to one original."""
    mine = sketch(article(PAIRS[0]["first"]))
    assert original(mine, [Relative("b", mine.signature, copy_of="a")]) == "a"


def test_a_short_text_is_nobody_s_copy():
    """Two words of breaking news say too little to be called a copy."""
    assert sketch(article("Breaking: more follows soon.")) is None


@given(TEXTS)
def test_a_text_resembles_itself_fully(text: str):
    """Resemblance is 1 for equal texts, whatever case they are printed in."""
    one, other = sketch(article(text)), sketch(article(text.upper()))
    assert one == other
    assert one is None or resemblance(one.signature, other.signature) == 1


@given(TEXTS, TEXTS)
def test_resemblance_is_symmetric_and_a_share(left: str, right: str):
    """Resemblance lies in [0, 1] and does not depend on the order."""
    one, other = sketch(article(left)), sketch(article(right))
    if one and other:
        value = resemblance(one.signature, other.signature)
        assert 0 <= value <= 1
        assert value == resemblance(other.signature, one.signature)
