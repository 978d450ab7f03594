"""bot.py run: watch the sources of the rules file and alert."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from dotenv import load_dotenv
from rich.console import Console
from rich.logging import RichHandler

from chat.redaction import watch_records
from cli.check import counted
from cli.loop import run_loop, stop_on_signals
from cli.messenger import Messenger, listening, open_messenger
from cli.reader import reader
from cli.rulesfile import rulebook
from cli.screen import screen
from cli.stop import Stop
from cli.world import database_url, opened_store, utc_now
from model.access import all_served
from model.alert import Fate
from model.rulebook import Rulebook
from model.stores import Store
from monitors.fetch import open_fetcher
from operation.logs import JsonFormatter
from operation.metrics import Metrics, TimedFetcher
from operation.outside import AddressError, address, seen
from scheduler.local import LocalRunner
from scheduler.reaching import Reaching
from scheduler.readers import open_doors
from scheduler.reload import RulesFile
from scheduler.status import brief, gather
from scheduler.world import World
from store.errors import StoreError
from store.sql import SqlStore

EDITED = "rules"  # in the data folder: what waits for a yes, and earlier texts
FIRST_OUT = 0.5  # seconds after which the first requests are on their way
UNDELIVERED = 3  # exit code of --once when alerts had to stay in the outbox


def run(options: argparse.Namespace) -> int:
    """Watch until a signal; 0 after an orderly end, 1 with a sentence where it cannot start."""
    load_dotenv(".env")
    console = screen()
    _log_to(console)
    file = RulesFile(options.rules)
    return run_loop(_run(options, file, rulebook(options.rules), console))


def _log_to(console: Console) -> None:
    watch_records()
    handler: logging.Handler
    if os.environ.get("LOG_FORMAT", "").strip().lower() == "json":
        handler = logging.StreamHandler()
        handler.setFormatter(JsonFormatter())
    else:
        handler = RichHandler(console=console, show_path=False, log_time_format="%H:%M:%S")
        handler.setFormatter(logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("wirewatch").setLevel(logging.INFO)
    # that a turn is passed over while the one before it still works is no news
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@dataclass(slots=True)
class Ending:
    """How the run ends: the exit code, and the sentence where it was not asked for."""

    stop: Callable[[], None] = lambda: None
    sentence: str = ""

    def fatal(self, sentence: str) -> None:
        """End the run because going on is pointless."""
        self.sentence = self.sentence or sentence
        self.stop()


async def _run(
    options: argparse.Namespace, file: RulesFile, book: Rulebook, console: Console
) -> int:
    ending = Ending()
    messenger = open_messenger(console, options.rules)
    async with (
        opened_store(options.data, database_url()) as store,
        open_fetcher(pause=book.settings.host_pause, now=utc_now) as fetcher,
    ):
        away = messenger.telegram is not None
        metrics = Metrics()
        timed = TimedFetcher(fetcher, metrics)
        world = World(store, timed, messenger, book, terminal=reader(book), messenger=away)
        world.observer = metrics
        runner = LocalRunner(world, file)
        ending.stop = runner.stop
        stop_on_signals(runner.stop)
        served = all_served(book, await store.guests(), await store.moved())
        _greet(console, options, book, messenger, len(served))
        reach = Reaching(runner.delivery)
        async with (
            _looked_over(store, ending.fatal),
            _readers_soon(),
            _seen(world, metrics, once=options.once),
            listening(
                messenger,
                world,
                file,
                options.data / EDITED,
                ending.fatal,
                reach=reach,
                once=options.once,
            ),
        ):
            await (runner.once() if options.once else runner.run())
        if ending.sentence:
            raise Stop(ending.sentence)
        return await _farewell(console, store, once=options.once)


@asynccontextmanager
async def _looked_over(store: SqlStore, fatal: Callable[[str], None]) -> AsyncIterator[None]:
    """Have a large store looked over meanwhile; a damaged one ends the run."""

    async def look() -> None:
        try:
            await store.look_over()
        except StoreError as why:
            fatal(str(why))

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _readers_soon() -> AsyncIterator[None]:
    """Have what reads pages imported while the first answers are on their way."""
    loop = asyncio.get_running_loop()
    timer = loop.call_later(FIRST_OUT, loop.run_in_executor, None, open_doors)
    try:
        yield
    finally:
        timer.cancel()


@asynccontextmanager
async def _seen(world: World, metrics: Metrics, *, once: bool) -> AsyncIterator[None]:
    """Seen from outside, but for --once, which ends in a moment."""
    if once:
        yield
        return
    where = os.environ.get("WIREWATCH_LISTEN", "").strip()
    try:
        async with seen(world, metrics, address(where) if where else None):
            yield
    except AddressError as why:
        raise Stop(str(why)) from None


def _greet(
    console: Console, options: argparse.Namespace, book: Rulebook, messenger: Messenger, served: int
) -> None:
    how = "once" if options.once else "until Ctrl-C"
    watched = f"{counted(len(book.sources), 'source')} for {counted(len(book.topics), 'topic')}"
    console.print(f"[bold]Wirewatch[/] watches {watched} ({options.rules}), {how}.")
    console.print(messenger.greeting(served, options.rules), markup=False)
    if not book.sources:
        console.print("There is nothing to watch yet: add addresses under `sources:` there.")


async def _farewell(console: Console, store: Store, *, once: bool) -> int:
    status = await gather(store, utc_now())
    queued = status.tally.fates.get(Fate.QUEUED, 0)
    if once:
        console.print(brief(status), markup=False)
    if queued:
        alerts = "1 alert is" if queued == 1 else f"{queued} alerts are"
        console.print(f"Stopped. {alerts} still queued; the next run delivers them.")
    elif not once:
        console.print("Stopped. Nothing is left to be sent.")
    return UNDELIVERED if once and queued else 0
