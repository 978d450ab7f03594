"""Who did what: one row for each change, shown to administrators of the admin chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_desk import ask, desk, takes
from chat_room import ALERT, GROUP, NOW, PRIVATE, Room

from chat.commands.ask import Desk
from chat.commands.table import COMMANDS, answer
from chat.html import fits
from chat.presses.payload import encode
from chat.presses.table import PRESSES, press
from chat.words import LANGUAGES
from model.audit import Deed
from tests.standin.markup import parse

KEEPER = 99
ANONYMOUS, AS_CHANNEL = 1087968824, 136817688


async def deeds(room: Room) -> list[tuple[str, str, str]]:
    """Chat, command and what was changed, in order."""
    return [(one.chat, one.name, one.what) for one in reversed(await room.store.deeds(99))]


async def filled(count: int) -> Desk:
    """A desk whose log has so many rows, one a minute."""
    table = desk()
    for number in range(count):
        at = NOW - timedelta(minutes=count - number)
        await table.store.note(Deed(at, "telegram:-7", number, f"P{number} <b>", "mute", "ports"))
    return table


async def test_each_change_leaves_one_row(room: Room):
    """Commands and presses alike; looking around leaves none, nor does what was not understood."""
    alert = await room.tell(PRIVATE, ALERT)
    await room.press(alert, "Mute")
    await room.press(alert, "2 hours")
    await room.press(alert, "Undo")
    await room.press(alert, "Not relevant")
    for text in (
        "/mute arms 1d",
        "/mute nonsense",
        "/mutes",
        "/unmute all",
        "/unfollow arms",
        "/follow arms",
        "/quiet 22:00-07:00",
        "/digest off",
        "/timezone Tunis",
        "/language fr",
        "/language xx",
        "/topics",
    ):
        await room.ask(7, 7, text)
    assert [row[1:] for row in await deeds(room)] == [
        ("mute", "story s1 until 2026-03-03 15:00 UTC"),
        ("undo", "story s1 until 2026-03-03 15:00 UTC"),
        ("irrelevant", "alert 1 (arms)"),
        ("mute", "topic arms until 2026-03-04 13:00 UTC"),
        ("unmute", "topic arms until 2026-03-04 13:00 UTC"),
        ("unfollow", "arms"),
        ("follow", "arms"),
        ("quiet", "quiet 22:00-07:00"),
        ("digest", "digest off"),
        ("timezone", "timezone Africa/Tunis"),
        ("language", "language fr"),
    ]
    [last] = await room.store.deeds(1)
    assert (last.chat, last.user_id, last.user) == ("telegram:7", 7, "Ada")


async def test_setting_buttons_leave_rows(room: Room):
    """Values, topics, and all back to rules.yaml."""
    await room.ask(7, 7, "/settings")
    page = room.api.sent[-1]
    for data in ("prefer:language:ar", "prefer:language:rules", "follow:x:1", "reset"):
        await room.press(page, "", data=f"v1:{data}")
    changed = [row[1:] for row in await deeds(room)]
    assert changed == [
        ("prefer", "language ar"),
        ("prefer", "language rules"),
        ("reset", "all as in rules.yaml"),
    ]


async def test_a_hidden_administrator_is_named_by_the_group(room: Room):
    """Nobody knows more of them; who writes as a channel changes nothing."""
    group = {"id": GROUP, "type": "supergroup", "title": "Newsroom"}
    other = {"id": -1009, "type": "channel", "title": "Elsewhere"}
    await room.ask(GROUP, ANONYMOUS, "/mute arms", sender_chat=group)
    await room.ask(GROUP, AS_CHANNEL, "/unmute all", sender_chat=other)
    [one] = await room.store.deeds(9)
    assert (one.name, one.user, one.user_id) == ("mute", "Newsroom", GROUP)


@pytest.mark.parametrize("name", sorted(one for one, it in COMMANDS.items() if it.keeper))
async def test_commands_of_the_keeper_are_refused_elsewhere_and_noted(room: Room, name: str):
    """To strangers, in other chats, to members of the admin chat's group: once an hour each."""
    await room.ask(555, 555, f"/{name}")
    room.api.say(555, 555, f"/{name}")
    assert "admin chat only" in await room.ask(7, 7, f"/{name} now")
    rows = await room.store.deeds(9)
    assert [(one.chat, one.name, one.what, one.refused) for one in reversed(rows)] == [
        ("telegram:555", name, "", True),
        ("telegram:7", name, "now", True),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(one for one, it in COMMANDS.items() if it.keeper))
async def test_only_administrators_of_the_admin_group_command(name: str, language: str):
    """A member of it is refused in its language, and noted."""
    table = desk()
    said = await answer(name, ask("x", language, keeper=True, is_admin=False), table)
    assert said.text
    [one] = await table.store.deeds(9)
    assert (one.name, one.refused) == (name, True)


@pytest.mark.parametrize("name", sorted(one for one, it in PRESSES.items() if it.keeper))
async def test_forged_presses_of_the_keeper_change_nothing(name: str):
    """Anybody can send any payload: from another chat, or as a member, it is noted only."""
    for more in ({}, {"keeper": True, "is_admin": False}, {"chat": None}):
        table = desk()
        done = await press(encode(name, 1, "yes", "x"), ask(user_id=6, **more), table)
        assert done.toast
        assert done.text is None
        [one] = await table.store.deeds(9)
        assert (one.name, one.refused, one.user_id) == (name, True, 6)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("args", ["", "5", "P1", "/mute", "nobody", "٣ P1", "x" * 500, ":'%"])
async def test_the_log_is_shown_in_each_language(language: str, args: str):
    """Valid markup and buttons, whatever is looked for."""
    table = await filled(40)
    shown = await answer("audit", ask(args, language, keeper=True), table)
    assert fits(shown.text)
    assert not parse(shown.text, "HTML").dropped
    assert takes(shown.buttons)


async def test_the_log_is_leafed_through():
    """Newest first, in the chat's zone, each row once, and back to the newest."""
    table = await filled(5)
    asked = ask("2", keeper=True)
    page = await answer("audit", asked, table)
    lines = page.text.splitlines()
    assert lines[1:] == [
        "13:59 · P4 &lt;b&gt; · /mute · ports · -7",
        "13:58 · P3 &lt;b&gt; · /mute · ports · -7",
    ]
    older = await press(page.buttons[0][0].payload, asked, table)
    last = await press((older.buttons or ())[0][1].payload, asked, table)
    assert [one.split(" ")[2] for one in (older.text or "").splitlines()[1:]] == ["P2", "P1"]
    assert [one.split(" ")[2] for one in (last.text or "").splitlines()[1:]] == ["P0"]
    newest = await press((last.buttons or ())[0][0].payload, asked, table)
    assert newest.text == page.text


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("topic arms until 2026-03-03 15:00 UTC", "topic arms until 16:00"),
        ("topic arms until 2026-03-04 23:30 UTC", "topic arms until Thu 5 Mar 00:30"),
        ("7 until 2026-03-09 13:00 UTC, uses 1", "7 until Mon 9 Mar 14:00, uses 1"),
        ("word 2026-03-04 12:00 UTC forever", "word 2026-03-04 12:00 UTC forever"),
        ("story s1 until 2026-02-30 12:00 UTC", "story s1 until 2026-02-30 12:00 UTC"),
        ("story s1 until 9999-12-31 23:59 UTC", "story s1 until 9999-12-31 23:59 UTC"),
        ("story s1 until 0000-00-00 00:00 UTC", "story s1 until 0000-00-00 00:00 UTC"),
    ],
)
async def test_what_lasts_until_a_moment_says_it_in_the_zone_of_the_chat(kept, told):
    """As every other command does; the log keeps it in UTC."""
    table = desk()
    await table.store.note(Deed(NOW, "c", 7, "Ada", "mute", kept))
    shown_page = await answer("audit", ask("", keeper=True), table)
    assert shown_page.text.splitlines()[1:] == [f"14:00 · Ada · /mute · {told}"]


async def test_the_log_is_searched():
    """By command, by part of a name, by a person's id."""
    table = await filled(4)
    await table.store.note(Deed(NOW, "c", 4711, "Žofie", "pause", "all", refused=True))
    for about in ("pause", "/pause", "žof", "4711"):
        shown = await answer("audit", ask(about, keeper=True), table)
        assert shown.text.splitlines()[1:] == ["⛔ 14:00 · Žofie · /pause · all"]
    few = await answer("audit", ask("1 mute", keeper=True), table)
    assert len(few.text.splitlines()) == 2


async def test_administrators_read_it_in_their_chat(room: Room):
    """Over the wire, with the button."""
    for number in range(12):
        one = Deed(NOW, PRIVATE.key, 7, "Ada", "mute", f"word w{number} forever")
        await room.store.note(replace(one, at=NOW - timedelta(minutes=number)))
    assert "word w11 forever" in await room.ask(KEEPER, 5, "/audit")
    page = room.api.sent[-1]
    await room.press(page, "Older")
    assert "word w0 forever" in page.text
    await room.press(page, "Newest")
    assert "word w11 forever" in page.text
