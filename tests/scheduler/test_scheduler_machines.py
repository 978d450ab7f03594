"""Two programs on one PostgreSQL: what both do at the same moment leads to one alert."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from scheduler.check import check
from store.postgres import PostgresStore
from tests.kit.line import START, Line, make_book, make_line, make_source, page
from tests.kit.postgres import schema

PAPERS = tuple((f"post {n}", f"courier {n}") for n in range(5))


@pytest.fixture
async def lines() -> AsyncIterator[tuple[Line, Line]]:
    """Two lines with one store and one web, each paper of a pair carrying a copy of one report."""
    with schema() as url:
        made = make_line(), make_line()
        made[1].web.pages = made[0].web.pages
        names = [name for pair in PAPERS for name in pair]
        book = make_book(
            *(make_source(name, f"https://{name[0]}.example/{name}") for name in names)
        )
        for line in made:
            line.world.store = await PostgresStore.open(url)
            await line.adopt(book)
        for number, pair in enumerate(PAPERS):
            text = page(f"Drones over harbour {number}", f"harbour{number}")
            for name in pair:
                slug = name.replace(" ", "-")
                title = f"Drones over harbour {number}"
                made[0].web.put(f"https://post.example/world/{slug}", text)
                made[0].web.feed((slug, title), at=START, url=f"https://{name[0]}.example/{name}")
        yield made
        for line in made:
            await line.world.store.close()


async def test_copies_that_two_programs_find_at_once_ring_once(lines: tuple[Line, Line]):
    """Each report is alerted by one of the two, and is a copy for the other."""
    reports = await asyncio.gather(
        *(
            check(line.world, name)
            for pair in PAPERS
            for line, name in zip(lines, pair, strict=True)
        )
    )
    assert [one.failure for one in reports if one.failure] == []
    assert sum(one.fresh for one in reports) == 2 * len(PAPERS)
    both = zip(reports[::2], reports[1::2], strict=True)
    rung = [len(one.alerts) + len(other.alerts) for one, other in both]
    assert rung == [1] * len(PAPERS)
    tally = await lines[0].world.store.tally(START - timedelta(days=1))
    assert (tally.articles, tally.copies) == (2 * len(PAPERS), len(PAPERS))


async def test_two_programs_deliver_each_alert_once(lines: tuple[Line, Line]):
    """Both deliver to the same chat at the same time, in the order of the queue."""
    for one, _ in PAPERS:
        await check(lines[0].world, one)
    for _ in range(4 * len(PAPERS)):
        await asyncio.gather(*(line.deliver() for line in lines))
    sent = [alert.id for line in lines for alert in line.channel.sent]
    assert len(sent) == len(set(sent)) == len(PAPERS)
    for line in lines:
        ids = [alert.id for alert in line.channel.sent]
        assert ids == sorted(ids)
