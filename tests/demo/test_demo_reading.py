"""Every invented page, read by the real reader: the paragraphs come out, the furniture stays."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from demo.outlets import OUTLETS
from demo.pages import amp_url, words
from demo.site import Site
from demo.story import Published, load_stories
from model.article import Article
from model.source import Elsewhere, Entry, Fetched, Kind, Listing, Source
from monitors.article import entry_article, read_article
from monitors.identity import url_key
from monitors.listing import read_listing

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
STORIES = load_stories({outlet.key: outlet.language for outlet in OUTLETS})
FURNITURE = (
    *("live", "poster", "comments", "first", "related", "also", "newsletter", "newsletter_text"),
    *("cookies", "accept", "share", "copy_link", "credit", "rights", "sign_in"),
)


def hosted(key: str, until: float = 60) -> Site:
    """An outlet with the stories of its first seconds, on an invented host."""
    outlet = next(outlet for outlet in OUTLETS if outlet.key == key)
    site = Site(replace(outlet, base_url=f"https://{key}.example"), Counter())
    for story in STORIES:
        if story.outlet == key and story.at <= until:
            site.publish(story, NOW - story.age, NOW)
    return site


SITES = {outlet.key: hosted(outlet.key) for outlet in OUTLETS}
PUBLISHED = [published for site in SITES.values() for published in site.stories]


def answer(site: Site, url: str) -> Fetched:
    """A document of a site as the fetcher hands it on."""
    document = site.document(url.removeprefix(site.outlet.base_url))
    assert document is not None
    charset = f"; charset={document.encoding}" if site.outlet.charset_header else ""
    return Fetched(url, document.body, f"{document.content_type}{charset}")


def read(published: Published, *, listed: bool = True) -> Article:
    """What the reader makes of a story's page; `listed`: with what the listing said of it."""
    site, story = SITES[published.story.outlet], published.story
    page = answer(site, published.url)
    entry = Entry(published.url, story.title, published=published.when)
    source = Source(site.outlet.name, site.outlet.home_url)
    article = read_article(page, entry if listed else Entry(published.url), source, NOW)
    assert isinstance(article, Article), article
    return article


each_story = pytest.mark.parametrize("published", PUBLISHED, ids=lambda p: p.story.id)


@each_story
def test_the_text_is_the_paragraphs(published: Published):
    """Exactly the story's paragraphs, in order: no teaser, poster, caption or button among them."""
    assert read(published).text.split("\n") == list(published.story.paragraphs)


@each_story
def test_title_time_and_language_are_read_from_the_page(published: Published):
    """A page alone tells headline, day and language, without the help of a listing."""
    article = read(published, listed=False)
    assert article.title == published.story.title
    assert article.language == published.story.language
    assert article.published is not None
    assert article.published.date() == published.when.date()


@each_story
def test_no_furniture_is_read(published: Published):
    """Nothing of the furniture's words stands in title, lead or text; the caption stands apart."""
    article = read(published)
    lines = {*article.text.split("\n"), article.title, article.lead}
    spoken = words(published.story.language)
    assert not lines & {str(spoken[name]) for name in FURNITURE}
    assert any(published.story.caption in caption for caption in article.captions)


def test_the_twin_is_the_same_article():
    """The AMP twin reads as the same text under the same address and id."""
    published = next(each for each in PUBLISHED if each.story.twin)
    site, page = SITES[published.story.outlet], read(published)
    source = Source(site.outlet.name, site.outlet.home_url)
    twin = read_article(answer(site, amp_url(published)), Entry(amp_url(published)), source, NOW)
    assert isinstance(twin, Article)
    assert (twin.id, twin.url, twin.text) == (page.id, page.url, page.text)


@pytest.mark.parametrize("until", [0, 60])
@pytest.mark.parametrize("key", list(SITES))
def test_listings_list_every_story(key: str, until: float):
    """Left to find out by itself, the real reader gets every story, and only stories, out of
    feed, announced feed, sitemap and front page, with the baseline alone and at the end."""
    site = hosted(key, until)
    source = Source(site.outlet.name, site.outlet.source_url)
    listing = read_listing(source, Kind.AUTO, answer(site, source.url), NOW)
    if isinstance(listing, Elsewhere):
        assert listing.urls[0] == site.outlet.feed_url
        listing = read_listing(source, listing.kind, answer(site, listing.urls[0]), NOW)
    assert isinstance(listing, Listing), listing
    keys = {url_key(entry.url) for entry in listing.entries}
    assert keys == {url_key(published.url) for published in site.stories}


def test_full_texts_come_with_the_json_feed():
    """Where the feed carries the whole text, the article is whole without its page."""
    site = SITES["gazette-de-valmer"]
    source = Source(site.outlet.name, site.outlet.source_url)
    listing = read_listing(source, Kind.FEED, answer(site, str(site.outlet.feed_url)), NOW)
    assert isinstance(listing, Listing)
    articles = [entry_article(entry, source, NOW) for entry in listing.entries]
    assert [a.text.split("\n") for a in articles if isinstance(a, Article) and a.whole] == [
        list(published.story.paragraphs) for published in site.stories
    ]
