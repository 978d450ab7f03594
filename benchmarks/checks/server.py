"""`python -m benchmarks.checks.server [CERTIFICATE]`: ten thousand feeds on one loopback port.

Prints its port, then answers until its input ends: 304 to whoever knows the feed's ETag, the
feed to everybody else, 404 for robots.txt. One connection a request, as the client asks for.
"""

from __future__ import annotations

import asyncio
import ssl
import sys

import uvloop

ETAG = '"1"'
_ITEM = """<item><title>Harbour works go on, day {n}</title>
<link>http://{host}/{n}</link><guid>{n}</guid>
<pubDate>Sat, 01 Mar 2031 08:{n:02}:00 GMT</pubDate>
<description>The mayor looked at the works and said that they go on.</description></item>"""
_CLOSED = b"Connection: close\r\n\r\n"
_SAME = b"HTTP/1.1 304 Not Modified\r\nETag: " + ETAG.encode() + b"\r\n" + _CLOSED
_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" + _CLOSED


class _Feeds(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.head = b""

    def data_received(self, data: bytes) -> None:
        self.head += data
        if self.head.endswith(b"\r\n\r\n"):
            self.transport.write(_answer(self.head.lower()))
            self.transport.close()


def _answer(head: bytes) -> bytes:
    if b"get /robots.txt" in head:
        return _NONE
    if b"if-none-match: " + ETAG.encode() in head:
        return _SAME
    host = head.partition(b"host: ")[2].partition(b"\r\n")[0].decode()
    items = "".join(_ITEM.format(n=n, host=host) for n in range(20))
    body = f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>".encode()
    start = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {ETAG}\r\n"
    return f"{start}Content-Length: {len(body)}\r\n".encode() + _CLOSED + body


async def _main(certificate: str | None) -> None:
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Feeds, "127.0.0.1", 0, ssl=context, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(_main(sys.argv[1] if len(sys.argv) > 1 else None))
