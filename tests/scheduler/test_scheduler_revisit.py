"""revisit(article): what became of an article that people were told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.alert import Turn
from model.source import Trouble
from model.version import Change, Version
from scheduler.check import check
from scheduler.revisit import LEASE, revisit
from tests.kit.line import CHAT, START, Line, page

LINK = "https://post.example/world/six-drones"
TITLE = "Six drones for the island"
FIRST = ("old-drones", "Drones of last week")
MADE = "The six drones were made in the town of Varn, the dealer told reporters."


def printed(*paragraphs: str, title: str = TITLE) -> str:
    """The article's page with further paragraphs behind those that it always had."""
    more = "".join(f"<p>{one}</p>" for one in paragraphs)
    return page(title, "six-drones").replace("</article>", f"{more}</article>")


@pytest.fixture
async def told(line: Line) -> Line:
    """A line that has told of one article."""
    line.web.feed(FIRST, at=START - timedelta(days=10))
    await line.adopt()
    await check(line.world, "post")
    line.web.put(LINK, printed(MADE))
    line.web.feed(("six-drones", TITLE), FIRST)
    await check(line.world, "post")
    await line.deliver()
    assert line.channel.titles == [TITLE]
    return line


async def look(line: Line, **later: float) -> None:
    """Let time pass, look again at what is due, and deliver."""
    line.clock.pass_time(**later)
    for due in await line.world.store.claim_revisits(line.clock.now(), LEASE, 99):
        await revisit(line.world, due)
    await line.deliver()


async def versions(line: Line) -> list[Version]:
    """What became of the article."""
    return await line.world.store.versions(line.channel.sent[0].article_id)


async def test_an_unchanged_article_is_looked_at_less_and_less(told: Line):
    """Six looks over a week, none of which tells anything, and then no more."""
    before = len(told.web.asked)
    for hours in (0.5, 1.5, 4, 18, 48, 96, 24, 24 * 30):
        await look(told, hours=hours)
    assert [request.url for request in told.web.asked[before:]] == [LINK] * 6
    assert await versions(told) == []
    assert len(told.channel.sent) == 1


async def test_a_correction_is_told_to_those_who_had_the_alert(told: Line):
    """The outlet says that it was wrong: the chat hears what it wrote before and writes now."""
    now = MADE.replace("Varn", "Skelle")
    told.web.put(LINK, printed(now, "Correction: an earlier version named the wrong town."))
    await look(told, minutes=31)
    first, second = told.channel.sent
    assert (second.turn, second.title, second.chat) == (Turn.CORRECTED, TITLE, CHAT.key)
    quoted = second.matches[0]
    assert f"− {MADE}\n+ {now}" in quoted.excerpt
    assert [quoted.excerpt[a:b] for a, b in quoted.marks][:2] == ["Varn,", "Skelle,"]
    (version,) = await versions(told)
    assert (version.number, version.change) == (2, Change.CORRECTED)
    assert version.note.startswith("Correction:")
    assert second.article_id == first.article_id


async def test_a_silent_edit_is_kept_and_told_to_nobody(told: Line):
    """Other words without a word about them are a version, and no alert."""
    told.web.put(LINK, printed(MADE.replace("six", "seven")))
    await look(told, minutes=31)
    (version,) = await versions(told)
    assert version.change is Change.EDITED
    assert "seven drones" in version.text
    assert len(told.channel.sent) == 1


async def test_versions_are_compared_with_the_one_before(told: Line):
    """An edit is one version, however often the edited page is seen again."""
    told.web.put(LINK, printed(MADE.replace("six", "seven")))
    await look(told, minutes=31)
    await look(told, hours=2)
    await look(told, hours=6)
    assert [one.number for one in await versions(told)] == [2]


async def test_a_page_that_is_gone_is_withdrawn_once_it_is_gone_twice(told: Line):
    """A page that is missing once may be back in a minute; the second time it is told."""
    told.web.fail(LINK, Trouble.GONE)
    await look(told, minutes=31)
    assert await versions(told) == []
    await look(told, minutes=16)
    (version,) = await versions(told)
    assert version.change is Change.WITHDRAWN
    assert [one.turn for one in told.channel.sent] == [Turn.FIRST, Turn.WITHDRAWN]
    await look(told, hours=2)
    assert len(await versions(told)) == 1
    assert len(told.channel.sent) == 2


async def test_a_page_that_comes_back_is_noted(told: Line):
    """What was withdrawn and stands there again unchanged is a version, and no alert."""
    told.web.fail(LINK, Trouble.GONE)
    await look(told, minutes=31)
    await look(told, minutes=16)
    told.web.put(LINK, printed(MADE))
    await look(told, hours=2)
    assert [one.change for one in await versions(told)] == [Change.WITHDRAWN, Change.RETURNED]
    assert len(told.channel.sent) == 2


@pytest.mark.parametrize("trouble", [Trouble.SERVER, Trouble.TIMEOUT, Trouble.FORBIDDEN])
async def test_a_site_in_trouble_withdraws_nothing(told: Line, trouble: Trouble):
    """What cannot be fetched is not called gone."""
    told.web.fail(LINK, trouble)
    for _ in range(6):
        await look(told, hours=30)
    assert await versions(told) == []


async def test_a_page_that_became_a_wall_is_no_version(told: Line):
    """A page without an article on it says nothing of the article."""
    told.web.put(LINK, "<html><body><p>Please log in.</p></body></html>")
    await look(told, minutes=31)
    assert await versions(told) == []


async def test_an_article_of_a_source_that_left_the_rules_is_let_go(told: Line):
    """What is no longer watched is no longer asked for."""
    asked = len(told.web.asked)
    told.world.book = replace(told.world.book, sources={})
    await look(told, minutes=31)
    await look(told, days=30)
    assert len(told.web.asked) == asked
