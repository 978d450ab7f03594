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
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import aiohttp
import httpx

from model.hosts import Hosts, HostTurn
from model.source import Fetched, FetchFailed, NotModified, Request, Trouble
from monitors.web.answers import (
    Redirect,
    Trail,
    announced_size,
    document,
    is_web,
    judge,
    judge_post,
    too_large,
)
from monitors.web.blockpage import block_reason
from monitors.web.client import HEADERS, Lookup, open_transports, place
from monitors.web.decode import DecodeError, TooLargeError, undo
from monitors.web.faults import network_fault
from monitors.web.hosts import REMEMBERED, LeastRecent, Manners
from monitors.web.journey import Journey
from monitors.web.robots import ALLOW_ALL, Robots, parse_robots

USER_AGENT = "Wirewatch/0.1 (+media monitoring; reads what robots.txt allows, one page at a time)"

ENDING = timedelta(seconds=30)  # that a request may need beyond its time to be let go of

Answer = Fetched | NotModified | FetchFailed

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
        transports: tuple[httpx.AsyncBaseTransport, httpx.AsyncBaseTransport],
        headers: Mapping[str, str],
        *,
        pause: timedelta,
        concurrency: int,
        now: Callable[[], datetime],
        programs: Hosts | None = None,
    ) -> None:
        """`transports`: that of the public web, then the one that may reach private networks.
        `headers` go with every request."""
        self._programs = programs
        self._transports = transports
        self._headers = headers
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
        if journey.errand or journey.request.form:  # a form goes where the site says to send it
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
            while True:
                await asyncio.sleep(max(0.0, host.manners.free_at - self._clock()))
                async with self._slots:
                    turn = await self._among_programs(journey)
                    if turn.rests is not None:
                        host.manners.rest(turn.rests, self._clock())
                        return replace(turn.rests, url=journey.url)
                    if not turn.wait:
                        return await self._have_turn(host, journey)
                await asyncio.sleep(turn.wait)

    async def _among_programs(self, journey: Journey) -> HostTurn:
        """The host's turn among all programs, where there are others."""
        if self._programs is None:
            return HostTurn()
        longest = timedelta(seconds=max(0.0, journey.seconds)) + ENDING
        return await self._programs.take(place(journey.url).origin, longest)

    async def _have_turn(self, host: _Host, journey: Journey) -> Answer | Redirect:
        """The request, and what the host is owed after it."""
        origin, fair = place(journey.url).origin, journey.has_time()
        try:
            answer = await self._get_in_time(journey)
        finally:
            host.manners.done(self._pause, self._clock())
            if self._programs is not None:
                await self._programs.free(origin, host.manners.free_at - self._clock())
        if journey.request.form:
            return answer  # how a hub takes subscriptions says nothing of the news beside it
        if fair or not isinstance(answer, FetchFailed):
            host.manners.note(answer, self._clock())
            if self._programs is not None and (rests := self._resting(host)):
                await self._programs.rest(origin, rests)
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
        here = place(journey.url)
        # whether the owner allowed this host
        allowed = not here.names.isdisjoint(journey.request.private_hosts)
        headers = {**self._headers, **here.login, **journey.validators()}
        form = dict(journey.request.form)
        method = "POST" if form else "GET"
        asked = httpx.Request(method, here.bare, headers=headers, data=form or None)
        response = await self._transports[allowed].handle_async_request(asked)
        try:
            return await self._answer(journey, response)
        finally:
            await response.aclose()

    async def _answer(self, journey: Journey, response: httpx.Response) -> Answer | Redirect:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if journey.request.form:
            return judge_post(journey.url, response.status_code, headers, now=self._now())
        conditional = bool(journey.validators())
        verdict = judge(
            journey.url, response.status_code, headers, conditional=conditional, now=self._now()
        )
        return verdict or await _document(journey, response, headers)

    def _host(self, url: str) -> _Host:
        return self._hosts[place(url).origin]

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
    return network_fault(journey.url, error)


@asynccontextmanager
async def open_fetcher(
    *,
    pause: timedelta,
    user_agent: str = USER_AGENT,
    concurrency: int = 50,
    now: Callable[[], datetime],
    lookup: Lookup | None = None,
    programs: Hosts | None = None,
) -> AsyncIterator[HttpFetcher]:
    """A fetcher with its connections, closed at the end.

    pause: the least time between two requests to one host. concurrency: requests under way at
    once over all hosts. now: the present, for Retry-After dates. lookup: names to addresses,
    DNS unless given. programs: who else asks the same hosts, and where they agree on turns; what a
    host's robots.txt says each program reads for itself.
    """
    headers = {**HEADERS, "User-Agent": user_agent}
    async with open_transports(lookup) as transports:
        yield HttpFetcher(
            transports, headers, pause=pause, concurrency=concurrency, now=now, programs=programs
        )
