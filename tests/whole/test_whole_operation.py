"""`bot.py run` as others see it: called by Telegram, scraped, kept by a service manager."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.kit.newspaper import Newspaper
from tests.kit.program import program, stopped
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711
SECRET = "a-secret-of-the-tests"


def free_ports() -> tuple[int, int]:
    """Two ports that nobody listens on at this moment."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


async def test_a_program_in_service(tmp_path: Path):
    """By webhook, with metrics, JSON logs and a manager that hears of its start and its end."""
    hook, port = free_ports()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "n"))
        manager.setblocking(False)
        async with Newspaper() as paper, BotApi() as api:
            (tmp_path / "rules.yaml").write_text(paper.rules(CHAT), "utf-8")
            env = {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": api.url,
                "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{hook}/wire",
                "TELEGRAM_WEBHOOK_LISTEN": f"127.0.0.1:{hook}",
                "TELEGRAM_WEBHOOK_SECRET": SECRET,
                "WIREWATCH_LISTEN": f"127.0.0.1:{port}",
                "LOG_FORMAT": "json",
                "NOTIFY_SOCKET": str(tmp_path / "n"),
            }
            async with program("run", cwd=tmp_path, fresh=True, **env) as running:
                await paper.polled()
                api.say(CHAT, 5, "/status")
                (status,) = await api.wait_for(1, 20)
                assert "1 of 1 sources well" in status.text
                assert await got(f"http://127.0.0.1:{port}/healthz") == "ok\n"
                metrics = await got(f"http://127.0.0.1:{port}/metrics")
                assert 'wirewatch_sources{state="well"} 1.0' in metrics
                await stopped(running)
        states = received(manager)
    assert states[0] == "READY=1"
    assert "WATCHDOG=1" in states
    assert states[-1] == "STOPPING=1"
    logged = [json.loads(line) for line in running.output.splitlines() if line.startswith("{")]
    assert any("/metrics" in line["message"] for line in logged)
    for secret in (TOKEN.partition(":")[2], SECRET):
        assert secret not in running.output + metrics


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"WIREWATCH_LISTEN": "9464"}, "WIREWATCH_LISTEN must be like 127.0.0.1:9464"),
        ({"TELEGRAM_WEBHOOK_URL": "http://bot.example/x"}, "must be an https:// address"),
    ],
)
async def test_a_setting_that_cannot_be_ends_in_a_sentence(tmp_path: Path, setting, words):
    """No traceback, exit code 1."""
    (tmp_path / "rules.yaml").write_text("topics: {drones: {any: [drone]}}\n", "utf-8")
    env = {"TELEGRAM_BOT_TOKEN": TOKEN} | setting
    async with program("run", cwd=tmp_path, **env) as running:
        assert await running.ends() == 1
    assert words in running.output
    assert "Traceback" not in running.output


async def got(url: str) -> str:
    """What is answered."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.text()


def received(manager: socket.socket) -> list[str]:
    """What the service manager was told."""
    states = []
    while True:
        try:
            states.append(manager.recv(99).decode())
        except BlockingIOError:
            return states
