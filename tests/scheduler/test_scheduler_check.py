"""check(source): from a source that is due to alerts in the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.source import FetchFailed, Kind, Trouble
from scheduler.check import BATCH, check
from scheduler.reading import ATTEMPTS
from tests.kit.line import FEED, START, Line, make_book, make_source, page

FIRST = ("old-drones", "Drones of last week")


async def start(line: Line) -> None:
    """Adopt the rulebook and take the baseline of a feed with one old story."""
    line.web.feed(FIRST, at=START - timedelta(days=10))
    await line.adopt()
    await check(line.world, "post")


async def test_a_new_article_is_read_matched_and_alerted_once(line: Line):
    """A story that appears after the baseline alerts; checking again alerts no more."""
    await start(line)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    report = await check(line.world, "post")
    assert (report.fresh, len(report.alerts)) == (1, 1)
    again = await check(line.world, "post")
    assert (again.fresh, again.alerts) == (0, ())
    await line.deliver()
    assert line.channel.titles == ["Six drones for the island"]


async def test_the_first_sight_is_a_baseline_with_a_small_backfill(line: Line):
    """Of forty articles at first sight only the newest `backfill` may alert; none floods later."""
    line.web.feed(*[(f"drones-{n}", f"Drones number {n}") for n in range(40)])
    await line.adopt(make_book(make_source(backfill=2)))
    await check(line.world, "post")
    await check(line.world, "post")
    await line.deliver()
    assert sorted(line.channel.titles) == ["Drones number 0", "Drones number 1"]


async def test_backfill_prefers_the_newest_by_date(line: Line):
    """A feed in an odd order still has its newest article told, not its first."""
    line.web.feed(("older", "Drones of yesterday"), at=START - timedelta(days=1))
    older = line.web.pages[FEED].body.decode().split("<item>")[1].split("</channel>")[0]
    line.web.feed(("newer", "Drones of today"))
    both = line.web.pages[FEED].body.decode().replace("<item>", f"<item>{older}<item>", 1)
    line.web.put(FEED, both, "application/rss+xml")
    await line.adopt()
    await check(line.world, "post")
    await line.deliver()
    assert line.channel.titles == ["Drones of today"]


@pytest.mark.parametrize(
    "link",
    [
        "http://www.post.example/world/six-drones/",
        "https://post.example/world/six-drones?utm_source=rss&fbclid=1",
        "https://m.post.example/world/six-drones",
        "https://post.example/world/six-drones/amp",
    ],
)
async def test_one_article_under_another_address_is_no_news(line: Line, link: str):
    """Tracking parameters, mobile and AMP twins, http and a trailing slash change nothing."""
    await start(line)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    await check(line.world, "post")
    moved = (
        line.web.pages[FEED]
        .body.decode()
        .replace("https://post.example/world/six-drones", link.replace("&", "&amp;"))
    )
    line.web.put(FEED, moved.replace("<guid>six-drones<", "<guid>changed<"), "application/rss+xml")
    line.web.put(link, page("Six drones for the island", "other"))
    report = await check(line.world, "post")
    assert report.alerts == ()


async def test_the_canonical_address_joins_two_addresses(line: Line):
    """Two links to pages that name one canonical address are one article."""
    await start(line)
    canonical = "<head><link rel='canonical' href='https://post.example/world/six-drones'>"
    twin = page("Six drones for the island", "six").replace("<head>", canonical)
    line.web.put("https://post.example/world/six-drones", twin)
    line.web.put("https://post.example/live/1234567", twin)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    await check(line.world, "post")
    second = line.web.pages[FEED].body.decode().replace("world/six-drones", "live/1234567")
    line.web.put(FEED, second.replace("<guid>six-drones<", "<guid>x<"), "application/rss+xml")
    report = await check(line.world, "post")
    assert report.alerts == ()


async def test_pages_that_all_claim_one_canonical_address_are_still_read(line: Line):
    """A site that calls its own section canonical everywhere loses no story by it."""
    await start(line)
    canonical = "<head><link rel='canonical' href='https://post.example/world/latest-stories'>"
    for slug, title in (("a-drones", "Drones over the bay"), ("b-drones", "Drones in the hills")):
        link = f"https://post.example/world/{slug}"
        line.web.put(link, page(title, slug).replace("<head>", canonical))
    line.web.feed(("a-drones", "Drones over the bay"), ("b-drones", "Drones in the hills"), FIRST)
    report = await check(line.world, "post")
    assert len(report.alerts) == 2


async def test_a_wire_copy_in_another_paper_is_kept_but_not_alerted(line: Line):
    """The same text under another address is one alert."""
    other = make_source("gazette", "https://gazette.example/feed.xml")
    line.web.feed(FIRST, at=START - timedelta(days=10))
    line.web.feed(FIRST, at=START - timedelta(days=10), url=other.url)
    await line.adopt(make_book(make_source(), other))
    for name in ("post", "gazette"):
        await check(line.world, name)
    line.web.feed(("six-drones", "Six drones for the island"))
    await check(line.world, "post")
    copy = page("Six drones for the island", "six-drones").replace("Tuesday", "a Tuesday")
    line.web.put("https://post.example/world/island-gets-six", copy)
    line.web.feed(("island-gets-six", "The island gets six drones"), url=other.url)
    report = await check(line.world, "gazette")
    assert (report.fresh, report.alerts) == (1, ())


async def test_old_and_future_articles_are_remembered_and_not_announced(line: Line):
    """A story a year old that is listed anew, and one dated next month, alert nobody."""
    await start(line)
    for days in (-365, 30):
        line.web.feed((f"drones{days}", "Drones again"), at=START + timedelta(days=days))
        assert (await check(line.world, "post")).alerts == ()


async def test_an_undated_article_is_news(line: Line):
    """No date on page or feed means undated, and undated alerts."""
    await start(line)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    line.web.put(
        "https://post.example/world/six-drones",
        page("Six drones for the island", "x", at=None),
    )
    body = line.web.pages[FEED].body.decode()
    undated = body.replace("pubDate", "other")
    line.web.put(FEED, undated, "application/rss+xml")
    report = await check(line.world, "post")
    assert len(report.alerts) == 1
    alert = await line.world.store.claim("telegram:1", line.clock.now(), timedelta(minutes=1))
    assert alert is not None
    assert alert.published is None


async def test_a_page_that_fails_for_a_while_is_read_later(line: Line):
    """A 500 on the article's page delays its alert and does not lose it."""
    await start(line)
    link = "https://post.example/world/six-drones"
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    line.web.fail(link)
    assert (await check(line.world, "post")).alerts == ()
    state = await line.world.store.source_state("post")
    assert "1 article page could not be read" in state.message
    line.clock.pass_time(minutes=5)
    line.web.put(link, page("Six drones for the island", "six"))
    assert len((await check(line.world, "post")).alerts) == 1


async def test_a_page_that_fails_for_good_alerts_by_what_the_feed_says(line: Line):
    """After the last try the headline alone must do: better a short alert than none."""
    await start(line)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    line.web.fail("https://post.example/world/six-drones")
    alerts = 0
    for _ in range(ATTEMPTS):
        alerts += len((await check(line.world, "post")).alerts)
        line.clock.pass_time(minutes=20)
    assert alerts == 1


async def test_a_long_listing_is_read_in_batches_each_committed(line: Line):
    """Thirty new articles are read ten at a time, and the next check is due at once."""
    await start(line)
    stories = [(f"drones-{n}", f"Drones number {n}") for n in range(3 * BATCH)]
    line.web.feed(*stories, FIRST)
    counts = []
    for _ in range(4):
        counts.append(len((await check(line.world, "post")).alerts))
        state = await line.world.store.source_state("post")
        if len(counts) < 3:
            assert state.next_check <= line.clock.now()
    assert counts == [BATCH, BATCH, BATCH, 0]


async def test_a_failing_source_slows_down_and_says_why(line: Line):
    """Each failure doubles the wait; the trouble is told in plain words and ends when well."""
    await start(line)
    line.web.pages[FEED] = FetchFailed(FEED, Trouble.TIMEOUT, "post.example did not answer")
    waits = []
    for _ in range(3):
        report = await check(line.world, "post")
        state = await line.world.store.source_state("post")
        waits.append(state.next_check - line.clock.now())
    assert waits[0] < waits[1] < waits[2]
    assert (state.failures, state.message) == (3, "post.example did not answer")
    line.web.feed(FIRST)
    report = await check(line.world, "post")
    well = await line.world.store.source_state("post")
    assert report.changed
    assert (well.failures, well.message) == (0, "")


async def test_retry_after_is_obeyed(line: Line):
    """A host that asks for two hours is left alone for two hours."""
    await start(line)
    wait = timedelta(hours=2)
    line.web.pages[FEED] = FetchFailed(FEED, Trouble.RATE_LIMITED, "too often", 429, wait)
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert state.next_check >= line.clock.now() + wait


async def test_an_announced_feed_is_found_and_kept(line: Line):
    """A page that announces a feed is read by that feed, at this check and the next."""
    front = "https://post.example/"
    announced = (
        f"<html><head><link rel='alternate' type='application/rss+xml' href='{FEED}'></head>"
    )
    line.web.put(front, f"{announced}<body><p>News</p></body></html>")
    line.web.feed(FIRST, at=START - timedelta(days=10))
    await line.adopt(make_book(make_source(url=front)))
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert (state.kind, state.url) == (Kind.FEED, FEED)
    line.web.asked.clear()
    await check(line.world, "post")
    assert [request.url for request in line.web.asked] == [FEED]


async def test_an_unchanged_feed_is_asked_for_conditionally(line: Line):
    """The second question carries the ETag; a 304 reads nothing and commits the visit."""
    await start(line)
    answer = line.web.pages[FEED]
    line.web.pages[FEED] = replace(answer, etag='"1"')
    await check(line.world, "post")
    report = await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert line.web.asked[-1].etag == '"1"'
    assert (report.fresh, state.checks) == (0, 3)


async def test_a_source_that_left_the_rules_is_passed_over(line: Line):
    """A check that was claimed before a reload took its source away does nothing."""
    await start(line)
    line.world.book = make_book(make_source("other", "https://other.example/feed"))
    assert (await check(line.world, "post")).fresh == 0


async def test_an_outlet_goes_by_the_name_of_its_feed_where_its_page_gives_none(line: Line):
    """The alert names the paper and not its host."""
    await start(line)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    named = line.web.pages[FEED].body.decode().replace("<title>P</title>", "<title>Post</title>")
    line.web.put(FEED, named, "application/rss+xml")
    await check(line.world, "post")
    await line.deliver()
    assert line.channel.sent[0].site == "Post"


async def test_what_came_together_is_told_oldest_first(line: Line):
    """Three stories of one check arrive in the order in which they happened."""
    await start(line)
    for minutes in (30, 10, 20):
        at = START - timedelta(minutes=minutes)
        title = f"Drones {minutes} minutes ago"
        line.web.put(f"https://post.example/world/d{minutes}", page(title, f"d{minutes}", at))
    titles = [(f"d{n}", f"Drones {n} minutes ago") for n in (30, 10, 20)]
    line.web.feed(*titles, FIRST, at=START - timedelta(minutes=15))
    await check(line.world, "post")
    await line.deliver()
    assert line.channel.titles == [f"Drones {n} minutes ago" for n in (30, 20, 10)]


async def test_one_paper_s_repeated_notice_makes_no_copies_of_its_stories(line: Line):
    """Pages behind one paywall share a text and are stories of their own."""
    await start(line)
    stories = [("a-drones", "Drones over the bay"), ("b-drones", "Drones in the hills")]
    for slug, title in stories:
        wall = page("x", "wall").replace("<title>x<", f"<title>{title}<")
        wall = wall.replace("<h1>x<", f"<h1>{title}<")
        line.web.put(f"https://post.example/world/{slug}", wall)
    line.web.feed(*stories, FIRST)
    assert len((await check(line.world, "post")).alerts) == 2


async def test_a_first_sight_of_nothing_is_no_baseline(line: Line):
    """A feed that is empty at first and then lists forty stories is no flood."""
    line.web.feed()
    await line.adopt()
    await check(line.world, "post")
    line.web.feed(*[(f"drones-{n}", f"Drones number {n}") for n in range(40)])
    assert len((await check(line.world, "post")).alerts) == 1


async def test_a_sitemap_that_fails_among_others_is_told_and_is_no_baseline(line: Line):
    """A child of an index that comes back later brings no flood, and its failure is seen."""
    index, good, bad = (f"https://post.example/{name}.xml" for name in ("index", "a", "b"))
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in (good, bad))
    line.web.put(index, f"<sitemapindex>{rows}</sitemapindex>", "application/xml")
    entries = {
        url: "".join(
            f"<url><loc>https://post.example/world/{url[-5]}-drones-{n}</loc></url>"
            for n in range(20)
        )
        for url in (good, bad)
    }
    line.web.put(good, f"<urlset>{entries[good]}</urlset>", "application/xml")
    line.web.fail(bad)
    await line.adopt(make_book(make_source(url=index, kind=Kind.SITEMAP, backfill=0)))
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert (state.first_seen, state.message) == (None, "post.example answers 500")
    line.web.put(bad, f"<urlset>{entries[bad]}</urlset>", "application/xml")
    assert (await check(line.world, "post")).alerts == ()


async def test_a_feed_that_fails_at_first_sight_is_found_at_the_next(line: Line):
    """A page's feed that is down for a moment is not forgotten for good."""
    front = "https://post.example/"
    head = f"<html><head><link rel='alternate' type='application/rss+xml' href='{FEED}'></head>"
    line.web.put(front, f"{head}<body><p>News</p></body></html>")
    line.web.fail(FEED)
    await line.adopt(make_book(make_source(url=front)))
    await check(line.world, "post")
    line.web.feed(FIRST, at=START - timedelta(days=10))
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert (state.kind, state.url, state.failures) == (Kind.FEED, FEED, 0)


async def test_a_found_feed_that_turns_into_a_page_is_looked_for_anew(line: Line):
    """A feed's old address that now answers with HTML does not silence its source."""
    front, moved = "https://post.example/", "https://post.example/new.xml"
    head = "<html><head><link rel='alternate' type='application/rss+xml' href='{}'></head>"
    line.web.put(front, head.format(FEED) + "<body><p>News</p></body></html>")
    line.web.feed(FIRST, at=START - timedelta(days=10))
    await line.adopt(make_book(make_source(url=front)))
    await check(line.world, "post")
    line.web.put(FEED, "<html><body><p>We have moved.</p></body></html>")
    line.web.put(front, head.format(moved) + "<body><p>News</p></body></html>")
    line.web.feed(FIRST, at=START - timedelta(days=10), url=moved)
    for _ in range(5):
        await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert (state.url, state.failures) == (moved, 0)


async def test_what_waits_does_not_hurry_a_source_that_asks_for_rest(line: Line):
    """A listing that answers 429 is left alone although pages of it wait to be read."""
    await start(line)
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    line.web.fail("https://post.example/world/six-drones")
    await check(line.world, "post")
    wait = timedelta(hours=1)
    line.web.pages[FEED] = FetchFailed(FEED, Trouble.RATE_LIMITED, "too often", 429, wait)
    line.clock.pass_time(minutes=1)
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert state.next_check >= line.clock.now() + wait


async def test_a_page_that_is_listed_before_it_is_there_is_read_later(line: Line):
    """A 404 of the first minute is tried again before the headline alone must do."""
    await start(line)
    link = "https://post.example/world/six-drones"
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    answer = line.web.pages.pop(link)
    assert (await check(line.world, "post")).alerts == ()
    line.web.pages[link] = answer
    line.clock.pass_time(minutes=5)
    assert len((await check(line.world, "post")).alerts) == 1


async def test_a_changed_way_of_reading_reads_an_unchanged_source_anew(line: Line):
    """Taking out an `ignore` brings its articles at once, whatever ETag and body say."""
    fussy = make_source(ignore=("*six*",))
    line.web.feed(FIRST, at=START - timedelta(days=10))
    await line.adopt(make_book(fussy))
    await check(line.world, "post")
    line.web.feed(("six-drones", "Six drones for the island"), FIRST)
    line.web.pages[FEED] = replace(line.web.pages[FEED], etag='"1"')
    for _ in range(2):
        assert (await check(line.world, "post")).alerts == ()
    await line.adopt(make_book())
    assert len((await check(line.world, "post")).alerts) == 1
