"""A WebSub hub on loopback: takes subscriptions, calls back, pushes; and lies when told to."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

CHALLENGE = "a challenge: 7"


@dataclass
class Hub:
    """Serves /hub. `forms` are what it was asked, `answers` what its callbacks were answered.

    `status` is its answer to a request, `calls` whether it calls back at all, `lease` what it
    grants in seconds (None: as asked), `at_once` whether it calls before it answers.
    """

    url: str = ""
    status: int = 202
    headers: Mapping[str, str] = field(default_factory=dict)
    calls: bool = True
    at_once: bool = False
    lease: str | None = None
    forms: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    live: dict[str, dict[str, str]] = field(default_factory=dict)  # by callback
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _runner: web.AppRunner | None = None
    _session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hub", self._asked)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hub"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()
        await self._runner.cleanup()

    async def _asked(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        self.forms.append(form)
        if self.calls and self.status // 100 == 2:
            if self.at_once:
                await self.call_back(form)
            else:
                task = asyncio.create_task(self.call_back(form))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        self._changed.set()
        return web.Response(status=self.status, headers=self.headers)

    async def call_back(self, form: Mapping[str, str], **other: str) -> tuple[int, str]:
        """Have a subscription confirmed, or with `other` something else (`hub_topic=…`)."""
        query = {name: form[name] for name in ("hub.mode", "hub.topic")}
        query["hub.challenge"] = CHALLENGE
        if form["hub.mode"] == "subscribe":
            query["hub.lease_seconds"] = self.lease or form["hub.lease_seconds"]
        query |= {name.replace("hub_", "hub."): value for name, value in other.items()}
        said = await self.ask(f"{form['hub.callback']}?{urlencode(query)}")
        self.answers.append(said)
        if said == (200, CHALLENGE):
            if query["hub.mode"] == "subscribe":
                self.live[form["hub.callback"]] = dict(form)
            else:
                self.live.pop(form["hub.callback"], None)
        self._changed.set()
        return said

    async def ask(self, url: str) -> tuple[int, str]:
        """What is answered there."""
        async with self._session.get(url) as answer:
            return answer.status, await answer.text()

    async def push(self, topic: str, body: bytes = b"<rss/>", method: str = "sha256") -> list[int]:
        """Push to all who want the topic; what each answered."""
        wanted = [one for one in self.live.values() if one["hub.topic"] == topic]
        return [await self.post(one, body, signature(one, body, method)) for one in wanted]

    async def post(self, form: Mapping[str, str], body: object, signed: str | None) -> int:
        """Push something to one; a body of None stands for none."""
        headers = {} if signed is None else {"X-Hub-Signature": signed}
        where = form["hub.callback"]
        async with self._session.post(where, data=body, headers=headers) as answer:
            return answer.status

    async def wait(self, live: int = 1, asked: int = 0, seconds: float = 20) -> None:
        """Return when so many subscriptions are confirmed and so many requests came."""
        async with asyncio.timeout(seconds):
            while len(self.live) < live or len(self.forms) < asked:
                self._changed.clear()
                await self._changed.wait()


def signature(form: Mapping[str, str], body: bytes, method: str = "sha256") -> str:
    """A body signed as agreed."""
    return f"{method}={hmac.new(form['hub.secret'].encode(), body, method).hexdigest()}"
