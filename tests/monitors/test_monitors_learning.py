"""What a site prints on every page is learned from its pages, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.memory import SiteMemory
from monitors.articles import learning
from monitors.articles.learning import learn, learned, line_hashes

TODAY = date(2026, 3, 4)
EMPTY = SiteMemory("meridian.example")
POSTER = "Send us your pictures of the harbour"
LONG = (
    "The Meridian Post is an independent paper of the four islands that lives on its readers. " * 3
)


def story(number: int, *furniture: str, at: int = 1) -> list[str]:
    """The lines of an article of its own, with furniture after the paragraph `at`."""
    lines = [
        f"Paragraph {word} of story {'abcdefghijklmnopqrstuvwxyz'[number]} tells what the council "
        f"of {'vwxyzabcdefghijklmnopqrstu'[number] * 4} said about the {word} pier, the ferry that "
        "did not come and the people who waited for it until the evening in the rain."
        for word in ("first", "second", "third", "fourth", "last")
    ]
    return [*lines[:at], *furniture, *lines[at:]]


def after(*pages: list[str], memory: SiteMemory = EMPTY, today: date = TODAY) -> SiteMemory:
    """The memory when these pages were read one after another."""
    for number, lines in enumerate(pages):
        memory = learn(memory, f"article-{number}", line_hashes(lines), today)
    return memory


def known(memory: SiteMemory, lines: list[str]) -> list[str]:
    """Those of a page's lines that are furniture."""
    numbers = line_hashes(lines)
    return [line for line, number in zip(lines, numbers, strict=True) if number in learned(memory)]


@pytest.mark.parametrize(
    "line",
    [POSTER, "ملصق الفيديو من المرفأ", "Envoyez vos photos du port", "Video poster", "港の写真"],
)
def test_a_line_on_three_articles_is_furniture(line: str) -> None:
    """Two articles prove nothing, the third does, in any language."""
    assert known(after(story(0, line), story(1, line)), story(2, line)) == []
    memory = after(story(0, line), story(1, line), story(2, line))
    assert known(memory, story(3, line)) == [line]


def test_numbers_in_a_line_do_not_matter() -> None:
    """A counter of comments is one line, whatever it counts."""
    counted = [f"This article received {number} comments" for number in (0, 12, 407)]
    memory = after(*(story(n, line) for n, line in enumerate(counted)))
    assert known(memory, ["This article received 3 comments"])
    assert known(after(story(0, "1998"), story(1, "2004"), story(2, "2011")), ["2026"]) == []


def test_numbers_in_a_sentence_do_matter() -> None:
    """A bulletin's sentences that differ in their figures are text every day."""
    daily = [
        f"The staff of the navy counted {number} ships of the neighbours off the islands today."
        for number in (12, 15, 11, 19)
    ]
    memory = after(*(story(n, line) for n, line in enumerate(daily[:3])))
    assert known(memory, daily) == []


def test_versions_and_copies_of_one_article_count_once() -> None:
    """Pages that share most of their paragraphs are one article, under whatever address."""
    versions = [[*story(0, POSTER), f"A correction was added, number {n}."] for n in range(5)]
    assert known(after(*versions), story(0, POSTER)) == []
    two_more = after(*versions, story(1, POSTER), story(2, POSTER))
    assert known(two_more, story(3, POSTER)) == [POSTER]


def test_the_same_article_again_takes_its_own_place() -> None:
    """Three looks at one page are one page."""
    memory = EMPTY
    for _ in range(3):
        memory = learn(memory, "same", line_hashes(["Short news of the harbour", POSTER]), TODAY)
    assert len(memory.pages) == 1
    assert not learned(memory)


def test_background_within_a_running_story_stays() -> None:
    """A long paragraph that five articles repeat is text; the same at the end of pages is a box."""
    inside = after(*(story(n, LONG) for n in range(5)))
    assert known(inside, story(6, LONG)) == []
    below = after(*(story(n, LONG, at=5) for n in range(5)))
    assert known(below, story(6, LONG, at=5)) == [LONG]
    assert known(below, story(6, LONG)) == []


def test_what_is_not_seen_for_sixty_days_is_forgotten() -> None:
    """Furniture that a site took down leaves the memory; what is seen again stays."""
    memory = after(story(0, POSTER), story(1, POSTER), story(2, POSTER))
    later = TODAY + timedelta(days=learning.FORGOTTEN)
    seen = after(story(5, POSTER), memory=memory, today=later)
    unseen = after(story(5), memory=memory, today=later + timedelta(days=1))
    assert known(seen, [POSTER]) == [POSTER]
    assert known(unseen, [POSTER]) == []


@given(st.lists(st.lists(st.text(max_size=8), max_size=200), max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_memory_is_bounded(pages: list[list[str]]) -> None:
    """Whatever is read: eight pages of eighty lines, two thousand lines of furniture."""
    memory = after(*pages)
    assert len(memory.pages) <= learning.PAGES
    assert all(len(lines) <= learning.LINES for _, lines in memory.pages)
    assert len(memory.furniture) <= learning.FURNITURE
    assert all(0 < line < 2**63 for line, _ in memory.furniture)


@given(st.lists(st.text(max_size=300), max_size=30))
def test_every_line_has_a_number(lines: list[str]) -> None:
    """One number a line, nought for lines without letters, the same for the same page."""
    numbers = line_hashes(lines)
    assert len(numbers) == len(lines)
    assert numbers == line_hashes(lines)
