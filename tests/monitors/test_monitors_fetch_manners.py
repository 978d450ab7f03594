"""How a host is treated: robots.txt, pauses, Retry-After, and nobody waits for a stuck one."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from fetch_kit import Watch, fetcher, moved, names, own, site

from model.source import Fetched, FetchFailed, Trouble
from monitors.web.hosts import LeastRecent, Manners

CLOSED = "User-agent: *\nDisallow: /closed\n\nUser-agent: Wirewatch\nDisallow: /secret"


async def test_robots_closes_what_it_names() -> None:
    """The group that names us counts, the one for everyone then does not; nothing is fetched."""
    pages = {"/secret/1": "x", "/closed": "news"}
    async with site(pages, robots=CLOSED) as here, fetcher() as web_:
        secret = await web_.fetch(here.ask("/secret/1?page=2"))
        closed = await web_.fetch(here.ask("/closed"))
    words = "robots.txt of 127.0.0.1 does not allow /secret/1?page=2"
    assert secret == FetchFailed(here.url("/secret/1?page=2"), Trouble.ROBOTS, words)
    assert isinstance(closed, Fetched)
    assert [hit.path for hit in here.hits] == ["/closed"]


async def test_robots_is_asked_once_for_many_pages() -> None:
    """Requests that come together share one robots.txt, later ones its memory."""
    async with site({"/": "news"}, robots=CLOSED) as here, fetcher() as web_:
        together = await asyncio.gather(*(web_.fetch(here.ask()) for _ in range(5)))
        later = await web_.fetch(here.ask())
    assert all(isinstance(got, Fetched) for got in [*together, later])
    assert (len(here.hits), here.robots_hits) == (6, 1)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_no_robots_allows_everything(status: int) -> None:
    """A 4xx means that there are no rules, and is remembered."""
    async with site({"/": "news"}, robots=web.Response(status=status)) as here, fetcher() as web_:
        for _ in range(2):
            assert isinstance(await web_.fetch(here.ask()), Fetched)
    assert here.robots_hits == 1


async def test_a_broken_robots_does_not_silence_a_monitor() -> None:
    """A 5xx counts as allowed for a while: see the docstring of fetch.py."""
    async with site({"/": "news"}, robots=web.Response(status=500)) as here, fetcher() as web_:
        for _ in range(2):
            assert isinstance(await web_.fetch(here.ask()), Fetched)
    assert here.robots_hits == 1


async def test_a_robots_that_never_answers_leaves_time_for_the_page() -> None:
    """A stuck robots.txt takes a part of the time, not all of it."""

    async def stuck(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with site({"/": "news"}, robots=stuck) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(timeout=timedelta(seconds=5)))
    assert isinstance(got, Fetched)


async def test_a_robots_too_long_is_read_as_far_as_it_goes() -> None:
    """Past half a megabyte it is cut, and what stood before is obeyed."""
    long = CLOSED + "\n# " + "x" * 600_000
    async with site({"/secret": "x"}, robots=long) as here, fetcher() as web_:
        got = await web_.fetch(here.ask("/secret"))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.ROBOTS


async def test_robots_may_be_elsewhere() -> None:
    """robots.txt is followed through redirects."""
    rules = web.Response(text=CLOSED)
    async with (
        site({"/rules": rules, "/secret": "x"}, robots=moved("/rules")) as here,
        fetcher() as web_,
    ):
        got = await web_.fetch(here.ask("/secret"))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.ROBOTS


async def test_robots_counts_at_every_redirect() -> None:
    """Where a redirect leads, the rules there hold."""
    pages = {"/": moved("/secret"), "/secret": "x"}
    async with site(pages, robots=CLOSED) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    words = "robots.txt of 127.0.0.1 does not allow /secret"
    assert got == FetchFailed(here.url(), Trouble.ROBOTS, words)


async def test_a_host_is_asked_one_at_a_time_with_pauses() -> None:
    """Five requests at once reach one host one after another, a pause between them."""
    page = Watch(takes=0.05)
    async with site({"/": page}) as here, fetcher(pause=0.1) as web_:
        await asyncio.gather(*(web_.fetch(here.ask()) for _ in range(4)))
    assert len(page.gaps()) == 3
    assert all(gap >= 0.095 for gap in page.gaps())


async def test_waiting_for_a_turn_costs_no_time() -> None:
    """The time of a request begins with its turn."""
    page = Watch(takes=0.1)
    async with site({"/": page}) as here, fetcher(pause=1.0) as web_:
        asks = [here.ask(timeout=timedelta(seconds=2.5)) for _ in range(4)]
        got = await asyncio.gather(*map(web_.fetch, asks))
    assert all(isinstance(answer, Fetched) for answer in got)


async def test_crawl_delay_is_obeyed() -> None:
    """A Crawl-delay longer than the pause takes its place."""
    page = Watch()
    robots = "User-agent: *\nCrawl-delay: 0.2"
    async with site({"/": page}, robots=robots) as here, fetcher() as web_:
        await asyncio.gather(*(web_.fetch(here.ask()) for _ in range(3)))
    assert all(gap >= 0.19 for gap in page.gaps())


async def test_a_host_that_wants_rest_is_left_alone() -> None:
    """After Retry-After the host is not asked at all until then; other hosts are."""
    tired = web.Response(status=429, headers={"Retry-After": "90"})
    async with (
        site({"/": tired, "/b": "x"}) as here,
        site({"/": "news"}) as other,
        fetcher() as web_,
    ):
        await web_.fetch(here.ask())
        got = await web_.fetch(here.ask("/b"))
        free = await web_.fetch(other.ask())
    assert isinstance(got, FetchFailed)
    assert (got.url, got.trouble, got.status) == (here.url("/b"), Trouble.RATE_LIMITED, 429)
    assert got.retry_after is not None
    assert timedelta(seconds=80) < got.retry_after <= timedelta(seconds=90)
    assert [hit.path for hit in here.hits] == ["/"]
    assert isinstance(free, Fetched)


async def test_those_in_the_queue_hear_of_the_rest_too() -> None:
    """Requests that waited while the host asked for rest do not go ahead."""
    tired = web.Response(status=503, headers={"Retry-After": "90"})
    async with site({"/": tired}) as here, fetcher(pause=0.05) as web_:
        got = await asyncio.gather(*(web_.fetch(here.ask()) for _ in range(3)))
    assert [answer.status for answer in got if isinstance(answer, FetchFailed)] == [503] * 3
    assert len(here.hits) == 1


async def test_a_tired_robots_speaks_for_its_host() -> None:
    """A 503 with Retry-After on robots.txt leaves the page alone as well."""
    tired = web.Response(status=503, headers={"Retry-After": "90"})
    async with site({"/": "news"}, robots=tired) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, FetchFailed)
    assert (got.trouble, got.status, here.hits) == (Trouble.SERVER, 503, [])


async def test_a_stuck_host_delays_no_other() -> None:
    """While many requests queue at a host that hangs, another is read at once."""
    stuck_asked, release = asyncio.Event(), asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        stuck_asked.set()
        await release.wait()
        return web.Response(text="late")

    async with (
        site({"/": hang}) as stuck,
        site({"/": "news"}) as lively,
        fetcher(concurrency=2) as web_,
    ):
        waiting = [asyncio.create_task(web_.fetch(stuck.ask())) for _ in range(10)]
        await stuck_asked.wait()
        got = [await web_.fetch(lively.ask()) for _ in range(3)]
        assert not any(task.done() for task in waiting)
        release.set()
        late = await asyncio.gather(*waiting)
    assert all(isinstance(answer, Fetched) for answer in [*got, *late])


async def test_all_hosts_together_are_bounded() -> None:
    """No more requests are under way at once than `concurrency`."""
    now, most = 0, 0

    async def count(_: web.Request) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        return web.Response(text="news")

    hosts = [f"h{n}.example" for n in range(9)]
    known = {host.replace(".", "_"): "127.0.0.1" for host in hosts}
    async with site({"/": count}) as here, fetcher(concurrency=3, lookup=names(**known)) as web_:
        asks = [own(here.url(host=host)) for host in hosts]
        got = await asyncio.gather(*map(web_.fetch, asks))
    assert all(isinstance(answer, Fetched) for answer in got)
    assert most <= 3


def test_the_memory_of_hosts_is_bounded() -> None:
    """Who was met longest ago is forgotten, but nobody who is busy."""
    busy = [1]
    hosts = LeastRecent(list, lambda kept: kept == busy, 3)
    hosts["busy"].append(1)
    for name in "abcde":
        hosts[name].append(name)
    assert len(hosts) == 3
    assert hosts["busy"] == [1]
    assert hosts["e"] == ["e"]
    assert hosts["a"] == []


async def test_a_hung_host_is_left_alone_for_a_while() -> None:
    """After two silences in a row the next request ends at once, with the same words."""

    async def stuck(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with site({"/": stuck, "/other": stuck}) as here, fetcher() as web_:
        short = timedelta(seconds=0.1)
        silent = [await web_.fetch(here.ask(timeout=short)) for _ in range(2)]
        rested = await web_.fetch(here.ask("/other"))
    assert [got.trouble for got in [*silent, rested]] == [Trouble.TIMEOUT] * 3
    assert rested.message == "127.0.0.1 did not answer within 0.1 s"
    assert timedelta() < rested.retry_after <= timedelta(minutes=1)
    assert len(here.hits) == 2


def test_the_longer_a_host_hangs_the_longer_it_rests() -> None:
    """One minute, two, four … a quarter of an hour; any answer begins anew."""
    manners, silence = Manners(), FetchFailed("http://a.example/", Trouble.TIMEOUT, "silent")
    rests = []
    for _ in range(12):
        manners.note(silence, 0.0)
        rested = manners.resting(0.0)
        rests.append(rested.retry_after.total_seconds() / 60 if rested else 0)
    assert rests == [0, 1, 2, 4, 8, *[15] * 7]
    manners.note(FetchFailed("http://a.example/", Trouble.GONE, "gone", 404), 0.0)
    manners.note(silence, 1e6)
    assert manners.resting(1e6) is None
