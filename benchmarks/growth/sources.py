"""Sources: claims, checks, the start, what people ask of them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.growth.bases import Base
from benchmarks.growth.curves import Axis, Took, timed
from benchmarks.growth.stage import desk_status, world
from chat.commands import sources, status
from chat.commands.ask import Ask
from model.rulebook import Chat
from model.source import Kind, Source, SourceState
from model.stores import Checked
from scheduler.health import health

NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
LEASE = timedelta(minutes=10)
TICK = 200  # sources claimed at once
ALL = 100_000  # up to here everything is measured, beyond it the claims alone
COLUMNS = (
    "name rules_url rules_kind kind url first_seen next_check checks last_check last_ok last_new "
    "articles failures trouble message trouble_since active"
)
AILING = 50  # one source in so many fails


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Sources watched for a month, due over the next five minutes."""
    now = int(NOW.timestamp()) * 1_000_000
    month = 30 * 86_400_000_000
    for n in range(count):
        ill = n % AILING == 7
        url = f"https://h{n}.example/feed.xml"
        yield (
            f"Paper {n}", url, "auto", "feed", url, now - month, now + n * 300_000_000 // count,
            8640, now - 1_000_000, now - 1_000_000, now - 3_600_000_000, 300,
            5 if ill else 0, "timeout" if ill else None, "no answer" if ill else "",
            now - 86_400_000_000 if ill else None, 1,
        )  # fmt: skip


async def measure(base: Base, count: int) -> Took:
    """All of one size."""
    base.copy("source", COLUMNS, rows(count))
    if base.is_server:
        base.pour([("ANALYZE source", ())])
    took = {
        "a tick, nothing due": await timed(
            50, lambda: base.store.claim_due(NOW - LEASE, LEASE, TICK)
        ),
        "a tick that claims 200": await _claims(base),
    }
    if count <= ALL:
        took |= await _asked(base, count)
    return took


async def _claims(base: Base) -> float:
    moments = iter(range(1000))

    async def one() -> None:
        later = NOW + timedelta(hours=1) * (1 + next(moments))
        names = await base.store.claim_due(later, LEASE, TICK)
        if len(names) != TICK:
            raise RuntimeError("fewer were due than a tick takes")

    return await timed(4, one)


async def _asked(base: Base, count: int) -> Took:
    places = [Source(f"Paper {n}", f"https://h{n}.example/feed.xml") for n in range(count)]
    numbers = iter(range(10_000))

    async def quiet() -> None:
        name = f"Paper {next(numbers) * 7919 % count}"
        state = SourceState(name, Kind.FEED, next_check=NOW + LEASE, checks=9000, last_check=NOW)
        await base.store.commit_check(Checked(state, NOW))

    async def begin() -> None:
        await base.store.begin_check(f"Paper {next(numbers) * 7919 % count}", NOW, 10)

    small = world(base.store, NOW, Chat("telegram:1", 1))
    await health(small)  # what ails is told once
    ask, desk = Ask(1, NOW, Chat("telegram:1", 1)), desk_status(small)
    rounds = 3
    took = {
        "a check begun": await timed(100, begin),
        "a check without news committed": await timed(100, quiet),
        "the start: sources of the rules compared": await timed(
            rounds, lambda: base.store.keep_sources(places, NOW)
        ),
        "/status": await timed(rounds, lambda: status.reply(ask, desk)),
        "/sources": await timed(rounds, lambda: sources.reply(ask, desk)),
        "the turn that looks who ails": await timed(rounds, lambda: health(small)),
    }
    tracemalloc.start()
    await status.reply(ask, desk)
    took["/status, peak MB"] = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return took


AXIS = Axis(
    "sources",
    "sources",
    (1_000, 10_000, 100_000, 1_000_000),
    measure,
    {
        "a tick, nothing due": 0,
        "a tick that claims 200": 0,
        "a check begun": 0,
        "a check without news committed": 0,
        "the start: sources of the rules compared": 1,
        "/status": 0.5,
        "/sources": 0.5,
        "the turn that looks who ails": 0.5,
        "/status, peak MB": 0.5,
    },
)
