"""Chats that joined by invite hear what those of rules.yaml hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from model.access import Guest, Invite
from model.alert import Fate
from model.rulebook import Chat
from scheduler.check import check
from tests.kit.line import FEED, START, Line, make_book

GUEST = Guest("telegram:8", 8, START, name="Nour")


async def join(line: Line, topics: tuple[str, ...] | None = None) -> Guest:
    """Let the guest in."""
    until = START + timedelta(days=1)
    await line.world.store.keep_invite(Invite("d", START, until, topics=topics))
    joined = await line.world.store.join("d", GUEST)
    assert joined is not None
    return joined


async def news(line: Line, slug: str) -> None:
    """Publish a story, check, deliver."""
    line.web.feed((slug, f"drones and a visit {slug}"), at=line.clock.now(), url=FEED)
    await check(line.world, "post")
    await line.deliver()


async def test_a_guest_hears_until_it_is_removed(line: Line):
    """Beside the chats of the rules; what is queued for it then is refused, nothing is sent."""
    await line.adopt()
    guest = await join(line)
    await news(line, "one")
    assert sorted(line.channel.addresses) == [1, 8]
    line.web.feed(("two", "drones over two"), at=line.clock.now(), url=FEED)
    await check(line.world, "post")
    await line.world.store.remove_guest(guest.id)
    await line.deliver()
    assert sorted(line.channel.addresses) == [1, 1, 8]
    tally = await line.world.store.tally(START - timedelta(days=1))
    assert tally.fates[Fate.REFUSED] == 1
    line.clock.pass_time(hours=1)
    await news(line, "three")
    assert sorted(line.channel.addresses) == [1, 1, 1, 8]


async def test_an_invite_s_topics_are_what_its_guest_follows(line: Line):
    """And settings of its own hold over them, as for any chat."""
    await line.adopt()
    await join(line, ("visit",))
    [_, chat] = await line.world.chats()
    assert chat.topics == frozenset({"visit"})
    settled = {"topics": "all", "language": "fr"}
    await line.world.store.settle("telegram:8", settled, START, "Nour")
    [_, chat] = await line.world.chats()
    assert (chat.topics, chat.language) == (None, "fr")


async def test_a_guest_alone_is_served_instead_of_the_terminal(line: Line):
    """As the first chat of rules.yaml would be; and the rules win over it."""
    terminal = Chat("terminal")
    line.world.terminal = terminal
    line.world.book = replace(make_book(), chats=())
    assert await line.world.chats() == (terminal,)
    await join(line)
    assert [chat.key for chat in await line.world.chats()] == ["telegram:8"]
    ruled = Chat("telegram:8", 8, language="ar")
    line.world.book = make_book(chats=(ruled,))
    assert await line.world.chats() == (ruled,)
