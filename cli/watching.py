"""What the programs that watch, `run` and `worker`, have open, and what goes on beside them."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rich.console import Console

from cli.loop import stop_on_signals
from cli.messenger import Messenger, listening, open_messenger
from cli.reader import reader
from cli.running import Ending, called_by_hubs, looked_over, readers_soon, seen_from_outside
from cli.stop import Stop
from cli.world import database_url, opened_store, utc_now
from model.access import all_served
from model.pacing import Pacing
from model.rulebook import Rulebook
from monitors.fetch import open_fetcher
from operation.metrics import Metrics, TimedFetcher
from scheduler.jobs import Jobs
from scheduler.pacing import SMOOTH
from scheduler.reaching import Reaching
from scheduler.reload import RulesFile
from scheduler.world import World
from store.sql import SqlStore

EDITED = "rules"  # in the data folder: what waits for a yes, and earlier texts


@dataclass(frozen=True, slots=True)
class Watch:
    """All that one program watches with. `programs`: of its kind on the store, with itself."""

    options: argparse.Namespace
    store: SqlStore
    world: World
    messenger: Messenger
    file: RulesFile
    metrics: Metrics
    programs: int
    ending: Ending = field(default_factory=Ending)

    @property
    def pacing(self) -> Pacing | None:
        """That of all programs on the store; None where this is the only one."""
        return self.store.pacing(SMOOTH)

    def stops(self, runner: Jobs) -> None:
        """Signals stop the runner from here on, and so does what makes going on pointless."""
        self.ending.stop = runner.stop
        stop_on_signals(runner.stop)

    async def greeting(self) -> str:
        """Where alerts will appear."""
        guests, moved = await self.store.guests(), await self.store.moved()
        served = all_served(self.world.book, guests, moved)
        return self.messenger.greeting(len(served), self.options.rules)


@asynccontextmanager
async def opened(
    options: argparse.Namespace, file: RulesFile, book: Rulebook, console: Console, role: str
) -> AsyncIterator[Watch]:
    """The store of all and the ways out, for a program of this role. Raises Stop where it cannot
    be, and after it where something ended it that nobody asked for."""
    messenger = open_messenger(console, options.rules)
    async with (
        opened_store(options.data, database_url()) as store,
        open_fetcher(
            pause=book.settings.host_pause, now=utc_now, programs=store.hosts()
        ) as fetcher,
    ):
        programs = await store.take_part(role)
        file.shared = store.rules()
        metrics = Metrics()
        away = messenger.telegram is not None
        timed = TimedFetcher(fetcher, metrics)
        world = World(store, timed, messenger, book, terminal=reader(book), messenger=away)
        world.observer = metrics
        yield Watch(options, store, world, messenger, file, metrics, programs)


@asynccontextmanager
async def beside(watch: Watch, runner: Jobs, *, once: bool) -> AsyncIterator[None]:
    """What goes on while the runner runs."""
    ending = watch.ending
    async with (
        looked_over(watch.store, ending.fatal),
        readers_soon(),
        seen_from_outside(watch.world, watch.metrics, once=once),
        called_by_hubs(watch.world, once=once, alone=watch.programs == 1),
        # of many programs one asks Telegram for what people write: two would end each other
        listening(
            watch.messenger,
            watch.world,
            watch.file,
            watch.options.data / EDITED,
            ending.fatal,
            reach=Reaching(runner.delivery),
            once=once,
            seat=watch.store.office(),
        ),
    ):
        yield
    if ending.sentence:
        raise Stop(ending.sentence)
