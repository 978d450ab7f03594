"""The town of several workers on one PostgreSQL: whoever dies is started again beside the others.

What a life leaves open can be told only at the end: meanwhile the others go on sending, and what
the store does not know yet may be theirs. So the moments are kept in which an answer may have
gone missing.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.kit.starts import Running
from tests.kit.wire import Wire
from tests.standin.botapi import TOKEN
from tests.trust.ledger import ASKED, Account, Row, read
from tests.trust.life import Life
from tests.trust.lives import born
from tests.trust.town import LOOK, Town, built

STARTS = 90.0  # seconds until several workers have begun, on a busy machine
ON_ITS_WAY = 5.0  # seconds from a message's arrival to its record, on a busy machine


@dataclass
class Crew(Town):
    """A town with `size` workers. `plan` is asked at each start of any of them."""

    unreadable: ClassVar[tuple[type[Exception], ...]] = (psycopg.Error,)

    url: str = ""  # of the schema
    size: int = 3
    command: tuple[str, ...] = ("worker",)
    again: bool = True  # whoever dies is started again
    crew: dict[int, Running] = field(default_factory=dict)
    spans: list[tuple[float, float]] = field(default_factory=list)  # an answer may be missing
    missed: list[str] = field(default_factory=list)  # points that others came by
    wires: dict[int, tuple[Wire, Wire]] = field(default_factory=dict)  # database, messenger
    _base: psycopg.Connection[Any] | None = None

    # the database

    def rows(self) -> list[Row]:
        """The outbox as it stands."""
        return read(self.ask(ASKED))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers."""
        if self._base is None or self._base.closed:
            self._base = psycopg.connect(self.url, autocommit=True, connect_timeout=2)
        return self._base.execute(query.encode()).fetchall()

    def leave(self) -> None:
        """Close what `ask` uses."""
        if self._base is not None:
            self._base.close()

    # the workers

    @property
    def turns(self) -> Path:
        """Where the workers note their turns."""
        return self.folder / "turns.txt"

    def life_of(self, slot: int, point: str = "") -> Life:
        """The next start in a slot."""
        arguments = (*self.command, "--rules", "rules.yaml", "--data", f"data{slot}")
        return replace(self.life(point), arguments=arguments, turns=str(self.turns))

    async def enlist(self, slot: int, point: str = "") -> Running:
        """Begin a life; through its wires, if it has any."""
        url, api = self.url, self.api.url
        if slot in self.wires:
            url, api = (
                _by(one, where) for one, where in zip(self.wires[slot], (url, api), strict=True)
            )
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api, "DATABASE_URL": url}
        self.crew[slot] = await born(
            self.life_of(slot, point), cwd=self.folder, log=self.log, env=env
        )
        return self.crew[slot]

    async def supervise(self) -> None:
        """Keep all workers alive until cancelled; those after the first begin with tables."""
        async with asyncio.TaskGroup() as group:
            for slot in range(self.size):
                group.create_task(self._keep(slot))

    async def _keep(self, slot: int) -> None:
        while True:
            point, seconds = self.plan()
            running = await self.enlist(slot, point)
            status = await self._ended(running, point, seconds)
            assert status < 0, f"it ended by itself with {status}:\n{self.log.read_text()[-3000:]}"
            now = asyncio.get_running_loop().time()
            self.spans.append((now - ON_ITS_WAY, now))
            self.kills += 1
            if not self.again:
                return

    async def _ended(self, running: Running, point: str, seconds: float | None) -> int:
        """As a life alone ends, but that another worker may have passed the point instead."""
        try:
            return await self._end(running, point, seconds)
        except AssertionError:
            self.missed.append(point)
            running.kill()
            return await running.ends()

    def living(self) -> list[Running]:
        """Whoever runs."""
        return list(self.crew.values())

    def strike(self, *slots: int) -> None:
        """Kill these, or all."""
        for slot in slots or tuple(self.crew):
            self.crew[slot].kill()

    # harm besides death

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """Within, an answer may go missing."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            yield
        finally:
            self.spans.append((begun - ON_ITS_WAY, clock() + ON_ITS_WAY))

    async def stands_still(self) -> int:
        """The slot of a worker that froze at a point, once one has."""
        async with asyncio.timeout(STARTS):
            while True:
                self.raise_failure()
                for slot, one in self.crew.items():
                    if one.status is None and _state(one) == "T":
                        return slot
                await asyncio.sleep(LOOK)

    def freeze(self, slot: int) -> None:
        """It stands still, as a machine that is suspended."""
        os.kill(self.crew[slot].number, signal.SIGSTOP)

    def wake(self, slot: int) -> None:
        """It goes on, and knows of nothing."""
        os.kill(self.crew[slot].number, signal.SIGCONT)

    # the books

    def books(self) -> Account:
        """The account of everything so far."""
        self.doubts += self.ledger.left_open(self.api.sent, self.spans)
        return super().books()


def _state(running: Running) -> str:
    """R, S, D …; T is stopped."""
    return Path(f"/proc/{running.number}/stat").read_text().rpartition(")")[2].split()[0]


def _by(wire: Wire, url: str) -> str:
    """An address, by way of a wire."""
    parts = urlsplit(url)
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return urlunsplit(parts._replace(netloc=f"{login}127.0.0.1:{wire.listens}"))


@asynccontextmanager
async def crew(folder: Path, url: str, size: int = 3, **more: Any) -> AsyncIterator[Crew]:
    """A town for workers on the schema at `url`; none of them is started yet."""
    async with built(Crew, folder, url=url, size=size, **more) as made:
        try:
            yield made
        finally:
            made.leave()


@asynccontextmanager
async def wired(here: Crew, *slots: int) -> AsyncIterator[None]:
    """These workers reach the database and the messenger by wires, from their start on."""
    for slot in slots:
        ways = [urlsplit(one) for one in (here.url, here.api.url)]
        base, api = (Wire("127.0.0.1", one.port or 5432) for one in ways)
        await base.__aenter__()
        await api.__aenter__()
        here.wires[slot] = base, api
    try:
        yield
    finally:
        for pair in here.wires.values():
            for wire in pair:
                await wire.__aexit__()
