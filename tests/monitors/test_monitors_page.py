"""Listing pages: which links are articles, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listing_kit import NOW, as_said, case_of, fetched_of, in_utc, names, source_of

from model.source import Fetched, Kind, Listing, ListingMemory, ReadFailed, Source, Trouble
from monitors.identity import url_key
from monitors.listing import read_listing
from monitors.listings.anchors import words
from monitors.listings.decisions import Decisions, decide
from monitors.listings.links import base_of, judge_links, parse_page, same_site
from monitors.listings.page import read_page, selected
from monitors.listings.urlshape import date_in, is_service

SOURCE = Source(name="s", url="https://outlet.example/")


@pytest.mark.parametrize("name", names("pages"))
def test_each_page_lists_its_articles_once_and_nothing_else(name: str) -> None:
    """The links of tests/data/listing/pages are judged as their YAML says: address, headline
    and time of each article, and no other link."""
    case = case_of("pages", name)
    found = read_listing(source_of(case), Kind.AUTO, fetched_of(case), NOW)
    assert isinstance(found, Listing)
    assert found.language == case["language"]
    by_key = {url_key(entry.url): entry for entry in found.entries}
    wanted = {url_key(article["url"]): in_utc(article) for article in case["articles"]}
    assert by_key.keys() == wanted.keys()
    assert len(found.entries) == len(wanted)
    for key, article in wanted.items():
        said = {name: value for name, value in article.items() if name != "url"}
        assert as_said(by_key[key], said) == said


@pytest.mark.parametrize("name", names("pages"))
def test_each_judgement_gives_its_reasons(name: str) -> None:
    """A link is explained by what it scored, or by the one fact that rules it out."""
    case = case_of("pages", name)
    judged = judge_links(case["text"], case["url"])
    assert all(link.reasons for link in judged)
    assert {link.is_article for link in judged} == {True, False}
    assert len({url_key(link.url) for link in judged}) == len(judged)


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://outlet.example/author/ada-quill", True),
        ("https://outlet.example/auteur/awa-diarra-et-luc-benali-avec-nadia/", True),
        ("https://outlet.example/tag/harbour", True),
        ("https://outlet.example/category/world/africa", True),
        ("https://outlet.example/category/world/2026/11/22/port-reopens", False),
        ("https://outlet.example/topics/293965", True),
        ("https://outlet.example/category/world/48213-port-reopens", False),
        ("https://outlet.example/login?next=/a", True),
        ("https://outlet.example/search?q=port", True),
        ("https://outlet.example/?s=port", True),
        ("https://outlet.example/world?page=3", True),
        ("https://outlet.example/page/3/", True),
        ("https://outlet.example/page.php?id=3", False),
        ("https://outlet.example/files/report.pdf", True),
        ("https://outlet.example/%D9%85%D9%86-%D9%86%D8%AD%D9%86", True),
        ("https://outlet.example/وسم/الميناء", True),
        ("https://outlet.example/weather/storm-shuts-the-coast-road", False),
        ("https://outlet.example/weather", True),
        ("https://outlet.example/politics/tag-heuer-sponsors-the-vote", False),
        ("https://outlet.example/world/port-reopens-after-storm?responses", True),
        ("https://outlet.example/world/port-reopens-after-storm?hp&target=comments", True),
        ("https://outlet.example/users/203133-ada-quill", True),
        ("https://outlet.example/threads/8999-which-port-is-best", True),
        ("https://outlet.example/showthread.php?t=48213", True),
        ("https://outlet.example/dossier/fishing-quotas", True),
        ("https://outlet.example/terms-and-conditions-of-use-for-readers", True),
        ("https://outlet.example/world/terms-of-the-truce-become-known", False),
        ("https://outlet.example/privacy-policy-changes-anger-users-of-a-chat-app", False),
        ("https://outlet.example/politique-de-confidentialite-du-site", True),
        ("https://outlet.example/news.php?cat=155&page=2", True),
        ("https://outlet.example/news.php?cat=155&page=2&newid=48213", False),
    ],
)
def test_pages_of_the_sites_services_are_known_by_their_address(url: str, *, service: bool) -> None:
    """Authors, tags, categories, searches, files and the like in three languages."""
    assert is_service(url) is service


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://o.example/2026/11/22/x", "2026-11-22"),
        ("https://o.example/world/2026/nov/22/x", "2026-11-22"),
        ("https://o.example/fr/20261122-titre", "2026-11-22"),
        ("https://o.example/x-2026-11-22/", "2026-11-22"),
        ("https://o.example/a/2026/1/3/x", "2026-01-03"),
        ("https://o.example/2026/13/22/x", None),
        ("https://o.example/2026/02/30/x", None),
        ("https://o.example/x-120261122", None),
        ("https://o.example/203133-a-writer", None),
        ("https://o.example/2031-3-3/x", "2031-03-03"),
        ("https://o.example/2026/11/x", None),
    ],
)
def test_the_day_in_an_address_is_read(url: str, day: str | None) -> None:
    """Directories, runs of digits and month names; impossible days are none."""
    found = date_in(url)
    assert (found.date().isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.outlet.example/a", "https://news.outlet.example/b", True),
        ("https://a.outlet.co.uk/", "https://b.outlet.co.uk/", True),
        ("https://outlet.co.uk/", "https://other.co.uk/", False),
        ("https://outlet.example/", "https://other.example/", False),
        ("http://10.0.0.1/", "http://10.0.0.2/", False),
        ("http://localhost:81/", "http://localhost:82/", True),
    ],
)
def test_a_site_is_its_host_with_sub_domains_and_siblings(
    one: str, other: str, *, same: bool
) -> None:
    """Articles of a sibling host count, those of another site do not."""
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Port reopens", 2),
        ("l'épave du vieux port", 4),
        ("إعادة فتح الميناء", 3),
        ("港の灯台が百年ぶりに公開", 4),
        ("政治", 1),
        ("iPhone の新しい港アプリ", 3),
        ("»", 0),
    ],
)
def test_words_are_counted_in_scripts_without_blanks_too(text: str, count: int) -> None:
    """Three characters of Japanese are taken for a word; a mark is none."""
    assert words(text) == count


@pytest.mark.parametrize("name", names("pages"))
def test_what_is_shown_is_what_is_listed(name: str) -> None:
    """`links` shows as articles what a check would follow, in the same order."""
    case = case_of("pages", name)
    listing = read_page(source_of(case), fetched_of(case), NOW)
    shown = decide(source_of(case), fetched_of(case), ListingMemory("case"))
    assert isinstance(listing, Listing)
    assert isinstance(shown, Decisions)
    assert [one.link.url for one in shown.articles] == [entry.url for entry in listing.entries]


@pytest.mark.parametrize("name", names("pages"))
def test_a_proposed_selector_keeps_its_promise(name: str) -> None:
    """Written under `links:`, it picks as many addresses as was said."""
    case = case_of("pages", name)
    shown = decide(source_of(case), fetched_of(case), ListingMemory("case"))
    assert isinstance(shown, Decisions)
    if shown.selector is None:
        return
    root = parse_page(case["text"])
    assert root is not None
    base = base_of(root, case["url"])
    picked = selected(case["text"], shown.selector.css, case["url"], base)
    assert isinstance(picked, list)
    assert len(picked) == shown.selector.articles + shown.selector.others


def test_a_selector_of_the_rules_overrules_the_judgement() -> None:
    """Where `links:` picks nothing and never did, nothing is an article; after a rebuild the
    structure decides."""
    source = Source(name="s", url=SOURCE.url, links="h9 a")
    body = b'<main><a href="/2026/11/22/one-story-of-the-day">One story of the day</a></main>'
    page = Fetched(url=SOURCE.url, body=body, content_type="text/html")
    never = decide(source, page, ListingMemory("s"))
    rebuilt = decide(source, page, ListingMemory("s", counts=(4,)))
    assert isinstance(never, Decisions)
    assert isinstance(rebuilt, Decisions)
    assert never.articles == ()
    assert never.decisions[0].rule == "not picked by links: h9 a"
    assert len(rebuilt.articles) == 1


def test_a_page_nested_absurdly_is_refused() -> None:
    """Sixty thousand open elements never reach a parser."""
    page = Fetched(url=SOURCE.url, body=b"<html><body>" + b"<div>" * 60_000)
    found = read_page(SOURCE, page, NOW)
    assert isinstance(found, ReadFailed)
    assert found.trouble is Trouble.BROKEN


def test_many_paragraphs_left_open_are_not_nesting() -> None:
    """Elements that need no end tag do not count."""
    article = b'<p><a href="/2026/11/22/one-story-of-the-day">One story of the day is here</a>'
    found = read_page(SOURCE, Fetched(url=SOURCE.url, body=b"<p>" * 3000 + article), NOW)
    assert isinstance(found, Listing)


def test_tags_within_scripts_are_not_nesting() -> None:
    """What a script writes is no element of the page."""
    article = b'<p><a href="/2026/11/22/one-story-of-the-day">One story of the day is here</a>'
    script = b"<SCRIPT>let x = '" + b"<div>" * 3000 + b"'</script>"
    found = read_page(SOURCE, Fetched(url=SOURCE.url, body=script.lower() + article), NOW)
    assert isinstance(found, Listing)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_of_pages_fail(body: bytes) -> None:
    """Whatever comes, it is a listing or a failure in words."""
    for start in (b"", b"<html><a href='", b"<a href=/2026/11/22/a-b-c-d>"):
        page = Fetched(url=SOURCE.url, body=start + body, content_type="text/html")
        assert isinstance(read_page(SOURCE, page, NOW), Listing | ReadFailed)
