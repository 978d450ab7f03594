"""What comes twice, as after a crash before Telegram heard that it was taken; and what another
presses that was given to an administrator."""

from __future__ import annotations

import asyncio

import pytest
from chat_room import GROUP, Room

from chat.pace import Entrance, Pace

CREATOR, MEMBER, KEEPER = 6, 5, 99
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
