"""The life of a chat over the wire: blocked, let in again, added, removed, moved."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from chat_room import BOOK, GROUP, Room

from chat.life import BLOCKED, MUTE, REMOVED
from model.access import Guest, Invite
from model.alert import MuteKind
from model.rulebook import Settings


async def quiet(room: Room) -> None:
    """Return when all that came before is done."""
    await room.ask(99, 99, "/mutes")
    while room.inbox._tasks:
        await asyncio.gather(*room.inbox._tasks)


@pytest.mark.parametrize(
    ("chat", "before", "after", "more", "told"),
    [
        (7, "member", "kicked", {}, [("telegram:7", BLOCKED)]),
        (7, "kicked", "member", {}, [("telegram:7", True)]),
        (GROUP, "member", "kicked", {}, [(f"telegram:{GROUP}", REMOVED)]),
        (GROUP, "administrator", "left", {}, [(f"telegram:{GROUP}", REMOVED)]),
        (GROUP, "left", "member", {}, [(f"telegram:{GROUP}", False)]),
        (
            GROUP,
            "member",
            "restricted",
            {"can_send_messages": False},
            [(f"telegram:{GROUP}", MUTE)],
        ),
        (GROUP, "member", "administrator", {}, []),
        (GROUP, "member", "restricted", {}, []),
        (-1002, "member", "left", {}, [("telegram:-1002:5", REMOVED)]),
        (555, "member", "kicked", {}, []),
    ],
)
async def test_delivery_hears_of_chats_lost_and_back(room: Room, chat, before, after, more, told):
    """Each of a group's entries; of strangers nothing, nor where the bot may write as before."""
    room.api.become(chat, before, after, **more)
    await quiet(room)
    assert room.heard.told == told


async def test_start_brings_a_chat_back(room: Room):
    """Whoever can say it has let the bot in."""
    await room.ask(7, 7, "/start")
    assert room.heard.told == [("telegram:7", False)]


async def test_an_unknown_group_gets_one_line_and_is_left(room: Room):
    """In the language of who added the bot; nothing is kept of it."""
    room.api.become(-77, "left", "member")
    await room.api.until(lambda: room.api.left == [-77])
    [line] = room.api.texts(-77)
    assert "Ask whoever runs this bot" in line
    assert "-77" in line
    room.api.say(-77, 5, "/start")
    await quiet(room)
    assert len(room.api.texts(-77)) == 1


async def test_a_group_that_joins_meanwhile_is_not_left(room: Room):
    """The invite counts until the while is over."""
    await room.store.keep_invite(Invite("d", room.now, room.now.replace(year=2027)))
    await room.store.join("d", Guest("telegram:-77", -77, room.now))
    room.api.become(-77, "left", "member")
    await quiet(room)
    assert room.api.left == []
    assert room.api.texts(-77) == []


async def test_the_first_group_of_all_is_not_left(room: Room):
    """Somebody is setting the bot up: rules.yaml names no chat yet."""
    room.book = replace(BOOK, chats=(), settings=Settings())
    room.api.become(-77, "left", "member")
    assert "chat: -77" in await room.ask(-77, 5, "/start")
    while room.inbox._tasks:
        await asyncio.gather(*room.inbox._tasks)
    assert room.api.left == []


async def test_a_group_moves_with_its_service_message(room: Room):
    """At once, said twice and done once; its mutes and settings come along."""
    room.api.members[GROUP, 6] = room.api.members[-1008, 6] = "administrator"
    await room.ask(GROUP, 6, "/mute arms")
    await room.ask(GROUP, 6, "/language ar")
    room.api.migrate(GROUP, -1008)
    await quiet(room)
    assert await room.store.moved() == {f"telegram:{GROUP}": "telegram:-1008"}
    [mute] = await room.store.mutes("telegram:-1008", room.now)
    assert (mute.kind, mute.value) == (MuteKind.TOPIC, "arms")
    assert "المواضيع" in await room.ask(-1008, 6, "/topics")
    room.api.migrate(-500, -1500)
    await quiet(room)
    assert len(await room.store.moved()) == 1


async def test_all_topics_of_a_forum_move(room: Room):
    """Each under its own key."""
    room.api.migrate(-1002, -1003)
    await quiet(room)
    assert await room.store.moved() == {"telegram:-1002:5": "telegram:-1003:5"}
