"""The one door: what a document is, is found out; what the editor ignores, is left out."""

from __future__ import annotations

import pytest
from listing_kit import NOW, case_of, check, fetched_of, names

from model.source import Elsewhere, Fetched, Kind, Listing, Source
from monitors.listing import KINDS, read_listing
from monitors.listings.sniff import Form, form


@pytest.mark.parametrize("name", names("fronts"))
def test_each_front_leads_where_its_case_says(name: str) -> None:
    """Announced feeds, selectors, and what is neither page nor feed, as the YAML says."""
    check(case_of("fronts", name))


def test_every_kind_but_auto_has_its_reader() -> None:
    """The table is complete."""
    assert set(KINDS) == set(Kind) - {Kind.AUTO}


@pytest.mark.parametrize(
    ("body", "content_type", "found"),
    [
        ("<?xml version='1.0'?>\n<!-- made by hand -->\n<rss/>", "text/html", Form.FEED),
        ("<?xml-stylesheet href='a.xsl'?><feed xmlns='x'/>", "", Form.FEED),
        ("<!DOCTYPE rdf:RDF [<!ENTITY x 'y'>]><rdf:RDF/>", "", Form.FEED),
        ("Warning: a line of PHP\n<rss/>", "text/html", Form.FEED),
        ('\ufeff  {"items": []}', "text/plain", Form.JSON),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html/>", "text/xml", Form.HTML),
        ("<div>no root</div>", "", Form.HTML),
        ("<ns:urlset xmlns:ns='x'/>", "", Form.SITEMAP),
        ("https://outlet.example/a\n", "text/plain", Form.SITEMAP),
        ("plain words", "text/plain", Form.TEXT),
        ("plain words", "text/html", Form.HTML),
        (" \n ", "text/html", Form.EMPTY),
        ("<opml/>", "text/xml", Form.XML),
    ],
)
def test_a_document_is_known_by_its_first_bytes(body: str, content_type: str, found: Form) -> None:
    """The content type is asked only where the bytes are silent."""
    page = Fetched(url="https://outlet.example/", body=body.encode(), content_type=content_type)
    assert form(page) is found


@pytest.mark.parametrize("name", ["rss2_full", "jsonfeed11"])
def test_what_is_ignored_is_left_out_of_feeds_too(name: str) -> None:
    """Shell patterns over the whole address; leaving out everything is no failure."""
    case = case_of("feeds", name)
    source = Source(name="s", url=case["url"], ignore=("https://*.example/*",))
    found = read_listing(source, Kind.AUTO, fetched_of(case), NOW)
    assert isinstance(found, Listing)
    assert found.entries == ()
    assert found.title


def test_the_selector_is_asked_before_the_announced_feed_only_where_there_is_one() -> None:
    """Without `links:` the same page leads to its feed."""
    case = case_of("fronts", "selector")
    found = read_listing(Source(name="s", url=case["url"]), Kind.AUTO, fetched_of(case), NOW)
    assert found == Elsewhere(Kind.FEED, ("https://cdn.courrier.example/rss",))
