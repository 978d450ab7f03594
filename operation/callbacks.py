"""Where hubs call: each subscription has an address of its own, and its secret signs what comes.

The server listens on loopback; whatever ends TLS in front of it passes the path on. A body is
never kept: its pieces go through the signature and are dropped.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web
from aiolimiter import AsyncLimiter

from model.push import PushFate, Subscription
from model.source import Push
from monitors.websub import SIGNATURE, Proof, intent
from operation.outside import AddressError
from scheduler.push import TOKEN, confirm, taken
from scheduler.world import World

LISTEN = "127.0.0.1:8081"
LARGEST = 8_000_000  # bytes of a push, as of a feed
SLOWEST = 10.0  # seconds that a body may take
AT_ONCE = 32  # bodies read
STRANGERS = 50  # addresses looked up in ten seconds that no hub has called before
_PIECE = 65_536  # bytes
_TOKEN = re.compile(rf"{TOKEN}[A-Za-z0-9_-]{{43}}")
_PLAIN = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_UNKNOWN = "Wirewatch: no such subscription.\n"


@dataclass(frozen=True, slots=True)
class Callback:
    """The public address that hubs call, and where their calls arrive here."""

    url: str
    host: str
    port: int

    @property
    def path(self) -> str:
        """What the addresses of all subscriptions begin with."""
        return urlsplit(self.url).path


def callback(url: str, listen: str = "") -> Callback:
    """WIREWATCH_PUSH_URL and WIREWATCH_PUSH_LISTEN read. Raises AddressError, one sentence."""
    parts = urlsplit(url)
    web_address = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    if not web_address or parts.query or parts.fragment or not url.isascii():
        raise AddressError(f"WIREWATCH_PUSH_URL must be like https://bot.example/push, not “{url}”")
    host, colon, port = (listen or LISTEN).rpartition(":")
    if not (colon and host and port.isdigit() and int(port) < 2**16):
        raise AddressError(f"WIREWATCH_PUSH_LISTEN must be like {LISTEN}, not “{listen}”")
    return Callback(url.rstrip("/"), host.strip("[]"), int(port))


@asynccontextmanager
async def called(world: World, where: Callback | None) -> AsyncIterator[None]:
    """Meanwhile hubs are subscribed at and listened to; without an address all are forgotten.
    Raises AddressError where nothing can listen there."""
    if where is None:
        await world.store.end_pushes()
        yield
        return
    app = web.Application()
    Callbacks(world).serve(app.router, where.path)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=1, auto_decompress=False, lingering_time=1
    )
    await runner.setup()
    try:
        world.push = where.url
        await _listen(runner, where)
        await world.store.want_trusted(world.clock.now())
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, where: Callback) -> None:
    try:
        await web.TCPSite(runner, where.host, where.port).start()
    except OSError as why:
        raise AddressError(
            f"WIREWATCH_PUSH_LISTEN: {where.host}:{where.port} cannot be listened on "
            f"({why.strerror or why}); choose another, or take WIREWATCH_PUSH_URL out of .env"
        ) from None


class Callbacks:
    """The answers to hubs, and to those who play one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._bodies = asyncio.Semaphore(AT_ONCE)
        self._known: set[str] = set()
        self._strangers = AsyncLimiter(STRANGERS, 10)

    def serve(self, router: web.UrlDispatcher, path: str) -> None:
        """Below `path`, one address a subscription; all else is not found."""
        router.add_get(path + "/{token}", self._asked)
        router.add_post(path + "/{token}", self._pushed)

    async def _asked(self, request: web.Request) -> web.Response:
        """A hub wants something confirmed, or tells that it denied it."""
        one = await self._subscription(request)
        said = await confirm(self._world, one.token, intent(request.query)) if one else None
        if said is None:
            return web.Response(status=404, text=_UNKNOWN, headers=_PLAIN)
        return web.Response(text=said, headers=_PLAIN)

    async def _pushed(self, request: web.Request) -> web.Response:
        """A hub pushes; a push that is not signed as agreed is taken like any and ignored
        (W3C WebSub, 7.1)."""
        one = await self._subscription(request)
        if one is None or one.state is Push.LEAVING:
            return self._answer(PushFate.UNKNOWN, 410)
        proof = Proof(request.headers.get(SIGNATURE, ""), one.secret)
        if not proof.possible:
            return self._answer(PushFate.IGNORED, 202)
        if self._bodies.locked():
            return self._answer(PushFate.REFUSED, 503)
        async with self._bodies:
            status = await _read(request, proof)
        if status:
            return self._answer(PushFate.REFUSED, status)
        if not proof.holds():
            return self._answer(PushFate.IGNORED, 202)
        await taken(self._world, one.token)
        return self._answer(PushFate.TAKEN, 202)

    def _answer(self, fate: PushFate, status: int) -> web.Response:
        self._world.observer.pushed(fate.value)
        text = _UNKNOWN if fate is PushFate.UNKNOWN else ""
        return web.Response(status=status, text=text, headers=_PLAIN)

    async def _subscription(self, request: web.Request) -> Subscription | None:
        """Whose address was called. Those who guess do not get to ask the store at will."""
        token = request.match_info["token"]
        if not _TOKEN.fullmatch(token):
            return None
        if token not in self._known:
            if not self._strangers.has_capacity():
                raise web.HTTPServiceUnavailable(headers={"Retry-After": "10"})
            await self._strangers.acquire()
        one = await self._world.store.subscription(token)
        (self._known.discard if one is None else self._known.add)(token)
        return one


async def _read(request: web.Request, proof: Proof) -> int:
    """Let the proof have the body; 0, or the status that says why it could not."""
    size = 0
    try:
        async with asyncio.timeout(SLOWEST):
            async for piece in request.content.iter_chunked(_PIECE):
                size += len(piece)
                if size > LARGEST:
                    return 413
                proof.take(piece)
    except TimeoutError:
        return 408
    except web.PayloadAccessError:
        return 400
    return 0
