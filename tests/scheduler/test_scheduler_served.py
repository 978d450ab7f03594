"""Who is served, and who of them follows what."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from model.access import Guest, Invite
from model.rulebook import Chat
from scheduler.served import Served
from tests.kit.line import START, Line, make_book

TOPICS = ("arms", "ports", "visit")
WISHES = st.lists(st.none() | st.frozensets(st.sampled_from(TOPICS)), max_size=8)


@given(wishes=WISHES, asked=st.frozensets(st.sampled_from((*TOPICS, "unknown"))))
def test_followers_are_those_that_asking_every_chat_would_find(wishes, asked):
    """In the order of the chats, each once."""
    chats = tuple(Chat(f"telegram:{n}", n, topics=wish) for n, wish in enumerate(wishes, 1))
    served = Served.of(replace(make_book(), chats=chats), 0, (), {}, {})
    every = [chat for chat in chats if asked and (chat.topics is None or chat.topics & asked)]
    assert served.following(asked) == every


async def test_who_is_served_is_put_together_again_only_after_a_change(line: Line):
    """Of the rules, or of what the store knows of chats."""
    await line.adopt()
    first = await line.world.served()
    assert await line.world.served() is first
    await line.world.store.keep_invite(Invite("d", START, START.replace(year=START.year + 1)))
    assert await line.world.served() is first
    await line.world.store.join("d", Guest("telegram:8", 8, START, name="Nour"))
    second = await line.world.served()
    assert [chat.key for chat in second.chats][-1] == "telegram:8"
    line.world.book = replace(line.world.book, chats=())
    assert [chat.key for chat in (await line.world.served()).chats] == ["telegram:8"]


async def test_a_chat_of_the_rules_counts_before_the_admin_chat_of_the_same_key(line: Line):
    """And the admin chat is found though it follows no topic."""
    await line.adopt()
    book = line.world.book
    [ruled, *_] = book.chats
    keeper = replace(ruled, topics=frozenset())
    line.world.book = replace(book, settings=replace(book.settings, admin_chat=keeper))
    assert await line.world.chat(ruled.key) == ruled
    away = replace(keeper, key="telegram:99", address=99)
    line.world.book = replace(book, settings=replace(book.settings, admin_chat=away))
    assert await line.world.chat("telegram:99") == away
