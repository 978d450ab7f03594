"""`bot.py run` called by a hub: subscribed, told, and no poll in between."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

from tests.kit.newspaper import Newspaper
from tests.kit.program import program, stopped
from tests.standin.botapi import TOKEN, BotApi
from tests.standin.hub import Hub

CHAT = 4711


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def listening(port: int) -> None:
    """Return when somebody listens there."""
    async with asyncio.timeout(20):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.05)  # nothing tells of a port that opens


async def test_a_push_is_a_message_within_seconds(tmp_path: Path):
    """The feed names a hub: subscribed, published, pushed, told; polls are an hour apart. What was
    agreed holds at the next start; no token and no secret of it stand in what the program says."""
    port = free_port()
    async with Newspaper(every="1h") as paper, Hub() as hub, BotApi() as api:
        paper.publish("of-old")
        paper.hub = hub.url
        (tmp_path / "rules.yaml").write_text(paper.rules(CHAT), "utf-8")
        env = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "WIREWATCH_PUSH_URL": f"http://127.0.0.1:{port}/push",
            "WIREWATCH_PUSH_LISTEN": f"127.0.0.1:{port}",
        }
        async with program("run", cwd=tmp_path, **env) as running:
            await hub.wait(live=1)
            assert paper.asked == 1
            paper.publish("one")
            assert await hub.push(f"{paper.url}/feed.xml") == [202]
            (sent,) = await api.wait_for(1, 10)
            assert "Drones for harbour one" in sent.text
            assert paper.asked == 2
            await stopped(running)
        async with program("run", cwd=tmp_path, **env) as again:
            await listening(port)
            paper.publish("two")
            assert await hub.push(f"{paper.url}/feed.xml") == [202]
            (_, sent) = await api.wait_for(2, 10)
            assert "Drones for harbour two" in sent.text
            await stopped(again)
    (form,) = hub.forms
    assert form["hub.topic"] == f"{paper.url}/feed.xml"
    token = form["hub.callback"].rpartition("/")[2]
    for secret in (token, form["hub.secret"]):
        assert secret not in running.output + again.output


async def test_a_setting_that_cannot_be_ends_in_a_sentence(tmp_path: Path):
    """No traceback, exit code 1."""
    (tmp_path / "rules.yaml").write_text("topics: {drones: {any: [drone]}}\n", "utf-8")
    there = {
        "WIREWATCH_PUSH_URL": "https://bot.example/push",
        "WIREWATCH_PUSH_LISTEN": "192.0.2.1:8081",
    }
    async with program("run", cwd=tmp_path, **there) as running:
        assert await running.ends() == 1
    assert "cannot be listened on" in running.output
    assert "Traceback" not in running.output
