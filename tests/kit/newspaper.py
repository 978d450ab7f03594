"""A paper on loopback with one feed, for tests of the whole program over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from aiohttp import web

from tests.kit.line import page

RULES = """\
settings:
  burst: "off"  # every alert is a message of its own
  every: 1s
  host_pause: 0s
  allow_private_addresses: true
  backfill: 0
  same_story: always  # its stories are all alike
topics:
  drones:
    title: Drones
    any: [drones]
sources:
  - {{name: Harbour Paper, url: "{feed}"}}
chats:
{chats}
"""


@dataclass
class Newspaper:
    """Serves /feed.xml and a page for each story published."""

    url: str = ""
    name: str = "Harbour Paper"
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    stories: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    every: str = "1s"
    hub: str = ""  # named in the feed where there is one
    _polled: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/feed.xml", self._feed)
        app.router.add_get("/world/{slug}", self._page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    def publish(self, *slugs: str) -> None:
        """Put stories on the feed, each with a page of its own."""
        for slug in slugs:
            self.stories[slug] = f"Drones for harbour {slug}"

    async def polled(self, times: int = 2, seconds: float = 30) -> None:
        """Return when the feed has been asked for `times` more times."""
        wanted = self.asked + times
        async with asyncio.timeout(seconds):
            while self.asked < wanted:
                self._polled.clear()
                await self._polled.wait()

    def rules(self, *chats: int) -> str:
        """A rules file that watches this paper for these chats."""
        rows = "\n".join(f"  - chat: {chat}" for chat in chats) or "  []"
        rules = RULES.format(feed=f"{self.url}/feed.xml", chats=rows)
        return rules.replace("every: 1s", f"every: {self.every}")

    async def _feed(self, _: web.Request) -> web.Response:
        self.asked += 1
        self._polled.set()
        items = "".join(
            f"<item><title>{title}</title><link>{self.url}/world/{slug}</link></item>"
            for slug, title in self.stories.items()
        )
        feed = f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'
        link = f"<{self.hub}>; rel=hub, <{self.url}/feed.xml>; rel=self"
        headers = {"Link": link} if self.hub else {}
        return web.Response(text=feed, content_type="application/rss+xml", headers=headers)

    async def _page(self, request: web.Request) -> web.Response:
        slug = request.match_info["slug"]
        if slug not in self.stories:
            raise web.HTTPNotFound
        text = page(self.stories[slug], slug, self.now())
        return web.Response(text=text, content_type="text/html")
