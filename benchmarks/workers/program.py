"""`python -m benchmarks.workers.program HOSTS PORT worker|run …`: bot.py as it is, but for three.

Names of hosts.example are on loopback. Their robots.txt has been read, as it has all day but for
the time of one check. And no thirtieth of a second lies between two messages over all chats:
Telegram's own limit would hide what the program can do; who sends next is agreed on all the same.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import bot
from cli import watching
from model.source import FetchFailed, Trouble
from monitors.fetch import HttpFetcher, open_fetcher
from monitors.web.robots import ALLOW_ALL
from scheduler import jobs
from store import postgres_pacing

_NONE = FetchFailed("", Trouble.GONE, "there is none", 404)


def main() -> int:
    """As bot.py ends."""
    hosts, port, *arguments = sys.argv[1:]

    @asynccontextmanager
    async def met(**given: Any) -> AsyncIterator[HttpFetcher]:
        async with open_fetcher(lookup=lambda _: ["127.0.0.1"], **given) as fetcher:
            now = asyncio.get_running_loop().time()
            for number in range(int(hosts)):
                host = fetcher._host(f"http://h{number}.hosts.example:{port}/")  # noqa: SLF001 # robots.txt is learnt beforehand
                host.manners.learn_robots(ALLOW_ALL, _NONE, now)
            yield fetcher

    watching.open_fetcher = met  # type: ignore[assignment] # in its place
    for one in (watching, jobs):
        one.SMOOTH = 0.0  # type: ignore[attr-defined] # imported there
    postgres_pacing.WINDOW = 0.0  # type: ignore[attr-defined] # its lanes are free at once
    return bot.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
