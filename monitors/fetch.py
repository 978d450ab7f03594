"""One document from the web: politely, within its bounds, and never with an exception.

    robots.txt ─allowed→ turn at the host ─→ one GET ─redirect→ (again, at most 10 times)
                                                └─document→ unpacked, no block page → Fetched

The web is hostile, so: the address really connected to is checked at every connect (redirects
and IP literals included); headers, body (as sent and unpacked), redirects and the time as a whole
are bounded; no cookie is kept, no proxy or password file of the environment is used. httpx speaks
to the rest of the program, aiohttp's engine to the network (three times the requests a core).
Neither decodes: bodies are unpacked in decode.py, within its bound.

robots.txt that cannot be had: RFC 9309 (2.3.1.3) allows everything on a 4xx, and so do we. On a 5xx
or no answer it says to assume that everything is forbidden (2.3.1.4). We assume the contrary
for ten minutes and then ask again. The RFC protects sites from crawlers that find addresses by
themselves, while we ask for single addresses that an editor wrote down, most of them feeds, which
are there to be fetched by programs; one paced request of these is no burden, and a broken
robots.txt must not silence a monitor. A 429 or 503 with Retry-After on robots.txt is obeyed.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

from model.source import Fetched, FetchFailed, NotModified, Request, Trouble
from monitors.web.addresses import ForbiddenAddressError, permitted
from monitors.web.answers import Redirect, Trail, announced_size, document, is_web, judge, too_large
from monitors.web.blockpage import block_reason
from monitors.web.decode import DecodeError, TooLargeError, undo
from monitors.web.faults import HungUpError, NameNotFoundError, network_fault
from monitors.web.hosts import REMEMBERED, LeastRecent, Manners
from monitors.web.journey import Journey
from monitors.web.robots import ALLOW_ALL, Robots, parse_robots

USER_AGENT = "Wirewatch/0.1 (+media monitoring; reads what robots.txt allows, one page at a time)"

Answer = Fetched | NotModified | FetchFailed
Lookup = Callable[[str], Sequence[str]]  # host name → IP addresses; may block, OSError when none
Handler = Callable[[aiohttp.ClientRequest], Awaitable[aiohttp.ClientResponse]]

_LOOKUPS = 32  # names looked up at once; each blocks a thread
_ADDRESSES_KEPT = 300  # seconds
_HEADER_LINE = 16_384  # bytes; together with _HEADER_LINES this bounds the head of an answer
_HEADER_LINES = 128
_HEADERS = {
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, "
    "text/html;q=0.9, application/xhtml+xml;q=0.9, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Connection": "close",
}

# What the network, and the bytes that come over it, can raise from any of the libraries.
_FAULTS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    aiohttp.ClientError,
    OSError,
    ValueError,
)
_HTTP_FAULTS: tuple[tuple[type[Exception], Trouble, str], ...] = (
    (httpx.InvalidURL, Trouble.ADDRESS, "is not in an address that can be read"),
    (httpx.RemoteProtocolError, Trouble.REDIRECTS, "leads to an address that cannot be read"),
    (aiohttp.ClientPayloadError, Trouble.BROKEN, "broke off in the middle of its answer"),
    (aiohttp.ClientResponseError, Trouble.BROKEN, "does not answer in readable HTTP"),
)


@dataclass(slots=True)
class _Host:
    """One origin: its manners, whose turn it is, and who reads its robots.txt."""

    manners: Manners = field(default_factory=Manners)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def busy(self) -> bool:
        return self.turn.locked() or self.reading.locked()


class HttpFetcher:
    """Implements `model.ports.Fetcher`. One for the life of the process, see `open_fetcher`."""

    def __init__(
        self,
        clients: tuple[httpx.AsyncClient, httpx.AsyncClient],
        *,
        pause: timedelta,
        concurrency: int,
        now: Callable[[], datetime],
    ) -> None:
        """`clients`: the one for the public web, then the one that may reach private networks."""
        self._clients = clients
        self._pause = pause
        self._now = now
        self._clock = asyncio.get_running_loop().time
        self._slots = asyncio.Semaphore(concurrency)
        self._hosts = LeastRecent(_Host, _Host.busy, REMEMBERED)

    async def fetch(self, request: Request) -> Answer:
        """Get one document. Whatever the web does, a value comes back.

        Waits for the host's turn as long as it takes; `request.timeout` counts only the time
        spent with the network. Cancelling is safe at any moment.
        """
        if not is_web(request.url):
            words = f"{request.url[:80]} is not an address on the web (http or https)"
            return FetchFailed(request.url, Trouble.ADDRESS, words)
        journey = Journey(request, Trail(request.url), request.timeout.total_seconds())
        try:
            journey.private_host = httpx.URL(request.url).host if request.private else ""
        except (httpx.InvalidURL, ValueError) as error:
            return _fault(journey, error)
        answer = await self._travel(journey)
        return replace(answer, url=request.url) if isinstance(answer, FetchFailed) else answer

    async def _travel(self, journey: Journey) -> Answer:
        """From redirect to redirect; robots.txt is asked at each address."""
        while True:
            try:
                answer = await self._permit(journey) or await self._take_turn(journey)
            except _FAULTS as error:
                return _fault(journey, error)
            if not isinstance(answer, Redirect):
                return answer
            if failure := journey.trail.step(answer):
                return failure

    async def _permit(self, journey: Journey) -> FetchFailed | None:
        """None when robots.txt lets us have the address."""
        if journey.errand:
            return None
        robots = await self._robots(journey)
        if isinstance(robots, FetchFailed):
            return robots
        return None if robots.allows(journey.url) else journey.disallowed()

    async def _robots(self, journey: Journey) -> Robots | FetchFailed:
        """The rules of the address's origin, fetched by one at a time."""
        host = self._host(journey.url)
        async with host.reading:
            if not (host.manners.knows_robots(self._clock()) or self._resting(host)):
                errand = journey.for_robots()
                given = errand.seconds
                answer = await self._travel(errand)
                journey.seconds -= given - errand.seconds
                if isinstance(answer, FetchFailed) and errand.forbidden_here(answer):
                    return answer  # the page would fare the same; nothing of the site is learnt
                if not self._resting(host):
                    robots = await _parsed(answer)
                    host.manners.learn_robots(robots, answer, self._clock())
            return host.manners.robots

    async def _take_turn(self, journey: Journey) -> Answer | Redirect:
        """One request at a time for each host, a pause after the end of the last one."""
        host = self._host(journey.url)
        if failure := self._resting(host):
            return failure
        async with host.turn:
            if failure := self._resting(host):
                return failure
            await asyncio.sleep(max(0.0, host.manners.free_at - self._clock()))
            try:
                async with self._slots:
                    answer = await self._get_in_time(journey)
            finally:
                host.manners.done(self._pause, self._clock())
            host.manners.note(answer, self._clock())
            return answer

    async def _get_in_time(self, journey: Journey) -> Answer | Redirect:
        begun = self._clock()
        try:
            async with asyncio.timeout(journey.seconds):
                return await self._get(journey)
        except _FAULTS as error:
            return _fault(journey, error)
        finally:
            journey.seconds -= self._clock() - begun

    async def _get(self, journey: Journey) -> Answer | Redirect:
        """One request and its answer, body included. The login of an address goes to it alone."""
        url = httpx.URL(journey.url)
        login = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
        client = self._clients[url.host == journey.private_host]
        bare = url.copy_with(username=None, password=None, fragment=None)
        request = client.build_request("GET", bare, headers=journey.validators())
        response = await client.send(request, stream=True, auth=login)
        try:
            return await self._answer(journey, response)
        finally:
            await response.aclose()

    async def _answer(self, journey: Journey, response: httpx.Response) -> Answer | Redirect:
        headers = {name.lower(): value for name, value in response.headers.items()}
        conditional = bool(journey.validators())
        verdict = judge(
            journey.url, response.status_code, headers, conditional=conditional, now=self._now()
        )
        return verdict or await _document(journey, response, headers)

    def _host(self, url: str) -> _Host:
        parts = httpx.URL(url)
        return self._hosts[f"{parts.scheme}://{parts.netloc.decode('ascii')}"]

    def _resting(self, host: _Host) -> FetchFailed | None:
        return host.manners.resting(self._clock())


async def _parsed(answer: Answer) -> Robots:
    """In a thread: half a megabyte of rules takes most of a second."""
    if not isinstance(answer, Fetched):
        return ALLOW_ALL
    return await asyncio.to_thread(parse_robots, answer.body)


async def _document(
    journey: Journey, response: httpx.Response, headers: dict[str, str]
) -> Fetched | FetchFailed:
    """The body read, unpacked and looked at, all within the bound."""
    limit = journey.request.max_bytes
    try:
        raw = await _read(response, limit, announced_size(headers), cut=journey.errand)
        body = undo(raw, headers.get("content-encoding", ""), limit)
    except TooLargeError:
        return too_large(journey.url, limit)
    except DecodeError as error:
        return journey.failed(Trouble.BROKEN, f"sends {error}")
    reason = None if journey.errand else block_reason(body, headers.get("content-type", ""))
    if reason:
        return journey.failed(Trouble.BLOCK_PAGE, f"shows {reason}")
    return document(journey.trail, headers, body)


async def _read(response: httpx.Response, limit: int, announced: int, *, cut: bool) -> bytes:
    """The body as sent, at most `limit` bytes: past that it is cut, or else TooLargeError."""
    raw = bytearray()
    if announced > limit and not cut:
        raise TooLargeError
    async for chunk in response.aiter_raw():
        raw += chunk
        if len(raw) > limit:
            if cut:
                return bytes(raw[:limit])
            raise TooLargeError
    return bytes(raw)


def _fault(journey: Journey, error: Exception) -> FetchFailed:
    """The exception as a value. The libraries wrap what happened, so the cause is asked first."""
    if isinstance(error, TimeoutError) and error.errno is None:
        return journey.out_of_time()
    cause = (error.__cause__ or error) if isinstance(error, httpx.HTTPError) else error
    for kind, trouble, words in _HTTP_FAULTS:
        if isinstance(cause, kind):
            return journey.failed(trouble, words)
    return network_fault(journey.url, error, private=journey.private_host)


@asynccontextmanager
async def open_fetcher(
    *,
    pause: timedelta,
    user_agent: str = USER_AGENT,
    concurrency: int = 50,
    now: Callable[[], datetime],
    lookup: Lookup | None = None,
) -> AsyncIterator[HttpFetcher]:
    """A fetcher with its connections, closed at the end.

    pause: the least time between two requests to one host. concurrency: requests under way at
    once over all hosts. now: the present, for Retry-After dates. lookup: names to addresses,
    DNS unless given. Certificates are checked against certifi's list, or against
    SSL_CERT_FILE or SSL_CERT_DIR of the environment.
    """
    trust = httpx.create_ssl_context()
    pool = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="lookup")
    async with AsyncExitStack() as stack:
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        resolvers = (_Resolver(pool, lookup or _look_up, private=yes) for yes in (False, True))
        public, private = [
            await stack.enter_async_context(_client(resolver, trust, user_agent))
            for resolver in resolvers
        ]
        yield HttpFetcher((public, private), pause=pause, concurrency=concurrency, now=now)


def _client(resolver: _Resolver, trust: SSLContext, user_agent: str) -> httpx.AsyncClient:
    """A client that keeps nothing: every request connects anew and is checked anew.

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
    return httpx.AsyncClient(
        transport=AiohttpTransport(verify=trust, client=session),
        headers=_HEADERS | {"User-Agent": user_agent},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        timeout=None,  # noqa: S113 - the journey's seconds bound the exchange as a whole
        trust_env=False,
    )


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
