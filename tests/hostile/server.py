"""A server that says on the wire what a case wants said."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PEMS = Path(__file__).parents[1] / "data" / "fetch"
TLS_HELLO = b"\x16"
REASONS = {200: "OK", 302: "Found", 304: "Not Modified"}

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Script
Pages = Mapping[str, Answer | tuple[Answer, ...]]  # several: one a request


def answer(
    body: bytes | str = b"", kind: str = "text/html; charset=utf-8", status: int = 200, **more: str
) -> bytes:
    """A whole answer; `more` are headers, their hyphens written as underscores."""
    raw = body.encode(errors="surrogatepass") if isinstance(body, str) else body
    headers = {"Content-Type": kind, "Content-Length": str(len(raw))}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Odd')}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if value]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + raw


def moved(where: str, status: int = 302) -> bytes:
    """A redirect; @PORT@ in `where` stands for the server's port."""
    return answer(status=status, Location=where)


def with_port(body: str, kind: str) -> Script:
    """An answer in whose body @PORT@ stands for the server's port."""

    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        writer.write(answer(body.replace("@PORT@", str(port)), kind))

    return say


@dataclass
class Server:
    """A running server: its port, and the paths it was asked for with their hosts."""

    pages: Pages
    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)  # host, path

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer."""
        try:
            first = await reader.readexactly(1)
            if first == TLS_HELLO:
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await self._say(self._next(head), reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        finally:
            writer.close()

    def _next(self, head: str) -> Answer:
        path = head.split(" ", 2)[1]
        host = next(line for line in head.split("\r\n") if line.lower().startswith("host:"))
        self.asked.append((host[5:].strip().rpartition(":")[0], path))
        bare = path.partition("?")[0]
        said = self.pages.get(bare) or self.pages.get("*" if bare != "/robots.txt" else "")
        if said is None:
            return answer(status=404)
        if not isinstance(said, tuple):
            return said
        times = sum(asked.partition("?")[0] == bare for _, asked in self.asked)
        return said[min(times, len(said)) - 1]

    async def _say(
        self, said: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if not isinstance(said, bytes):
            return await said(reader, writer)
        head, end, body = said.partition(b"\r\n\r\n")
        writer.write(head.replace(b"@PORT@", str(self.port).encode()) + end + body)
        return await writer.drain()


@asynccontextmanager
async def serving(
    pages: Pages, identity: str = "", slow_tls: bool = False
) -> AsyncIterator[Server]:
    """A server of these pages on loopback; `identity` names the PEM file it speaks TLS with."""
    here = Server(pages)
    tls = None
    if identity:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(PEMS / identity)
    tasks: set[asyncio.Task[None]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        writers.append(writer)
        with suppress(asyncio.CancelledError):  # a stream's task that is cancelled logs an error
            await (_mute(reader) if slow_tls else here.serve(reader, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    here.port = server.sockets[0].getsockname()[1]
    try:
        yield here
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in writers:
            writer.transport.abort()
        await asyncio.sleep(0)  # the transports close in the loop's next turn


async def _mute(reader: asyncio.StreamReader) -> None:
    while await reader.read(1000):
        pass
