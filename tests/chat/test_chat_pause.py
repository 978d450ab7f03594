"""/pause and /resume: how people write them, what is kept, what is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chat_desk import NOW, ask, desk, takes
from chat_room import Room

from chat.commands.table import answer
from chat.html import fits, shown
from chat.presses.table import press
from chat.words import LANGUAGES
from model.pause import SENDING, Pause
from tests.standin.markup import parse

KEEPER = 99


@pytest.mark.parametrize(
    ("args", "source", "until"),
    [
        ("", SENDING, None),
        ("2h", SENDING, NOW + timedelta(hours=2)),
        ("until 18:00", SENDING, NOW + timedelta(hours=4)),
        ("jusqu’à 18h", SENDING, NOW + timedelta(hours=4)),
        ("all forever", SENDING, None),
        ("الكل ساعتين", SENDING, NOW + timedelta(hours=2)),
        ("meridian post", "Meridian Post", None),
        ("20 Minutes", "20 Minutes", None),
        ("20 minutes 1d", "20 Minutes", NOW + timedelta(days=1)),
        ("20 min", SENDING, NOW + timedelta(minutes=20)),
        ("حتى 18:00", SENDING, NOW + timedelta(hours=4)),
    ],
)
async def test_how_pauses_are_asked_for(args, source, until):
    """Names come before times; the chat's own clock counts."""
    table = desk()
    said = await answer("pause", ask(args, keeper=True), table)
    assert await table.store.pauses() == [Pause(source, NOW, until, "<Ada>")]
    assert "/resume" in said.text
    assert said.did.startswith(source or "sending")


@pytest.mark.parametrize("args", ["until whenever", "Meridian Post perhaps", "ports 2h", "<b>"])
async def test_what_is_not_understood_pauses_nothing(args):
    """It is said instead."""
    table = desk()
    said = await answer("pause", ask(args, keeper=True), table)
    assert said.text
    assert await table.store.pauses() == []


async def test_a_name_nearly_right_is_a_button_away():
    """With the time that was asked for."""
    table, asked = desk(), ask(keeper=True)
    said = await answer("pause", ask("meridan post 2h", keeper=True), table)
    assert [row[0].label for row in said.buttons] == ["⏸ Meridian Post · until 16:00"]
    done = await press(said.buttons[0][0].payload, asked, table)
    [pause] = await table.store.pauses()
    assert (pause.source, pause.until) == ("Meridian Post", NOW + timedelta(hours=2))
    over = await press((done.buttons or ())[0][0].payload, asked, table)
    assert "is checked again" in over.toast
    assert await table.store.pauses() == []
    again = await press((done.buttons or ())[0][0].payload, asked, table)
    assert again.toast == "Nothing is paused."


async def test_what_is_resumed():
    """Alone all sending; else what is named, also once it left the rules; unclear: the list."""
    table, asked = desk(), ask(keeper=True)
    assert "Nothing is paused" in (await answer("resume", asked, table)).text
    for source in (SENDING, "Meridian Post", "Gone Gazette"):
        await table.store.pause(Pause(source, NOW))
    assert (await answer("resume", asked, table)).did == "sending"
    listed = await answer("resume", asked, table)
    assert len(listed.buttons) == 2
    assert not listed.did
    assert (await answer("resume", ask("gone gazette", keeper=True), table)).did == "Gone Gazette"
    assert (await answer("resume", ask("all", keeper=True), table)).did == "Meridian Post"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("args", ["", "Meridian Post 1d", "meridan 2h", "<x>", "until whenever"])
async def test_pauses_in_each_language(language, args):
    """Valid markup and buttons."""
    table = desk()
    for name in ("resume", "pause", "resume"):
        said = await answer(name, ask(args, language, keeper=True), table)
        assert fits(said.text)
        assert not parse(said.text, "HTML").dropped
        assert takes(said.buttons)


async def test_administrators_pause_in_their_chat(room: Room):
    """Over the wire; nobody else may."""
    assert "admin chat only" in await room.ask(7, 7, "/pause")
    assert await room.store.pauses() == []
    said = await room.ask(KEEPER, 5, "/pause Meridian Post 2h")
    assert said.startswith("⏸ Source “Meridian Post” is not checked, until 15:00.")
    told = room.api.sent[-1]
    assert "⏸ Source “Meridian Post”" in await room.ask(7, 7, "/status")
    await room.press(told, "Resume Meridian Post")
    assert shown(told.text) == "▶️ Source “Meridian Post” is checked again."
    assert await room.store.pauses() == []
