"""A form posted by the fetcher: within the bounds, and by the judgement, of every request."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from fetch_kit import fetcher, moved, names, own, site

from model.source import Fetched, FetchFailed, Request, Trouble

FORM = (("hub.mode", "subscribe"), ("hub.topic", "https://post.example/خبر?a=1&b"))


async def test_a_form_arrives_as_it_is():
    """By POST; any 2xx is a yes, and no robots.txt is asked."""
    seen = []

    async def hub(request: web.Request) -> web.Response:
        seen.append((request.method, request.content_type, dict(await request.post())))
        return web.Response(status=202, text="taken")

    async with site({"/hub": hub}) as here, fetcher() as web_:
        answer = await web_.fetch(here.ask("/hub", form=FORM))
    assert isinstance(answer, Fetched)
    assert answer.body == b""
    assert seen == [("POST", "application/x-www-form-urlencoded", dict(FORM))]
    assert here.robots_hits == 0


@pytest.mark.parametrize("status", [307, 308])
async def test_a_form_follows_a_redirect_that_keeps_its_method(status: int):
    """And is posted again there."""
    seen = []

    async def hub(request: web.Request) -> web.Response:
        seen.append((request.method, dict(await request.post())))
        return web.Response(status=204)

    async with site({"/old": moved("/new", status), "/new": hub}) as here, fetcher() as web_:
        assert isinstance(await web_.fetch(here.ask("/old", form=FORM)), Fetched)
    assert seen == [("POST", dict(FORM))]


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_form_does_not_become_a_get(status: int):
    """What a redirect makes a GET of is not repeated elsewhere."""
    async with site({"/old": moved("/new", status), "/new": "x"}) as here, fetcher() as web_:
        answer = await web_.fetch(here.ask("/old", form=FORM))
    assert isinstance(answer, FetchFailed)
    assert answer.trouble is Trouble.REDIRECTS
    assert len(here.hits) == 1


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(400, Trouble.STATUS), (404, Trouble.GONE), (503, Trouble.SERVER), (304, Trouble.STATUS)],
)
async def test_a_no_is_a_value(status: int, trouble: Trouble):
    """With its Retry-After; the host's news are asked for as before."""
    refused = web.Response(status=status, headers={"Retry-After": "60"})
    async with site({"/hub": refused, "/feed": "news"}) as here, fetcher() as web_:
        answer = await web_.fetch(here.ask("/hub", form=FORM))
        assert isinstance(await web_.fetch(here.ask("/feed")), Fetched)
    assert isinstance(answer, FetchFailed)
    assert (answer.trouble, answer.retry_after) == (trouble, timedelta(minutes=1))


async def test_a_form_goes_to_no_private_address():
    """Neither by name, nor by number, nor by a redirect to a host that was not allowed."""
    lookup = names(hub_example="10.0.0.1", ours_example="127.0.0.1")
    there = {"/hub": moved("http://hub.example/", 307)}
    async with fetcher(lookup=lookup) as web_, site(there) as here:
        asked = (
            Request("http://hub.example/", form=FORM),
            Request(here.url("/hub"), form=FORM),
            own(here.url("/hub", "ours.example"), form=FORM),
        )
        answers = [await web_.fetch(one) for one in asked]
    assert [one.trouble for one in answers] == [Trouble.ADDRESS] * 3
    assert len(here.hits) == 1


async def test_a_hub_that_hangs_is_left_after_its_time():
    """Again and again; the news of its host are not put to rest for that."""
    over = asyncio.Event()

    async def hub(request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async with site({"/hub": hub, "/feed": "news"}) as here, fetcher() as web_:
        for _ in range(3):
            request = here.ask("/hub", form=FORM, timeout=timedelta(seconds=0.05))
            answer = await web_.fetch(request)
            assert isinstance(answer, FetchFailed)
            assert answer.trouble is Trouble.TIMEOUT
        assert isinstance(await web_.fetch(here.ask("/feed")), Fetched)
        over.set()
