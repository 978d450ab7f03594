"""The invented world over real HTTP: timeline, validators, charsets, listings, clean stop."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import aiohttp
import feedparser
import pytest

from demo.outlets import OUTLETS, Outlet
from demo.world import NewsWorld

QUICK = 40.0  # the whole film in half a second


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    """A client that shows the bytes as they come, and does not ask for compressed ones."""
    plain = {"Accept-Encoding": "identity"}
    async with aiohttp.ClientSession(auto_decompress=False, headers=plain) as session:
        yield session


def outlet(world: NewsWorld, key: str) -> Outlet:
    """One outlet of a running world."""
    return next(o for o in world.outlets if o.key == key)


async def text(web: aiohttp.ClientSession, url: str) -> str:
    """A UTF-8 document that must be there."""
    async with web.get(url) as answer:
        assert answer.status == 200
        return (await answer.read()).decode("utf-8")


async def test_baseline_then_the_rest():
    """At the start only the baseline stands; at the end everything, in the order of time."""
    async with NewsWorld(speed=QUICK) as world:
        assert {p.story.at for p in world.published} == {0.0}
        await world.finished()
        assert [p.story for p in world.published] == list(world.stories)


async def test_stories_keep_their_pace():
    """Speed divides the moments of the timeline, and no story comes before its moment."""
    loop = asyncio.get_running_loop()
    async with NewsWorld(speed=10) as world:
        begun = loop.time()
        await world.appeared("gifts-en")
        early = loop.time() - begun
        await world.appeared("gifts-fr")
        assert early < loop.time() - begun
        assert loop.time() - begun >= 0.35 - 0.02  # the loop's clock may round down


async def test_stories_bear_the_time_of_their_appearance():
    """New stories are dated now, baseline ones as old as they say, none in the future."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        now = datetime.now(UTC)
        ages = {p.story.id: (now - p.when).total_seconds() for p in world.published}
    assert 0 <= ages["hudna"] < 5
    assert 9 * 86400 <= ages["howitzers-approved"] < 9 * 86400 + 10


async def test_nothing_stands_before_its_time(web: aiohttp.ClientSession):
    """A story's address answers 404 until it appears."""
    async with NewsWorld(speed=0.001) as world:
        marfa = outlet(world, "sahifat-al-marfa")
        waiting = next(s for s in world.stories if s.id == "gifts-ar")
        path = marfa.path(waiting, datetime.now(UTC))
        async with web.get(f"{marfa.base_url}{path}") as answer:
            assert answer.status == 404


@pytest.mark.parametrize("key", [o.key for o in OUTLETS])
async def test_conditional_requests_are_true(web: aiohttp.ClientSession, key: str):
    """Unchanged listings answer 304 to either validator; a new story ends that."""
    async with NewsWorld(speed=0.001) as world:
        url = outlet(world, key).source_url
        async with web.get(url) as first:
            etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        for known in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
            async with web.get(url, headers=known) as again:
                assert again.status == 304
                assert await again.read() == b""
        story = next(s for s in world.stories if s.outlet == key and s.at > 0)
        world._publish(story)
        for known in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
            async with web.get(url, headers=known) as fresh:
                assert fresh.status == 200
        assert world.requests == {200: 3, 304: 2}


async def test_gzip_for_those_who_take_it(web: aiohttp.ClientSession):
    """Compressed where the client says so, plain where it does not, the same text either way."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        url = outlet(world, "meridian-post").source_url
        async with web.get(url, headers={"Accept-Encoding": "gzip"}) as packed:
            assert packed.headers["Content-Encoding"] == "gzip"
            small = await packed.read()
        async with web.get(url) as plain:
            assert "Content-Encoding" not in plain.headers
            assert await plain.read() == gzip.decompress(small)


async def test_every_page_can_be_read_in_its_charset(web: aiohttp.ClientSession):
    """Each article page comes in its outlet's charset, with its headline and last paragraph."""
    encodings = {o.key: o.encoding for o in OUTLETS}
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        for published in world.published:
            async with web.get(published.url) as answer:
                raw = await answer.read()
            page = raw.decode(encodings[published.story.outlet])
            plainly = page.replace("&#x27;", "'").replace("&#8217;", "’").replace("&#339;", "œ")
            assert published.story.title in plainly
            assert published.story.paragraphs[-1] in plainly


async def test_furniture_stands_around_articles(web: aiohttp.ClientSession):
    """A page has what real ones have: posters thrice, the caption twice over, teasers, a form."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        url = (await world.appeared("gifts-en")).url
        async with web.get(url) as answer:
            page = await answer.text()
    assert page.count("Video poster") == 3
    assert page.count(">Marshal Sandor Velk waves from his train") == 2
    for furniture in (
        "2 min read",
        "This article received 0 comments",
        "Related stories",
        ">Live<",
    ):
        assert furniture in page


async def test_the_windows_1256_feed_parses(web: aiohttp.ClientSession):
    """The Arabic RSS says its charset in the declaration alone, and its bytes are so."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        feed_url = str(outlet(world, "ufuq-as-sahra").feed_url)
        async with web.get(feed_url) as answer:
            assert answer.headers["Content-Type"] == "application/rss+xml"
            raw = await answer.read()
    assert "استئناف محادثات".encode("windows-1256") in raw
    entries = feedparser.parse(raw).entries
    assert entries[0].title.startswith("استئناف محادثات وقف إطلاق النار")
    assert "?id=" in entries[0].link


async def test_tracked_links_and_twins_lead_to_pages(web: aiohttp.ClientSession):
    """Every address in the tracked RSS answers 200, the AMP twin's among them."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        raw = await text(web, str(outlet(world, "meridian-post").feed_url))
        links = [entry.link for entry in feedparser.parse(raw).entries]
        assert sum("utm_source=rss" in link for link in links) == 7
        assert sum(link.endswith("/amp") for link in links) == 1
        for link in links:
            await text(web, link)


async def test_atom_ids_change_with_every_story(web: aiohttp.ClientSession):
    """One outlet renames all its entries whenever it publishes; the addresses stay."""
    async with NewsWorld(speed=0.001) as world:
        url = str(outlet(world, "courrier-du-delta").feed_url)
        before = feedparser.parse(await text(web, url)).entries
        world._publish(next(s for s in world.stories if s.id == "gifts-fr"))
        after = feedparser.parse(await text(web, url)).entries[1:]
    assert [e.link for e in before] == [e.link for e in after]
    assert not {e.id for e in before} & {e.id for e in after}


async def test_a_page_announces_the_json_feed(web: aiohttp.ClientSession):
    """The home page names the feed, and the feed carries whole texts."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        gazette = outlet(world, "gazette-de-valmer")
        assert 'type="application/feed+json"' in await text(web, gazette.source_url)
        items = json.loads(await text(web, str(gazette.feed_url)))["items"]
    assert items[0]["title"].startswith("Mercato")
    assert items[0]["content_html"].count("<p>") == 3


async def test_the_sitemap_is_a_news_sitemap(web: aiohttp.ClientSession):
    """Well-formed, newest first, every address percent-encoded and answering."""
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        raw = await text(web, str(outlet(world, "sahifat-al-marfa").sitemap_url))
        places = ET.fromstring(raw).iterfind("s:url/s:loc", spaces)  # noqa: S314 - our own
        urls = [str(place.text) for place in places]
        assert len(urls) == 5
        for url in urls:
            assert url.isascii()
            await text(web, url)


async def test_the_front_page_has_no_dates(web: aiohttp.ClientSession):
    """One outlet lists without dates and announces no feed."""
    async with NewsWorld(speed=QUICK) as world:
        await world.finished()
        page = await text(web, outlet(world, "harbour-ledger").source_url)
    assert "<time" not in page
    assert "alternate" not in page
    assert page.count('class="card"') == 7


async def test_rules_name_the_true_addresses():
    """Every placeholder is filled, and the word lists' braces are left alone."""
    async with NewsWorld(speed=QUICK) as world:
        rules = world.rules_text()
        for each in world.outlets:
            assert f'url: "{each.source_url}"' in rules
            assert f"{{{each.key}}}" not in rules
    assert "{weapons} NEAR/8 {handover}" in rules


async def test_stop_ends_timeline_and_servers(web: aiohttp.ClientSession):
    """After stop nothing appears and nothing answers; stopping twice is harmless."""
    world = NewsWorld(speed=QUICK)
    await world.start()
    url = world.outlets[0].home_url
    await text(web, url)
    await world.stop()
    await world.stop()
    there = len(world.published)
    with pytest.raises(aiohttp.ClientConnectionError):
        await text(web, url)
    assert len(world.published) == there


async def test_two_worlds_live_side_by_side():
    """Each has its own ports and its own count of requests."""
    async with NewsWorld(speed=QUICK) as one, NewsWorld(speed=QUICK) as two:
        ports = {each.base_url for world in (one, two) for each in world.outlets}
        assert len(ports) == 12
        assert one.requests is not two.requests
