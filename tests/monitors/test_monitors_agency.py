"""The agency credited is found by its place; one that is only quoted is none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article
from model.source import Entry, Fetched, Source
from monitors import article
from monitors.articles.agency import credited
from monitors.articles.agency_names import AGENCIES

LINES = Path(__file__).parent.parent / "data" / "articles" / "lines" / "agencies.yaml"
CASES = yaml.safe_load(LINES.read_text("utf-8"))
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
URL = "https://meridian.example/world/train"
PROSE = "The governor left Port Selm by train on Tuesday after a visit of six days to the harbour. "


@pytest.mark.parametrize("case", CASES, ids=[str(case) for case in CASES])
def test_credits_in_three_languages(case: dict[str, Any]) -> None:
    """Datelines, bylines, sign-offs and own sites name the agency; quotations do not."""
    parts = (case.get(name, ()) for name in ("claims", "text", "apart"))
    assert credited(case.get("url", URL), *parts) == case["agency"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_judged(claim: str, line: str) -> None:
    """Whatever is read, the answer is a name of the table or nothing."""
    names = {name for name, _, _ in AGENCIES} | {""}
    assert credited(URL, [claim], [line, line], [claim]) in names


def page(body: str, head: str = "") -> Article:
    """What becomes of a page written down in the test."""
    markup = f"<html><head>{head}</head><body><article><h1>The train</h1>{body}</article></body>"
    fetched = Fetched(URL, markup.encode(), "text/html; charset=utf-8")
    found = article.read_article(fetched, Entry(URL), Source("desk", URL), NOW)
    assert isinstance(found, Article)
    return found


PARAGRAPHS = "".join(f"<p>{PROSE}{n} carriages followed it along the coast.</p>" for n in range(5))


def test_an_organization_as_author_is_a_credit_and_no_person() -> None:
    """JSON-LD that names an agency as author gives the agency, and no author."""
    ld = '{"@type":"NewsArticle","author":{"@type":"Organization","name":"AFP"}}'
    found = page(PARAGRAPHS, f'<script type="application/ld+json">{ld}</script>')
    assert (found.agency, found.authors) == ("AFP", ())


def test_a_sign_off_is_taken_out_of_the_text_and_kept_as_the_agency() -> None:
    """The line "(Reuters)" below the text is no paragraph, but it is a credit."""
    found = page(f"{PARAGRAPHS}<p>(Reuters)</p>")
    assert found.agency == "Reuters"
    assert "Reuters" not in found.text


def test_the_credit_of_a_picture_is_none_of_the_article() -> None:
    """A photographer's agency did not write the text."""
    credit = "<figcaption>A train <span class=author>AFP</span></figcaption>"
    picture = f"<figure><img src=a.jpg>{credit}</figure>"
    assert page(f"{picture}{PARAGRAPHS}").agency == ""


def test_a_feed_names_the_agency_too() -> None:
    """An entry's author that is an agency is credited, page or no page."""
    entry = Entry(URL, "The train", summary=PROSE, authors=("Reuters",))
    found = article.entry_article(entry, Source("desk", URL), NOW)
    assert isinstance(found, Article)
    assert (found.agency, found.authors) == ("Reuters", ())
