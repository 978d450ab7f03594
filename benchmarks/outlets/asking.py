"""Many requests or checks at once, and httpx as it comes, the baseline of what asks the web."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import httpx

T = TypeVar("T")


async def each(
    names: Sequence[str], work: Callable[[str], Awaitable[T]], at_once: int = 100
) -> list[T]:
    """What becomes of each, in their order, so many at once."""
    slots = asyncio.Semaphore(at_once)

    async def one(name: str) -> T:
        async with slots:
            return await work(name)

    return await asyncio.gather(*(one(name) for name in names))


async def by_httpx(urls: Sequence[str], etag: str, at_once: int = 100) -> None:
    """Each to the loopback address itself, the host's name in its header and handshake."""

    async def get(url: str) -> None:
        asked = httpx.URL(url)
        headers = {"Host": asked.netloc.decode(), "If-None-Match": etag, "Connection": "close"}
        named = {"sni_hostname": asked.host}
        here = asked.copy_with(host="127.0.0.1")
        await client.get(here, headers=headers, extensions=named)

    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=at_once)) as client:
        await each(urls, get, at_once)
