"""What a check learns of hubs, and keeps with its source."""

from __future__ import annotations

import pytest

from model.source import SourceState
from scheduler.check import check
from tests.kit.line import FEED, Line, make_book, make_source

HUB = "https://hub.example/"
OFFER = (HUB, FEED)


def offer(line: Line, *slugs: str, hub: str = HUB, url: str = FEED) -> None:
    """Publish a feed that names a hub in the head of its answer."""
    line.web.feed(*((slug, f"Drones {slug}") for slug in slugs), url=url)
    link = f'<{hub}>; rel=hub, <{url}>; rel="self"'
    body = line.web.pages[url].body.decode()
    line.web.put(url, body, "application/rss+xml", headers={"link": link} if hub else {})


async def checked(line: Line, url: str = FEED) -> SourceState:
    """The state after a check."""
    await line.adopt(make_book(make_source(url=url)))
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert state is not None
    return state


async def test_a_hub_on_offer_is_kept_with_its_source(line: Line):
    """Also by checks that find nothing changed, until the feed names another or none."""
    offer(line, "one")
    assert (state := await checked(line)).hub == HUB
    assert state.topic == FEED
    assert (await checked(line)).hub == HUB
    offer(line, "one", "two", hub="https://other.example/")
    assert (await checked(line)).hub == "https://other.example/"
    offer(line, "one", "two", "three", hub="")
    assert (await checked(line)).hub == ""


async def test_a_page_leads_to_its_feed_and_the_feeds_hub(line: Line):
    """What is watched is the feed that the page announces."""
    offer(line, "one")
    page = (
        f'<html><head><link rel=alternate type="application/rss+xml" href="{FEED}"></head></html>'
    )
    line.web.put("https://post.example/", page)
    state = await checked(line, "https://post.example/")
    assert (state.hub, state.topic) == OFFER


@pytest.mark.parametrize("login", ["me:pw@", "me@"])
async def test_what_a_login_protects_is_told_to_no_hub(line: Line, login: str):
    """A hub would have to read it too."""
    url = FEED.replace("//", f"//{login}")
    offer(line, "one", url=url)
    assert (await checked(line, url)).hub == ""
