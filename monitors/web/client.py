"""The connections themselves: the only file that opens a socket for news.

A transport is httpx's on aiohttp's engine, used without a client around it: what that would add
(cookies, redirects, logins) is not wanted here. It keeps nothing between two requests, decodes
nothing, and its guard judges the very address of every connect.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from ssl import SSLContext

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

from monitors.web.addresses import ForbiddenAddressError, permitted
from monitors.web.faults import HungUpError, NameNotFoundError

Lookup = Callable[[str], Sequence[str]]  # host name → IP addresses; may block, OSError when none
Handler = Callable[[aiohttp.ClientRequest], Awaitable[aiohttp.ClientResponse]]

_LOOKUPS = 32  # names looked up at once; each blocks a thread
_ADDRESSES_KEPT = 300  # seconds
_HEADER_LINE = 16_384  # bytes; together with _HEADER_LINES this bounds the head of an answer
_HEADER_LINES = 128
_AT_ONCE = 2048  # addresses on their way; more than there are fetches
HEADERS: Mapping[str, str] = {
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, "
    "text/html;q=0.9, application/xhtml+xml;q=0.9, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Connection": "close",
}


@asynccontextmanager
async def open_transports(
    lookup: Lookup | None = None,
) -> AsyncIterator[tuple[AiohttpTransport, AiohttpTransport]]:
    """The transport for the public web, and the one that may reach private networks.

    lookup: names to addresses, DNS unless given. Certificates are checked against certifi's list,
    or against SSL_CERT_FILE or SSL_CERT_DIR of the environment.
    """
    trust = httpx.create_ssl_context()
    pool = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="lookup")
    async with AsyncExitStack() as stack:
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        resolvers = (_Resolver(pool, lookup or _look_up, private=yes) for yes in (False, True))
        public, private = [
            await stack.enter_async_context(_transport(resolver, trust)) for resolver in resolvers
        ]
        yield public, private


def _transport(resolver: _Resolver, trust: SSLContext) -> AiohttpTransport:
    """A transport that keeps nothing: every request connects anew and is checked anew.

    Kept connections would save little where a host is asked once in minutes, and each costs a
    file descriptor.
    """
    connector = aiohttp.TCPConnector(
        ssl=trust,
        resolver=resolver,
        ttl_dns_cache=_ADDRESSES_KEPT,
        force_close=True,
        limit=0,
        socket_factory=resolver.guarded_socket,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_HEADER_LINE,
        max_field_size=_HEADER_LINE,
        max_headers=_HEADER_LINES,
        middlewares=(_once,),
    )
    return AiohttpTransport(verify=trust, client=session)


async def _once(request: aiohttp.ClientRequest, handler: Handler) -> aiohttp.ClientResponse:
    """Without this aiohttp would ask again at once when a connection breaks off; we wait."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise HungUpError from error


class _Resolver(AbstractResolver):
    """Names to addresses, leaving out forbidden ones, and the guard at the socket itself.

    The guard is what protects: it sees every connect, IP literals included. Leaving addresses out
    before only lets a name with good and bad ones be reached by the good.
    """

    def __init__(self, pool: ThreadPoolExecutor, lookup: Lookup, *, private: bool) -> None:
        self._pool, self._lookup, self._private = pool, lookup, private

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - aiohttp's signature; both
    ) -> list[ResolveResult]:
        """The allowed addresses of a name, in the resolver's own order."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._pool, self._lookup, host)
        except (OSError, UnicodeError) as error:
            raise NameNotFoundError(host) from error
        allowed = [address for address in found if permitted(address, private=self._private)]
        if not allowed:
            raise ForbiddenAddressError(found[0]) if found else NameNotFoundError(host)
        return [_resolved(host, address, port) for address in allowed]

    async def close(self) -> None:
        """Nothing of its own to close: the pool belongs to the fetcher."""

    def guarded_socket(self, where: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for one connect, unless its address is forbidden."""
        family, kind, protocol, _, address = where
        if not permitted(str(address[0]), private=self._private):
            raise ForbiddenAddressError(str(address[0]))
        return socket.socket(family, kind, protocol)


def _look_up(host: str) -> list[str]:
    """The system's answer: /etc/hosts, then DNS."""
    flags = socket.AI_ADDRCONFIG
    infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=flags)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


def _resolved(host: str, address: str, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: `bare` is as it is sent, without login and fragment, `login` the
    header that goes instead. `names` are its host's, in its own script and in its xn-- form."""

    bare: httpx.URL
    origin: str  # scheme, host and port
    names: frozenset[str]
    login: Mapping[str, str]


@lru_cache(_AT_ONCE)
def place(url: str) -> Place:
    """Take an address apart. Raises httpx.InvalidURL or ValueError where it cannot be read."""
    whole = httpx.URL(url)
    bare = whole.copy_with(username=None, password=None, fragment=None)
    names = frozenset({whole.host, whole.raw_host.decode("ascii").lower()})
    return Place(bare, f"{whole.scheme}://{whole.netloc.decode('ascii')}", names, _login(whole))


def _login(url: httpx.URL) -> Mapping[str, str]:
    if not url.userinfo:
        return {}
    login = aiohttp.BasicAuth(url.username, url.password, encoding="utf-8")
    return {"Authorization": login.encode()}
