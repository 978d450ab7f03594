"""Furniture goes, sentences stay, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from monitors.articles import furniture
from monitors.articles.furniture import Context
from monitors.articles.reasons import Reason

LINES = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "articles" / "lines" / "furniture.yaml").read_text(
        "utf-8"
    ),
)


@pytest.mark.parametrize(
    ("reason", "line"),
    [(reason, line) for reason, lines in LINES["furniture"].items() for line in lines],
)
def test_furniture_is_known_by_its_words(reason: str, line: str) -> None:
    """Each line goes for the reason it is listed under."""
    cleaned = furniture.clean([line], Context())
    assert cleaned.removed == ((line, Reason(reason)),)


@pytest.mark.parametrize("line", LINES["text"])
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    """A real sentence or a crosshead is never taken for furniture."""
    assert furniture.clean([line], Context()).kept == (line,)


def test_what_the_page_says_elsewhere_goes() -> None:
    """Title, lead, byline, captions, picture names, links, teasers and the site's name."""
    caption = "The northern pier after the storm of January"
    context = Context(
        titles=("Pier to be rebuilt",),
        lead="Work begins in April",
        authors=("Ada Lund",),
        captions=(caption,),
        images=("pier at dusk",),
        links=frozenset({"cheesemarketmovesindoors"}),
        teasers=frozenset({"dockersstayedout"}),
        sites=("Meridian Post",),
        learned=frozenset({"sendusyourtip"}),
    )
    lines = {
        "PIER TO BE REBUILT.": Reason.TITLE,
        "Work begins in April": Reason.LEAD,
        "Ada Lund": Reason.BYLINE,
        "Ada Lund, 3 March 2026": Reason.BYLINE,
        "Ada Lund | 3 March 2026 | 2 min read": Reason.BYLINE,
        caption: Reason.CAPTION,
        f"{caption} {caption}": Reason.CAPTION,
        f"{caption}. Photo: M. Tell": Reason.CAPTION,
        "Pier at dusk": Reason.IMAGE,
        "Cheese market moves indoors": Reason.LINK,
        "Dockers stayed out": Reason.TEASER,
        "Meridian Post": Reason.SITE,
        "Send us your tip!": Reason.LEARNED,
        "* * *": Reason.SIGNS,
    }
    cleaned = furniture.clean([*lines, "The council voted."], context)
    assert cleaned.kept == ("The council voted.",)
    assert dict(cleaned.removed) == lines


def test_a_line_printed_twice_stays_once() -> None:
    """The second printing goes, wherever it stands."""
    cleaned = furniture.clean(["One thing.", "Another.", "One thing."], Context())
    assert cleaned.kept == ("One thing.", "Another.")
    assert cleaned.removed == (("One thing.", Reason.REPEATED),)


def test_a_crosshead_that_is_a_name_in_a_caption_stays() -> None:
    """Short lines are not captions for standing in one."""
    context = Context(captions=("Governor Voss in Port Selm on Tuesday",))
    assert furniture.clean(["Port Selm"], context).kept == ("Port Selm",)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_line_is_lost_or_made(lines: list[str]) -> None:
    """Kept and removed lines are the lines given, in their order, without the blank ones."""
    cleaned = furniture.clean(lines, Context(titles=("a",), captions=("b",)))
    removed = [line for line, _ in cleaned.removed]
    assert sorted([*cleaned.kept, *removed]) == sorted(line for line in lines if line.strip())
    places = iter(lines)
    assert all(line in places for line in cleaned.kept)
