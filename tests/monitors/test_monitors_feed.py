"""Feeds of every format, as outlets write them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listing_kit import NOW, case_of, check, fetched_of, names

from model.source import Fetched, Kind, Listing, ReadFailed, Source, Trouble
from monitors.listings.feed import is_full, read_feed
from monitors.listings.plain import plain
from monitors.listings.xmltext import mended
from monitors.text.stamps import moment

SOURCE = Source(name="s", url="https://outlet.example/feed")


def fetched(body: bytes | str, content_type: str = "application/xml") -> Fetched:
    """A document from the invented outlet."""
    raw = body.encode() if isinstance(body, str) else body
    return Fetched(url=SOURCE.url, body=raw, content_type=content_type)


@pytest.mark.parametrize("name", names("feeds"))
def test_each_feed_lists_what_is_written_beside_it(name: str) -> None:
    """Every format and every fault of tests/data/listing/feeds reads as its YAML says."""
    check(case_of("feeds", name))


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("Sun, 22 Nov 2026 10:00:00 EST", "2026-11-22T15:00"),
        ("Sun, 22 Nov 2026 10:00:00 +0100", "2026-11-22T09:00"),
        ("Sun, 22 Nov 2026 10:00:00 CEST", "2026-11-22T08:00"),
        ("Sun, 22 Nov 2026 10:00:00 GMT+2", "2026-11-22T08:00"),
        ("Sun, 22 Nov 26 10:00 PST", "2026-11-22T18:00"),
        ("22 Nov 2026 10:00", "2026-11-22T10:00"),
        ("dim., 22 nov. 2026 10:00:00 +0100", "2026-11-22T09:00"),
        ("dimanche 2 août 2026 10:00", "2026-08-02T10:00"),
        ("الأحد، ٢٢ نوفمبر ٢٠٢٦ ١٠:٠٠:٠٠ +0300", "2026-11-22T07:00"),
        ("22 تشرين الثاني 2026", "2026-11-22T00:00"),
        ("2026-11-22", "2026-11-22T00:00"),
        ("2026-11-22T10:00:00.123+01:00", "2026-11-22T09:00"),
        ("2026-11-22 10:00 EST", "2026-11-22T15:00"),
        ("2026-11-22T10:05:0Z", "2026-11-22T10:05"),
        ("2026-11-22T24:00:00Z", "2026-11-23T00:00"),
        ("20261122T100000Z", "2026-11-22T10:00"),
        ("1795341600", "2026-11-22T10:00"),
        ("1795341600000", "2026-11-22T10:00"),
        *((unreadable, None) for unreadable in ("", "yesterday", "2026", "2026-13-45", "février")),
        *((unreadable, None) for unreadable in ("0000-00-00 00:00:00", "99999999999999999999")),
        ("Fri, 31 Nov 2026 10:00:00 GMT", None),
    ],
)
def test_a_timestamp_is_read_or_is_none(stamp: str, said: str | None) -> None:
    """Zones by name, three languages, missing parts; what cannot be read is never 'now'."""
    wanted = datetime.fromisoformat(said).replace(tzinfo=UTC) if said else None
    assert moment(stamp) == wanted


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_of_timestamps_fail(text: str) -> None:
    """Whatever stands there, it is a moment in UTC or none."""
    found = moment(text)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Caf&eacute; &amp;eacute;t&amp;eacute;", "Café été"),
        ("AT&T &amp; Co", "AT&T & Co"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("un<b>believ</b>able", "unbelievable"),
        ("<style>p{}</style>Text<script>x()</script>", "Text"),
        ("Talks in <Kyiv> go on", "Talks in <Kyiv> go on"),
        ("see ?a=1&copy=2", "see ?a=1&copy=2"),
        ("  صفقة&nbsp;أسلحة \n جديدة ", "صفقة أسلحة جديدة"),
        ("<div>" * 3000 + "deep", "deep"),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    """Tags go, entities are resolved also where they were escaped twice, text stays."""
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("content", "described", "full"),
    [
        ("<p>" + "word " * 200 + "</p>", "word", True),
        ("<p>" + "word " * 70 + "</p>", "A short line.", True),
        ("<p>" + "word " * 70 + "</p>", "word " * 70, False),
        ("<p>" + "word " * 200 + "</p><a href='x'>Read more</a>", "", False),
        ("<p>" + "mot " * 200 + "… <a href='x'>Lire la suite</a>", "", False),
        ("<p>" + "كلمة " * 200 + "</p><a>اقرأ المزيد</a>", "", False),
        ("<p>" + "word " * 200 + "[&#8230;]</p>", "", False),
        ("<p>word</p>", "", False),
    ],
)
def test_a_teaser_is_not_taken_for_the_article(content: str, described: str, *, full: bool) -> None:
    """Content that is short, or that ends in an invitation to read on, has its page fetched."""
    assert is_full(content, described) is full


def test_of_very_many_items_the_first_two_thousand_are_read() -> None:
    """The document is cut before it is parsed, and stays well-formed."""
    item = "<item><title>T{0}</title><link>https://outlet.example/{0}</link></item>"
    body = "".join(item.format(n) for n in range(2100))
    found = read_feed(SOURCE, fetched(f'<rss version="2.0"><channel>{body}</channel></rss>'), NOW)
    assert isinstance(found, Listing)
    assert [entry.title for entry in found.entries] == [f"T{n}" for n in range(2000)]


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel>" + "<a>" * 60_000,
        "<rss><![CDATA[<!--]]>" + "<a>" * 60_000 + "<!-- -->",
        "<rss><channel>" + "<!--" * 60_000,
        "<rss><channel>" + "<a " * 60_000,
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a '" + "x" * 9000 + "'>]><rss>&a;&a;</rss>",
    ],
)
def test_documents_made_to_exhaust_are_refused_at_once(body: str) -> None:
    """Deep nesting and long entities are seen before a parser runs."""
    start = time.process_time()
    found = read_feed(SOURCE, fetched(body), NOW)
    assert isinstance(found, ReadFailed)
    assert found.trouble is Trouble.BROKEN
    assert time.process_time() - start < 5  # unguarded it would be minutes


def test_an_endless_author_takes_no_time() -> None:
    """Feedparser looks for mail addresses in quadratic time; it never sees such a word."""
    item = f"<item><link>https://outlet.example/1</link><author>{'a' * 300_000}</author></item>"
    start = time.process_time()
    assert isinstance(
        read_feed(SOURCE, fetched(f"<rss><channel>{item}</channel></rss>"), NOW), Listing
    )
    assert time.process_time() - start < 5  # unguarded it would be minutes


def test_mending_moves_no_line_and_spares_what_is_well_formed() -> None:
    """CDATA, comments and XML's own references stay; letters, ampersands, controls are mended."""
    text = '<?xml version="1.0"\n?>\n<a>&eacute; & &amp; &#233;\x02 &what;<![CDATA[a & b]]></a>'
    assert mended(text) == "\n\n<a>é &amp; &amp; &#233; &amp;what;<![CDATA[a & b]]></a>"


def test_a_feed_in_a_wrong_charset_is_read_by_the_editors_word() -> None:
    """`encoding:` overrides header and declaration."""
    case = case_of("feeds", "arabic_1256")
    lying = fetched(fetched_of(case).body, "text/xml; charset=iso-8859-1")
    source = Source(name="s", url=SOURCE.url, encoding="windows-1256")
    found = read_feed(source, lying, NOW)
    assert isinstance(found, Listing)
    assert found.title == "صحيفة المرفأ"


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_of_feeds_fail(body: bytes) -> None:
    """Whatever comes, it is a listing or a failure in words."""
    found = read_feed(SOURCE, fetched(b"<rss><channel>" + body), NOW)
    assert isinstance(found, Listing | ReadFailed)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["items", "url", "authors", "title"]), inner)
        ),
    )
)
def test_no_json_makes_the_reader_of_json_feeds_fail(value: object) -> None:
    """Wrong types anywhere are taken as missing."""
    import json  # noqa: PLC0415 - only here

    body = json.dumps({"items": [value, {"url": value, "authors": value}], "title": value})
    assert isinstance(read_feed(SOURCE, fetched(body, "application/json"), NOW), Listing)


def test_kind_feed_takes_json_feeds_too() -> None:
    """One kind for all formats of feeds."""
    found = read_feed(SOURCE, fetched('{"items": []}'), NOW)
    assert found == Listing(kind=Kind.FEED, entries=())
