"""Sources are asked once a period however many workers there are, and pace holds over all of them.

    python -m tests.trust.periods [--seconds 20]

For 1, 2 and 4 workers: twelve sources on one host, each due every four seconds, a host that takes
50 ms for an answer; twenty chats that all hear of four pieces, and a Bot API that answers 429 to
whatever is too fast. The exit code is 1 where a source is asked more often than it is due, the host
twice at once, or anything is answered 429.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from aiohttp import web

from tests.kit.line import page
from tests.kit.postgres import schema
from tests.kit.program import program
from tests.standin.botapi import TOKEN, BotApi
from tests.trust.kills import say

SOURCES, CHATS = 12, 20
PIECES = ("alder", "birch", "cedar", "dogwood")  # texts are made of these: digits would be copies
EVERY = 4  # seconds
ANSWER = 0.05  # seconds
RULES = """\
settings: {{every: {every}s, host_pause: 0s, allow_private_addresses: true, backfill: 0,
  same_story: always, burst: "off"}}
topics: {{drones: {{title: Drones, any: [drones]}}}}
sources:
{sources}
chats:
{chats}
"""
TITLE = "| workers | requests a source and period | two at once | messages | answered 429 |"


@dataclass
class Host:
    """Serves feeds by number, slowly; keeps when each was asked for, and how many at once."""

    url: str = ""
    pieces: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    under_way: int = 0
    most: int = 0
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/feed/{number}", self._slowly)
        app.router.add_get("/world/{slug}", self._slowly)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _slowly(self, request: web.Request) -> web.Response:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(ANSWER)
        self.under_way -= 1
        if slug := request.match_info.get("slug"):
            return web.Response(text=page(f"Drones over {slug}", slug), content_type="text/html")
        number = request.match_info["number"]
        self.asked[number] += 1
        items = "".join(
            f"<item><title>Drones over {slug}</title><link>{self.url}/world/{slug}</link></item>"
            for slug in ("of-old", *(self.pieces if number == "0" else ()))
        )
        feed = f'<rss version="2.0"><channel><title>Post {number}</title>{items}</channel></rss>'
        return web.Response(text=feed, content_type="application/rss+xml")

    def rules(self) -> str:
        """That watch all its feeds for all chats."""
        sources = "\n".join(
            f"  - {{name: Post {n}, url: '{self.url}/feed/{n}'}}" for n in range(SOURCES)
        )
        chats = "\n".join(f"  - chat: {n}" for n in range(1, CHATS + 1))
        return RULES.format(every=EVERY, sources=sources, chats=chats)


async def row(folder: Path, workers: int, seconds: float) -> tuple[str, bool]:
    """A line of the table, and whether all is well."""
    folder.mkdir()  # noqa: ASYNC240 # a folder on this machine
    with schema() as url:
        async with Host() as host, BotApi(floods=True) as api:
            (folder / "rules.yaml").write_text(host.rules(), "utf-8")  # likewise
            env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "DATABASE_URL": url}
            async with _crew(folder, workers, env):
                while len(host.asked) < SOURCES:  # noqa: ASYNC110 # counted by the server
                    await asyncio.sleep(0.1)
                host.asked.clear()
                began = time.monotonic()
                host.pieces = list(PIECES)
                await asyncio.sleep(seconds)
                periods = (time.monotonic() - began) / EVERY
                await api.wait_for(CHATS * len(PIECES), 60)
    most = max(host.asked.values())
    floods = api.floods.violations if api.floods else 0
    figures = f"{host.asked.total() / SOURCES / periods:.2f}"
    line = f"| {workers} | {figures} | {host.most - 1} | {len(api.sent)} | {floods} |"
    told = len(api.sent) == CHATS * len(PIECES)
    return line, most <= periods + 1 and host.most == 1 and not floods and told


@asynccontextmanager
async def _crew(folder: Path, workers: int, env: dict[str, str]) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for number in range(workers):
            paths = ("--rules", "rules.yaml", "--data", f"data{number}")
            one = await stack.enter_async_context(program("worker", *paths, cwd=folder, **env))
            await one.says("Alerts go to", 60)
        yield


async def table(seconds: float) -> bool:
    """Print the line of each; whether all is well."""
    say(TITLE, "| ---: | ---: | ---: | ---: | ---: |")
    well = True
    with TemporaryDirectory() as folder:
        for workers in (1, 2, 4):
            line, good = await row(Path(folder) / str(workers), workers, seconds)
            say(line)
            well &= good
    return well


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--seconds", type=float, default=20)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    sys.exit(0 if asyncio.run(table(options.parse_args().seconds)) else 1)
