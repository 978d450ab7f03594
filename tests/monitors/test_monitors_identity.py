"""One article, one key: whatever its address wears."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.source import Entry, Source
from monitors.identity import article_id, canonical, entry_keys, url_key

PLAIN = "https://outlet.example/world/story.html"
SOURCE = Source(name="Meridian Post", url="https://outlet.example/feed")

# Pieces of which awkward addresses are made.
AWKWARD = st.text(alphabet="ab.m/%2Fe9?&=#!:@[]ampwW+;éا\u0301\\~-_15 ", max_size=30)
URLS = st.one_of(
    AWKWARD,
    st.text(max_size=30),
    AWKWARD.map("http://a.example/{}".format),
    st.builds("https://{}/{}".format, AWKWARD, AWKWARD),
    st.builds("https://www.google.com/amp/{}/{}".format, AWKWARD, AWKWARD),
    st.builds("https://a.cdn.ampproject.org/c/s/{}/{}".format, AWKWARD, AWKWARD),
)
HOSTS = st.from_regex(r"[a-z]{1,8}(\.[a-z]{2,8}){1,2}", fullmatch=True)
PATHS = st.lists(st.from_regex(r"[a-zA-Z0-9é-]{1,8}", fullmatch=True), max_size=4).map("/".join)


@pytest.mark.parametrize(
    "twin",
    [
        "http://outlet.example/world/story.html",
        "HTTPS://WWW.Outlet.Example./world/story.html",
        "https://m.outlet.example/world/story.html",
        "https://mobile.outlet.example:443/world/story.html/",
        "http://outlet.example:80/world//story.html",
        "https://amp.outlet.example/world/story.amp.html",
        "https://outlet.example/amp/world/story.html",
        "https://outlet.example/world/story.html/amp/",
        "https://outlet.example/world/story.html?amp=1",
        "https://outlet.example/world/story.html?outputType=amp",
        "https://outlet.example/world/story.html?utm_source=a&utm_medium=b&fbclid=c&gclid=d",
        "https://outlet.example/world/story.html?xtor=RSS-1&at_medium=x&cmpid=y&ref=z",
        "https://outlet.example/world/story.html?from=rss#comments",
        "https://outlet.example/w%6Frld/st%6fry.html",
        "https://outlet.example/world/./x/../story.html",
        "https://reader:secret@outlet.example/world/story.html",
        " https://outlet.example/wor\nld/story.html\u200b",
        "https://outlet-example.cdn.ampproject.org/c/s/outlet.example/world/story.html",
        "https://outlet-example.cdn.ampproject.org/v/s/www.outlet.example/world/story.html?amp_js_v=1",
        "https://www.google.com/amp/s/outlet.example/world/story.html/amp",
        "https://www.google.co.uk/url?rct=j&url=https://outlet.example/world/story.html&ct=ga",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Foutlet.example%2Fworld%2Fstory.html%3Ffbclid%3D1",
    ],
)
def test_the_dresses_of_one_article_have_one_key(twin: str) -> None:
    """Scheme, host, AMP, trackers, caches, viewers, spelling: none makes another article."""
    assert url_key(twin) == url_key(PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://outlet.example/a?id=1", "https://outlet.example/a?id=2"),
        ("https://outlet.example/a", "https://outlet.example/A"),
        ("https://outlet.example/a", "https://fr.outlet.example/a"),
        ("https://outlet.example/a", "https://outlet.example:8080/a"),
        ("https://outlet.example/#!/a", "https://outlet.example/#!/b"),
        ("https://outlet.example/a%2Fb", "https://outlet.example/a/b"),
        ("https://outlet.example/example", "https://outlet.example/"),
    ],
)
def test_other_articles_have_other_keys(one: str, other: str) -> None:
    """What may tell articles apart is kept."""
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://outlet.example/?b=2&a=1", "https://outlet.example/index.php?a=1&b=2"),
        (
            "https://outlet.example/الميناء",
            "https://outlet.example/%d8%a7%d9%84%d9%85%d9%8a%d9%86%d8%a7%d8%a1",
        ),
        ("https://outlet.example/e\u0301te\u0301", "https://outlet.example/%C3%A9t%C3%A9"),
        ("https://مرفأ.example/a", "https://xn--igb1ayco.example/a"),
        ("https://outlet.example/x?q=a+b", "https://outlet.example/x?q=a%20b"),
    ],
)
def test_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    """The order of parameters, percent-encoding, composed letters, international hosts."""
    assert url_key(one) == url_key(other)


@given(URLS)
@example("https://www.google.com/amp/s/www.google.com/amp/s/a.example/amp/amp")
@example("https://a.cdn.ampproject.org/c/s//.@1")
@example("https://outlet.example/?b/&a\u0301")
@example("https://a.cdn.ampproject.org/c/s//a.example/x")
def test_a_key_is_its_own_key(url: str) -> None:
    """Idempotent for all that may stand in an href."""
    key = url_key(url)
    assert url_key(key) == key


@given(URLS)
def test_the_canonical_address_is_its_own_and_has_the_same_key(url: str) -> None:
    """Tidying twice is tidying once, and tidying changes no identity."""
    tidy = canonical(url)
    if tidy is not None:
        assert canonical(tidy) == tidy
        assert url_key(tidy) == url_key(url)


@given(HOSTS, PATHS, st.sampled_from(["", "www.", "m.", "mobile.", "amp."]))
def test_scheme_and_host_twins_are_equal(host: str, path: str, twin: str) -> None:
    """http, https and the outlet's mobile and AMP hosts, whatever the host and path."""
    assert url_key(f"http://{twin}news.{host}/{path}") == url_key(f"https://news.{host}/{path}/")


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:void(0)", "mailto:desk@outlet.example", "data:text/html,x", "tel:+331"),
        *("#top", "", "   ", "ftp://outlet.example/a", "http://", "http://[bad", "https://a b/"),
        *("http://outlet.example:99999/", "about:blank", "https://" + "a" * 5000),
    ],
)
def test_what_is_no_article_address_is_none(address: str) -> None:
    """Other schemes, fragments, impossible hosts and ports."""
    assert canonical(address, "https://outlet.example/world/") is None


@pytest.mark.parametrize(
    ("written", "absolute"),
    [
        ("story", "https://outlet.example/world/story"),
        ("/a b?x=é", "https://outlet.example/a%20b?x=%C3%A9"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("?id=3&utm_source=x#part", "https://outlet.example/world/?id=3"),
        ("../up", "https://outlet.example/up"),
        ("http://user:pw@other.example:80", "http://other.example/"),
    ],
)
def test_written_addresses_become_absolute_and_tidy(written: str, absolute: str) -> None:
    """Relative to the document; without user, default port, fragment and trackers."""
    assert canonical(written, "https://outlet.example/world/") == absolute


def test_an_id_used_again_under_another_title_is_another_article() -> None:
    """No key is shared."""
    one = Entry(url="https://outlet.example/a", guid="7", title="Port reopens")
    other = Entry(url="https://outlet.example/b", guid="7", title="Strike widens")
    assert not set(entry_keys(one, SOURCE)) & set(entry_keys(other, SOURCE))


def test_an_article_whose_address_is_written_anew_is_the_same() -> None:
    """The id with the title is remembered beside the address; case and marks do not matter."""
    one = Entry(url="https://outlet.example/a-old", guid="7", title="Port reopens!")
    other = Entry(url="https://outlet.example/a-new", guid=" 7", title="PORT  reopens")
    assert set(entry_keys(one, SOURCE)) & set(entry_keys(other, SOURCE))
    assert entry_keys(one, SOURCE)[0] == url_key(one.url)


def test_an_id_means_nothing_in_another_source_or_without_a_title() -> None:
    """Two feeds count from one; an untitled id cannot be checked."""
    entry = Entry(url="https://outlet.example/a", guid="7", title="Port reopens")
    elsewhere = Source(name="Tidewire", url="https://tidewire.example/feed")
    assert entry_keys(entry, SOURCE)[1] != entry_keys(entry, elsewhere)[1]
    assert len(entry_keys(Entry(url=entry.url, guid="7"), SOURCE)) == 1
    assert len(entry_keys(Entry(url=entry.url, guid=entry.url, title="x"), SOURCE)) == 1


@given(st.text())
def test_an_articles_id_is_twelve_plain_characters(key: str) -> None:
    """Fit for a callback button and a command line."""
    assert re.fullmatch("[0-9a-z]{12}", article_id(key))


def test_an_articles_id_never_changes() -> None:
    """Ids stand in stores and in messages: this one is for good."""
    assert article_id("https://outlet.example/a") == "oe7kqydf95ds"
