"""What comes back from one request: documents, redirects, 304s, refusals."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import timedelta

import brotli
import pytest
import uvloop
import yaml
import zstandard
from aiohttp import web
from fetch_kit import DATA, NOW, fetcher, moved, own, site

from model.ports import Fetcher
from model.source import Fetched, FetchFailed, NotModified, Request, Trouble
from monitors.fetch import USER_AGENT, HttpFetcher

STATUSES = yaml.safe_load((DATA / "statuses.yaml").read_text(encoding="utf-8"))
NEWS = "Le conseil du delta a voté. صوّت مجلس الدلتا. " * 40


async def test_a_document_comes_with_its_headers() -> None:
    """A 200 is a Fetched with body, type and the validators for next time."""
    page = web.Response(
        text="<rss/>",
        content_type="application/rss+xml",
        charset="utf-8",
        headers={"ETag": '"v1"', "Last-Modified": "Sat, 14 Mar 2026 08:00:00 GMT"},
    )
    async with site({"/feed": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask("/feed"))
    assert isinstance(got, Fetched)
    assert (got.url, got.body, got.moved_to) == (here.url("/feed"), b"<rss/>", None)
    assert got.content_type == "application/rss+xml; charset=utf-8"
    assert (got.etag, got.last_modified) == ('"v1"', "Sat, 14 Mar 2026 08:00:00 GMT")
    assert got.headers["etag"] == '"v1"'


async def test_it_says_who_asks_and_keeps_no_cookies() -> None:
    """The user agent and the codings are sent; a cookie set by one answer is not sent back."""
    page = web.Response(text="x", headers={"Set-Cookie": "id=42; Path=/"})
    async with site({"/": page}) as here, fetcher() as web_:
        for _ in range(2):
            await web_.fetch(here.ask())
    assert [hit.headers["User-Agent"] for hit in here.hits] == [USER_AGENT] * 2
    assert here.hits[0].headers["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert "Cookie" not in here.hits[1].headers


@pytest.mark.parametrize("case", STATUSES, ids=lambda case: str(case["status"]))
async def test_a_status_is_told_in_plain_words(case: dict[str, object]) -> None:
    """Each status that is no document leads to its trouble and a sentence."""
    headers = case.get("headers", {})
    page = web.Response(status=case["status"], headers=headers)
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, FetchFailed)
    assert got.trouble.value == case["trouble"]
    assert got.message == f"127.0.0.1 answers {case['status']}: {case['words']}"
    assert (got.url, got.status) == (here.url(), case["status"])
    wait = case.get("retry_after")
    assert got.retry_after == (None if wait is None else timedelta(seconds=wait))


async def test_validators_make_the_request_conditional() -> None:
    """ETag and Last-Modified are sent, and a 304 to them is NotModified."""
    async with site({"/": web.Response(status=304)}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(etag='W/"é"', last_modified="Sat, 14 Mar 2026"))
        assert got == NotModified(here.url())
    assert here.hits[0].headers["If-Modified-Since"] == "Sat, 14 Mar 2026"
    assert "If-None-Match" not in here.hits[0].headers, "a validator that is not ASCII stays home"


async def test_a_304_that_nobody_asked_for_is_a_failure() -> None:
    """Without a validator a 304 says nothing."""
    async with site({"/": web.Response(status=304)}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, FetchFailed)
    assert (got.trouble, got.status) == (Trouble.STATUS, 304)


async def test_permanent_redirects_tell_the_new_address() -> None:
    """A chain of 301 and 308 ends in Fetched.moved_to; a relative Location and a fragment do."""
    pages = {"/old": moved("/newer", 301), "/newer": moved("new?x=1#top", 308), "/new": "news"}
    async with site(pages) as here, fetcher() as web_:
        got = await web_.fetch(here.ask("/old"))
    assert isinstance(got, Fetched)
    assert got.url == got.moved_to == here.url("/new?x=1")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_one_passing_redirect_keeps_the_old_address(status: int) -> None:
    """A chain with one temporary redirect moves nothing for good."""
    pages = {"/old": moved("/mid", 301), "/mid": moved("/new", status), "/new": "news"}
    async with site(pages) as here, fetcher() as web_:
        got = await web_.fetch(here.ask("/old"))
    assert isinstance(got, Fetched)
    assert (got.url, got.moved_to) == (here.url("/new"), None)


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({"/": moved("/a"), "/a": moved("/")}, "redirects in a circle"),
        ({"/": moved("/")}, "redirects in a circle"),
        (
            {"/": moved("/1")} | {f"/{n}": moved(f"/{n + 1}") for n in range(1, 30)},
            "redirects more than 10 times",
        ),
        ({"/": moved("file:///etc/passwd")}, "leads to an address that is not on the web"),
        ({"/": moved("http://[::bad/")}, "that is not on the web: http://[::bad/"),
        ({"/": web.Response(status=302)}, "does not say where to"),
    ],
    ids=["circle", "itself", "too many", "scheme", "unreadable", "nowhere"],
)
async def test_redirects_that_lead_nowhere(pages: dict[str, web.Response], words: str) -> None:
    """Circles, endless chains and other schemes are one failure that keeps the asked address."""
    async with site(pages) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, FetchFailed)
    assert (got.trouble, got.url) == (Trouble.REDIRECTS, here.url())
    assert words in got.message
    assert len(here.hits) <= 11


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(NEWS.encode())),
        ("deflate", zlib.compress(NEWS.encode())),
        ("br", brotli.compress(NEWS.encode())),
        ("zstd", zstandard.compress(NEWS.encode())),
    ],
)
async def test_content_codings_are_undone(coding: str, packed: bytes) -> None:
    """What comes compressed is handed on as it was before."""
    page = web.Response(body=packed, headers={"Content-Encoding": coding})
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, Fetched)
    assert got.body.decode() == NEWS


async def test_no_library_unpacks_behind_our_back() -> None:
    """A gzip in a gzip with one coding named comes out packed once: nobody undid the second."""
    inner = gzip.compress(b"news")
    page = web.Response(body=gzip.compress(inner), headers={"Content-Encoding": "gzip"})
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, Fetched)
    assert got.body == inner


async def test_a_wall_with_status_200_is_no_document() -> None:
    """A page that checks the browser is a failure, not a Fetched."""
    wall = "<html><title>Just a moment...</title><p>Enable JavaScript and cookies to continue"
    page = web.Response(text=wall, content_type="text/html")
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert got == FetchFailed(here.url(), Trouble.BLOCK_PAGE, "127.0.0.1 shows a browser check")


@pytest.mark.parametrize("url", ["ftp://news.example/", "news", "", "http://", "http://[x/"])
async def test_only_the_web_is_asked(url: str) -> None:
    """Other schemes and half addresses are failures at once."""
    async with fetcher() as web_:
        got = await web_.fetch(own(url))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.ADDRESS


@pytest.mark.parametrize("url", ["http://a\x00b.example/", "http://xn--a.example:99999/"])
async def test_addresses_no_library_can_read(url: str) -> None:
    """Whatever an address looks like, a value comes back."""
    async with fetcher() as web_:
        for request in (own(url), Request(url)):
            got = await web_.fetch(request)
            assert isinstance(got, FetchFailed)


async def test_a_login_in_the_address_stays_with_its_host() -> None:
    """user:password@ is sent as basic authentication, and not along a redirect."""
    async with (
        site({"/": "news"}) as other,
        site({"/": moved(other.url())}) as here,
        fetcher() as web_,
    ):
        url = here.url().replace("//", "//ed:secret@")
        got = await web_.fetch(own(url))
    assert isinstance(got, Fetched)
    assert here.hits[0].headers["Authorization"].startswith("Basic ")
    assert "Authorization" not in other.hits[0].headers


def test_it_runs_under_uvloop() -> None:
    """The same code works on the other event loop."""

    async def visit() -> object:
        async with site({"/": moved("/new"), "/new": NEWS}) as here, fetcher() as web_:
            refused = await web_.fetch(Request(url=here.url()))
            assert isinstance(refused, FetchFailed)
            assert refused.trouble is Trouble.ADDRESS
            return await web_.fetch(here.ask())

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        got = runner.run(visit())
    assert isinstance(got, Fetched)
    assert got.body.decode() == NEWS


def test_it_is_a_fetcher() -> None:
    """The class fits the port (checked by mypy) and the clock of the tests is aware."""
    kind: type[Fetcher] = HttpFetcher
    assert kind is HttpFetcher
    assert NOW.tzinfo is not None
