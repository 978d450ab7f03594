"""People who mean harm, or hand on those who do: nothing changes without right, nothing leaks."""

from __future__ import annotations

import asyncio
import random
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from chat_room import ALERT, GROUP, PRIVATE, Room
from hypothesis import given
from hypothesis import strategies as st
from test_chat_editing import ADMIN, Bureau, open_bureau

from chat.commands.phrases import PHRASES
from chat.commands.table import COMMANDS
from chat.pace import MINUTE, PERSON, Pace, Verdict
from chat.presses.payload import encode
from chat.presses.table import PRESSES
from tests.standin.botapi import BotApi, Delivery

STRANGER, MEMBER = 666, 5
LEAKS = re.compile(
    r"Traceback|File \"|/(?:home|opt|tmp|root|usr)/|\.py\b|telegram:|sqlite", re.IGNORECASE
)
ARGUMENTS = (
    "",
    "all 1d",
    "off",
    "arms",
    "fr",
    "22:00-07:00",
    "https://a.example/rss",
    "1",
    "rules",
)
GUARDED = sorted(name for name, one in COMMANDS.items() if one.guarded)
FORWARDED = {
    "forwarded from a person": {
        "forward_origin": {
            "type": "user",
            "date": 1,
            "sender_user": {"id": 8, "is_bot": False, "first_name": "Zoë"},
        }
    },
    "forwarded from who hides": {
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Zoë"}
    },
    "made by another bot": {"via_bot": {"id": 9, "is_bot": True, "first_name": "Other"}},
}
# what people may be called
NAMES = (
    "<b>Ada</b></blockquote>",
    "&lt;a href='https://evil.example/'&gt;",
    "\u202eadA\u2066\u200b\u200f",
    "x" * 10_000,
    "\u200b\u200b",
    "A\x00d\x1b[31ma",
    "#tag @name https://evil.example/ " * 40,
    "٣٣٣",
    "🚢" * 3_000,
)
# what may stand behind a command
WORDS = (
    "x" * 4_090,
    "١" * 300,
    "²³¼",
    "a\x00b",
    "until ٢٥:٩٩",
    '"<b>" 2h',
    "9" * 400 + "d",
    "'; DROP TABLE mutes; --",
    "{0} %s",
    "\u202e" * 500,
)


def unhurried(room: Room) -> None:
    """No pace: what is tested is each answer."""
    room.inbox._application.update_queue._pace = Pace(10**6, 10**6)


def state(room: Room) -> str:
    """All that the store holds, but who was refused what."""
    return repr({name: one for name, one in vars(room.store).items() if "deed" not in name})


def harmless(said: list[Delivery]) -> None:
    """No path, no trace, no token, nothing of another chat."""
    for one in said:
        assert not LEAKS.search(one.text), one.text
        assert "standin-token" not in one.text
        assert "drones" not in one.text


@pytest.mark.parametrize("chat", [STRANGER, GROUP], ids=["a stranger", "a member of a group"])
async def test_nobody_changes_what_is_not_theirs(room: Room, chat: int):
    """Every command with words of several: the store is as before."""
    unhurried(room)
    await room.tell(PRIVATE, ALERT)
    before, told = state(room), len(room.api.sent)
    for name in COMMANDS:
        for words in ARGUMENTS[:3] if name not in GUARDED else ARGUMENTS:
            if chat == STRANGER or name in GUARDED:
                room.api.say(chat, STRANGER if chat == STRANGER else MEMBER, f"/{name} {words}")
    await room.ask(7, 7, "/help")
    assert state(room) == before
    harmless([one for one in room.api.sent[told:] if one.chat == chat])
    assert len(room.api.texts(STRANGER)) <= 1


@pytest.mark.parametrize("name", sorted(PRESSES))
async def test_forged_presses_change_nothing(room: Room, name: str):
    """A member, a stranger and a chat without the message press what only others were given."""
    alert = await room.tell(PRIVATE, ALERT)
    before, told = state(room), len(room.api.sent)
    draw = random.Random(name)
    for chat, user in ((STRANGER, STRANGER), (GROUP, MEMBER)):
        forged = replace(alert, chat=chat)
        for _ in range(6):
            parts = draw.sample(("1", "2", "t0", "s", "2h", "ever", "list", "all", "sure", "0"), 3)
            press = room.api.press(forged, user, data=encode(name, *parts))
            toast = await room.api.toast(press)
            assert "drones" not in toast.text
    await room.ask(7, 7, "/help")
    assert state(room) == before
    harmless([one for one in room.api.sent[told:] if one.chat != 7])


@pytest.mark.parametrize("how", FORWARDED)
async def test_forwarded_commands_change_nothing(room: Room, how: str):
    """Who shows a command to the bot did not give it; what only tells is answered."""
    for name in GUARDED:
        said = await room.ask(7, 7, f"/{name} all", **FORWARDED[how])
        assert said == PHRASES["forwarded"][0]
    assert not await room.store.mutes("telegram:7", room.now)
    assert "Nothing is muted" in await room.ask(7, 7, "/mutes", **FORWARDED[how])


async def test_a_forwarded_invite_lets_nobody_in(room: Room):
    """A stranger is told what every stranger is."""
    said = await room.ask(STRANGER, STRANGER, "/start join_abc", **FORWARDED["made by another bot"])
    assert "chats:" in said


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:24])
async def test_names_are_only_names(room: Room, name: str):
    """In mutes, in the log of deeds and in groups: whole messages that Telegram takes."""
    assert "muted until" in await room.ask(7, 7, "/mute arms 1d", name=name)
    assert "Arms" in await room.ask(7, 7, "/mutes", name=name)
    listed = await room.ask(ADMIN, ADMIN, "/audit", name=name)
    assert "mute" in listed
    assert len(listed) < 500
    assert not set(listed) & set("\u202e\x00\x1b")
    assert not [e for e in room.api.sent[-1].entities if e["type"] == "text_link"]


async def test_any_words_are_answered(room: Room):
    """Long, in digits of other scripts, with signs of other languages: one answer each."""
    unhurried(room)
    for name in sorted(COMMANDS):
        for words in WORDS[::2] if len(name) % 2 else WORDS[1::2]:
            said = await room.ask(7, 7, f"/{name} {words}"[:4096])
            assert "went wrong" not in said, (name, words)
            assert not LEAKS.search(said)


async def test_a_flood_of_one_chat_is_answered_up_to_its_pace(room: Room):
    """Then one polite line, then nothing; another chat, last in the queue, has its answer."""
    for number in range(10_000):
        room.api.say(7, 7, f"/mutes {number}")
    assert "Sujets suivis" in await asyncio.wait_for(room_answer(room, GROUP, "/topics"), 60)
    await room.api.until(lambda: len(room.api.texts(7)) > PERSON)
    said = room.api.texts(7)
    assert said.count(PHRASES["too_many"][0]) == 1
    assert len(said) == PERSON + 1


async def room_answer(room: Room, chat: int, text: str) -> str:
    """The answer in a chat, whatever is said elsewhere meanwhile."""
    room.api.say(chat, MEMBER, text)
    await room.api.until(lambda: bool(room.api.texts(chat)), timeout=60)
    return room.api.texts(chat)[-1]


async def test_a_flood_of_many_strangers_is_told_little(room: Room):
    """Each hears one line, but no more of them in a minute than Telegram lets a bot send."""
    for stranger in range(1_000, 11_000):
        room.api.say(stranger, stranger, "/start")
    assert "Sujets suivis" in await asyncio.wait_for(room_answer(room, GROUP, "/topics"), 60)
    assert len(room.api.sent) <= 21


async def test_a_press_too_many_is_told_in_its_window(room: Room):
    """Once; the others stay without an answer."""
    alert = await room.tell(PRIVATE, ALERT)
    presses = [room.api.press(alert, 7, "Why") for _ in range(PERSON + 5)]
    assert (await room.api.toast(presses[PERSON])).text == PHRASES["too_many"][0]
    await room_answer(room, GROUP, "/topics")
    assert not set(presses[PERSON + 1 :]) & set(room.api.toasts)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.floats(0, 30)), max_size=300))
def test_no_minute_holds_more_than_the_pace(asked):
    """Whatever comes when: a person and a chat stay within theirs, and hear of it once."""
    pace, at, told = Pace(5, 8), 0.0, []
    for chat, person, later in asked:
        at += later
        told.append((at, chat, person, pace.judge(chat, person, at)))
    for start, chat, person, _ in told:
        within = [one for one in told if start <= one[0] < start + MINUTE and one[1] == chat]
        answered = [one for one in within if one[3] is Verdict.ANSWER]
        assert len([one for one in answered if one[2] == person]) <= 2 * 5  # it may lie across two
        assert len(answered) <= 2 * 8


def zipped() -> bytes:
    """An archive of a bomb."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rules.yaml", b"a" * 1_000_000)
    return held.getvalue()


ALIASES = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
BOMBS = {
    "aliases of aliases": ("a0: &a0 [x]\n" + ALIASES).encode(),
    "nested deeply": b"[" * 200_000,
    "nested mappings": b"a: {" * 50_000,
    "an archive": zipped(),
    "nothing but NULs": b"\0" * 500_000,
    "no UTF-8": b"\xff\xfe\xff" * 1000,
    "a regular expression that explodes": b"topics: {a: {any: ['/(a+)+(b+)+(c{1,999}){1,999}$/']}}",
    "a tag that runs code": b"topics: !!python/object/apply:os.system ['true']",
}


@pytest.mark.parametrize("name", BOMBS)
async def test_bombs_are_refused_in_words(api: BotApi, tmp_path: Path, name: str):
    """The file in force stays, and the next command is answered."""
    bureau: Bureau = await open_bureau(api, tmp_path)
    try:
        before = bureau.text
        answer = await bureau.hand(BOMBS[name])
        assert not [label for row in answer.labels for label in row]
        assert not LEAKS.search(answer.text.replace("mine.yaml", ""))
        assert bureau.text == before
    finally:
        await bureau.room.close()


async def test_a_file_of_100_mb_is_not_fetched(api: BotApi, tmp_path: Path):
    """By the size that it claims."""
    bureau: Bureau = await open_bureau(api, tmp_path)
    try:
        answer = await bureau.hand(b"x", size=100_000_000)
        assert "10 MB" in answer.text
        assert not any(name == "getfile" for name, _ in api.calls)
    finally:
        await bureau.room.close()
