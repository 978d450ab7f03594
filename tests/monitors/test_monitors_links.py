"""What following links teaches, and how a list that changed is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.source import Fetched, Kind, Listing, ListingMemory, ReadFailed, Source
from monitors.identity import url_key
from monitors.listing import learn, read_listing
from monitors.listings.learning import COUNTS, PATTERNS, RETRY, amiss, experience, usual
from monitors.listings.links import judge_links
from tests.kit.line import START

STORY = "https://outlet.example/world/storm-{}-hits-the-coast"
SECTION = "https://outlet.example/s/about-{}-and-all-that"
WORDS = ["ash", "beech", "birch", "hazel", "larch", "maple", "pine", "rowan", "willow"]
EMPTY = ListingMemory("outlet")


def followed(*results: tuple[str, bool]) -> ListingMemory:
    """A memory after these links."""
    return learn(EMPTY, None, results)


def listed(*urls: str, body: str = "") -> Fetched:
    """A page that links to these addresses, each by seven words."""
    rows = (f'<li><a href="{u}">Seven words stand in this one headline</a></li>' for u in urls)
    html = f"<html><body><main><ul>{''.join(rows)}</ul>{body}</main></body></html>"
    return Fetched("https://outlet.example/", html.encode(), "text/html")


def test_too_little_experience_says_nothing():
    """Two links followed prove nothing about others of their form."""
    memory = followed((STORY.format("oak"), False), (STORY.format("elm"), False))
    assert experience(memory, url_key(STORY.format("cedar"))) is None


def test_experience_speaks_in_the_reasons_of_a_judgement():
    """A link is explained by what following others of its form found."""
    memory = followed(*[(SECTION.format(n), False) for n in WORDS[:4]])
    page = listed(*[SECTION.format(n) for n in WORDS], *[STORY.format(n) for n in WORDS])
    judged = judge_links(page.body.decode(), page.url, memory)
    assert [link.is_article for link in judged] == [False] * 9 + [True] * 9
    assert any(
        reason.startswith("0 of 4 followed like it were articles") for reason in judged[0].reasons
    )
    assert not any("followed" in reason for reason in judged[-1].reasons)


def test_what_was_given_up_is_tried_again():
    """After many changed lists a form of address that led nowhere is given another chance."""
    memory = followed(*[(SECTION.format(n), False) for n in WORDS[:4]])
    for _ in range(RETRY):
        memory = learn(memory, 9, ())
    assert experience(memory, url_key(SECTION.format("walnut"))) is None


def test_a_rebuilt_site_is_believed_after_some_links():
    """Where links that were sections become articles, the newer experience wins."""
    memory = followed(*[(SECTION.format(n), False) for n in WORDS * 6])
    memory = learn(memory, None, [(SECTION.format(n), True) for n in WORDS * 6])
    reason = experience(memory, url_key(SECTION.format("walnut")))
    assert reason is not None
    assert reason[1] > 0


@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=40), st.integers(0, 99))
def test_memory_is_bounded_and_counts_what_it_saw(results: list[tuple[str, bool]], count: int):
    """Whatever is followed, a memory holds no more than its bounds, and never a negative count."""
    links = [(f"https://outlet.example/{path}", found) for path, found in results]
    memory = learn(EMPTY, count, links)
    for _ in range(COUNTS + 5):
        memory = learn(memory, count, links)
    assert len(memory.followed) <= PATTERNS
    assert len(memory.counts) == COUNTS
    assert all(one.articles >= 0 and one.others >= 0 for one in memory.followed)
    assert usual(memory) == count


@pytest.mark.parametrize(
    ("counts", "now", "words"),
    [
        ((), 0, ""),
        ((40, 41, 40), 0, ""),  # too few looks to call anything usual
        ((40, 41, 39, 40, 40), 30, ""),
        ((40, 41, 39, 40, 40), 2, "2 article links where it usually shows 40"),
        ((40, 41, 39, 40, 40), 1, "1 article link where it usually shows 40"),
        ((1, 0, 1, 1, 0), 0, "0 article links where it usually shows 1"),
    ],
)
def test_a_list_that_shrank_is_noticed(counts: tuple[int, ...], now: int, words: str):
    """Far fewer articles than usual are said in plain words; small changes are not."""
    said = amiss(ListingMemory("outlet", counts=counts), now)
    assert words in said
    assert bool(said) == bool(words)


def test_a_selector_that_fits_no_longer_is_replaced_by_structure():
    """Where `links:` used to find articles and the page was rebuilt, its structure is read, and
    the reader is told; where it never found one, it is a mistake in the rules."""
    source = Source("outlet", "https://outlet.example/", links="h2.old a")
    page = listed(*[STORY.format(n) for n in WORDS])
    before = ListingMemory("outlet", counts=(9, 9))
    found = read_listing(source, Kind.PAGE, page, START, before)
    assert isinstance(found, Listing)
    assert len(found.entries) == 9
    assert found.amiss.startswith("no link matches `links: h2.old a`")
    never = read_listing(source, Kind.PAGE, page, START, EMPTY)
    assert isinstance(never, ReadFailed)


def test_a_list_that_ended_says_what_it_used_to_show():
    """A page without any article link is told with what it usually shows."""
    source = Source("outlet", "https://outlet.example/")
    memory = ListingMemory("outlet", counts=(12,) * 5)
    found = read_listing(source, Kind.PAGE, listed("/about"), START, memory)
    assert isinstance(found, ReadFailed)
    assert "usually shows 12" in found.message
    assert "links: CSS-SELECTOR" in found.message
