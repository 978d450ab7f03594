"""What comes twice, as after a crash before Telegram heard that it was taken; and what another
presses that was given to an administrator."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from chat_room import GROUP, Room

from chat.pace import Entrance, Pace
from tests.standin.botapi import BotApi

CREATOR, MEMBER, KEEPER = 6, 5, 99
LINK = re.compile(r"https://t\.me/\S+")
REPEATED = {
    "/mute arms 1d": 7,
    "/unmute all": 7,
    "/follow arms": 7,
    "/unfollow arms": 7,
    "/quiet 22:00-07:00": 7,
    "/digest 08:00": 7,
    "/language fr": 7,
    "/pause 2h": KEEPER,
    "/resume": KEEPER,
}


async def held(room: Room, chat: str = "telegram:7") -> tuple[object, ...]:
    """What readers and administrators settled, apart from the numbers of rows."""
    mutes = [(one.kind, one.value, one.until) for one in await room.store.mutes(chat, room.now)]
    return mutes, await room.store.settled(), await room.store.pauses()


@pytest.mark.parametrize("text", REPEATED)
async def test_a_repeated_command_ends_where_one_does(room: Room, text: str):
    """The second time changes nothing more."""
    await room.ask(REPEATED[text], REPEATED[text], text)
    once = await held(room)
    await room.ask(REPEATED[text], REPEATED[text], text)
    assert await held(room) == once


async def started_again(room: Room) -> Room:
    """Another program on the same store, that has seen no update."""
    await room.close()
    after = Room(room.api)
    after.store, after.now = room.store, room.now + timedelta(minutes=5)
    await after.inbox.start()
    return after


async def test_an_invite_asked_for_again_is_the_same(api: BotApi):
    """By the same message after a crash; another message makes another."""
    room = Room(api)
    await room.inbox.start()
    first = await room.ask(KEEPER, KEEPER, "/invite 7d 3 times", message_id=501)
    after = await started_again(room)
    again = await after.ask(KEEPER, KEEPER, "/invite 7d 3 times", message_id=501)
    other = await after.ask(KEEPER, KEEPER, "/invite 7d 3 times", message_id=502)
    await after.close()
    assert LINK.findall(again) == LINK.findall(first) != LINK.findall(other)
    assert [one.uses for one in await after.store.invites(after.now)] == [3, 3]


async def test_a_new_invite_pressed_again_is_the_same(api: BotApi):
    """The same press after a crash; another press makes another."""
    room = Room(api)
    await room.inbox.start()
    await room.ask(KEEPER, KEEPER, "/invite")
    under = room.api.sent[-1]
    press = room.api.press(under, KEEPER, "New invite")
    first = (await room.api.wait_for(2))[-1].text
    await room.api.toast(press)
    after = await started_again(room)
    room.api._presses -= 1
    assert room.api.press(under, KEEPER, "New invite") == press
    again = (await room.api.wait_for(3))[-1].text
    room.api.press(under, KEEPER, "New invite")
    other = (await room.api.wait_for(4))[-1].text
    await after.close()
    assert LINK.findall(again) == LINK.findall(first) != LINK.findall(other)
    assert len(await after.store.invites(after.now)) == 2


async def test_a_member_presses_what_an_administrator_was_given(room: Room):
    """The real buttons, in the message that holds them."""
    room.api.members[GROUP, CREATOR], here = "creator", f"telegram:{GROUP}"
    for text in ("/settings", "/mute", "/topics"):
        await room.ask(GROUP, CREATOR, text)
        given, before = room.api.sent[-1], await held(room, here)
        for row in given.buttons:
            for button in row:
                await room.api.toast(room.api.press(given, MEMBER, data=button["callback_data"]))
        assert await held(room, here) == before


async def test_no_more_is_let_in_than_there_is_room():
    """The next waits until one is answered."""
    entrance = Entrance(Pace(), waiting=1_000)
    for number in range(1_000):
        await entrance.put(number)
    assert entrance.crowded()
    late = asyncio.create_task(entrance.put("late"))
    await asyncio.sleep(0)
    assert not late.done()
    await entrance.get()
    entrance.task_done()
    await late
    assert entrance.crowded()
