"""The headline is the article's own: no site names, no kickers, no labels."""

from __future__ import annotations

import json

import pytest

from monitors.articles import htmltree, structured, titles

URL = "https://www.meridianpost.example/world/pier"
SITE = '<meta property="og:site_name" content="Meridian Post">'


def title(markup: str, hint: str = "") -> str:
    """The headline of a page written down in the test."""
    root = htmltree.parse(f"<html>{markup}</html>")
    assert root is not None
    return titles.choose(root, structured.read(root, URL), URL, hint)


def og(text: str) -> str:
    """An og:title."""
    return f'<meta property="og:title" content="{text}">'


def ld(text: str) -> str:
    """JSON-LD with a headline."""
    claims = json.dumps({"@type": "NewsArticle", "headline": text})
    return f'<script type="application/ld+json">{claims}</script>'


def h1(text: str) -> str:
    """A first heading."""
    return f"<h1>{text}</h1>"


PIER = "Pier to be rebuilt"
JETEE = "La jetée sera reconstruite"
RASIF = "الرصيف الشمالي يعاد بناؤه"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (SITE + og(PIER) + h1(PIER), PIER),
        (SITE + og(f"{PIER} | Meridian Post"), PIER),
        (f"{SITE}<title>{PIER} - World - Meridian Post</title><p>x", PIER),
        (f"{SITE}<title>Meridian Post: {PIER}</title><p>x", PIER),
        (f"<title>{PIER} – meridianpost.example</title><p>x", PIER),
        ("<title>The northern pier returns | The Gazette</title>", "The northern pier returns"),
        (SITE + og(PIER) + h1("Meridian Post") + h1(PIER), PIER),
        (
            SITE + og("Pier to be rebuilt this spring") + h1("World"),
            "Pier to be rebuilt this spring",
        ),
        (h1(f"<span class='kicker'>Opinion</span> {PIER}"), PIER),
        (og(PIER) + h1(f"Live: {PIER}"), PIER),
        (og(JETEE) + h1(f"En direct : {JETEE}"), JETEE),
        (og(RASIF) + h1(f"عاجل | {RASIF}"), RASIF),
        (
            og("Delta beat Karsund late") + h1("Ice hockey Delta beat Karsund late"),
            "Delta beat Karsund late",
        ),
        (
            og("Pier: work begins in May") + h1("Pier : work begins in May"),
            "Pier: work begins in May",
        ),
        (
            f"<title>{PIER} this spring | The Four Isles</title>" + h1("The Four Isles"),
            f"{PIER} this spring",
        ),
        (f"{SITE}<title>Le port: «La jetée tiendra»</title><p>x", "Le port: «La jetée tiendra»"),
        (
            "<title>桟橋は秋の嵐の前に再建されることになった | 四島新聞</title>",
            "桟橋は秋の嵐の前に再建されることになった",
        ),
        (h1("Self-driving ferries – a first look"), "Self-driving ferries – a first look"),
        (h1("Voss: we will rebuild the pier"), "Voss: we will rebuild the pier"),
        (
            og(PIER) + "<ol><li><h1>Harbours and piers</h1></li></ol>" + h1(f"Delta {PIER}"),
            PIER,
        ),
        (
            f"<title>Harbour: {PIER}</title>{og(f'Harbour: {PIER}')}" + h1(f"Harbour {PIER}"),
            f"Harbour: {PIER}",
        ),
        (
            f"<title>{PIER} again</title>{og(f'{PIER} again')}{ld(f'{PIER} again')}"
            + h1(f"{PIER} again A welcome to the northern quays"),
            f"{PIER} again",
        ),
        (
            f"<title>{PIER} in spring</title>{og(f'{PIER} in spring')}{ld(f'{PIER} in spring')}"
            + h1(f"{PIER} in spring and in summer"),
            f"{PIER} in spring and in summer",
        ),
        (og(f"Breaking: {PIER}") + h1(f"Breaking: {PIER}"), f"Breaking: {PIER}"),
        (
            f"<title>{PIER}, the mayor of Selm promises</title>" + og(f"{PIER}, the mayor…"),
            f"{PIER}, the mayor of Selm promises",
        ),
        (
            f'<title>{PIER} "soon"</title>' + og(PIER),
            f'{PIER} "soon"',
        ),
        (
            "<title>The northern pier returns | Harbours | Forum | The Gazette</title>",
            "The northern pier returns",
        ),
        (h1("Selm fisherfolk").replace("<h1", "<h1 class=site-title") + h1(PIER), PIER),
        (ld(PIER) + og("A pier is coming back") + f"<title>{PIER}</title>", PIER),
        ("<p>nothing</p>", ""),
    ],
)
def test_headlines(markup: str, expected: str) -> None:
    """The h1 checked against the page's claims, without the site's name."""
    assert title(markup) == expected


def test_what_the_listing_said_is_the_last_resort_and_a_witness() -> None:
    """A hint picks the right h1 of two and names a page that has no title."""
    two = "<h1>Weather for the weekend ahead</h1><h1>Pier to be rebuilt this spring</h1>"
    assert title(two, "Pier to be rebuilt this spring") == "Pier to be rebuilt this spring"
    assert title("<p>text</p>", "Pier to be rebuilt") == "Pier to be rebuilt"


def test_headlines_in_side_columns_do_not_count() -> None:
    """An h1 in navigation, footer or a side column is not the page's."""
    markup = "<aside><h1>Win a trip to Karsund today</h1></aside><title>Pier to be rebuilt</title>"
    assert title(markup) == "Pier to be rebuilt"


def test_a_title_has_at_most_500_characters() -> None:
    """Endless headings are cut at a word."""
    assert len(title(f"<h1>{'pier ' * 1000}</h1>")) <= titles.LONGEST
