"""`python -m benchmarks.burst.server [--calm]`: the tests' Bot API server in a process of its own.

It refuses with 429 whoever is faster than Telegram allows (edits count as messages do), unless
--calm. Prints its address; once its input ends, what arrived: as JSON, the calls of each method,
how many were refused, and chat, loop time and edits of each message.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any

import uvloop

from benchmarks.outlets.answering import until_told
from tests.standin.botapi import BotApi


def _told(api: BotApi) -> dict[str, Any]:
    return {
        "calls": Counter(method for method, _ in api.calls),
        "refused": api.floods.violations if api.floods else 0,
        "sent": [(one.chat, one.at, one.edits) for one in api.sent],
    }


async def _main(*, floods: bool) -> None:
    async with BotApi(floods=floods) as api:
        await until_told(api.url)
        print(json.dumps(_told(api)))


def main() -> None:
    """Serve until the input ends."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--calm", action="store_true")
    uvloop.run(_main(floods=not asked.parse_args().calm))


if __name__ == "__main__":
    main()
