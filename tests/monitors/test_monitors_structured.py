"""What pages tell machines is collected, however it is wrapped, and broken claims are skipped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from monitors.articles import bylines, htmltree, structured

BASE = "https://meridian.example/world/pier"


def claims(markup: str) -> structured.Structured:
    """The claims of a page written down in the test."""
    root = htmltree.parse(f"<html><body>x{markup}</body></html>")
    assert root is not None
    return structured.read(root, BASE)


def ld(value: Any) -> str:
    """A JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "Pier to be rebuilt", "datePublished": "2026-03-02"}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Article", "NewsArticle"]},
        ARTICLE | {"@type": "http://schema.org/NewsArticle"},
        ARTICLE | {"headline": {"@value": "Pier to be rebuilt"}},
        ARTICLE | {"headline": "Pier to&#32;be rebuilt"},
    ],
)
def test_an_article_is_found_however_it_is_wrapped(value: Any) -> None:
    """Bare, in a list, in a graph, as main entity; with several types or a URL as type."""
    found = claims(ld(value))
    assert found.headlines == ("Pier to be rebuilt",)
    assert found.published == ("2026-03-02",)
    assert found.says_article


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"NewsArticle","headline":"Pier",}',
        '<![CDATA[{"@type":"Article","headline":"Pier"}]]>',
        '{"@type":"Article","headline":"Pier"};',
        '{"@type":"Article","headline":"Pi\ner"}',
    ],
)
def test_slightly_broken_json_is_mended(text: str) -> None:
    """Trailing commas and semicolons, CDATA and raw line breaks do no harm."""
    found = claims(f'<script type="application/ld+json">{text}</script>')
    assert [h.replace(" ", "") for h in found.headlines] == ["Pier"]


@pytest.mark.parametrize(
    "text", ["", "null", "[", '"x"', "{}", "[1, 2]", '{"@graph": 3}', '{"@type": 4}']
)
def test_hopeless_json_is_skipped(text: str) -> None:
    """What is no JSON-LD leaves no claims, and the next script is read."""
    found = claims(f'<script type="application/ld+json">{text}</script>{ld(ARTICLE)}')
    assert found.headlines == ("Pier to be rebuilt",)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Lund", ["Ada Lund"]),
        ({"@type": "Person", "name": "Ada Lund"}, ["Ada Lund"]),
        ([{"@type": "Person", "name": "Ada Lund"}, "Marcus Tell"], ["Ada Lund", "Marcus Tell"]),
        ({"@type": "Organization", "name": "Meridian Post"}, []),
        ("https://meridian.example/ada", []),
        ("By Ada Lund and Marcus Tell", ["Ada Lund", "Marcus Tell"]),
        ("Newsroom", []),
        ("Meridian Post staff", []),
        ("سلمى الحداد ونبيل عكاري", ["سلمى الحداد", "نبيل عكاري"]),
        ("سمير وليد", ["سمير وليد"]),
        ([None, {}, 3, {"name": None}], []),
    ],
)
def test_authors_are_people(author: Any, names: list[str]) -> None:
    """Names out of strings, objects and lists; no outlets, desks or addresses."""
    found = claims(ld(ARTICLE | {"author": author}))
    assert list(bylines.people(found.authors, ["Meridian Post"])) == names


@pytest.mark.parametrize(
    ("markup", "image"),
    [
        ('<meta property="og:image" content="/i/1.jpg">', "https://meridian.example/i/1.jpg"),
        (ld(ARTICLE | {"image": ["//cdn.example/2.jpg"]}), "https://cdn.example/2.jpg"),
        (ld(ARTICLE | {"image": {"url": "3.jpg"}}), "https://meridian.example/world/3.jpg"),
        ('<meta property="og:image" content="data:image/png;base64,AA">', None),
        ('<meta property="og:image" content="http://[broken">', None),
        ("", None),
    ],
)
def test_the_image_is_absolute(markup: str, image: str | None) -> None:
    """A picture's address is made absolute, or there is none."""
    assert claims(markup).image == image


def test_canonicals_site_and_languages() -> None:
    """Addresses, names and languages come in the order of trust."""
    found = claims(
        '<link rel="canonical" href="/a"><meta property="og:url" content="https://m.example/b">'
        '<meta property="og:site_name" content="Meridian Post"><meta property="og:locale" '
        f'content="fr_FR">{ld(ARTICLE | {"inLanguage": "en", "publisher": {"name": "MP"}})}',
    )
    assert found.canonicals == ("https://meridian.example/a", "https://m.example/b")
    assert (found.site, found.publisher) == ("Meridian Post", "MP")
    assert found.languages == ("en", "fr_FR")


def test_teasers_marked_up_as_articles_are_not_the_article() -> None:
    """Many articles with different headlines are a listing's: none is the page's own."""
    found = claims(ld([ARTICLE | {"headline": f"Story {n}"} for n in range(6)]))
    assert found.headlines == ()
    assert found.published == ()


def test_microdata() -> None:
    """Dates and authors marked up as microdata count."""
    found = claims(
        '<div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author">'
        '<b itemprop="name">Ada Lund</b></span><time itemprop="datePublished" '
        'datetime="2026-03-02T08:00Z">2 March</time></div>',
    )
    assert found.authors == ("Ada Lund",)
    assert found.published == ("2026-03-02T08:00Z",)
    assert found.says_article


def test_the_body_keeps_its_paragraphs() -> None:
    """ArticleBody with markup or line breaks becomes lines."""
    found = claims(ld(ARTICLE | {"articleBody": "<p>One &amp; two.</p><p>Three.</p>\n\nFour."}))
    assert found.body == "One & two.\nThree.\nFour."
