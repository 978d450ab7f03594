"""The running program through failures of many kinds: no secret in whatever it says or keeps."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.kit.line import page
from tests.kit.program import ROOT, program, stopped
from tests.standin import faults
from tests.standin.botapi import TOKEN, BotApi
from tests.whole.test_whole_operation import free_ports

CHAT = 4711
FAULTY = ROOT / "tests" / "whole" / "faulty.py"
HOOK = "a-secret-of-the-webhook"
DATABASE = "postgresql://ada:dAtAbAsE-s3cret@db.example:5432/wire"
SOURCES = ("feed.xml", "list", "denied", "moved", "nonsense", "fault", "cut")
CLOSED = "unreachable"
ASKED = ("/status", "/sources", "/audit", "/why", "/stats", "/check", "/topics", "/invite 1d")
TROUBLES = (
    faults.server_error(),
    faults.flood(1),
    faults.bad_request("can't parse entities"),
    faults.garbage(),
    faults.reset(recorded=False),
)


def password(source: str) -> str:
    """That of one source: within its address, an @ and a sign of its own."""
    return f"pAss-{source.partition('.')[0]}-w0rd"


def secrets() -> list[str]:
    """All that is to be found nowhere, as it is and as it goes over the wire."""
    own = [password(source) for source in (*SOURCES, CLOSED, "elsewhere", "added")]
    logins = [b64encode(f"ada:{one}".encode()).decode() for one in own]
    return [*own, *logins, TOKEN.partition(":")[2], HOOK, "s3cret"]


@dataclass
class Outlet:
    """A site that fails in several ways; it lists its stories by addresses without a host."""

    port: int = 0

    def address(self, path: str) -> str:
        """With the login."""
        return f"http://ada:{password(path)}@127.0.0.1:{self.port}/{path}"

    async def answer(self, request: web.Request) -> web.Response:
        """By the path."""
        path = request.path.strip("/")
        if path == "feed.xml":
            items = "<item><title>Drones at sea</title><link>/world/drones-at-sea-1</link></item>"
            return web.Response(
                text=f"<rss version='2.0'><channel><title>H</title>{items}</channel></rss>",
                content_type="application/rss+xml",
            )
        if path.startswith("world/"):
            return web.Response(
                text=page("Drones at sea", "one", datetime.now(UTC)), content_type="text/html"
            )
        if path == "moved":
            there = self.address("feed.xml").replace(password("feed"), password("elsewhere"))
            raise web.HTTPMovedPermanently(there)
        if path == "cut" and request.transport:
            request.transport.abort()
        if path == "list":
            links = "".join(
                f"<li><a href='/world/drones-{n}-over-the-harbour'>Drones {n} over the harbour</a>"
                for n in range(9)
            )
            return web.Response(text=f"<ul>{links}</ul>", content_type="text/html")
        return web.Response(status=401 if path == "denied" else 200, text="nothing")

    def rules(self) -> str:
        """A rules file that watches all of it."""
        addresses = {path: self.address(path) for path in SOURCES}
        addresses[CLOSED] = f"http://ada:{password(CLOSED)}@127.0.0.1:1/"
        rows = "".join(f'  - {{name: {k}, url: "{v}"}}\n' for k, v in addresses.items())
        return (
            f"settings: {{admin_chat: {CHAT}, every: 1s, host_pause: 0s, backfill: 3, "
            "allow_private_addresses: true, burst: 'off'}\n"
            f"topics: {{drones: {{any: [drones]}}}}\nsources:\n{rows}chats: [{CHAT}]\n"
        )


@asynccontextmanager
async def outlet() -> AsyncIterator[Outlet]:
    """Open it."""
    opened = Outlet()
    app = web.Application()
    app.router.add_get("/{path:.*}", opened.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    opened.port = runner.addresses[0][1]
    yield opened
    await runner.cleanup()


def environment(api: BotApi, hook: int, port: int, log: str) -> dict[str, str]:
    """What `.env` would hold; the words of our own faults name every secret."""
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.url,
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{hook}/wire",
        "TELEGRAM_WEBHOOK_LISTEN": f"127.0.0.1:{hook}",
        "TELEGRAM_WEBHOOK_SECRET": HOOK,
        "WIREWATCH_LISTEN": f"127.0.0.1:{port}",
        "LOG_FORMAT": log,
        "WORST_WORDS": f"{TOKEN} {HOOK} {DATABASE} http://ada:{password('added')}@a.example/",
    }


async def told(api: BotApi, words: str) -> None:
    """Wait until the chat reads these words."""
    await api.until(lambda: any(words in text for text in api.texts(CHAT)), 30)


async def asked_for_all(api: BotApi, site: Outlet) -> None:
    """Every command that tells of sources or of what was done, while sending fails as well."""
    for text in ASKED:
        api.say(CHAT, 5, text)
    for source in (*SOURCES, CLOSED):
        api.say(CHAT, 5, f"/sources {source}")
    await told(api, "http://127.0.0.1:1/")
    for trouble in TROUBLES:
        api.fail(trouble)
        api.say(CHAT, 5, "/status")
    api.say(CHAT, 5, f"/addsource {site.address('added')}")
    api.say(CHAT, 5, "/removesource denied")
    await told(api, "Watch denied no more?")
    api.say(CHAT, 5, "/audit")
    await told(api, "invite")


@pytest.mark.parametrize("log", ["json", "plain"])
async def test_nothing_said_or_kept_holds_a_secret(tmp_path: Path, log: str):
    """Output and log, metrics, backup, `status`, every message and every toast."""
    hook, port = free_ports()
    async with outlet() as site, BotApi() as api:
        rules = tmp_path / "rules.yaml"
        rules.write_text(site.rules(), "utf-8")
        env = environment(api, hook, port, log) | {"PYTHONPATH": str(ROOT)}
        async with program("run", cwd=tmp_path, entry=FAULTY, **env) as running:
            await told(api, "Drones at sea")
            await told(api, "fault of ours")
            await asked_for_all(api, site)
            rules.write_text(site.rules().replace("backfill: 3", "backfil: 3"), "utf-8")
            await told(api, "python bot.py check")
            async with aiohttp.ClientSession() as web_session:
                metrics = await web_session.get(f"http://127.0.0.1:{port}/metrics")
                said = [await metrics.text()]
            for command in (["status"], ["status", "--json"], ["backup", "copy.db"]):
                async with program(*command, cwd=tmp_path) as other:
                    assert await other.ends() == 0
                said.append(other.output)
            await stopped(running)
    said += [running.output, (tmp_path / "copy.db").read_bytes().decode("latin-1")]
    said += [repr(one) for one in api.sent] + [repr(one) for one in api.toasts.values()]
    assert "RuntimeError" in running.output
    assert "/world/drones" in repr(api.sent)
    assert not [near(secret, one) for secret in secrets() for one in said if secret in one]


def near(secret: str, text: str) -> str:
    """Where it stands."""
    at = text.index(secret)
    return text[max(at - 200, 0) : at + 200]


async def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path):
    """One sentence, by every command that needs it."""
    url = "postgresql://ada:dAtAbAsE-s3cret@127.0.0.1:1/wire"
    for command in ("status", "check-store"):
        async with program(command, cwd=tmp_path, DATABASE_URL=url) as running:
            assert await running.ends() == 1
        assert "127.0.0.1" in running.output
        assert "s3cret" not in running.output
