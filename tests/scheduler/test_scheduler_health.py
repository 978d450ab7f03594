"""The keeper hears once that a source ails and once that it is well, over restarts too."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from model.health import Illness
from model.rulebook import Chat
from model.source import Kind, Trouble
from scheduler.check import check
from scheduler.health import health
from scheduler.world import World
from tests.kit.line import FEED, START, Line, make_book, make_line, make_source
from tests.kit.runners import Runner

KEEPER = Chat("telegram:9", 9)
FRONT = "https://post.example/"


@pytest.fixture
async def line() -> Line:
    """A line with a keeper."""
    line = make_line()
    await line.adopt(with_keeper(make_source()))
    return line


def with_keeper(*sources):
    """A rulebook whose trouble is told to the keeper's chat."""
    book = make_book(*sources)
    return replace(book, settings=replace(book.settings, admin_chat=KEEPER))


async def tried(line: Line, *names: str, **length: float) -> None:
    """Check the sources, let time pass, look at their health, deliver."""
    for name in names or ("post",):
        await check(line.world, name)
    line.clock.pass_time(**length)
    await health(line.world)
    await line.deliver()


def notices(line: Line) -> list[str]:
    """First lines of what the keeper was told."""
    return [one.text.splitlines()[0] for one in line.channel.sent if one.chat == KEEPER.key]


async def test_a_failing_source_is_told_once_and_its_end_once(line: Line):
    """From the first slip to the day it is well again."""
    line.web.fail(FEED)
    for _ in range(6):
        await tried(line, hours=1)
    assert notices(line) == [
        "⚠️ Source “post” cannot be read since 12:00; tries in a row: 3. post.example answers 500."
    ]
    line.web.feed(("a", "Quiet day"), at=line.clock.now())
    await tried(line, hours=1)
    await tried(line, hours=1)
    assert notices(line)[1:] == ["✅ Source “post” is well again, after 7 hours."]
    assert line.world.woken.is_set()


async def test_a_restart_repeats_nothing(line: Line):
    """What was told is in the store, not in the program."""
    line.web.fail(FEED)
    for _ in range(4):
        await tried(line, hours=1)
    old = line.world
    line.world = World(old.store, line.web, line.channel, old.book, line.clock, Random(2))
    await tried(line, hours=1)
    assert len(notices(line)) == 1


async def test_a_network_that_is_down_is_one_notice(line: Line):
    """Seven sources, one cause, one message, and one when it is over."""
    names = [f"paper{number}" for number in range(7)]
    sources = [make_source(one, url=f"https://{one}.example/feed.xml") for one in names]
    await line.adopt(with_keeper(*sources))
    for source in sources:
        line.web.fail(source.url, Trouble.UNREACHABLE)
    for _ in range(5):
        await tried(line, *names, hours=1)
    [said] = notices(line)
    assert "7 of 7" in said
    for source in sources:
        line.web.feed(("a", "Quiet day"), at=line.clock.now(), url=source.url)
    await tried(line, *names, minutes=1)
    assert len(notices(line)) == 2
    assert not await line.world.store.ailments()


async def test_a_silent_source_is_told(line: Line):
    """Three articles a day for ten days, then a feed that stands still for a working week."""
    for number in range(30):
        line.web.feed((f"a{number}", f"Day {number}"), at=line.clock.now())
        await tried(line, hours=8)
    assert notices(line) == []
    for _ in range(9):
        await tried(line, days=1)
    [said] = notices(line)
    assert said.startswith("⚠️ Source “post” has had nothing new since")
    line.web.feed(("b", "Back again"), at=line.clock.now())
    await tried(line, hours=1)
    assert notices(line)[1].startswith("✅ Source “post” is well again")


def front(*slugs: str) -> str:
    """A page that lists articles."""
    rows = "".join(
        f'<article><h2><a href="/world/2026/11/22/{slug}">The {slug} report of this very day from '
        f"the harbour</a></h2></article>"
        for slug in slugs
    )
    return f"<html lang='en'><body><main>{rows}</main></body></html>"


async def test_a_page_that_was_rebuilt_is_told(line: Line):
    """Its `links:` find nothing any more; one odd look is not enough, and 304s count as looks."""
    source = make_source("front", FRONT, kind=Kind.PAGE, links="h2 a")
    await line.adopt(with_keeper(source))
    words = ["amber", "basalt", "cedar", "delta"]
    for number in range(6):
        line.web.put(FRONT, front(*(f"{word}{number}" for word in words)))
        await tried(line, "front", minutes=5)
    assert notices(line) == []
    rebuilt = front(*(f"{word}-x" for word in words)).replace("h2", "h3")
    line.web.put(FRONT, rebuilt)
    await tried(line, "front", minutes=5)
    await tried(line, "front", minutes=5)
    assert notices(line) == []
    await tried(line, "front", minutes=5)
    [said] = notices(line)
    assert said.startswith("⚠️ The page of source “front” may have been rebuilt: since 12:30")
    assert "no link matches `links: h2 a`" in said
    [told] = await line.world.store.ailments()
    assert told.illness is Illness.REBUILT
    line.web.put(FRONT, front(*(f"{word}-y" for word in words)))
    await tried(line, "front", minutes=5)
    assert notices(line)[1].startswith("✅ Source “front” is well again, after ")


async def test_a_list_grown_short_is_not_usual_within_the_hour(line: Line):
    """Else its keeper would hear that all is well, and it is not; after days it is usual."""
    source = make_source("front", FRONT, kind=Kind.PAGE, links="h2 a")
    await line.adopt(with_keeper(source))
    words = [f"w{letter}{other}" for letter in "abcde" for other in "fghi"]
    for number in range(8):
        line.web.put(FRONT, front(*(f"{word}{number}" for word in words)))
        await tried(line, "front", minutes=5)
    for number in range(30):
        line.web.put(FRONT, front(f"lonely-{number}"))
        await tried(line, "front", minutes=5)
    assert len(notices(line)) == 1
    line.clock.pass_time(days=3)
    for number in range(30):
        line.web.put(FRONT, front(f"later-{number}"))
        await tried(line, "front", minutes=5)
    assert [one[0] for one in notices(line)] == ["⚠", "✅"]


async def test_without_a_keeper_nothing_counts_as_told(line: Line):
    """Whoever is named keeper later hears of what still ails."""
    line.world.book = make_book(make_source())
    line.web.fail(FEED)
    for _ in range(4):
        await tried(line, hours=1)
    assert not await line.world.store.ailments()
    line.world.book = with_keeper(make_source())
    await tried(line, hours=1)
    assert len(notices(line)) == 1


async def test_the_keeper_reads_it_in_the_keepers_language(line: Line):
    """An Arabic-speaking keeper in Tunis."""
    keeper = replace(KEEPER, language="ar", timezone="Africa/Tunis")
    book = make_book(make_source())
    line.world.book = replace(book, settings=replace(book.settings, admin_chat=keeper))
    line.web.fail(FEED)
    for _ in range(4):
        await tried(line, hours=1)
    assert notices(line)[0].startswith("⚠️ المصدر «post» تتعذر قراءته منذ 13:00")


async def test_the_keeper_reads_it_in_the_language_settled_in_the_chat(line: Line):
    """By /language and /timezone there, also where the chat has moved since."""
    moved = "telegram:-100777"
    await line.world.store.move_chat(KEEPER.key, moved)
    await line.world.store.settle(moved, {"language": "fr"}, START, "Ada")
    line.web.fail(FEED)
    for _ in range(4):
        await tried(line, hours=1)
    assert line.channel.sent[0].text.startswith("⚠️ La source « post » est illisible depuis 12:00")


async def test_one_run_tells_what_ails(line: Line, runner: Runner):
    """`--once` in a crontab: nobody else would tell."""
    line.web.fail(FEED)
    for _ in range(3):
        await runner(line.world).once()
        line.clock.pass_time(hours=1)
    assert len(notices(line)) == 1
