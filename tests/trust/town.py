"""A small world around the program: two papers, three chats, a clock, a folder.

Its supervisor does what a service manager does: the program has died, so it is started again.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from model.alert import Fate
from tests.kit.newspaper import Newspaper
from tests.kit.starts import Running
from tests.standin import faults
from tests.standin.botapi import TOKEN, BotApi, Delivery
from tests.trust.clock import FileClock
from tests.trust.ledger import Account, Ledger, Row, rows, rows_left, told
from tests.trust.life import Life
from tests.trust.lives import born
from tests.trust.points import UNANSWERED

PERSON, GROUP, SLEEPER = 4711, -500, 99
CALM = 77  # hears of a story once, so that its messages are edited; what it hears is not fixed
RULES = """\
settings:
  every: {every}
  host_pause: 0s
  allow_private_addresses: true
  backfill: 0
  retention: {retention}
  same_story: always  # its stories are all alike
topics:
  drones: {{title: Drones, any: [drones]}}
  convoys: {{title: Convoys, any: [convoys]}}
sources:
  - {{name: Harbour Paper, url: "{first}/feed.xml"}}
  - {{name: Harbour Wire, url: "{second}/feed.xml"}}
chats:
  - {{chat: {person}}}
  - {{chat: {group}}}
  - {{chat: {sleeper}, quiet: "11:50-12:10"}}
  - {{chat: {calm}, same_story: 12h}}
"""
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
PATIENCE = 60.0  # seconds until a named point must have been reached
LOOK = 0.03  # seconds between two looks at what another process writes

Plan = Callable[[], tuple[str, float | None]]  # a point's name, and seconds until a SIGKILL


def no_harm() -> tuple[str, float | None]:
    """A life that nobody ends."""
    return "", None


@dataclass
class Town:
    """Everything around the program, and its books."""

    unreadable: ClassVar[tuple[type[Exception], ...]] = (sqlite3.OperationalError,)

    folder: Path
    api: BotApi
    papers: tuple[Newspaper, Newspaper]
    clock: FileClock
    every: str = "1s"
    retention: str = "180d"
    hurry: bool = True
    most_bytes: int = 0
    ledger: Ledger = field(default_factory=Ledger)
    wanted: set[tuple[str, str]] = field(default_factory=set)
    plan: Plan = no_harm
    group: int = GROUP
    saves: int = 0
    kills: int = 0
    doubts: int = 0
    running: Running | None = None
    _published: int = 0
    _failure: BaseException | None = None

    @property
    def database(self) -> Path:
        """The program's file."""
        return self.folder / "data" / "wirewatch.db"

    @property
    def log(self) -> Path:
        """All that the lives printed."""
        return self.folder / "log.txt"

    def write_rules(self, more: str = "") -> None:
        """Save the rules file, `more` at its end; a start never meets half of it."""
        self.saves += 1
        text = RULES.format(
            every=self.every,
            retention=self.retention,
            first=self.papers[0].url,
            second=self.papers[1].url,
            person=PERSON,
            group=GROUP,
            sleeper=SLEEPER,
            calm=CALM,
        )
        draft = self.folder / "rules.draft"
        draft.write_text(text + more, "utf-8")
        draft.replace(self.folder / "rules.yaml")

    def publish(self, count: int = 1, *, topic: str = "Drones", copied: bool = False) -> list[str]:
        """New articles in the first paper, on demand in the second as well; their keys."""
        keys = []
        for _ in range(count):
            self._published += 1
            key = _name(self._published)
            for paper in self.papers[: 2 if copied else 1]:
                paper.stories[key] = f"{topic} for harbour {key}"
            keys.append(key)
            if topic != "Fish":
                self.wanted |= {(str(chat), key) for chat in (PERSON, GROUP, SLEEPER)}
        return keys

    def move_group(self) -> None:
        """From now on the group has another number."""
        old, self.group = self.group, self.group - 100_000
        self.ledger.names[str(self.group)] = str(GROUP)
        self.api.fail(faults.migrated(self.group), chat=old, times=1000)

    # the program

    def life(self, point: str = "") -> Life:
        """The next start."""
        return Life(
            ("run", "--rules", "rules.yaml", "--data", "data"),
            kill_at=point,
            hurry=self.hurry,
            clock=str(self.folder / "clock.json"),
            most_bytes=self.most_bytes,
        )

    async def start(self, life: Life) -> Running:
        """Begin it."""
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": self.api.url}
        return await born(life, cwd=self.folder, log=self.log, env=env)

    async def supervise(self) -> None:
        """Start the program, and again whenever it has been killed, until cancelled."""
        while True:
            point, seconds = self.plan()
            unanswered = point == UNANSWERED
            self.running = await self.start(self.life("" if unanswered else point))
            if unanswered:
                await self._leave_unanswered(self.running)
            status = await self._end(self.running, point, seconds)
            assert status < 0, f"it ended by itself with {status}:\n{self.log.read_text()[-3000:]}"
            await self._look()

    def strike(self) -> None:
        """Kill the living program, so that the plan takes hold."""
        assert self.running is not None
        self.running.kill()

    async def _leave_unanswered(self, running: Running) -> None:
        """Kill when an alert was taken whose answer never came."""
        while not told(await self._taken()):  # an answer to a command
            pass
        running.kill()

    async def _taken(self) -> Delivery:
        """The next message that arrives, and stays without an answer."""
        hang = faults.hang(recorded=True)
        self.api.fail(hang)
        await self.api.until(lambda: not self.api.waits(hang), PATIENCE)
        return self.api.sent[-1]

    async def _end(self, running: Running, point: str, seconds: float | None) -> int:
        """Wait for the point, or so long, and then for the end that is made of it."""
        try:
            return await running.ends(seconds or (PATIENCE if point else 1e9))
        except TimeoutError:
            assert not point, f"not reached: {point}"
            running.kill()
            return await running.ends()

    async def _look(self) -> None:
        """Into the books, after a kill."""
        self.kills += 1
        await self.api.quiet()
        if self.database.exists():
            self.ledger.look(rows_left(self.database))
        self.doubts += self.ledger.killed(self.kills, self.api.sent)

    async def until(self, holds: Callable[[list[Row]], object], seconds: float = 40) -> None:
        """Wait until something holds of the outbox; the supervisor's failure is raised."""
        async with asyncio.timeout(seconds):
            while not self._holds(holds):
                self.raise_failure()
                await asyncio.sleep(LOOK)

    def rows(self) -> list[Row]:
        """The outbox as it stands."""
        return rows(self.database)

    def _holds(self, holds: Callable[[list[Row]], object]) -> bool:
        """Not while the database is missing, or is just being made or mended."""
        with suppress(*self.unreadable):
            found = self.rows()
            self.ledger.look(found)
            return bool(holds(found))
        return False

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What the living program's file answers."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as base:
            return base.execute(query).fetchall()

    def is_settled(self, found: list[Row]) -> bool:
        """Whether each article that matches has its row, and nothing is queued."""
        self.ledger.look(found)
        queued = {(self.ledger.home(row.chat), key) for row in found for key in row.keys}
        known = {
            (self.ledger.home(row.chat), key)
            for row in self.ledger.known.values()
            for key in row.keys
        }
        return self.wanted <= known | queued and all(row.fate is not Fate.QUEUED for row in found)

    def backlog(self) -> int:
        """How many of the wanted alerts the chats do not have yet, by the books."""
        self._holds(bool)
        done = {
            (self.ledger.home(row.chat), key)
            for row in self.ledger.known.values()
            if row.fate not in {Fate.QUEUED, Fate.HELD}
            for key in row.keys
        }
        return len(self.wanted - done)

    async def settled(self, seconds: float = 60) -> None:
        """Return once everything that matches is queued, and nothing is queued any more."""
        await self.until(self.is_settled, seconds)

    async def finish(self, seconds: float = 60) -> Account:
        """Let the living program come to rest and stop it in order; the books."""
        await self.settled(seconds)
        self.clock.jump(timedelta(minutes=31))  # past the quiet hours
        await self.until(lambda found: all(row.fate is not Fate.HELD for row in found))
        await self.settled(seconds)
        return self.books()

    def books(self) -> Account:
        """The account of everything so far."""
        return self.ledger.account(self.wanted, self.api.sent)

    @asynccontextmanager
    async def supervised(self) -> AsyncIterator[None]:
        """The program is kept alive within."""
        task = asyncio.create_task(self.supervise())
        task.add_done_callback(self._note)
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            for one in self.living():
                one.kill()
                await one.ends()
        self.raise_failure()

    def living(self) -> list[Running]:
        """Whoever runs."""
        return [self.running] if self.running is not None else []

    def raise_failure(self) -> None:
        """What ended the supervisor, if anything did."""
        if self._failure is not None:
            raise self._failure

    def _note(self, task: asyncio.Task[None]) -> None:
        self._failure = None if task.cancelled() else task.exception()

    async def baseline(self, seconds: float = 40) -> None:
        """Return when both papers have been looked at once: what comes now is news."""
        looked_at = "SELECT COUNT(*) FROM source WHERE first_seen IS NOT NULL"
        await self.until(lambda _: self.ask(looked_at) == [(2,)], seconds)


Anywhere = TypeVar("Anywhere", bound=Town)


def _name(number: int) -> str:
    """Letters only, and unlike any other: the text of an article is made of it."""
    return sha256(str(number).encode()).hexdigest()[:10].translate(_LETTERS)


@asynccontextmanager
async def town(
    folder: Path, *, speed: float = 1.0, floods: bool = False, **more: object
) -> AsyncIterator[Town]:
    """A town with an old story in each paper, its program not started yet."""
    async with built(Town, folder, speed=speed, floods=floods, **more) as made:
        yield made


@asynccontextmanager
async def built(
    kind: type[Anywhere], folder: Path, *, speed: float = 1.0, floods: bool = False, **more: object
) -> AsyncIterator[Anywhere]:
    """A town of a kind; in one with `floods` Telegram keeps its limits."""
    folder.mkdir()  # noqa: ASYNC240 # a folder on this machine
    clock = FileClock.wound(folder / "clock.json", speed=speed)
    paper, wire = Newspaper(now=clock.now), Newspaper(now=clock.now, name="Harbour Wire")
    async with BotApi(floods=floods) as api, paper, wire:
        made = kind(folder, api, (paper, wire), clock, **more)
        for one in made.papers:
            one.publish("of-old")
        made.write_rules()
        yield made
