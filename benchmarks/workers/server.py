"""`python -m benchmarks.workers.server`: outlets without news and with, on loopback.

The host's name tells the outlet, h17.hosts.example. /same.xml answers 304. /news.xml tells
another article each time it is asked for, as heavy a page as those on the web, its text met nowhere
else.
Prints its port once all texts are made. Serves until its input ends.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import uvloop

from benchmarks.matching.newsroom import LANGUAGES, articles, language
from benchmarks.outlets.answering import CLOSED, NONE, document, listen, until_told
from benchmarks.outlets.pages import Outlet, article_page, feed

POOL = 700  # articles of a language; told once each, then again from the first
SIZES = (30_000, 90_000, 180_000)  # bytes of article pages
_SAME = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n' + CLOSED
_HOST = re.compile(rb"host: (h(\d+)\.hosts\.example:\d+)")
_NUMBER = re.compile(rb"-(\d+)\.html$")


class Outlets:
    """What each outlet answers."""

    def __init__(self) -> None:
        self.told = {code: articles(language(code), POOL, seed=5) for code in LANGUAGES}
        self.began = datetime.now(UTC).replace(microsecond=0)
        self.next = {code: count() for code in LANGUAGES}

    def answer(self, head: bytes) -> bytes:
        """To one request."""
        path, host = head.split(b" ", 2)[1], _HOST.search(head)
        if path == b"/same.xml" and b"if-none-match" in head:
            return _SAME
        if host is None or path == b"/robots.txt":
            return NONE
        number, base = int(host[2]), f"http://{host[1].decode()}"
        code = LANGUAGES[number % len(LANGUAGES)]
        outlet = Outlet(f"Paper {number}", base, code, self.told[code])
        if path == b"/same.xml":  # what it tells is too old to be read
            body = feed(outlet, [0], self.began - timedelta(days=30))
            return document(body, b"application/rss+xml", b'ETag: "1"\r\n')
        if path == b"/news.xml":
            body = feed(outlet, [next(self.next[code])], datetime.now(UTC))
            return document(body, b"application/rss+xml")
        asked = _NUMBER.search(path)
        if asked is None:
            return NONE
        size = SIZES[int(asked[1]) % len(SIZES)]
        page = article_page(outlet, int(asked[1]), self.began, size)
        return document(page, b"text/html; charset=utf-8")


async def _main() -> None:
    await until_told(await listen(Outlets().answer))


if __name__ == "__main__":
    uvloop.run(_main())
