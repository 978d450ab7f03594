"""`python -m benchmarks.push [ROUNDS] [SECONDS]`: from publication to message, pushed and polled.

`bot.py run` as a process watches two papers alike over real HTTP, each polled every SECONDS; one
names a hub, which pushes at the moment of publication. Both publish together, at moments that have
nothing to do with the polls. Told: the delay until the messenger has the message, and how often
each feed was asked. A hub's own delay, of which nothing can be measured here, comes on top.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import monotonic

from tests.kit.newspaper import Newspaper
from tests.kit.program import Program, program
from tests.standin.botapi import TOKEN, BotApi
from tests.standin.hub import Hub

PUSHED, POLLED = 1, 2  # chats
USUAL = 300.0  # seconds between two polls where rules.yaml says nothing
RULES = """\
settings: {{burst: "off", host_pause: 0s, allow_private_addresses: true, backfill: 0,
  same_story: always}}
topics: {{drones: {{title: Drones, any: [drones]}}}}
sources:
  - {{name: Pushed, url: "{pushed}/feed.xml", every: {every}s-1h}}
  - {{name: Polled, url: "{polled}/feed.xml", every: {every}s}}
chats: [{{chat: 1, sources: [Pushed]}}, {{chat: 2, sources: [Polled]}}]
"""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def _measure(rounds: int, every: int) -> None:
    port = free_port()
    async with Newspaper() as pushed, Newspaper() as polled, Hub() as hub, BotApi() as api:
        papers = {PUSHED: pushed, POLLED: polled}
        with tempfile.TemporaryDirectory() as folder:
            rules = RULES.format(pushed=pushed.url, polled=polled.url, every=every)
            (Path(folder) / "rules.yaml").write_text(rules, "utf-8")
            env = {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": api.url,
                "WIREWATCH_PUSH_URL": f"http://127.0.0.1:{port}/push",
                "WIREWATCH_PUSH_LISTEN": f"127.0.0.1:{port}",
            }
            for paper in papers.values():
                paper.publish("of-old")
            pushed.hub = hub.url
            async with program("run", cwd=Path(folder), **env) as running:
                await hub.wait(live=1, seconds=60)
                asked = {chat: paper.asked for chat, paper in papers.items()}
                delays = await _publish(papers, hub, api, rounds, every)
                asked = {chat: paper.asked - asked[chat] for chat, paper in papers.items()}
                await _end(running)
    _tell(delays, asked, rounds, every)


async def _publish(
    papers: Mapping[int, Newspaper], hub: Hub, api: BotApi, rounds: int, every: int
) -> dict[int, list[float]]:
    loop, random = asyncio.get_running_loop(), Random(7)
    delays: dict[int, list[float]] = {chat: [] for chat in papers}
    for number in range(rounds):
        await asyncio.sleep(random.uniform(0.7, 1.7) * every)
        begun, known = loop.time(), len(api.sent)
        for chat, paper in papers.items():
            paper.publish(f"{chat}-{number}")
        await hub.push(f"{papers[PUSHED].url}/feed.xml")
        arrived = await api.wait_for(known + len(papers), 3 * every + 30)
        for one in arrived[known:]:
            delays[int(one.chat)].append(one.at - begun)
    return delays


async def _end(running: Program) -> None:
    running.ask_to_stop()
    await running.ends(20)


def _tell(
    delays: Mapping[int, Sequence[float]], asked: Mapping[int, int], rounds: int, every: int
) -> None:
    print(f"{rounds} articles of each paper, polled every {every} s")
    for chat, name in ((PUSHED, "pushed"), (POLLED, "polled")):
        found = delays[chat]
        print(
            f"  {name}: publication to message p50 {median(found):.2f} s, "
            f"p95 {quantiles(found, n=20, method='inclusive')[-1]:.2f} s, most {max(found):.2f} s; "
            f"its feed was asked {asked[chat]} times"
        )
    times = median(delays[POLLED]) / median(delays[PUSHED])
    print(f"  polling takes {times:.1f} times as long; every {USUAL:.0f} s it would be", end=" ")
    beyond = median(delays[PUSHED])
    waiting = median(delays[POLLED]) - beyond  # for the next poll, half a period
    print(f"{(waiting * USUAL / every + beyond) / beyond:.0f} times")


def main() -> None:
    """Measure, and say how long it took."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    begun = monotonic()
    asyncio.run(_measure(rounds, every))
    print(f"  in {monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
