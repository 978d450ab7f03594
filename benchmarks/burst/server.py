"""`python -m benchmarks.burst.server [--calm]`: the tests' Bot API server in a process of its own.

It refuses with 429 whoever is faster than Telegram allows (edits count as messages do), unless
--calm, and forgives nothing. Prints its address; once its input ends, as JSON: chat and loop time
of each message and edit that was taken, the moments of the messages alone, how many edits there
were, and what was refused with how many seconds before it its chat, and all chats thirty messages
ago, had been served.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from typing import Any

import uvloop

from benchmarks.outlets.answering import until_told
from tests.standin.botapi import BotApi
from tests.standin.floods import Floods


@dataclass(slots=True)
class Watched(Floods):
    """Remembers what it judged."""

    taken: list[tuple[int | str, float]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)

    def judge(self, chat: int | str, now: float) -> int:
        """As ever."""
        wait = Floods.judge(self, chat, now)
        if wait:
            own = [at for one, at in self.taken if one == chat]
            everybody = self.taken[-30:]
            since = {"chat": chat, "own": now - own[-1] if own else None}
            self.refused.append({**since, "thirtieth": now - everybody[0][1]})
        else:
            self.taken.append((chat, now))
        return wait


async def _main(*, calm: bool) -> None:
    async with BotApi() as api:
        watched = Watched(slack=0.0)
        api.floods = None if calm else watched
        await until_told(api.url)
        edits = sum(one.edits for one in api.sent)
        told = {"taken": watched.taken, "edits": edits, "refused": watched.refused}
        print(json.dumps(told | {"messages": [one.at for one in api.sent]}))


def main() -> None:
    """Serve until the input ends."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--calm", action="store_true")
    uvloop.run(_main(calm=asked.parse_args().calm))


if __name__ == "__main__":
    main()
