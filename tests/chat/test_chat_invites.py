"""Invites: made by administrators, shown by strangers, used up, revoked; chats are removed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from chat_desk import NOW, ask, desk, takes
from chat_room import BOOK, GROUP, PRIVATE, Room

from chat.commands.ask import Desk
from chat.commands.invite import LINK, Wish, understood
from chat.commands.join import digest
from chat.commands.table import answer
from chat.html import fits
from chat.presses.table import press
from chat.words import LANGUAGES
from model.access import Guest, Invite, all_served
from model.alert import AlertKind
from model.rulebook import Chat
from tests.standin.markup import parse

KEEPER = 99
ANONYMOUS, AS_CHANNEL = 1087968824, 136817688
WEEK, DAY = timedelta(days=7), timedelta(days=1)
STRANGER = "This chat is not connected"


async def invited(room: Room, args: str = "7d") -> str:
    """The payload of a new invite's link."""
    said = await room.ask(KEEPER, 5, f"/invite {args}")
    found = re.search(r"https://t\.me/wirewatch_bot\?start=(\S+)", said)
    assert found is not None
    return found[1]


async def test_the_link_is_a_secret_of_its_own(room: Room):
    """192 bits of chance in 64 characters; the store has its digest, the log has neither."""
    first, second = await invited(room), await invited(room)
    assert re.fullmatch(r"join_[A-Za-z0-9_-]{32}", first)
    assert first != second
    kept = await room.store.invites(room.now)
    assert kept[0].digest == digest(first.removeprefix(LINK))
    assert first.removeprefix(LINK) not in repr((kept, await room.store.deeds(9)))
    [made, _] = reversed(await room.store.deeds(9))
    assert (made.name, made.what) == ("invite", "1 until 2026-03-10 13:00 UTC, uses 1")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "connected"), ("fr", "relié"), ("ar", "موصولة")]
)
async def test_a_stranger_with_an_invite_is_served(room: Room, language: str, said: str):
    """At once, in their own language; the administrators hear of it; commands work."""
    payload = await invited(room)
    person = {"id": 555, "is_bot": False, "first_name": "Nour", "language_code": language}
    welcome = await room.ask(555, 555, f"/start {payload}", **{"from": person})
    assert said in welcome.splitlines()[0]
    assert len(welcome.splitlines()) > 3
    assert (await room.ask(555, 555, "/mutes")).count("\n") == 0
    [guest] = await room.store.guests()
    assert (guest.chat, guest.name, guest.language) == ("telegram:555", "Ada", language)
    notice = await room.store.claim("telegram:99", room.now, DAY)
    assert notice is not None
    assert notice.kind is AlertKind.NOTICE
    assert "has joined by invite" in notice.text
    assert [one.name for one in await room.store.deeds(9)] == ["join", "invite"]


async def test_all_wrong_invites_are_met_alike(room: Room):
    """Unknown, used up, over, revoked: as any stranger, once; then silence. No oracle."""
    used, revoked, over = [await invited(room, wish) for wish in ("1d", "1d", "1h")]
    await room.ask(600, 600, f"/start {used}")
    await room.store.revoke(2)
    room.now += timedelta(hours=2)
    told = []
    for chat, payload in enumerate((used, revoked, over, "join_x", "join_", "join_" + "é" * 40)):
        told.append(await room.ask(700 + chat, 5, f"/start {payload}"))
        room.api.say(700 + chat, 5, f"/start {payload}")
    plain = await room.ask(710, 5, "/start")
    assert {re.sub(r"7\d\d", "…", one) for one in told} == {re.sub("710", "…", plain)}
    assert all(len(room.api.texts(700 + chat)) == 1 for chat in range(6))
    assert len(await room.store.guests()) == 1


async def test_who_tries_on_and_on_is_not_looked_at(room: Room):
    """Five invites an hour from one chat; an hour later the right one is taken."""
    payload = await invited(room)
    await room.ask(555, 555, "/start join_0")
    for number in range(1, 5):
        room.api.say(555, 555, f"/start join_{number}")
    room.api.say(555, 555, f"/start {payload}")
    assert STRANGER not in await room.ask(7, 7, "/mutes")
    async with room.inbox._lock(555):
        pass
    assert await room.store.guests() == []
    room.now += timedelta(hours=1)
    assert "connected" in await room.ask(555, 555, f"/start {payload}")


async def test_a_stranger_told_before_may_still_join(room: Room):
    """Who asked first without an invite, and then got one."""
    assert STRANGER in await room.ask(555, 555, "/start")
    payload = await invited(room)
    assert "✓" in await room.ask(555, 555, f"/join {payload.removeprefix(LINK)}")


async def test_a_chat_that_is_served_keeps_the_invite_whole(room: Room):
    """Whoever opens their own link by mistake takes nobody's place."""
    payload = await invited(room)
    assert "Wirewatch watches" in await room.ask(7, 7, f"/start {payload}")
    assert len(await room.store.invites(room.now)) == 1
    assert await room.store.guests() == []


async def test_in_groups_only_administrators_join(room: Room):
    """A member, or who writes as a channel, is told what every stranger is; hidden ones may."""
    payload = await invited(room)
    other = {"id": -1009, "type": "channel", "title": "Elsewhere"}
    assert STRANGER in await room.ask(-77, 5, f"/start@wirewatch_bot {payload}")
    text = f"/start@wirewatch_bot {payload}"
    assert STRANGER in await room.ask(-78, AS_CHANNEL, text, sender_chat=other)
    assert await room.store.guests() == []
    group = {"id": -77, "type": "supergroup", "title": "Newsroom"}
    assert "✓" in await room.ask(-77, ANONYMOUS, text, sender_chat=group)
    [guest] = await room.store.guests()
    assert (guest.chat, guest.name) == ("telegram:-77", "Newsroom")
    assert "Only administrators" in await room.ask(-77, 5, "/mute 2h")


async def test_a_removed_chat_is_told_once_and_is_a_stranger(room: Room):
    """In its own language; its buttons and commands do nothing any more."""
    payload = await invited(room)
    await room.ask(555, 555, f"/start {payload}")
    await room.ask(555, 555, "/language fr")
    await room.ask(KEEPER, 5, "/invite")
    page = room.api.sent[-1]
    await room.press(page, "Remove Ada")
    assert "Remove “Ada”?" in page.text
    assert len(await room.store.guests()) == 1
    await room.press(page, "Remove Ada")
    assert "joined: 0" in page.text
    assert "n’est plus relié" in room.api.texts(555)[-1]
    count = len(room.api.texts(555))
    assert STRANGER in await room.ask(555, 555, "/mutes")
    room.api.say(555, 555, "/mutes")
    await room.ask(7, 7, "/mutes")
    assert len(room.api.texts(555)) == count + 1
    assert (await room.store.deeds(1))[0].what == "telegram:555 Ada"


async def test_invites_are_listed_and_revoked_by_buttons(room: Room):
    """And a new one of the usual kind is a button away."""
    await invited(room, "2d 3 times Arms")
    listed = await room.ask(KEEPER, 5, "/invite")
    assert "№ 1: until Thu 5 Mar 13:00, chats: 3, topics: Arms · Ada" in listed
    page = room.api.sent[-1]
    await room.press(page, "New invite")
    assert "?start=join_" in room.api.sent[-1].text
    await room.press(page, "Revoke № 1")
    assert [one.id for one in await room.store.invites(room.now)] == [2]
    gone = await room.press(page, "", data="v1:revoke:1")
    assert "no longer kept" in gone.text


async def test_a_moved_group_that_joined_is_served_on(room: Room):
    """Under its new address, with what it was told it follows."""
    payload = await invited(room)
    room.api.members[-77, 6] = "creator"
    await room.ask(-77, 6, f"/start@wirewatch_bot {payload}")
    await room.store.move_chat("telegram:-77", "telegram:-1077")
    assert "Topics" in await room.ask(-1077, 5, "/topics")


@pytest.mark.parametrize(
    ("args", "wish"),
    [
        ("7d", Wish(NOW + WEEK)),
        ("3 times", Wish(NOW + WEEK, 3)),
        ("2j 3 fois", Wish(NOW + 2 * DAY, 3)),
        ("٣ مرات 2 أيام", Wish(NOW + 2 * DAY, 3)),
        ("5x 1d 12h", Wish(NOW + timedelta(hours=36), 5)),
        ("until tomorrow ports", Wish(NOW + timedelta(hours=10), 1, ("ports",))),
        ("ports, arms transfers 2d", Wish(NOW + 2 * DAY, 1, ("ports", "arms-transfers"))),
        ("90d 999999x", Wish(NOW + timedelta(days=30), 100)),
        ("0 times", Wish(NOW + WEEK, 1)),
        ("forever", "forever"),
        ("7d nonsense", "nonsense"),
        ("<b>", "<b>"),
    ],
)
def test_how_invites_are_asked_for(args: str, wish: Wish | str):
    """In any order and three languages, within bounds; else the part nobody understands."""
    assert understood(args, ask(), desk().book) == wish


async def table_of(count: int) -> Desk:
    """A desk with so many invites and guests."""
    table = desk()
    for number in range(count):
        until = NOW + timedelta(days=1 + number)
        await table.store.keep_invite(Invite(f"d{number}", NOW, until, by="<b>"))
        guest = Guest(f"telegram:{number}", number, NOW, name=f"<{number}> " + "n" * 90)
        await table.store.keep_invite(Invite(f"g{number}", NOW, until))
        await table.store.join(f"g{number}", guest)
    return table


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("args", ["", "7d", "<nonsense>", "2 times ports"])
async def test_invites_in_each_language(language: str, args: str):
    """Valid markup and buttons, however many there are."""
    table = await table_of(40)
    said = await answer("invite", ask(args, language, keeper=True, bot="wirewatch_bot"), table)
    assert fits(said.text)
    assert not parse(said.text, "HTML").dropped
    assert takes(said.buttons)


async def test_every_guest_can_be_reached():
    """Page by page."""
    table, asked, seen = await table_of(40), ask(keeper=True), set[str]()
    page = await answer("invite", asked, table)
    for _ in range(5):
        flat = [button for row in page.buttons or () for button in row]
        seen |= {one.payload for one in flat if one.payload.startswith("v1:remove")}
        older = [one.payload for one in flat if one.payload.startswith("v1:invite:list")]
        if not older:
            break
        page = await press(older[0], asked, table)
    assert len(seen) == 40


def test_rules_yaml_counts_where_both_name_a_chat():
    """By number, by name, and where one of them has moved."""
    book = replace(BOOK, chats=(*BOOK.chats, Chat("telegram:@wires", "@Wires")))
    guests = [
        Guest("telegram:7", 7, NOW),
        Guest("telegram:-5", -5, NOW),
        Guest("telegram:-1009", -1009, NOW, username="wires"),
        Guest("telegram:8", 8, NOW, topics=("arms", "gone"), language="ar"),
    ]
    served = all_served(book, guests, {"telegram:-5": f"telegram:{GROUP}"})
    assert served[:-1] == book.chats
    assert (served[-1].key, served[-1].topics) == ("telegram:8", frozenset({"arms"}))
    assert all_served(book, [], {}) == book.chats
    assert PRIVATE in served
