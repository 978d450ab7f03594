"""`python -m benchmarks.line.server MINUTES`: feeds that publish at random, and articles.

One loopback port; the host's name tells the feed: h17.hosts.example. Each feed publishes once in
so many minutes, at a moment of its own (0: never), and answers 304 in between. Prints its port,
then answers until its input ends.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from random import Random
from time import time

import uvloop

from benchmarks.matching.newsroom import articles, language
from benchmarks.outlets.answering import CLOSED, NONE, document, listen, until_told

_POOL = 3_000  # articles, each told by one feed
_HOST = re.compile(rb"host: h(\d+)\.")
_MATCH = re.compile(rb'if-none-match: "(\d+)"')


class _News:
    """What each feed has published by now."""

    def __init__(self, minutes: float) -> None:
        self.began, self.length = time(), minutes * 60
        self.port = 0
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
            return NONE
        feed = int(host[1])
        if b"get /feed.xml" not in head:
            return self._page(head, feed)
        count, known = self.count(feed), _MATCH.search(head)
        etag = f'ETag: "{count}"\r\n'.encode()
        if known and int(known[1]) == count:
            return b"HTTP/1.1 304 Not Modified\r\n" + etag + CLOSED
        return document(self._feed(feed, count), b"application/rss+xml", etag)

    def _feed(self, feed: int, count: int) -> bytes:
        items = "".join(self._item(feed, number) for number in range(1, count + 1)[-10:])
        old = self._item_of(feed, 0, "Of old", datetime.now(UTC) - timedelta(days=30))
        channel = f"<channel><title>Paper {feed}</title>{items}{old}</channel>"
        return f"<rss version='2.0'>{channel}</rss>".encode()

    def _item(self, feed: int, number: int) -> str:
        seconds = (number - Random(feed).random()) * self.length
        at = datetime.fromtimestamp(self.began + seconds, UTC)
        return self._item_of(feed, number, self._article(feed, number).title, at)

    def _article(self, feed: int, number: int):  # noqa: ANN202 # an Article
        return self.pool[(feed * 7 + number) % _POOL]

    def _page(self, asked: bytes, feed: int) -> bytes:
        number = int(asked.split(b" ", 2)[1].rpartition(b"/")[2] or 0)
        told = self._article(feed, number)
        text = "".join(f"<p>{part}</p>" for part in told.text.split("\n") if part)
        head = f"<title>{told.title}</title>"
        page = f"<html lang=en>{head}<article><h1>{told.title}</h1>{text}</article>"
        return document(page.encode(), b"text/html; charset=utf-8")

    def _item_of(self, feed: int, number: int, title: str, at: datetime) -> str:
        link = f"http://h{feed}.hosts.example:{self.port}/{number}"
        date = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


async def _main(minutes: float) -> None:
    news = _News(minutes)
    news.port = await listen(news.answer)
    await until_told(news.port)


if __name__ == "__main__":
    uvloop.run(_main(float(sys.argv[1])))
