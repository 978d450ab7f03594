"""One loopback port that answers one request a connection, as its client asks for."""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import Callable
from pathlib import Path

import trustme

Answer = Callable[[bytes], bytes]  # the request's head, in small letters → all that is sent back
CLOSED = b"Connection: close\r\n\r\n"
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" + CLOSED


class Answering(asyncio.Protocol):
    """One connection."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.head = answer, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """By asyncio's name for it."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """By asyncio's name for it."""
        self.head += data
        if self.head.endswith(b"\r\n\r\n"):
            self.transport.write(self.answer(self.head.lower()))
            self.transport.close()


def document(body: bytes, kind: bytes, more: bytes = b"") -> bytes:
    """A whole 200; `more` are further lines of its head."""
    start = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n" + more
    return start + f"Content-Length: {len(body)}\r\n".encode() + CLOSED + body


def header(head: bytes, name: bytes) -> bytes:
    """A header of a request's head; b"" where it is not there."""
    return head.partition(name + b": ")[2].partition(b"\r\n")[0]


async def listen(answer: Answer, certificate: str | None = None) -> int:
    """The port."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Answering(answer), "127.0.0.1", 0, ssl=context, backlog=4096
    )
    port: int = server.sockets[0].getsockname()[1]
    return port


async def until_told(*said: object) -> None:
    """Say a line, then serve until the input ends."""
    print(*said, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def own_certificate(folder: Path, *, tls: bool) -> tuple[Path, ...]:
    """A certificate with its key for all of hosts.example, trusted by this process; none without
    `tls`."""
    if not tls:
        return ()
    authority = trustme.CA()
    trusted, path = folder / "authority.pem", folder / "certificate.pem"
    authority.cert_pem.write_to_path(str(trusted))
    authority.issue_cert("*.hosts.example").private_key_and_cert_chain_pem.write_to_path(str(path))
    os.environ["SSL_CERT_FILE"] = str(trusted)
    return (path,)
