"""A program to be killed: claims all that is due, then commits checks as fast as it can.

Usage: store_claimant.py DATABASE_URL. Prints `held`, then the number of each check acknowledged.
"""

from __future__ import annotations

import asyncio
import sys

from store_makers import LEASE, T0, checked

from model.source import SourceState
from store.postgres import PostgresStore


async def main(url: str) -> None:
    """Go on until killed."""
    store = await PostgresStore.open(url)
    await store.claim_due(T0, LEASE, 100)
    await store.claim("terminal", T0, LEASE)
    print("held", flush=True)
    number = 0
    while True:
        await store.commit_check(checked(state=SourceState(f"burst {number}")))
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
