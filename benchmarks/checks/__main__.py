"""`python -m benchmarks.checks [HOSTS] [--tls]`: checks that end in 304, a CPU second.

A whole check is: due → request → state committed. Each host is another (one connection a
check), the store is a real file. Beside it in the same run, the requests alone: httpx as it
comes, our fetcher, and aiohttp bare. The server's own CPU time does not count. Rounds take turns;
medians.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import aiohttp
import httpx
import uvloop
from aiohttp.abc import AbstractResolver, ResolveResult

from benchmarks.checks.server import ETAG
from benchmarks.outlets.answering import own_certificate
from benchmarks.outlets.asking import by_httpx, each
from benchmarks.outlets.served import served
from benchmarks.turns import in_turns
from model.rulebook import Rulebook, Settings
from model.source import Request, Source
from monitors.fetch import open_fetcher
from scheduler.local import LocalRunner
from scheduler.world import World
from store.sqlite import SqliteStore
from tests.kit.line import Listener

ROUNDS = 5
AT_ONCE = 100
BATCH = 500
EVERY = timedelta(minutes=5)


class _Clock:
    """Moves on by a period from round to round."""

    at = datetime(2031, 3, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class _NoTopics:
    def match(self, _: object) -> tuple[()]:
        return ()


@contextmanager
def _server(folder: Path, *, tls: bool) -> Iterator[str]:
    """The base of all addresses, with a place for the host's name."""
    with served("benchmarks.checks.server", *own_certificate(folder, tls=tls)) as server:
        yield f"http{'s' if tls else ''}://{{host}}.hosts.example:{server.said}/feed.xml"


class _Here(AbstractResolver):
    """Every name is this machine."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        """The loopback address."""
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing to close."""


async def _bare(urls: list[str]) -> None:
    headers = {"If-None-Match": ETAG}
    context = httpx.create_ssl_context()
    connector = aiohttp.TCPConnector(
        force_close=True, limit=AT_ONCE, ssl=context, resolver=_Here(), family=socket.AF_INET
    )
    async with aiohttp.ClientSession(connector=connector) as session:

        async def get(url: str) -> None:
            async with session.get(url, headers=headers) as answer:
                await answer.read()

        await each(urls, get)


async def _measure(base: str, hosts: int, folder: Path) -> None:
    names = [f"h{n}" for n in range(hosts)]
    urls = [base.format(host=name) for name in names]
    sources = {
        name: Source(
            name, url, every=EVERY, private_hosts=frozenset({f"{name}.hosts.example"}), backfill=0
        )
        for name, url in zip(names, urls, strict=True)
    }
    asked = {
        one.url: Request(one.url, etag=ETAG, private_hosts=one.private_hosts)
        for one in sources.values()
    }
    clock = _Clock()
    store = await SqliteStore.open(folder / "wirewatch.db")
    book = Rulebook("v1", Settings(), {}, sources, (), _NoTopics())
    async with open_fetcher(
        pause=timedelta(0), concurrency=AT_ONCE, now=clock.now, lookup=lambda _: ["127.0.0.1"]
    ) as fetcher:
        world = World(store, fetcher, Listener(), book, clock=clock)
        runner = LocalRunner(world)
        await runner.start()
        began = process_time()
        await _turn(runner, hosts)
        print(f"first sight of {hosts:,} hosts: {process_time() - began:.1f} CPU s")

        async def ours(all_urls: list[str]) -> None:
            await each(all_urls, lambda url: fetcher.fetch(asked[url]))

        async def whole(_: list[str]) -> None:
            clock.at += 2 * EVERY
            await _turn(runner, hosts)

        ways = {
            "httpx as it comes": partial(by_httpx, etag=ETAG),
            "our fetcher": ours,
            "aiohttp bare": _bare,
            "a whole check": whole,
        }
        await _rounds(ways, urls)
    states = await store.source_states()
    if not all(state.checks == ROUNDS + 1 and not state.failures for state in states):
        sys.exit(f"not every check ended well: {states[0]}")
    await store.close()


async def _turn(runner: LocalRunner, hosts: int) -> None:
    done = 0
    while done < hosts:
        await runner.tick()
        tasks = set(runner.tasks)
        done += len(tasks)
        await asyncio.gather(*tasks)


async def _rounds(ways: dict[str, Callable[[list[str]], Awaitable[None]]], urls: list[str]) -> None:
    spent = await in_turns({name: partial(work, urls) for name, work in ways.items()}, ROUNDS)
    first = median(spent["httpx as it comes"].cpu)
    for name in ways:
        mine = median(spent[name].cpu)
        rate, seconds = len(urls) / mine, len(urls) / median(spent[name].wall)
        print(
            f"{name:20} {rate:8,.0f} a CPU second  × {first / mine:5.2f}  {seconds:8,.0f} a second"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


def main() -> None:
    """One table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("hosts", type=int, nargs="?", default=2_000)
    asked.add_argument("--tls", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _server(folder, tls=given.tls) as base:
            uvloop.run(_measure(base, given.hosts, folder))


if __name__ == "__main__":
    main()
