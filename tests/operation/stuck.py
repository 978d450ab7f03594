"""A program whose event loop gets stuck for a while: `python -m tests.operation.stuck PORT`."""

from __future__ import annotations

import asyncio
import logging
import sys
import time

from operation.metrics import Metrics
from operation.outside import seen
from tests.kit.line import make_line

PATIENCE = 0.4  # seconds


def a_page_of_a_million_brackets(until: str) -> None:
    """Stands for any work that never lets go, until the test has seen what it wanted."""
    give_up = time.monotonic() + 15
    while not sys.stdin.readline().startswith(until) and time.monotonic() < give_up:
        pass


async def main(port: int) -> None:
    """Turn, be stuck until "go" is read, turn again until the next line."""
    metrics = Metrics()
    metrics.heart.patience = PATIENCE
    metrics.heart.stacks = sys.stderr
    async with seen(make_line().world, metrics, ("127.0.0.1", port)):
        await asyncio.sleep(PATIENCE / 2)
        a_page_of_a_million_brackets("go")
        metrics.ticked()
        await asyncio.sleep(0)
        await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asyncio.run(main(int(sys.argv[1])))
