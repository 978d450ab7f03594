"""bot.py with two faults of ours built in, whose words are the worst that an exception can hold."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import bot
import cli.telegram
import cli.watching
from model.source import Fetched, FetchFailed, NotModified, Request

WORDS = os.environ["WORST_WORDS"]


class Breaking(cli.watching.TimedFetcher):
    """Breaks at one address."""

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """As the fetcher."""
        if request.url.endswith("/fault"):
            raise RuntimeError(WORDS, request)
        return await super().fetch(request)


async def drawn(_: object) -> bytes:
    """Break where /stats is asked."""
    raise RuntimeError(WORDS)


if __name__ == "__main__":
    cli.watching.TimedFetcher = Breaking
    cli.telegram.drawn = drawn
    sys.exit(bot.main(sys.argv[1:]))
