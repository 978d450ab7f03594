"""bot.py worker: one of many programs that share the watch, with the store on PostgreSQL."""

from __future__ import annotations

import argparse
import os
from datetime import timedelta
from typing import TYPE_CHECKING

from dotenv import load_dotenv
from rich.console import Console

from cli.check import counted
from cli.loop import run_loop, stop_on_signals
from cli.messenger import listening, open_messenger
from cli.reader import reader
from cli.rulesfile import rulebook
from cli.running import Ending, called_by_hubs, log_to, looked_over, readers_soon, seen_from_outside
from cli.screen import screen
from cli.stop import Stop
from cli.world import database_url, opened_store, utc_now
from model.access import all_served
from model.rulebook import Rulebook
from monitors.fetch import open_fetcher
from operation.metrics import Metrics, TimedFetcher
from scheduler.pacing import SMOOTH
from scheduler.reaching import Reaching
from scheduler.reload import RulesFile
from scheduler.worker import WorkerRunner
from scheduler.world import World

if TYPE_CHECKING:  # of the group `scale`, which may be missing
    from scheduler.engine_postgres import PostgresEngine

PATIENCE, SHORTEST, LONGEST = 20, 2, 600  # seconds
EDITED = "rules"  # in the data folder: what waits for a yes, and earlier texts
NO_DATABASE = (
    "Workers share a store on PostgreSQL: write DATABASE_URL=postgresql://user:password@host:5432/"
    "database into .env (docs/scale.md). For one program alone: python bot.py run"
)
NO_ENGINE = (
    "What gives workers their tasks is not installed: pip install -r requirements-scale.txt. For "
    "one program alone: python bot.py run"
)


def run(options: argparse.Namespace) -> int:
    """Take part until a signal; 0 after an orderly end, 1 with a sentence where it cannot start."""
    load_dotenv(".env")
    url = database_url()
    if not url:
        raise Stop(NO_DATABASE)
    engine = _engine(url)
    console = screen()
    log_to(console)
    file = RulesFile(options.rules)
    return run_loop(_work(options, file, rulebook(options.rules), console, engine))


def _engine(url: str) -> PostgresEngine:
    patience = _patience(os.environ.get("WIREWATCH_PATIENCE", "").strip())
    try:
        from scheduler.engine_postgres import PostgresEngine  # noqa: PLC0415 — of `scale`
    except ImportError:
        raise Stop(NO_ENGINE) from None
    return PostgresEngine(url, heartbeat=patience, look=patience / 4)


def _patience(text: str) -> timedelta:
    """How long a worker may give no sign of life. Raises Stop."""
    try:
        seconds = float(text or PATIENCE)
    except ValueError:
        seconds = 0
    if not SHORTEST <= seconds <= LONGEST:
        raise Stop(
            f"WIREWATCH_PATIENCE={text}: write seconds from {SHORTEST} to {LONGEST}, the same for "
            f"all workers, or nothing for {PATIENCE}."
        )
    return timedelta(seconds=seconds)


async def _work(
    options: argparse.Namespace,
    file: RulesFile,
    book: Rulebook,
    console: Console,
    engine: PostgresEngine,
) -> int:
    ending = Ending()
    messenger = open_messenger(console, options.rules)
    async with (
        opened_store(options.data, database_url()) as store,
        open_fetcher(
            pause=book.settings.host_pause, now=utc_now, programs=store.hosts()
        ) as fetcher,
    ):
        others = await store.take_part("worker") - 1
        metrics = Metrics()
        timed = TimedFetcher(fetcher, metrics)
        file.shared = store.rules()
        away = messenger.telegram is not None
        world = World(store, timed, messenger, book, terminal=reader(book), messenger=away)
        world.observer = metrics
        runner = WorkerRunner(world, file, engine=engine, pacing=store.pacing(SMOOTH))
        ending.stop = runner.stop
        stop_on_signals(runner.stop)
        served = all_served(book, await store.guests(), await store.moved())
        _greet(console, options, book, others)
        console.print(f"The store and the queue: {engine.where}.", markup=False)
        console.print(messenger.greeting(len(served), options.rules), markup=False)
        async with (
            looked_over(store, ending.fatal),
            readers_soon(),
            seen_from_outside(world, metrics, once=False),
            called_by_hubs(world, once=False, alone=not others),
            # all send; one asks Telegram for what people write: two would end each other
            listening(
                messenger,
                world,
                file,
                options.data / EDITED,
                ending.fatal,
                reach=Reaching(runner.delivery),
                once=False,
                seat=store.office(),
            ),
        ):
            await runner.run()
        if ending.sentence:
            raise Stop(ending.sentence)
    console.print("Stopped. What was under way is done, or left to the other workers.")
    return 0


def _greet(console: Console, options: argparse.Namespace, book: Rulebook, others: int) -> None:
    watched = f"{counted(len(book.sources), 'source')} for {counted(len(book.topics), 'topic')}"
    beside = f"beside {counted(others, 'other worker')}" if others else "the only worker so far"
    console.print(f"[bold]Wirewatch[/] shares {watched} ({options.rules}), {beside}, until Ctrl-C.")
