"""bot.py run: watch the sources of the rules file and alert."""

from __future__ import annotations

import argparse

from dotenv import load_dotenv
from rich.console import Console

from cli.check import counted
from cli.loop import run_loop
from cli.rulesfile import rulebook
from cli.running import log_to
from cli.screen import screen
from cli.watching import beside, opened
from cli.world import utc_now
from model.alert import Fate
from model.rulebook import Rulebook
from model.stores import Store
from scheduler.local import LocalRunner
from scheduler.reload import RulesFile
from scheduler.status import brief, gather

UNDELIVERED = 3  # exit code of --once when alerts had to stay in the outbox


def run(options: argparse.Namespace) -> int:
    """Watch until a signal; 0 after an orderly end, 1 with a sentence where it cannot start."""
    load_dotenv(".env")
    console = screen()
    log_to(console)
    file = RulesFile(options.rules)
    return run_loop(_run(options, file, rulebook(options.rules), console))


async def _run(
    options: argparse.Namespace, file: RulesFile, book: Rulebook, console: Console
) -> int:
    async with opened(options, file, book, console, "run") as watch:
        runner = LocalRunner(watch.world, file, watch.pacing)
        watch.stops(runner)
        _greet(console, options, book, await watch.greeting())
        async with beside(watch, runner, once=options.once):
            await (runner.once() if options.once else runner.run())
        return await _farewell(console, watch.store, once=options.once)


def _greet(console: Console, options: argparse.Namespace, book: Rulebook, where: str) -> None:
    how = "once" if options.once else "until Ctrl-C"
    watched = f"{counted(len(book.sources), 'source')} for {counted(len(book.topics), 'topic')}"
    console.print(f"[bold]Wirewatch[/] watches {watched} ({options.rules}), {how}.")
    console.print(where, markup=False)
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
