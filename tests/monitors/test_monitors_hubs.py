"""Which hub a list names: in its head, as Atom, RSS or JSON."""

from __future__ import annotations

import json

import pytest

from model.source import Fetched, Kind, Listing, Source
from monitors.listing import read_listing
from monitors.listings.hubs import LONGEST, header_links, offer
from tests.kit.line import START

SOURCE = Source("s", "https://outlet.example/feed")
HUB, SELF = "https://hub.example/", "https://outlet.example/feed.xml"
BOTH = (HUB, SELF)
ITEM = "<item><title>One</title><link>https://outlet.example/1</link></item>"
ATOM_LINKS = f'<a:link rel="hub" href="{HUB}"/><a:link rel="self" href="{SELF}"/>'
RSS = (
    '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>O</title>'
    f"{{}}{ITEM}</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>O</title>'
    f'<link rel="hub" href="{HUB}"/><link rel="self" href="/feed.xml"/>'
    '<link href="https://outlet.example/"/>'
    '<entry><title>One</title><link href="https://outlet.example/1"/><id>1</id></entry></feed>'
)
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "O",
    "feed_url": SELF,
    "hubs": [{"type": "rssCloud", "url": "https://no.example/"}, {"type": "WebSub", "url": HUB}],
    "items": [{"id": "1", "url": "https://outlet.example/1", "title": "One"}],
}


def offered(body: str, kind: str = "application/xml", link: str = "") -> tuple[str, str]:
    """The hub and topic of a document."""
    fetched = Fetched(SOURCE.url, body.encode(), kind, headers={"link": link} if link else {})
    listing = read_listing(SOURCE, Kind.FEED, fetched, START)
    assert isinstance(listing, Listing)
    assert len(listing.entries) == 1
    return listing.hub, listing.topic


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS.format(ATOM_LINKS), "application/rss+xml"),
        (ATOM, "application/atom+xml"),
        (json.dumps(JSON), "application/feed+json"),
    ],
)
def test_a_feed_names_its_hub_and_itself(body: str, kind: str):
    """In each format; a relative address is made whole."""
    assert offered(body, kind) == BOTH


def test_the_head_of_the_answer_goes_first():
    """As the recommendation says; a head that names no hub changes nothing."""
    link = '<https://other.example/h>; rel="hub", </f>;title="a, b";rel=SELF'
    assert offered(ATOM, link=link) == ("https://other.example/h", "https://outlet.example/f")
    assert offered(ATOM, link="<https://outlet.example/wp-json/>; rel=api") == BOTH


@pytest.mark.parametrize(
    "links",
    [
        "",
        f'<a:link rel="hub" href="{HUB}"/>',
        f'<a:link rel="self" href="{SELF}"/>',
        f'<a:link rel="hub" href=""/><a:link rel="self" href="{SELF}"/>',
        f'<a:link rel="hub" href="ftp://hub.example/"/><a:link rel="self" href="{SELF}"/>',
        f'<a:link rel="hub" href="https://me:pw@hub.example/"/><a:link rel="self" href="{SELF}"/>',
        f'<a:link rel="hub" href="http://[hub"/><a:link rel="self" href="{SELF}"/>',
    ],
)
def test_half_an_offer_is_none(links: str):
    """No hub, no address of its own, or an address nobody should call."""
    assert offered(RSS.format(links)) == ("", "")


def test_the_first_hub_counts():
    """Later ones are left alone."""
    links = [("hub", HUB), ("self alternate", SELF), ("hub", "https://later.example/")]
    assert offer(links, SOURCE.url) == BOTH


def test_an_address_without_an_end_is_none():
    """A hub is no book."""
    assert offer([("hub", HUB + "a" * LONGEST), ("self", SELF)], SOURCE.url) == ("", "")


@pytest.mark.parametrize(
    "header", ["<" * 20_000, "<a>;" * 20_000, '<a>; rel="' * 20_000, "rel=hub"]
)
def test_a_hostile_head_is_read_quickly(header: str):
    """Within its bound, and without a link it does not hold."""
    assert [link for link in header_links(header) if link[0] == "hub"] == []
