"""A week of running in minutes.

    python -m tests.trust.week --sources 500 --days 7 --seed 1

The real line, rules, reading and SQLite store, driven by a clock of its own; invented papers
(`week_papers`) and chats (`week_chats`) stand for the outside. Restarts, rule edits, mutes,
outages, new layouts and the end of summer time happen meanwhile. Prints a row of figures a day
and at the end every promise that was not kept; the exit code is 1 if there is one.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

import yaml

from model.alert import Mute, MuteKind
from rules.load import load
from scheduler.local import LocalRunner
from scheduler.pacing import OwnPace
from scheduler.reload import RulesFile
from scheduler.world import World
from store.sqlite import SqliteStore
from tests.kit.line import HandClock
from tests.trust.week_chats import MOVING, Chats
from tests.trust.week_papers import Papers, Piece, published, source_url

DEMO = Path(__file__).parents[2] / "demo" / "rules.yaml"
SUMMER_ENDS = datetime(2026, 10, 25, tzinfo=UTC)
STEP = timedelta(minutes=1)
RESTARTS = (3, 9, 15, 22)  # hours
RETENTION = timedelta(days=3)
MEMORY = 1.25  # times what it was after the second day
GROWTH = 1.25  # of the file, from the fifth day to the last
SLOWER = 1.5  # times the second day's processor time
LATER = 1.5  # times the second day's delays
LATE = 30.0  # seconds: what was tried again, or stood behind it, came in a later step
MERGED = 0.05  # of the events: told as another one's story, never of themselves
WAL = 80e6  # bytes: journal_size_limit, and a commit
COLUMNS = ("day", "articles", "alerts", "sent", "muted", "refused", "digested", "open", "p50 s",
           "p99 s", "late %", "MB", "WAL MB", "RSS MB", "objects", "CPU s")  # fmt: skip


class Ledger(SqliteStore):
    """A store that counts the alerts it was ever given or made itself, beside what it keeps."""

    given = 0
    newest = 0  # the greatest id so far

    async def commit_check(self, *args: Any, **more: Any) -> list[int]:
        """Count those of a check."""
        return self._count(await super().commit_check(*args, **more))

    async def commit_revisit(self, *args: Any, **more: Any) -> list[int]:
        """Count what a second look led to."""
        return self._count(await super().commit_revisit(*args, **more))

    async def queue(self, *args: Any, **more: Any) -> list[int]:
        """Count notices."""
        return self._count(await super().queue(*args, **more))

    async def release(self, *args: Any, **more: Any) -> list[int]:
        """Count digests."""
        return self._count(await super().release(*args, **more))

    async def keep_ailments(self, *args: Any, **more: Any) -> list[int]:
        """Count what the keeper is told of sources."""
        return self._count(await super().keep_ailments(*args, **more))

    async def gather(self, *args: Any, **more: Any) -> int:
        """Count a summary when it is begun, not when it grows."""
        summary = await super().gather(*args, **more)
        self._count([summary] if summary > Ledger.newest else [])
        return summary

    @staticmethod
    def _count(new: list[int]) -> list[int]:
        Ledger.given += len(new)
        Ledger.newest = max((Ledger.newest, *new))
        return new


@dataclass
class Week:
    """One simulated run and what was measured of it."""

    folder: Path
    papers: int
    days: int
    seed: int
    a_day: float = 4.0
    say: Callable[[str], None] = print
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    pruned: Counter[str] = field(default_factory=Counter)
    edits: int = 0
    dropped: int = -1  # the paper that an edit took from the rules

    def __post_init__(self) -> None:
        self.start = SUMMER_ENDS - timedelta(days=self.days // 2)
        self.clock = HandClock(self.start)
        self.chance = Random(self.seed)
        self.pieces = published(self.papers, self.start, self.days, self.a_day, self.seed)
        self.web = Papers(self.clock, self.pieces)
        self.chats = Chats(self.clock, Random(self.seed + 1))
        self.db = self.folder / "wirewatch.db"
        self.rules = self.folder / "rules.yaml"
        self.rules.write_text(self._rules_text(), "utf-8")
        Ledger.given = Ledger.newest = 0

    def _rules_text(self) -> str:
        demo = yaml.safe_load(DEMO.read_text("utf-8"))
        sources = [{"name": f"Paper {n}", "url": source_url(n)} for n in range(self.papers)
                   if n != self.dropped]  # fmt: skip
        for number in range(self.edits):
            demo["lists"]["weapons"]["en"].append(f"word{number}")
        settings = {"every": "5m-60m", "backfill": 1, "retention": "3d", "admin_chat": 1,
                    "host_pause": "0s"}  # fmt: skip
        whole = demo | {"settings": settings, "sources": sources, "chats": CHATS}
        return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)

    async def run(self) -> None:
        """Live through all the days."""
        await self._open()
        for day in range(1, self.days + 1):
            cpu = time.process_time()
            for step in range(int(timedelta(days=1) / STEP)):
                await self._minute(step)
            await self._evening(day, time.process_time() - cpu)
        await self._last_promises()
        await self._close()

    async def _open(self) -> None:
        """Start the program on what lies in the folder."""
        loaded = load(self.rules.read_bytes())
        if loaded.rulebook is None:
            raise ValueError(loaded.problems)
        self.store = await Ledger.open(self.db)
        self.world = World(
            self.store, self.web, self.chats, loaded.rulebook, self.clock, self.chance
        )
        self.runner = LocalRunner(self.world, RulesFile(self.rules))
        self.runner.delivery.pacing = OwnPace(self.clock)  # not in real time over all chats
        await self.runner.start()

    async def _close(self) -> None:
        await self.runner._finish()
        await self.store.close()

    async def _minute(self, step: int) -> None:
        """One minute: what happens in the world, then each of the runner's jobs in turn."""
        hour, minute = divmod(step, 60)
        if not minute:
            await self._hourly(hour)
        if hour in RESTARTS and minute == 7:
            await self._close()
            await self._open()
        begun = self.clock.at
        runner = self.runner
        for job in (runner.tick, runner.reload, runner.drain, runner.digests, runner.endings,
                    runner.retell, runner.revisits, runner.health, runner.drain):  # fmt: skip
            await job()
            await self._rest()
        if hour % 6 == 1 and minute == 30:
            await self._upkeep()
        self.clock.at = max(begun + STEP, self.clock.at)

    async def _rest(self) -> None:
        """Let all that a job began come to its end."""
        while self.runner.tasks:
            await asyncio.wait(set(self.runner.tasks))

    async def _hourly(self, hour: int) -> None:
        """Sites go down and come back, layouts change, the editor edits, readers mute."""
        some = max(self.papers // 50, 1)
        self.web.broken = (
            set(self.chance.sample(range(self.papers), some)) if hour % 6 > 2 else set()
        )
        if hour == 11:
            self.web.relaid ^= set(
                self.chance.sample(range(self.papers), min(some * 2, self.papers))
            )
        if hour in {8, 16}:
            self.edits += 1
            self.dropped = self.chance.randrange(self.papers) if hour == 8 else -1
            self.rules.write_text(self._rules_text(), "utf-8")
        self.chats.gone = -1002 if hour in {13, 14} else 0
        await self._readers(hour)

    async def _readers(self, hour: int) -> None:
        now, store = self.clock.now(), self.store
        key = f"telegram:{self.chance.choice(CHATS)['chat']}"
        if hour % 3 == 0:
            kind, value = self.chance.choice(MUTES)
            await store.mute(Mute(key, kind, value, now, now + timedelta(hours=2), "reader"))
        if hour % 5 == 0:
            for one in (await store.mutes(key, now))[:1]:
                await store.unmute(one.id)
        if hour == 18:
            quiet = self.chance.choice(("22:00-07:00", "off", None))
            await store.settle(key, {"quiet": quiet}, now, "reader")

    async def _upkeep(self) -> None:
        before = self._fates()
        await self.runner.upkeep()
        self.pruned += before - self._fates()

    def _fates(self) -> Counter[str]:
        rows = self._ask("SELECT fate, COUNT(*) FROM alert GROUP BY fate")
        return Counter({str(fate): int(count) for fate, count in rows})

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        """An answer of the file, read beside the store."""
        base = sqlite3.connect(f"{self.db.as_uri()}?mode=ro", uri=True)
        try:
            return base.execute(statement).fetchall()
        finally:
            base.close()

    # --- what is measured and asserted

    async def _evening(self, day: int, cpu: float) -> None:
        await self._upkeep()
        delays = self.chats.day_is_over(self.clock.now())
        gc.collect()
        fates = self._fates() + self.pruned
        open_ = fates["queued"] + fates["held"]
        p99 = quantiles(delays, n=100)[-1] if len(delays) > 1 else 0.0
        late = sum(delay > LATE for delay in delays) / max(len(delays), 1)
        wal = self.db.with_name(self.db.name + "-wal")
        ((articles,),) = self._ask("SELECT COUNT(*) FROM article")
        self.rows.append((
            day, articles, Ledger.given, fates["sent"], fates["muted"], fates["refused"],
            fates["digested"], open_,
            round(median(delays or [0]), 1), round(p99, 1), round(late * 100, 1),
            round(self.db.stat().st_size / 1e6, 1), round(wal.stat().st_size / 1e6, 1),
            round(_resident() / 1e6), len(gc.get_objects()), round(cpu, 1),
        ))  # fmt: skip
        self.say(_line(self.rows[-1]))
        known = fates.total()
        self._require(
            known == Ledger.given, f"day {day}: {Ledger.given} alerts were given, {known} are known"
        )
        self._all_checked(day)

    def _all_checked(self, day: int) -> None:
        """No source waits beyond its time, and each that is well was seen in two periods."""
        now = self.clock.now()
        late = _micros(now - 3 * STEP)
        rows = self._ask(f"SELECT name FROM source WHERE active AND next_check < {late}")
        self._require(not rows, f"day {day}: {len(rows)} sources are overdue, such as {rows[:3]}")
        old = f"last_check + 2 * pace + {_micros_of(2 * STEP)} < {_micros(now)}"
        asked = f"SELECT name FROM source WHERE active AND failures = 0 AND {old}"
        rows = self._ask(asked)
        self._require(not rows, f"day {day}: {len(rows)} sources were forgotten: {rows[:3]}")

    async def _last_promises(self) -> None:
        """What holds for the whole."""
        self.broken += self.chats.doubled[:5]
        self._missed()
        if self.days < 5:
            return
        second, last = (dict(zip(COLUMNS, self.rows[n], strict=True)) for n in (1, -1))
        step = STEP.total_seconds()  # what is tried again is tried in the next one
        bounds = {
            "RSS MB": (MEMORY, 0),
            "objects": (MEMORY, 0),
            "CPU s": (SLOWER, 1),
            "p50 s": (LATER, 1),
            "p99 s": (LATER, step),
            "late %": (LATER, 2),
        }
        for name, (factor, grain) in bounds.items():
            self._require(
                last[name] <= second[name] * factor + grain,
                f"{name} went from {second[name]} to {last[name]}",
            )
        fifth = dict(zip(COLUMNS, self.rows[4], strict=True))
        self._require(last["MB"] <= fifth["MB"] * GROWTH, f"the file went from {fifth['MB']} MB "
                      f"to {last['MB']} MB after the fifth day")  # fmt: skip
        self._require(
            max(row[COLUMNS.index("WAL MB")] for row in self.rows) <= WAL / 1e6,
            "the log grew too long",
        )

    def _missed(self) -> None:
        """Every piece is known that was published a while before the end, and each event of the
        last days that the rules look for was told to the chat that hears all."""
        known = {str(key).rsplit("/", 1)[-1] for (key,) in self._ask("SELECT key FROM identity")}
        settled = [one for one in self.pieces if one.at < self.clock.now() - timedelta(hours=12)]
        missed = [one for one in settled if one.slug not in known]
        self._require(not missed, f"{len(missed)} pieces were never seen: {missed[:3]}")
        recent = [one for one in settled if one.at > self.clock.now() - RETENTION / 2]
        wanted = [one for one in recent if one.event % 3 == 0]
        self._unheard(wanted)
        self._merged({one.event for one in wanted})

    def _unheard(self, wanted: Sequence[Piece]) -> None:
        """A piece is told itself, or its story is."""
        told = {row for (row,) in self._ask(TOLD)}
        stories = {
            str(url).rsplit("/", 1)[-1]: (key, story) for url, key, story in self._ask(STORIES)
        }
        mute = [
            one.slug for one in wanted
            if one.slug in stories and told.isdisjoint(stories[one.slug])
        ]  # fmt: skip
        self._require(not mute, f"{len(mute)} pieces matched and nobody was told: {mute[:3]}")

    def _merged(self, wanted: set[int]) -> None:
        """Few events pass for another: of such a one nobody heard by itself."""
        events = {one.url: one.event for one in self.pieces}
        told = {events.get(url) for (url,) in self._ask(TOLD_URLS)}
        merged = sorted(wanted - told)
        self.say(f"events of the last days: {len(wanted)}, taken for another: {merged}")
        self._require(len(merged) <= 1 + len(wanted) * MERGED, f"{len(merged)} of {len(wanted)} "
                      f"events were taken for another")  # fmt: skip

    def _require(self, kept: bool, otherwise: str) -> None:
        if not kept:
            self.broken.append(otherwise)
            self.say(f"NOT KEPT: {otherwise}")


TOLD = """
SELECT article_id FROM alert WHERE chat = 'telegram:1' AND kind = 'alert'
UNION SELECT body ->> '$.story' FROM alert WHERE chat = 'telegram:1' AND kind = 'alert'
"""
TOLD_URLS = "SELECT body ->> '$.url' FROM alert WHERE chat = 'telegram:1' AND kind = 'alert'"
STORIES = "SELECT body ->> '$.url', id, story FROM article"
MUTES = ((MuteKind.TOPIC, "arms-transfers"), (MuteKind.SOURCE, "Paper 7"), (MuteKind.WORD, "ba"))
CHATS: list[dict[str, Any]] = [
    {"chat": 1, "burst": "off"},
    {"chat": 2, "language": "fr", "quiet": "22:00-07:00", "timezone": "Europe/Paris"},
    {"chat": 3, "language": "ar", "digest": "07:30", "minimum_priority": "urgent"},
    {"chat": -1001, "quiet": "01:30-02:30", "timezone": "Europe/Berlin", "digest": "02:30"},
    {"chat": -1002, "topics": ["arms-transfers"]},
    {"chat": MOVING, "same_story": "2h"},
    {"chat": -1004, "languages": ["fr"]},
    {"chat": -1005, "same_story": "never", "burst": "3 in 30m"},
]


def _resident() -> int:
    """Bytes of memory that the process holds now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _micros(moment: datetime) -> int:
    return _micros_of(moment - datetime(1970, 1, 1, tzinfo=UTC))


def _micros_of(length: timedelta) -> int:
    return length // timedelta(microseconds=1)


def _line(row: Sequence[object]) -> str:
    return " ".join(f"{value!s:>8}" for value in row)


def main() -> int:
    """Run the week that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust.week", description=__doc__)
    for name, usual in (("sources", 500), ("days", 7), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--a-day", type=float, default=4.0, help="articles a source")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # the figures tell
    sys.stdout.reconfigure(line_buffering=True)
    print(_line(COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        week = Week(Path(folder), options.sources, options.days, options.seed, options.a_day)
        asyncio.run(week.run())
    outcomes = ", ".join(f"{name} {count}" for name, count in week.chats.outcomes.items())
    print(f"requests {week.web.asked}, tries: {outcomes}")
    print("\n".join(week.broken) or "Every promise was kept.")
    return 1 if week.broken else 0


if __name__ == "__main__":
    sys.exit(main())
