"""Dates are read in three languages, in the written order, and never made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from monitors.articles import dates, datetext, htmltree, structured

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LINES = Path(__file__).parent.parent / "data" / "articles" / "lines" / "dates.yaml"
CASES = yaml.safe_load(LINES.read_text("utf-8"))


def at(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]  # the parts are checked by use


def published(
    markup: str,
    told: datetime | None = None,
    url: str = "https://a.example/x",
    timezone: str | None = None,
) -> datetime | None:
    """The date of a page written down in the test."""
    root = htmltree.parse(markup)
    assert root is not None
    claims = structured.read(root, url)
    blocks = htmltree.blocks(root)
    clues = dates.Clues(root, htmltree.classes(root), blocks, claims, told, url, NOW, timezone)
    return dates.published(clues) or dates.by_htmldate(root, blocks, NOW)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_what_pages_say_of_their_dates(case: dict[str, Any]) -> None:
    """Published, modified and the outlet's own day, as written beside each page."""
    markup = f"<html><head>{case.get('head', '')}</head><body>{case.get('body', '<p>x</p>')}"
    root = htmltree.parse(markup)
    assert root is not None
    url = case.get("url", "https://a.example/x")
    claims, blocks = structured.read(root, url), htmltree.blocks(root)
    clues = dates.Clues(root, htmltree.classes(root), blocks, claims, case.get("told"), url, NOW)
    found = dates.published(clues)
    assert found == case["published"]
    assert dates.modified(clues, found) == case.get("modified")
    if "day" in case:
        assert found is not None
        assert found.date() == case["day"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("3 March 2026", at(2026, 3, 3)),
        ("Published on March 3rd, 2026 at 2:05 pm", at(2026, 3, 3, 14, 5)),
        ("Mar. 3, 2026, 12:15 a.m.", at(2026, 3, 3, 0, 15)),
        ("March 3, 2026 2:05 PM EST", at(2026, 3, 3, 19, 5)),
        ("3 March 2026 14:05 GMT+3", at(2026, 3, 3, 11, 5)),
        ("2026-03-03 14:05", at(2026, 3, 3, 14, 5)),
        ("03/02/2026", at(2026, 2, 3)),
        ("02/17/2026", at(2026, 2, 17)),
        ("le 3 mars 2026 à 14h05", at(2026, 3, 3, 14, 5)),
        ("Publié le 1er août 2025 à 9h", at(2025, 8, 1, 9)),
        ("mardi 3 févr. 2026 – 07 h 45", at(2026, 2, 3, 7, 45)),
        ("3 كانون الثاني 2026", at(2026, 1, 3)),
        ("3 يناير 2026", at(2026, 1, 3)),
        ("الثلاثاء ٣ آذار/مارس ٢٠٢٦ - ١٤:٠٥", at(2026, 3, 3, 14, 5)),
        ("10 تشرين الأول 2025 الساعة 02:05 مساءً", at(2025, 10, 10, 14, 5)),
        ("5 كانون الأول (ديسمبر) 2025", at(2025, 12, 5)),
        ("12 جويلية 2025", at(2025, 7, 12)),
        ("4 غشت 2025", at(2025, 8, 4)),
        ("3 hours ago", NOW - timedelta(hours=3)),
        ("an hour ago", NOW - timedelta(hours=1)),
        ("il y a 2 heures", NOW - timedelta(hours=2)),
        ("Il y a une heure", NOW - timedelta(hours=1)),
        ("منذ ساعتين", NOW - timedelta(hours=2)),
        ("قبل ٣ ساعات", NOW - timedelta(hours=3)),
        ("منذ يومين", NOW - timedelta(days=2)),
        ("Hier à 18:00", at(2026, 3, 3, 18)),
        ("Yesterday, 6:30 pm", at(2026, 3, 3, 18, 30)),
    ],
)
def test_written_dates(text: str, moment: datetime) -> None:
    """Dates as English, French and Arabic pages print them."""
    found = datetext.parse(text, NOW)
    assert found is not None
    assert found.at == moment


@pytest.mark.parametrize(
    "text", ["", "just now", "31 February 2026", "in May", "12 members", "25:61", "today"]
)
def test_what_is_no_date(text: str) -> None:
    """Days that cannot be, words alone and "just now" are not read as dates."""
    assert datetext.parse(text, NOW) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published 3 March 2026 at 14:05", True),
        ("Publié le 3 mars 2026 à 14h05, mis à jour à 18h00", True),
        ("نشر في: 11 كانون الثاني 2026 الساعة 09:30 صباحا", True),
        ("November 20, 2025 - 11:28 AMT", True),
        ("14:05", True),
        ("On 3 March 2026 the council voted to rebuild the pier.", False),
        ("Le 3 mars 2026, le conseil a voté.", False),
        ("في 3 آذار 2026 صوت المجلس", False),
        ("The storm of 1998", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    """A line is a date line when nothing but labels stands beside the date."""
    assert datetext.is_dateline(line, NOW) is expected


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    """Any text is read or refused, never a fault."""
    found = datetext.parse(text, NOW)
    assert found is None or found.at.tzinfo is not None


LD = '<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
TIME = '<time datetime="{}">x</time>'


@pytest.mark.parametrize(
    ("markup", "told", "url", "expected"),
    [
        (
            LD.format("2026-03-01T08:00:00Z") + META.format("2026-03-02T08:00:00Z"),
            None,
            "",
            at(2026, 3, 1, 8),
        ),
        (
            META.format("2026-03-02T08:00:00Z") + TIME.format("2026-03-03T08:00Z"),
            None,
            "",
            at(2026, 3, 2, 8),
        ),
        (TIME.format("2026-03-03T08:00:00Z"), at(2026, 3, 1, 9), "", at(2026, 3, 3, 8)),
        ("<p>x</p>", at(2026, 3, 1, 9), "/2026/02/01/", at(2026, 3, 1, 9)),
        ("<p>x</p>", None, "/2026/02/01/pier", at(2026, 2, 1)),
        ("<p>x</p>", None, "/news/20260201/pier", at(2026, 2, 1)),
        ("<h1>Pier</h1><span class=date>3 mars 2026</span>", None, "", at(2026, 3, 3)),
        ("<h1>Pier</h1><div>Posted: 3 March 2026</div>", None, "", at(2026, 3, 3)),
        ("<h1>Pier</h1><p>A text.</p>", None, "/world/pier", None),
    ],
)
def test_the_written_order(
    markup: str, told: datetime | None, url: str, expected: datetime | None
) -> None:
    """JSON-LD, meta, <time>, the feed, the address, then what a reader sees; else undated."""
    assert published(markup, told, f"https://a.example{url or '/x'}") == expected


@pytest.mark.parametrize(
    "wrong", ["2031-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0000-00-00", "soon", "-1"]
)
def test_an_impossible_date_leaves_the_next_its_turn(wrong: str) -> None:
    """The future beyond a day, years before 1995 and what is no date are passed over."""
    assert published(LD.format(wrong) + META.format("2026-03-02T08:00:00Z")) == at(2026, 3, 2, 8)


def test_a_day_takes_its_time_from_a_later_claim() -> None:
    """A date without a time is refined by another claim of the same day, not of another."""
    assert published(LD.format("2026-03-02"), at(2026, 3, 2, 8, 30)) == at(2026, 3, 2, 8, 30)
    assert published(LD.format("2026-03-02"), at(2026, 2, 1, 8, 30)) == at(2026, 3, 2)


def test_naive_times_are_utc_and_offsets_count() -> None:
    """Without an offset a time is UTC; with one it is brought to UTC."""
    assert published(META.format("2026-03-02T08:00:00")) == at(2026, 3, 2, 8)
    assert published(META.format("2026-03-02T08:00:00+03:00")) == at(2026, 3, 2, 5)


def test_the_time_zone_of_the_source_comes_before_what_the_page_lets_guess() -> None:
    """A naive time is the editor's zone's, then that of the page's other dates, then UTC."""
    naive = META.format("2026-03-02T08:00:00")
    assert published(naive, timezone="Asia/Beirut") == at(2026, 3, 2, 6)
    assert published(naive, url="https://a.fr/x", timezone="Asia/Beirut") == at(2026, 3, 2, 6)
    assert published(naive, url="https://a.fr/x") == at(2026, 3, 2, 7)
    assert published(META.format("2026-03-02T08:00:00Z"), timezone="Asia/Beirut") == at(
        2026, 3, 2, 8
    )


@pytest.mark.parametrize(
    ("markup", "url", "timezone", "day"),
    [
        (META.format("2026-03-02T23:30:00Z"), "https://a.example/x", "Asia/Beirut", 3),
        (META.format("2026-03-02T23:30:00Z"), "https://a.lb/x", None, 3),
        (META.format("2026-03-02T23:30:00Z"), "https://a.example/x", None, 2),
        (
            META.format("2026-03-02T01:30:00Z") + TIME.format("2026-03-01T21:30:00-04:00"),
            "https://a.example/x",
            None,
            1,
        ),
        (META.format("2026-03-02"), "https://a.example/x", "America/Bogota", 2),
    ],
)
def test_a_moment_told_in_utc_falls_on_the_outlets_own_day(
    markup: str, url: str, timezone: str | None, day: int
) -> None:
    """In the offset of a claim of the same moment, else in the site's zone; a day stays a day."""
    found = published(markup, url=url, timezone=timezone)
    assert found is not None
    assert found.day == day


def test_a_line_with_a_date_and_a_word_dates_the_article() -> None:
    """The section's name beside the date is no sentence, and its time of day counts."""
    line = "<h1>Pier</h1><div>3 March 2026 - 14:05 <b>Harbours</b></div>"
    assert published(line) == at(2026, 3, 3, 14, 5)


def test_the_first_of_a_month_counts_where_it_is_written() -> None:
    """Months are completed with it; a line of the page that names the day tells it apart."""
    head = '<meta name="keywords" content="2026-02">'
    written = "<h1>Pier</h1><span>The harbour council meets 1 February 2026</span>"
    assert published(head + written) == at(2026, 2, 1)


def test_the_time_of_something_else_does_not_count() -> None:
    """A <time> in a side column, a list or beside "updated" is not the publication."""
    early, late = TIME.format("2026-03-01T01:00Z"), TIME.format("2026-03-01T02:00Z")
    side = f"<aside>{early}</aside><ul><li>{late}</li></ul>"
    changed = f"<p>Updated: {TIME.format('2026-03-03T03:00:00Z')}</p>"
    own = f"<p>{TIME.format('2026-03-02T04:00:00Z')}</p>"
    assert published(f"{side}{changed}{own}") == at(2026, 3, 2, 4)


def test_a_date_in_a_sentence_is_no_date_of_publication() -> None:
    """Running text does not date an article."""
    sentence = (
        "The lighthouse was lit on 4 May 1998 and went dark last autumn, when a storm took it. " * 2
    )
    assert published(f"<h1>The lighthouse</h1><p>{sentence}</p>") is None
