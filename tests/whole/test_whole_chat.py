"""`bot.py run` as a process, talked to as a reader would: buttons, replies, search."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.newspaper import Newspaper
from tests.kit.program import program, stopped
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711


@pytest.fixture
async def paper():
    """Open a paper with one old story."""
    async with Newspaper() as paper:
        paper.publish("of-old")
        yield paper


@pytest.fixture
async def api():
    """Open a Bot API stand-in."""
    async with BotApi() as api:
        yield api


def start(tmp_path: Path, paper: Newspaper, api: BotApi):
    """Start the program on a rules file that watches the paper."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(paper.rules(CHAT), "utf-8")
    paths = ("--rules", str(rules), "--data", str(tmp_path / "data"))
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
    return program("run", *paths, cwd=tmp_path, **env)


async def test_an_alert_is_muted_and_asked_about_by_buttons(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """Pressed before a restart and after it: the buttons work, and the next alert is held back."""
    async with start(tmp_path, paper, api) as running:
        await paper.polled()
        paper.publish("one")
        (alert,) = await api.wait_for(1, 20)
        why = await api.toast(api.press(alert, 5, "Why"), 20)
        assert why.text.startswith("Drones, rules.yaml:")
        await api.toast(api.press(alert, 5, "Mute"), 20)
        await api.until(lambda: "Topic" in str(alert.labels), 20)
        await stopped(running)
    async with start(tmp_path, paper, api) as running:
        press = api.press(alert, 5, data=alert.payload("○ Topic"))
        await api.toast(press, 20)
        await api.until(lambda: "● Topic" in str(alert.labels), 20)
        toast = await api.toast(api.press(alert, 5, "2 hours"), 20)
        assert "Topic “Drones”: muted until" in toast.text
        paper.publish("two")
        await paper.polled(3)
        api.say(CHAT, 5, "/mutes")
        (*_, listed) = await api.wait_for(2, 20)
        assert "held back: 1" in listed.text
        await api.toast(api.press(listed, 5, "Show 1"), 20)
        (*_, shown) = await api.wait_for(3, 20)
        assert "Drones for harbour two" in shown.text
        await stopped(running)
    assert TOKEN not in running.output


async def test_the_archive_is_asked(tmp_path: Path, paper: Newspaper, api: BotApi):
    """/why by reply and by address, /latest and /search, from the rules and the store in use."""
    async with start(tmp_path, paper, api) as running:
        await paper.polled()
        paper.publish("one")
        (alert,) = await api.wait_for(1, 20)
        asked = {
            "/why": "found by “drones”",
            f"/why {paper.url}/world/one": "Here: sent.",
            "/why https://nowhere.example/": "No article of that address",
            "/latest drones 3": "Drones for harbour one",
            "/search HARBOUR dron": "Drones for harbour one",
            "/story": "outlets: 1",
        }
        for count, (text, expected) in enumerate(asked.items(), start=2):
            api.say(CHAT, 5, text, reply_to=alert.message_id)
            (*_, answer) = await api.wait_for(count, 20)
            assert expected in answer.text, text
        await stopped(running)
