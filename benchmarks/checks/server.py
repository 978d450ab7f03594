"""`python -m benchmarks.checks.server [CERTIFICATE]`: ten thousand feeds on one loopback port.

Prints its port, then answers until its input ends: 304 to whoever knows the feed's ETag, the
feed to everybody else, 404 for robots.txt. One connection a request, as the client asks for.
"""

from __future__ import annotations

import sys

import uvloop

from benchmarks.outlets.answering import CLOSED, NONE, document, header, listen, until_told

ETAG = '"1"'
_ITEM = """<item><title>Harbour works go on, day {n}</title>
<link>http://{host}/{n}</link><guid>{n}</guid>
<pubDate>Sat, 01 Mar 2031 08:{n:02}:00 GMT</pubDate>
<description>The mayor looked at the works and said that they go on.</description></item>"""
_NAMED = b"ETag: " + ETAG.encode() + b"\r\n"
_SAME = b"HTTP/1.1 304 Not Modified\r\n" + _NAMED + CLOSED


def _answer(head: bytes) -> bytes:
    if b"get /robots.txt" in head:
        return NONE
    if b"if-none-match: " + ETAG.encode() in head:
        return _SAME
    host = header(head, b"host").decode()
    items = "".join(_ITEM.format(n=n, host=host) for n in range(20))
    body = f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>".encode()
    return document(body, b"application/rss+xml", _NAMED)


async def _main(certificate: str | None) -> None:
    await until_told(await listen(_answer, certificate))


if __name__ == "__main__":
    uvloop.run(_main(sys.argv[1] if len(sys.argv) > 1 else None))
