"""Sitemaps of news, plain ones, lists of addresses, and indexes of them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listing_kit import NOW, case_of, check, names

from model.source import Elsewhere, Fetched, Listing, ReadFailed, Source, Trouble
from monitors.listings.sitemap import Child, newest, read_sitemap

SOURCE = Source(name="s", url="https://outlet.example/sitemap.xml")


def fetched(body: bytes) -> Fetched:
    """A document from the invented outlet."""
    return Fetched(url=SOURCE.url, body=body, content_type="application/xml")


@pytest.mark.parametrize("name", names("sitemaps"))
def test_each_sitemap_lists_what_is_written_beside_it(name: str) -> None:
    """Every case of tests/data/listing/sitemaps reads as its YAML says."""
    check(case_of("sitemaps", name))


def test_of_very_many_addresses_the_newest_are_kept() -> None:
    """The limit is applied after the order."""
    url = "<url><loc>https://outlet.example/a/story-{0}</loc><lastmod>{1}</lastmod></url>"
    days = [f"20{n // 300 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(3000)]
    body = "".join(url.format(n, day) for n, day in enumerate(days))
    found = read_sitemap(SOURCE, fetched(f"<urlset>{body}</urlset>".encode()), NOW)
    assert isinstance(found, Listing)
    stamps = [entry.published for entry in found.entries if entry.published]
    assert len(stamps) == 2000
    assert stamps == sorted(stamps, reverse=True)
    assert stamps[0] == datetime.fromisoformat(max(days)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (gzip.compress(b"<urlset>" + b" " * 40_000_000), Trouble.TOO_LARGE),
        (gzip.compress(b"<urlset/>")[:-12] + b"\x00" * 12, Trouble.BROKEN),
        (b"<urlset>" + b"<url>" * 5000, Trouble.BROKEN),
        (b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><urlset>&c;</urlset>", Trouble.BROKEN),
        (b"<html><body>no</body></html>", Trouble.BROKEN),
        (b"<sitemapindex></sitemapindex>", Trouble.BROKEN),
        (b"", Trouble.BROKEN),
    ],
    ids=["unpacks too far", "damaged", "deep", "entities", "html", "empty index", "empty"],
)
def test_bad_sitemaps_end_in_words(body: bytes, trouble: Trouble) -> None:
    """Bombs, damage and other documents are told, not raised."""
    found = read_sitemap(SOURCE, fetched(body), NOW)
    assert isinstance(found, ReadFailed)
    assert found.trouble is trouble
    assert "outlet.example" in found.message


def test_a_broken_sitemap_gives_what_stands_before_the_break() -> None:
    """Recovery keeps the whole entries."""
    body = b"<urlset><url><loc>https://outlet.example/a/one-story</loc></url><url><loc>http"
    found = read_sitemap(SOURCE, fetched(body), NOW)
    assert isinstance(found, Listing)
    assert found.entries[0].url == "https://outlet.example/a/one-story"


def test_children_without_dates_are_taken_by_news_then_number_then_place() -> None:
    """An index that says nothing but names still gives the likeliest children first."""
    urls = [f"https://outlet.example/{name}.xml" for name in ("pages", "s-2", "s-12", "news")]
    found = newest([Child(url, None) for url in urls], NOW)
    assert [url.rsplit("/", 1)[1] for url in found] == [
        "news.xml",
        "s-12.xml",
        "s-2.xml",
        "pages.xml",
    ]


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_of_sitemaps_fail(body: bytes) -> None:
    """Whatever comes, it is a listing, an index or a failure in words."""
    for start in (b"", b"<urlset><url><loc>", b"\x1f\x8b\x08"):
        found = read_sitemap(SOURCE, fetched(start + body), NOW)
        assert isinstance(found, Listing | Elsewhere | ReadFailed)
