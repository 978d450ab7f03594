"""Small sites on loopback, real HTTP and all, and a fetcher to visit them."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from model.hosts import Hosts
from model.source import Request
from monitors.fetch import HttpFetcher, Lookup, open_fetcher

DATA = Path(__file__).parent.parent / "data" / "fetch"
NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

Page = Callable[[web.Request], Awaitable[web.StreamResponse]] | web.Response | str
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Site:
    """A running site: `hits` are the requests it saw, robots.txt left out."""

    port: int = 0
    hits: list[web.Request] = field(default_factory=list)
    robots_hits: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The address of a page of this site."""
        return f"{scheme}://{host}:{self.port}{path}"

    def ask(self, path: str = "/", **more: object) -> Request:
        """A request to this site, allowed to come here."""
        return own(self.url(path), **more)


def own(url: str, **more: object) -> Request:
    """A request to a host whose owner allowed it to be private."""
    host = re.match(r"\w+://(?:[^/@]*@)?(\[[^]]*\]|[^/:?#]*)", url)
    hosts = frozenset({host[1].strip("[]").lower()} if host else ())
    return Request(url=url, **({"private_hosts": hosts} | more))


def moved(where: str, status: int = 302) -> web.Response:
    """A redirect."""
    return web.Response(status=status, headers={"Location": where})


@asynccontextmanager
async def site(
    pages: Mapping[str, Page] | None = None,
    *,
    robots: Page | None = None,
    identity: str = "",
) -> AsyncIterator[Site]:
    """A site with these pages; `identity` names the PEM file it speaks TLS with."""
    here = Site()

    async def answer(request: web.Request) -> web.StreamResponse:
        asked_robots = request.path == "/robots.txt"
        if asked_robots:
            here.robots_hits += 1
        else:
            here.hits.append(request)
        page = robots if asked_robots else (pages or {}).get(request.path)
        if page is None:
            return web.Response(status=404)
        if isinstance(page, str):
            return web.Response(text=page, content_type="text/plain")
        if isinstance(page, web.Response):
            return web.Response(status=page.status, headers=page.headers, body=page.body)
        return await page(request)

    tls = None
    if identity:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(DATA / identity)
    runner = web.ServerRunner(web.Server(answer, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        here.port = runner.addresses[0][1]
        yield here
    finally:
        await runner.cleanup()


@asynccontextmanager
async def wire(script: Script) -> AsyncIterator[Site]:
    """A server that says on the wire what the script writes; robots.txt is answered with 404."""
    here = Site()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"GET /robots.txt" in head:
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                await script(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        here.port = server.sockets[0].getsockname()[1]
        yield here


class Watch:
    """A page that notes when it is asked, and when it has answered, on the loop's clock."""

    def __init__(self, takes: float = 0.0) -> None:
        self.takes, self.spans = takes, []

    async def __call__(self, request: web.Request) -> web.Response:
        """Answer after a while."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        await asyncio.sleep(self.takes)
        self.spans.append((begun, clock()))
        return web.Response(text="news")

    def gaps(self) -> list[float]:
        """Seconds between the end of each request and the start of the next."""
        return [b[0] - a[1] for a, b in zip(self.spans, self.spans[1:], strict=False)]


def fetcher(
    *,
    pause: float = 0.0,
    concurrency: int = 50,
    lookup: Lookup | None = None,
    programs: Hosts | None = None,
) -> AbstractAsyncContextManager[HttpFetcher]:
    """A fetcher that pauses `pause` seconds at a host and lives at NOW."""
    return open_fetcher(
        pause=timedelta(seconds=pause),
        concurrency=concurrency,
        now=lambda: NOW,
        lookup=lookup,
        programs=programs,
    )


def names(**hosts: str) -> Lookup:
    """A resolver that knows only these names (dots written as underscores)."""
    known = {name.replace("_", "."): address for name, address in hosts.items()}

    def lookup(host: str) -> list[str]:
        if host not in known:
            raise OSError(host)
        return known[host].split()

    return lookup
