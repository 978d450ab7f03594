"""`python -m benchmarks.workers [1 2 4]`: so many workers on one PostgreSQL, and one program alone.

Each is a process of its own (benchmarks.workers.program: bot.py as it is), the outlets and the
messenger are others, all on this machine with the server: what they cost in CPU is told beside what
they get done. The same world for each, a new database for each, in turns, medians of the rounds.

Each load comes at once, and is timed from then to the last one stored. checks: of 1,000 hosts that
answer 304. articles: of 80 feeds, each with one more; read, matched against a thousand rules,
placed and committed with their alerts, which are sent meanwhile. messages: two to each of 500
chats, by a Bot API that takes them all, one a second in each chat.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.matching.newsroom import LANGUAGES, language
from benchmarks.outlets.rulebook import newsroom_book, newsroom_rules
from benchmarks.outlets.served import served
from benchmarks.workers import office as offices
from benchmarks.workers.office import EACH, Office
from benchmarks.workers.picture import Bar, draw
from benchmarks.workers.watch import Spent, Waits, spent, trouble
from model.rulebook import Rulebook

HOSTS, NEWS = 1_000, 80  # outlets without news, and with
RULES, CHATS = 1_000, 500
LOOK = 0.05  # seconds between two looks
TOKEN = "1:takes-everything"  # noqa: S105 # of no bot
LONGEST = 120.0  # seconds that a load may take
SHOWN = 4  # waits of a load, by one way
START = 60.0  # seconds that programs have to be there


@dataclass(frozen=True, slots=True)
class Load:
    """So many of what, and before that so many that do not count."""

    name: str
    counted: str  # of `Counts`
    count: int
    warm: int = 0
    path: str = ""  # of the sources that are due; "" where messages are


LOADS = (
    Load("checks", "checks", HOSTS, 200, "/same.xml"),
    Load("articles", "articles", NEWS, 10, "/news.xml"),
    Load("messages", "sent", EACH * CHATS),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Who does the work, and on which database."""

    name: str
    command: str
    programs: int
    base: str

    def opened(self, folder: Path, book: Rulebook):  # noqa: ANN201 # a context of an Office
        """A store, filled."""
        return getattr(offices, self.base)(folder, book)


@dataclass(frozen=True, slots=True)
class Done:
    """What one load led to in one round."""

    rate: float  # a second
    cost: Spent  # CPU milliseconds each
    waits: Waits
    deadlocks: int = 0
    taken_back: int = 0


@dataclass(frozen=True, slots=True)
class World:
    """What all ways share."""

    rules: str
    book: Rulebook
    port: str
    api: str


async def _round(way: Way, world: World) -> dict[str, Done]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text(world.rules, "utf-8")
        (folder / "data").mkdir()
        async with way.opened(folder / "data", world.book) as office, AsyncExitStack() as stack:
            started = [_program(way, world, office, folder, n) for n in range(way.programs)]
            pids = await asyncio.gather(*map(stack.enter_async_context, started))
            return {load.name: await _loaded(load, office, pids) for load in LOADS}


@asynccontextmanager
async def _program(
    way: Way, world: World, office: Office, folder: Path, number: int
) -> AsyncIterator[int]:
    """Its process id, once it says that it has begun."""
    log = folder / f"{number}.log"
    data = folder / "data"
    command = [
        *(sys.executable, "-m", "benchmarks.workers.program", str(HOSTS + NEWS), world.port),
        *(way.command, "--rules", str(folder / "rules.yaml"), "--data", str(data)),
    ]
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": world.api, "DATABASE_URL": office.url}
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=output, stderr=output, env={**os.environ, **env}
        )
    try:
        async with asyncio.timeout(START):
            while "Alerts go" not in log.read_text("utf-8"):
                if process.returncode is not None:
                    sys.exit(f"{way.name} ended: {log.read_text('utf-8')[-2000:]}")
                await asyncio.sleep(LOOK)
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
        if "Traceback" in (said := log.read_text("utf-8")):
            print(said[-3000:], file=sys.stderr)


async def _loaded(load: Load, office: Office, pids: Sequence[int]) -> Done:
    if load.warm:
        await _all_done(load, office, load.warm, Waits())
        await _calm(office)
    waits, used, met = Waits(), spent(office, pids), trouble(office)
    took = await _all_done(load, office, load.count, waits)
    await _calm(office)  # what they led to is theirs
    cost = spent(office, pids).since(used)
    each = [1000 * one / load.count for one in (cost.programs, cost.store, cost.queue)]
    back = [late - early for late, early in zip(trouble(office), met, strict=True)]
    print(f"{load.name}: {took:.1f} s", file=sys.stderr, flush=True)
    return Done(load.count / took, Spent(*each), waits, *back)


async def _all_done(load: Load, office: Office, count: int, waits: Waits) -> float:
    """Have so many done; seconds until all are."""
    goal, began = getattr(office.counts(), load.counted) + count, perf_counter()
    if load.path:
        office.make_due(load.path, count)
    else:
        office.let_go()
    while getattr(now := office.counts(), load.counted) < goal:
        if now.failing or perf_counter() - began > LONGEST:
            why = office.ask("SELECT DISTINCT message FROM source WHERE failures > 0 LIMIT 3")
            sys.exit(f"{load.name}: {now} of {goal} in time, {why}")
        waits.look(office)
        await asyncio.sleep(LOOK)
    return perf_counter() - began


async def _calm(office: Office) -> None:
    """Until what was begun has ended."""
    before = office.counts()
    while True:
        await asyncio.sleep(0.5)
        if (now := office.counts()) == before and not now.queued:
            return
        before = now


def _bar(rounds: Sequence[Done]) -> Bar:
    """Medians: the rate, and the cost by who had it."""
    costs = [(one.cost.programs, one.cost.store, one.cost.queue) for one in rounds]
    return median(one.rate for one in rounds), [median(each) for each in zip(*costs, strict=True)]


def _told(name: str, load: str, rounds: Sequence[Done]) -> str:
    rate, costs = _bar(rounds)
    spent_at_once = rate * sum(costs) / 1000
    back = sum(one.deadlocks for one in rounds), sum(one.taken_back for one in rounds)
    cells = (
        *(load, name, f"{rate:,.0f}", *(f"{one:.2f}" for one in costs)),
        *(f"{spent_at_once:.2f}", *map(str, back)),
    )
    return f"| {' | '.join(cells)} |"


def _waited(name: str, load: str, rounds: Sequence[Done]) -> Iterator[str]:
    """What busy connections were at, most of the time first; what is rare is left out."""
    seen = sum((one.waits.seen for one in rounds), Counter[tuple[str, str]]())
    looks = sum(one.waits.looks for one in rounds)
    for (who, what), count in seen.most_common(SHOWN):
        yield f"| {load} | {name} | {who} | {what} | {count / looks:.2f} |"


def _ways(counts: Sequence[int]) -> list[Way]:
    return [
        Way("run, SQLite", "run", 1, "sqlite"),
        Way("run, PostgreSQL", "run", 1, "postgres"),
        *(Way(f"{n} worker{'s' * (n > 1)}", "worker", n, "postgres") for n in counts),
    ]


async def _measured(ways: Sequence[Way], rounds: int) -> dict[tuple[str, str], list[Done]]:
    found: dict[tuple[str, str], list[Done]] = {
        (load.name, way.name): [] for load in LOADS for way in ways
    }
    with (
        served("benchmarks.workers.server") as outlets,
        served("benchmarks.workers.messenger") as api,
    ):
        urls = [
            f"http://h{n}.hosts.example:{outlets.said}/{'same' if n < HOSTS else 'news'}.xml"
            for n in range(HOSTS + NEWS)
        ]
        spoken = [language(code) for code in LANGUAGES]
        given = urls, spoken, RULES, CHATS
        world = World(newsroom_rules(*given), newsroom_book(*given), outlets.said, api.said)
        for _ in range(rounds):
            for way in ways:
                for name, done in (await _round(way, world)).items():
                    found[name, way.name].append(done)
    return found


HEAD = """
| load | by | a second | CPU ms each: programs | server, the store | server, the queue \\
| cores in use | deadlocks | taken back |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""
WAITS = """
| load | by | connection | at | how many at a time |
| --- | --- | --- | --- | ---: |"""


def main() -> None:
    """Two tables, and the chart."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("workers", nargs="*", type=int, default=[1, 2, 4])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--picture", type=Path, help="where the chart goes")
    options = asked.parse_args()
    found = asyncio.run(_measured(_ways(options.workers), options.rounds))
    print(HEAD.replace("\\\n", ""))
    for (load, name), rounds in found.items():
        print(_told(name, load, rounds))
    print(WAITS)
    for (load, name), rounds in found.items():
        for line in _waited(name, load, rounds):
            print(line)
    if options.picture:
        bars: dict[str, dict[str, Bar]] = {load.name: {} for load in LOADS}
        for (load, name), rounds in found.items():
            bars[load][name] = _bar(rounds)
        draw(bars, options.picture)


if __name__ == "__main__":
    main()
