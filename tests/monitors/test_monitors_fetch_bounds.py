"""Hostile answers: too large, too slow, too packed, broken off, not HTTP at all."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from datetime import timedelta

import brotli
import pytest
import zstandard
from aiohttp import web
from fetch_kit import Script, fetcher, names, site, wire

from model.source import Fetched, FetchFailed, Request, Trouble

MEGABYTES = b"\0" * 20_000_000
SHORT = timedelta(seconds=0.4)


async def test_a_body_that_announces_too_much_is_not_read() -> None:
    """A Content-Length over the cap ends the exchange before the body."""
    page = web.Response(body=b"x" * 2000)
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(max_bytes=1999))
        fits = await web_.fetch(here.ask(max_bytes=2000))
    words = "127.0.0.1 sends a document larger than 2 kB"
    assert got == FetchFailed(here.url(), Trouble.TOO_LARGE, words)
    assert isinstance(fits, Fetched)


async def test_an_endless_body_is_cut_off() -> None:
    """Without an announced length the cap holds while the body streams."""
    gone = asyncio.Event()

    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 10_000)
                await writer.drain()
        finally:
            gone.set()

    async with wire(endless) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(max_bytes=100_000))
        await asyncio.wait_for(gone.wait(), 5)
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(MEGABYTES)),
        ("deflate", zlib.compress(MEGABYTES)),
        ("br", brotli.compress(MEGABYTES, quality=4)),
        ("zstd", zstandard.compress(MEGABYTES)),
        ("gzip, gzip", gzip.compress(gzip.compress(MEGABYTES))),
    ],
)
async def test_a_bomb_is_defused(coding: str, bomb: bytes) -> None:
    """A few bytes that unpack to twenty megabytes are a failure, whatever the coding."""
    page = web.Response(body=bomb, headers={"Content-Encoding": coding})
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(max_bytes=50_000))
    assert isinstance(got, FetchFailed)
    assert got.trouble is (Trouble.BROKEN if "," in coding else Trouble.TOO_LARGE)


async def test_a_packed_body_that_breaks_off_is_broken() -> None:
    """Half a gzip is no document, even if half of it could be unpacked."""
    page = web.Response(
        body=gzip.compress(b"news " * 99)[:-9], headers={"Content-Encoding": "gzip"}
    )
    async with site({"/": page}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.BROKEN
    assert got.message == "127.0.0.1 sends a compressed answer that breaks off before its end"


async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One byte now and then: each read is quick, the whole never ends."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drip_head(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same within the headers."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-Y: z\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Never a word."""
    await reader.read()


@pytest.mark.parametrize("script", [drip, drip_head, silent])
async def test_the_time_is_bounded_as_a_whole(script: Script) -> None:
    """However the time is wasted, it ends when the exchange may take no longer."""
    async with wire(script) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(timeout=SHORT))
    words = "127.0.0.1 did not answer within 0.4 s"
    assert got == FetchFailed(here.url(), Trouble.TIMEOUT, words)


async def test_redirects_share_one_time() -> None:
    """Ten slow redirects do not get ten times the time."""

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(0.15)
        step = int(request.path[1:] or 0)
        return web.Response(status=302, headers={"Location": f"/{step + 1}"})

    async with site({"/": slow} | {f"/{n}": slow for n in range(20)}) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(timeout=SHORT))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.TIMEOUT
    assert len(here.hits) <= 4


async def cut_short(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Fewer bytes than announced."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")


async def cut_chunk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A chunk that never ends."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf")


async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A reset in the middle of the body: lingering for no time makes the kernel send RST."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
    await writer.drain()
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@pytest.mark.parametrize("script", [cut_short, cut_chunk, reset])
async def test_a_body_that_breaks_off_is_broken(script: Script) -> None:
    """Half a document is never handed on as a whole one."""
    async with wire(script) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    words = "127.0.0.1 broke off in the middle of its answer"
    assert got == FetchFailed(here.url(), Trouble.BROKEN, words)


async def test_a_server_that_hangs_up_is_not_asked_again() -> None:
    """A connection closed without an answer is a failure, and one request only."""
    asked = 0

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1

    async with wire(hang_up) as here, fetcher() as web_:
        got = await web_.fetch(here.ask())
    words = "127.0.0.1 broke off the connection"
    assert got == FetchFailed(here.url(), Trouble.UNREACHABLE, words)
    assert asked == 1


@pytest.mark.parametrize(
    "said",
    [
        b"220 mail.example ESMTP ready\r\n",
        b"\x16\x03\x01\x00garbage\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 5000 + b"\r\n",
    ],
    ids=["smtp", "tls", "status", "header", "length", "chunk", "long header", "many headers"],
)
async def test_what_is_not_http_is_a_failure(said: bytes) -> None:
    """Garbage and oversized heads are told as such, quickly."""

    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)

    async with wire(say) as here, fetcher() as web_:
        got = await web_.fetch(here.ask(timeout=timedelta(seconds=5)))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.BROKEN, got


async def test_nobody_at_home() -> None:
    """A refused connection is told as such."""
    async with site() as here:
        pass
    async with fetcher() as web_:
        got = await web_.fetch(here.ask())
    words = "127.0.0.1 refused the connection"
    assert got == FetchFailed(here.url(), Trouble.UNREACHABLE, words)


async def test_a_name_nobody_knows() -> None:
    """A host without an address is told as such, in its own script."""
    async with fetcher(lookup=names()) as web_:
        plain = await web_.fetch(Request(url="http://news.example/"))
        arabic = await web_.fetch(Request(url="http://xn--mgbh0fb.example/"))
    assert isinstance(plain, FetchFailed)
    assert isinstance(arabic, FetchFailed)
    assert plain.trouble is Trouble.UNREACHABLE
    assert plain.message == "news.example could not be found (DNS)"
    assert arabic.message == "مثال.example could not be found (DNS)"


async def test_cancelling_passes_through() -> None:
    """A cancelled fetch ends as cancelled, and its host can be asked again."""
    entered = asyncio.Event()

    async def first_hangs(_: web.Request) -> web.Response:
        if not entered.is_set():
            entered.set()
            await asyncio.Event().wait()
        return web.Response(text="news")

    async with site({"/": first_hangs}) as here, fetcher() as web_:
        task = asyncio.create_task(web_.fetch(here.ask()))
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert isinstance(await web_.fetch(here.ask()), Fetched)
