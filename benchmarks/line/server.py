"""`python -m benchmarks.line.server MINUTES`: feeds that publish at random, and articles.

One loopback port; the host's name tells the feed: h17.hosts.example. Each feed publishes once in
so many minutes, at a moment of its own (0: never), and answers 304 in between. Prints its port,
then answers until its input ends.
"""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import UTC, datetime, timedelta
from random import Random
from time import time

import uvloop

from benchmarks.matching.newsroom import articles, language

_POOL = 3_000  # articles, each told by one feed
_HOST = re.compile(rb"host: h(\d+)\.")
_MATCH = re.compile(rb'if-none-match: "(\d+)"')
_CLOSED = b"Connection: close\r\n\r\n"
_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" + _CLOSED


class _News:
    """What each feed has published by now."""

    def __init__(self, minutes: float) -> None:
        self.began, self.length = time(), minutes * 60
        self.pool = articles(language("en"), _POOL, seed=3)

    def count(self, feed: int) -> int:
        """How many articles."""
        if not self.length:
            return 0
        return int((time() - self.began) / self.length + Random(feed).random())

    def answer(self, head: bytes) -> bytes:
        """To one request."""
        host = _HOST.search(head)
        if host is None or b"get /robots.txt" in head:
            return _NONE
        feed = int(host[1])
        if b"get /feed.xml" not in head:
            return self._page(head, feed)
        count, known = self.count(feed), _MATCH.search(head)
        etag = f'ETag: "{count}"\r\n'.encode()
        if known and int(known[1]) == count:
            return b"HTTP/1.1 304 Not Modified\r\n" + etag + _CLOSED
        return _document(self._feed(feed, count), b"application/rss+xml", etag)

    def _feed(self, feed: int, count: int) -> str:
        items = "".join(self._item(feed, number) for number in range(1, count + 1)[-10:])
        old = _item_of(feed, 0, "Of old", datetime.now(UTC) - timedelta(days=30))
        return (
            f"<rss version='2.0'><channel><title>Paper {feed}</title>{items}{old}</channel></rss>"
        )

    def _item(self, feed: int, number: int) -> str:
        seconds = (number - Random(feed).random()) * self.length
        at = datetime.fromtimestamp(self.began + seconds, UTC)
        return _item_of(feed, number, self._article(feed, number).title, at)

    def _article(self, feed: int, number: int):  # noqa: ANN202 # an Article
        return self.pool[(feed * 7 + number) % _POOL]

    def _page(self, asked: bytes, feed: int) -> bytes:
        number = int(asked.split(b" ", 2)[1].rpartition(b"/")[2] or 0)
        told = self._article(feed, number)
        text = "".join(f"<p>{part}</p>" for part in told.text.split("\n") if part)
        head = f"<title>{told.title}</title>"
        page = f"<html lang=en>{head}<article><h1>{told.title}</h1>{text}</article>"
        return _document(page, b"text/html; charset=utf-8", b"")


def _item_of(feed: int, number: int, title: str, at: datetime) -> str:
    link = f"http://h{feed}.hosts.example:{{port}}/{number}"
    date = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def _document(text: str, kind: bytes, more: bytes) -> bytes:
    body = text.replace("{port}", str(_Feeds.port)).encode()
    start = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n" + more
    return start + f"Content-Length: {len(body)}\r\n".encode() + _CLOSED + body


class _Feeds(asyncio.Protocol):
    port = 0

    def __init__(self, news: _News) -> None:
        self.news, self.head = news, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.head += data
        if self.head.endswith(b"\r\n\r\n"):
            self.transport.write(self.news.answer(self.head.lower()))
            self.transport.close()


async def _main(minutes: float) -> None:
    news, loop = _News(minutes), asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Feeds(news), "127.0.0.1", 0, backlog=4096)
    _Feeds.port = server.sockets[0].getsockname()[1]
    print(_Feeds.port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(_main(float(sys.argv[1])))
