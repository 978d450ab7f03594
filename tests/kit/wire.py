"""A line between a program and a server on loopback, which can be cut, stopped up and mended."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self


@dataclass(eq=False)
class Wire:
    """Listens on a port of its own and hands on what comes, both ways."""

    host: str
    port: int
    listens: int = 0  # the port, once it is entered
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._open.set()
        await self._listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._taken, "127.0.0.1", self.listens)
        self.listens = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Connections are reset, and new ones refused."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()

    def stop_up(self) -> None:
        """As a network that swallows what is sent: nothing passes, no connection ends."""
        self._open.clear()

    async def mend(self) -> None:
        """It carries again; what was stopped up passes now."""
        self._open.set()
        if self._server is not None and not self._server.is_serving():
            await self._listen()

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._writers.add(writer)
        try:
            await self._open.wait()
            away = await asyncio.open_connection(self.host, self.port)
            self._writers.add(away[1])
            await asyncio.gather(self._pump(reader, away[1]), self._pump(away[0], writer))
        except OSError:
            writer.transport.abort()
        finally:
            self._writers.discard(writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(65536):
                await self._open.wait()
                writer.write(piece)
                await writer.drain()
        writer.close()
        self._writers.discard(writer)
