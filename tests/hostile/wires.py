"""Misbehaviour on the wire: bombs, drips, floods, lies of HTTP and of TLS."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from functools import partial

import brotli
import zstandard

from model.source import Trouble
from tests.hostile.documents import GOOD, RSS, feed, item, rss
from tests.hostile.server import Answer, Script, answer
from tests.hostile.stage import HOST, Case

HTTPS = f"https://{HOST}:{{port}}/"
SHORT = 0.4  # seconds
OVERSIZE = 34_000_000  # bytes that a bomb unpacks to
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


def only(said: Answer) -> dict[str, Answer]:
    """A site that says one thing, and has no robots.txt."""
    return {"/": said}


def raw(said: bytes, *, reset: bool = False) -> Script:
    """Say this and hang up, politely or by a reset."""

    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        if reset:
            linger = struct.pack("ii", 1, 0)
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()

    return say


def again(first: bytes, part: bytes, pause: float = 0.0) -> Script:
    """Say `first`, then `part` for ever."""

    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return say


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Accept, and never say a word."""
    await reader.read()


def bomb(coding: str) -> dict[str, Answer]:
    """A feed of 34 megabytes in some kilobytes."""
    body = rss(item(GOOD)).encode() + b" " * OVERSIZE
    for one in coding.split(", "):
        body = PACKERS[one](body)
    return only(answer(body, RSS, Content_Encoding=coding))


def nested() -> dict[str, Answer]:
    """A gzip in a gzip without a header that says so."""
    inner = gzip.compress(gzip.compress(b"0" * OVERSIZE, 5), 5)
    return only(answer(inner, "application/gzip"))


PACKERS = {
    "gzip": partial(gzip.compress, compresslevel=5),
    "deflate": partial(zlib.compress, level=5),
    "br": partial(brotli.compress, quality=1),
    "zstd": zstandard.compress,
}
LARGE = "sends a document larger than 8 MB"
BROKE_OFF = "broke off in the middle of its answer"
ODD_HTTP = "does not answer in readable HTTP"
LATE = f"{HOST} did not answer within {SHORT} s"

CASES = (
    Case("gzip bomb", partial(bomb, "gzip"), Trouble.TOO_LARGE, LARGE),
    Case("deflate bomb", partial(bomb, "deflate"), Trouble.TOO_LARGE, LARGE),
    Case("brotli bomb", partial(bomb, "br"), Trouble.TOO_LARGE, LARGE),
    Case("zstd bomb", partial(bomb, "zstd"), Trouble.TOO_LARGE, LARGE),
    Case("bomb in a bomb", partial(bomb, "gzip, gzip"), Trouble.BROKEN, f"{HOST} sends"),
    Case("bomb of four codings", partial(bomb, "gzip, br, zstd, deflate"), Trouble.BROKEN, HOST),
    Case("nested gzip without a word", nested, Trouble.TOO_LARGE, "unpacks to more than 32 MB"),
    Case(
        "gzip that breaks off",
        lambda: only(answer(gzip.compress(b"news " * 99)[:-9], RSS, Content_Encoding="gzip")),
        Trouble.BROKEN,
        "sends a compressed answer that breaks off before its end",
    ),
    Case(
        "gzip that is none",
        lambda: only(feed(Content_Encoding="gzip")),
        Trouble.BROKEN,
        f"{HOST} sends",
    ),
    Case(
        "unknown coding",
        lambda: only(feed(Content_Encoding="rot13")),
        Trouble.BROKEN,
        f"{HOST} sends",
    ),
    Case(
        "endless body",
        lambda: only(again(HEAD + b"\r\n", b"<item>" * 10_000)),
        Trouble.TOO_LARGE,
        LARGE,
    ),
    Case(
        "dripping body",
        lambda: only(again(HEAD + b"\r\n", b"x", 0.02)),
        Trouble.TIMEOUT,
        LATE,
        seconds=SHORT,
    ),
    Case(
        "dripping headers",
        lambda: only(again(HEAD, b"X-Y: z\r\n", 0.02)),
        Trouble.TIMEOUT,
        LATE,
        seconds=SHORT,
    ),
    Case("host that never answers", lambda: only(silent), Trouble.TIMEOUT, LATE, seconds=SHORT),
    Case(
        "TLS handshake that never ends",
        lambda: only(feed()),
        Trouble.TIMEOUT,
        LATE,
        url=HTTPS,
        slow_tls=True,
        seconds=SHORT,
    ),
    Case(
        "one huge header",
        lambda: only(raw(HEAD + b"X-Y: " + b"z" * 2_000_000 + b"\r\n\r\nno")),
        Trouble.BROKEN,
        ODD_HTTP,
    ),
    Case(
        "a thousand headers",
        lambda: only(raw(HEAD + b"".join(b"X-%d: z\r\n" % n for n in range(1000)) + b"\r\nno")),
        Trouble.BROKEN,
        ODD_HTTP,
    ),
    Case(
        "endless headers",
        lambda: only(again(HEAD, b"X-Y: " + b"z" * 500 + b"\r\n")),
        Trouble.BROKEN,
        ODD_HTTP,
    ),
    Case(
        "length announced too short",
        lambda: only(feed(Content_Length="300")),
        Trouble.BROKEN,
        "",
    ),
    Case(
        "length announced too long",
        lambda: only(feed(Content_Length="300000")),
        Trouble.BROKEN,
        BROKE_OFF,
    ),
    Case(
        "length announced beyond all bounds",
        lambda: only(feed(Content_Length="99999999999999999999")),
        Trouble.BROKEN,
        ODD_HTTP,
    ),
    Case(
        "two lengths that differ",
        lambda: only(raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n<rss>")),
        Trouble.BROKEN,
        ODD_HTTP,
    ),
    Case(
        "chunks that are garbage",
        lambda: only(raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss>")),
        Trouble.BROKEN,
    ),
    Case(
        "a chunk of endless size",
        lambda: only(raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n<rss>")),
        Trouble.BROKEN,
    ),
    Case("HTTP/0.9", lambda: only(raw(rss(item(GOOD)).encode())), Trouble.BROKEN, ODD_HTTP),
    Case("a mail server", lambda: only(raw(b"220 mail ESMTP\r\n")), Trouble.BROKEN, ODD_HTTP),
    Case(
        "a flood of 1xx",
        lambda: only(again(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50, 0.001)),
        Trouble.TIMEOUT,
        LATE,
        seconds=SHORT,
    ),
    Case(
        "reset within the body",
        lambda: only(raw(HEAD + b"Content-Length: 900\r\n\r\n<rss>", reset=True)),
        Trouble.BROKEN,
        BROKE_OFF,
    ),
    Case(
        "reset within the headers",
        lambda: only(raw(HEAD, reset=True)),
        Trouble.UNREACHABLE,
        f"{HOST} broke off the connection",
    ),
    Case("hangs up", lambda: only(raw(b"")), Trouble.UNREACHABLE, f"{HOST} broke off"),
    Case(
        "certificate signed by itself",
        lambda: only(feed()),
        Trouble.TLS,
        f"the certificate of {HOST} is not valid: it is signed by the server itself",
        url=HTTPS,
        identity="tls-self-signed.pem",
    ),
    Case(
        "certificate of a stranger",
        lambda: only(feed()),
        Trouble.TLS,
        "it is signed by nobody known here",
        url=HTTPS,
        identity="tls-good.pem",
    ),
    Case(
        "TLS at a port without it",
        lambda: only(feed()),
        Trouble.TLS,
        f"{HOST} does not speak https at this address",
        url=HTTPS,
    ),
    Case(
        "plain HTTP at a port with TLS",
        lambda: only(feed()),
        Trouble.UNREACHABLE,
        HOST,
        identity="tls-good.pem",
    ),
)
