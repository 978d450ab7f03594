"""`python -m benchmarks.outlets.server [CERTIFICATE]`: thousands of outlets on loopback.

Prints two ports: the outlets', and one that tells as JSON what has gone over the first since it
was last asked: connections, and bytes up and down as the client sent and got them, TLS included.
The host's name tells the outlet (h17.hosts.example), its path what is asked for:

    /same.xml     a feed, 304 to whoever knows its ETag
    /plain.xml    the same feed without an ETag, always whole
    /moving.xml   likewise, with a comment that is another each time
    /front.html   a front page, always whole; /moving.html with another comment each time
    /news.xml     a feed that tells one more article each time it is asked for
    /…-7.html     the article of that number

Bodies are gzipped for whoever takes it. Serves until its input ends.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count

import uvloop

from benchmarks.matching.newsroom import LANGUAGES, articles, language
from benchmarks.outlets.answering import CLOSED, NONE, document, header, listen, until_told
from benchmarks.outlets.pages import Outlet, article_page, feed, front

ETAG = b'"1"'
ENTRIES = 25
POOL = 400  # articles of a language
SIZES = (30_000, 90_000, 180_000)  # of article pages
FRONT = 150_000
_SAME = b"HTTP/1.1 304 Not Modified\r\nETag: " + ETAG + b"\r\n" + CLOSED
_HOST = re.compile(rb"host: (h(\d+)\.hosts\.example:\d+)")
_NUMBER = re.compile(rb"-(\d+)\.html$")
_TOLD = {code: articles(language(code), POOL, seed=5) for code in LANGUAGES}


class Outlets:
    """What each outlet answers."""

    def __init__(self, scheme: str) -> None:
        self.scheme, self.asked, self.moved = scheme, Counter[int](), count()
        self.began = datetime.now(UTC).replace(microsecond=0)

    def answer(self, head: bytes) -> bytes:
        """To one request."""
        path = head.split(b" ", 2)[1]
        host = _HOST.search(head)
        if host is None or path == b"/robots.txt":
            return NONE
        if path == b"/same.xml" and header(head, b"if-none-match") == ETAG:
            return _SAME
        outlet = outlet_of(int(host[2]), f"{self.scheme}://{host[1].decode()}")
        body = self._body(outlet, int(host[2]), path)
        kind = b"text/html; charset=utf-8" if path.endswith(b"html") else b"application/rss+xml"
        more = b"ETag: " + ETAG + b"\r\n" if path == b"/same.xml" else b""
        if b"gzip" in header(head, b"accept-encoding"):
            body, more = gzip.compress(body, 6, mtime=0), more + b"Content-Encoding: gzip\r\n"
        return document(body, kind, more)

    def _body(self, outlet: Outlet, host: int, path: bytes) -> bytes:
        comment = f"<!-- {next(self.moved)} -->".encode() if b"/moving" in path else b""
        if path == b"/news.xml":
            self.asked[host] += 1
            last = ENTRIES + self.asked[host]
            return feed(outlet, range(last, last - ENTRIES, -1), datetime.now(UTC))
        if path.endswith(b".xml"):
            return _feed(outlet, self.began) + comment
        number = _NUMBER.search(path)
        if number is None:
            return _front(outlet) + comment
        size = SIZES[(host // len(LANGUAGES) + int(number[1])) % len(SIZES)]
        return article_page(outlet, int(number[1]), self.began, size)


def outlet_of(host: int, base: str) -> Outlet:
    """One outlet; a third of them in each language."""
    code = LANGUAGES[host % len(LANGUAGES)]
    return Outlet(f"Paper {host}", base, code, _TOLD[code], first=host * 37)


@lru_cache(30)
def _front_page(code: str, first: int, base: str) -> bytes:
    return front(Outlet("Paper", base, code, _TOLD[code], first), FRONT)


def _front(outlet: Outlet) -> bytes:
    return _front_page(outlet.language, 0, "BASE").replace(b"BASE", outlet.base.encode())


def _feed(outlet: Outlet, at: datetime) -> bytes:
    return feed(outlet, range(ENTRIES, 0, -1), at)


class Relay:
    """Hands connections on and counts what goes through them."""

    def __init__(self, port: int) -> None:
        self.port, self.tally = port, Counter[str]()

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        self.tally["connections"] += 1
        inner, outer = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(self._pump(reader, outer, "up"), self._pump(inner, writer, "down"))

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(1 << 16):
                self.tally[way] += len(data)
                writer.write(data)
                await writer.drain()
        with suppress(ConnectionError):
            writer.close()

    def told(self, _: bytes) -> bytes:
        """What has gone through since the last time."""
        told, self.tally = json.dumps(self.tally).encode(), Counter()
        return document(told, b"application/json")


async def _main(certificate: str | None) -> None:
    outlets = Outlets("https" if certificate else "http")
    relay = Relay(await listen(outlets.answer, certificate))
    server = await asyncio.start_server(relay.connected, "127.0.0.1", 0, backlog=4096)
    tally = await listen(relay.told)
    await until_told(server.sockets[0].getsockname()[1], tally)


if __name__ == "__main__":
    uvloop.run(_main(sys.argv[1] if len(sys.argv) > 1 else None))
