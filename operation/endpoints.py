"""/healthz and /metrics over HTTP, from a thread and an event loop of their own: a program
whose loop is stuck can still say so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

ANSWER = 5.0  # seconds that the store may take
FRESH = 5.0  # seconds for which what was looked up will do

Trouble = Callable[[], Awaitable[str]]
Look = Callable[[], Awaitable[None]]


class Endpoints:
    """The server. `trouble` says what is wrong ("" if nothing), `look` brings the registry up to
    date; both are awaited in the server's loop."""

    def __init__(self, registry: CollectorRegistry, trouble: Trouble, look: Look) -> None:
        self._registry = registry
        self._trouble = trouble
        self._look = look
        self._looked = -FRESH
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end = asyncio.Event()
        self._thread: threading.Thread | None = None

    def start(self, host: str, port: int) -> int:
        """Listen; the port, useful where 0 was asked for. Raises OSError where it cannot."""
        bound: Future[int] = Future()
        work = self._serve(host, port, bound)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(work), name="endpoints", daemon=True
        )
        self._thread.start()
        return bound.result()

    def stop(self) -> None:
        """Close the server; from any thread."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join(1)

    async def _serve(self, host: str, port: int, bound: Future[int]) -> None:
        app = web.Application(client_max_size=1)
        app.add_routes([web.get("/healthz", self._healthz), web.get("/metrics", self._metrics)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as why:
            bound.set_exception(why)
        else:
            self._loop = asyncio.get_running_loop()
            bound.set_result(runner.addresses[0][1])
            await self._end.wait()
        await runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        trouble = await self._trouble()
        return web.Response(text=f"{trouble or 'ok'}\n", status=503 if trouble else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        now = asyncio.get_running_loop().time()
        if now - self._looked >= FRESH:
            self._looked = now
            await self._look()
        body = generate_latest(self._registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
