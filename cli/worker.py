"""bot.py worker: one of many programs that share the watch, with the store on PostgreSQL."""

from __future__ import annotations

import argparse
import os
from datetime import timedelta
from typing import TYPE_CHECKING

from dotenv import load_dotenv
from rich.console import Console

from cli.check import counted
from cli.loop import run_loop
from cli.rulesfile import rulebook
from cli.running import log_to
from cli.screen import screen
from cli.stop import Stop
from cli.watching import beside, opened
from cli.world import database_url
from model.rulebook import Rulebook
from scheduler.reload import RulesFile
from scheduler.worker import WorkerRunner

if TYPE_CHECKING:  # of the group `scale`, which may be missing
    from scheduler.engine_postgres import PostgresEngine

PATIENCE, SHORTEST, LONGEST = 20, 2, 600  # seconds
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
    async with opened(options, file, book, console, "worker") as watch:
        runner = WorkerRunner(watch.world, file, engine=engine, pacing=watch.pacing)
        watch.stops(runner)
        _greet(console, options, book, watch.programs - 1)
        console.print(f"The store and the queue: {engine.where}.", markup=False)
        console.print(await watch.greeting(), markup=False)
        async with beside(watch, runner, once=False):
            await runner.run()
    console.print("Stopped. What was under way is done, or left to the other workers.")
    return 0


def _greet(console: Console, options: argparse.Namespace, book: Rulebook, others: int) -> None:
    watched = f"{counted(len(book.sources), 'source')} for {counted(len(book.topics), 'topic')}"
    beside = f"beside {counted(others, 'other worker')}" if others else "the only worker so far"
    console.print(f"[bold]Wirewatch[/] shares {watched} ({options.rules}), {beside}, until Ctrl-C.")
