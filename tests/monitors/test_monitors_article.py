"""Pages and feed entries become clean articles; what is no article says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.article import Article
from model.source import Entry, Fetched, ReadFailed, Source, Trouble
from monitors import article, identity
from monitors.articles import learning
from monitors.articles.reasons import Reason

DATA = Path(__file__).parent.parent / "data" / "articles"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SOURCE = Source(name="desk", url="https://meridian.example/", tags=("agency",))
SENTENCE = (
    "The harbour council voted on Thursday to rebuild pier number {} before the autumn storms."
)
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(DATA.glob("*.yaml"))}
ARTICLES = [name for name, case in CASES.items() if "fails" not in case["expect"]]
FAILING = [name for name, case in CASES.items() if "fails" in case["expect"]]


def page_of(name: str) -> Fetched:
    """The page of a fixture as it would come from the network."""
    case = CASES[name]
    body = (DATA / f"{name}.html").read_bytes()
    return Fetched(case["url"], body, case.get("content_type", "text/html; charset=utf-8"))


def read(name: str) -> article.Reading:
    """The reading of a fixture that has an article."""
    found = article.explain(page_of(name), Entry(url=CASES[name]["url"]), SOURCE, NOW)
    assert isinstance(found, article.Reading), found
    return found


def read_markup(markup: str, **entry: Any) -> Article | ReadFailed:
    """What becomes of a page written down in the test."""
    url = "https://meridian.example/world/pier"
    page = Fetched(url, markup.encode("utf-8", "replace"), "text/html; charset=utf-8")
    return article.read_article(page, Entry(url=url, **entry), SOURCE, NOW)


def paragraphs(count: int) -> str:
    """So many different paragraphs."""
    return "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(count))


@pytest.mark.parametrize("name", ARTICLES)
def test_the_text_is_the_article_and_nothing_else(name: str) -> None:
    """Every expected paragraph is there and no line of furniture."""
    expect = CASES[name]["expect"]
    text = read(name).article.text
    if "paragraphs" in expect:
        assert text.split("\n") == expect["paragraphs"]
    for part in expect.get("contains", ()):
        assert part in text
    for part in expect.get("lacks", ()):
        assert part not in text


def test_the_time_zone_of_the_source_dates_what_the_page_prints() -> None:
    """A naive date line is read in the zone that rules.yaml gives the source."""
    source = replace(SOURCE, timezone="Asia/Beirut")
    url = CASES["preamble-ar"]["url"]
    found = article.read_article(page_of("preamble-ar"), Entry(url=url), source, NOW)
    assert isinstance(found, Article)
    assert found.published == datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert found.published.date().day == 4


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_known_of_the_article(name: str) -> None:
    """Title, lead, date, language, site, image, authors and captions are as written beside it."""
    expect = CASES[name]["expect"]
    found = read(name).article
    assert found.lead == expect.get("lead", "")
    for field in ("title", "published", "language", "site", "image", "url"):
        if field in expect:
            assert getattr(found, field) == expect[field], field
    for field in ("authors", "captions"):
        if field in expect:
            assert list(getattr(found, field)) == expect[field], field


@pytest.mark.parametrize("name", FAILING)
def test_a_page_without_an_article_says_so(name: str) -> None:
    """Listings, stubs, shells and empty pages end as NO_ARTICLE in plain words."""
    url = CASES[name]["url"]
    found = article.read_article(page_of(name), Entry(url=url), SOURCE, NOW)
    assert isinstance(found, ReadFailed)
    assert found.trouble is Trouble.NO_ARTICLE
    assert url in found.message
    assert "Error" not in found.message


@pytest.mark.parametrize("name", ["visit-en", "visit-fr", "visit-ar"])
def test_what_was_removed_is_kept_with_its_reason(name: str) -> None:
    """Posters and the comment counter of the visit page are in the record of removed lines."""
    reasons = {reason for _, reason in read(name).removed}
    assert {Reason.COMMENTS, Reason.CAPTION} <= reasons
    assert reasons & {Reason.LABEL, Reason.IMAGE}


def test_lines_learned_from_the_site_are_removed() -> None:
    """A line that other articles of the site show too goes when the memory says so."""
    line = "Karsund is the smallest of the four islands and has no airport of its own."
    markup = f"<article><h1>Pier to be rebuilt</h1>{paragraphs(6)}<p>{line}</p></article>"
    page = Fetched("https://meridian.example/a/b", markup.encode(), "text/html; charset=utf-8")
    entry = Entry(url=page.url)
    learned = learning.line_hashes([line])
    before = article.explain(page, entry, SOURCE, NOW)
    after = article.explain(page, entry, SOURCE, NOW, learned)
    assert isinstance(before, article.Reading)
    assert isinstance(after, article.Reading)
    assert line in before.article.text
    assert (line, Reason.LEARNED) in after.removed


def test_what_is_learned_never_takes_most_of_a_page() -> None:
    """Where nearly all lines of a page recur, as in a daily bulletin, they are its text."""
    markup = f"<article><h1>Pier to be rebuilt</h1>{paragraphs(6)}</article>"
    page = Fetched("https://meridian.example/a/b", markup.encode(), "text/html; charset=utf-8")
    entry = Entry(url=page.url)
    before = article.explain(page, entry, SOURCE, NOW)
    assert isinstance(before, article.Reading)
    after = article.explain(page, entry, SOURCE, NOW, before.lines)
    assert isinstance(after, article.Reading)
    assert after.article.text == before.article.text


def test_identity_comes_from_the_canonical_address() -> None:
    """The id is that of the canonical URL; keys hold the entry's, the final and the canonical."""
    entry = Entry(url="https://coast.example/go?id=7", guid="g-7", title="Salt farmers win case")
    found = article.read_article(page_of("amp"), entry, SOURCE, NOW)
    assert isinstance(found, Article)
    canonical = identity.url_key("https://www.coastnews.example/salt-farmers-road-case")
    assert found.id == identity.article_id(canonical)
    wanted = {canonical, identity.url_key(CASES["amp"]["url"]), *identity.entry_keys(entry, SOURCE)}
    assert set(found.keys) == wanted


@pytest.mark.parametrize(
    "canonical",
    ["https://meridian.example/", "https://meridian.example/en", "https://elsewhere.example/a/b"],
)
def test_a_canonical_that_cannot_be_is_not_believed(canonical: str) -> None:
    """The front page or another site as canonical leaves the entry's address in place."""
    found = read_markup(
        f'<head><link rel="canonical" href="{canonical}"></head><h1>Pier to be rebuilt soon</h1>'
        + paragraphs(6),
    )
    assert isinstance(found, Article)
    assert found.url == "https://meridian.example/world/pier"


def test_an_article_belongs_to_its_source_and_moment() -> None:
    """found_at is the moment handed in; source and tags are the source's."""
    found = read("wordpress").article
    assert (found.found_at, found.source, found.tags, found.whole) == (
        NOW,
        "desk",
        ("agency",),
        True,
    )


def test_invisible_characters_and_broken_ones_are_dropped() -> None:
    """Soft hyphens, zero-width and bidi marks, NUL and lone surrogates never reach the article."""
    dirty = "The har\u00adbour\u00a0council\u200b has \u202bvoted\u202c,\x00 cafe\u0301 \ufeffwon."
    body = f"{dirty} {SENTENCE.format(1)}"
    ld = '{"@type":"NewsArticle","headline":"Pier \\ud800 to be rebuilt"}'
    found = read_markup(
        f'<script type="application/ld+json">{ld}</script><article><p>{body}</p>{paragraphs(4)}'
        "</article>",
    )
    assert isinstance(found, Article)
    assert found.text.startswith("The harbour council has voted, café won.")
    assert found.title == "Pier to be rebuilt"


def test_lengths_are_bounded() -> None:
    """A title has at most 500 and a text at most 200,000 code points."""
    words = "word " * 60_000
    found = read_markup(f"<h1>{'long title ' * 200}</h1><article><p>{words}</p></article>")
    assert isinstance(found, Article)
    assert len(found.title) <= 500
    assert len(found.text) <= 200_000


HOSTILE = {
    "deep": "<html><body>" + "<div>" * 100_000 + "<p>deep" + "</div>" * 100_000,
    "deep tables": "<html><body>" + "<table><tr><td>" * 2_000 + paragraphs(5),
    "eight megabytes of paragraphs": "<article>" + paragraphs(80_000),
    "open scripts": "<html><body>" + "<script>" * 900_000,
    "open comments": "<html><body>-->" + "<!--" * 1_900_000,
    "JSON of brackets": '<script type="application/ld+json">' + "[" * 7_000_000,
    "headings in a row": "<body><div>" + "<h3><a href=/x>Some title</a></h3>" * 10_000,
    "nested leads": "<body>" + "<div class=lead>" * 240 + "<p class=lead>x</p>" * 9_000,
    "a title of separators": "<title>" + "a - b | " * 900_000 + "</title>" + paragraphs(5),
    "nothing": "",
    "only NUL": "\0" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_and_softly(name: str) -> None:
    """Pages made to hold a parser up end as an article or a ReadFailed."""
    assert isinstance(read_markup(HOSTILE[name][:8_000_000]), Article | ReadFailed)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/html; charset=utf-8", ""]))
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    """Whatever the bytes, reading ends in a value."""
    page = Fetched("https://meridian.example/x/y", b"<article><p>" + body, content_type)
    found = article.read_article(page, Entry(url=page.url), SOURCE, NOW)
    assert isinstance(found, Article | ReadFailed)


def test_a_feed_with_full_content_gives_a_whole_article() -> None:
    """Content of a feed is cleaned like a page: caption apart, furniture gone."""
    entry = Entry(
        url="https://meridian.example/world/pier?utm_source=rss",
        title="Pier to be rebuilt",
        html="<figure><img src=p.jpg><figcaption>The pier in January.</figcaption></figure>"
        f"<p>2 min read</p>{paragraphs(3)}<p>The post Pier to be rebuilt appeared first on "
        "Meridian Post.</p>",
        published=datetime(2026, 3, 3, 9, tzinfo=UTC),
        authors=("By Ada Lund", "Newsroom", "https://meridian.example/ada"),
    )
    found = article.entry_article(entry, SOURCE, NOW)
    assert isinstance(found, Article)
    assert found.text.split("\n") == [SENTENCE.format(n) for n in range(3)]
    assert (found.captions, found.authors) == (("The pier in January.",), ("Ada Lund",))
    assert (found.whole, found.published, found.language) == (True, entry.published, "en")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Entry(url="https://a.example/1", title="Pier open", summary="It is open."), "It is open."),
        (
            Entry(url="https://a.example/1", title="Pier open", html="<p>Half a text…</p>"),
            "Half a text…",
        ),
        (Entry(url="https://a.example/1", title="Pier open"), ""),
        (Entry(url="https://a.example/1", summary="It is open."), "It is open."),
    ],
)
def test_a_summary_stands_in_and_says_so(entry: Entry, text: str) -> None:
    """With no full content the summary is the text, and the article is not whole."""
    found = article.entry_article(entry, SOURCE, NOW)
    assert isinstance(found, Article)
    assert (found.text, found.whole) == (text, False)
    assert found.title == (entry.title or "It is open.")
    assert set(identity.entry_keys(entry, SOURCE)) <= set(found.keys)


def test_an_entry_without_title_and_text_is_no_article() -> None:
    """A bare link in a feed cannot stand for an article."""
    found = article.entry_article(Entry(url="https://a.example/1"), SOURCE, NOW)
    assert isinstance(found, ReadFailed)
    assert "https://a.example/1" in found.message


def test_a_feed_date_of_the_future_is_not_believed() -> None:
    """More than a day ahead of now, the address's date or none stands instead."""
    entry = Entry("https://a.example/2026/03/02/x", "Pier open", published=NOW.replace(year=2027))
    found = article.entry_article(entry, SOURCE, NOW)
    assert isinstance(found, Article)
    assert found.published == datetime(2026, 3, 2, tzinfo=UTC)


def test_the_editors_encoding_rules() -> None:
    """`encoding:` in the rules decodes a page whose header lies."""
    page = replace(page_of("old-windows-1256"), content_type="text/html; charset=utf-8")
    source = replace(SOURCE, encoding="windows-1256")
    found = article.read_article(page, Entry(url=page.url), source, NOW)
    assert isinstance(found, Article)
    assert found.title == CASES["old-windows-1256"]["expect"]["title"]
