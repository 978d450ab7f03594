"""`python -m benchmarks.workers.messenger`: a Bot API stand-in that takes every message at once.

What the tests' stand-in judges (markup, buttons, floods) would cost more than it takes to send.
Prints its address. Serves until its input ends.
"""

from __future__ import annotations

import asyncio
import json
import re
from itertools import count
from time import time
from urllib.parse import parse_qs

import uvloop

from benchmarks.outlets.answering import until_told

_ME = {"id": 1, "is_bot": True, "first_name": "Wire", "username": "wire_bot"}
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_POLL = 5.0  # seconds that a question for updates waits
_SAID = count(1)


class Messenger(asyncio.Protocol):
    """One connection, kept for the next request."""

    def __init__(self) -> None:
        self.given = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """By asyncio's name for it."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """By asyncio's name for it."""
        self.given += data
        head, end, rest = self.given.partition(b"\r\n\r\n")
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        if not end or len(rest) < length:
            return
        self.given = rest[length:]
        method = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
        if method == "getUpdates":
            asyncio.get_running_loop().call_later(_POLL, self._say, [])
            return
        self._say(_result(method, rest[:length]))

    def _say(self, result: object) -> None:
        body = json.dumps({"ok": True, "result": result}).encode()
        start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        if not self.transport.is_closing():
            self.transport.write(start + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def _result(method: str, body: bytes) -> object:
    if method == "getMe":
        return _ME
    if method == "getMyCommands":
        return []
    if method not in {"sendMessage", "editMessageText"}:
        return True
    chat = int(parse_qs(body.decode())["chat_id"][0])
    place = {"id": chat, "type": "private", "first_name": "Ada"}
    return {"message_id": next(_SAID), "date": int(time()), "chat": place, "from": _ME, "text": "."}


async def _main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Messenger, "127.0.0.1", 0, backlog=1024)
    await until_told(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")


if __name__ == "__main__":
    uvloop.run(_main())
