"""bot.py run: watch the sources of the rules file and alert."""

from __future__ import annotations

import argparse

from dotenv import load_dotenv
from rich.console import Console

from cli.check import counted
from cli.loop import run_loop, stop_on_signals
from cli.messenger import Messenger, listening, open_messenger
from cli.reader import reader
from cli.rulesfile import rulebook
from cli.running import Ending, called_by_hubs, log_to, looked_over, readers_soon, seen_from_outside
from cli.screen import screen
from cli.stop import Stop
from cli.world import database_url, opened_store, utc_now
from model.access import all_served
from model.alert import Fate
from model.rulebook import Rulebook
from model.stores import Store
from monitors.fetch import open_fetcher
from operation.metrics import Metrics, TimedFetcher
from scheduler.local import LocalRunner
from scheduler.pacing import SMOOTH
from scheduler.reaching import Reaching
from scheduler.reload import RulesFile
from scheduler.status import brief, gather
from scheduler.world import World

EDITED = "rules"  # in the data folder: what waits for a yes, and earlier texts
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
    ending = Ending()
    messenger = open_messenger(console, options.rules)
    async with (
        opened_store(options.data, database_url()) as store,
        open_fetcher(
            pause=book.settings.host_pause, now=utc_now, programs=store.hosts()
        ) as fetcher,
    ):
        await store.take_part("run")
        file.shared = store.rules()
        away = messenger.telegram is not None
        metrics = Metrics()
        timed = TimedFetcher(fetcher, metrics)
        world = World(store, timed, messenger, book, terminal=reader(book), messenger=away)
        world.observer = metrics
        runner = LocalRunner(world, file, store.pacing(SMOOTH))
        ending.stop = runner.stop
        stop_on_signals(runner.stop)
        served = all_served(book, await store.guests(), await store.moved())
        _greet(console, options, book, messenger, len(served))
        reach = Reaching(runner.delivery)
        async with (
            looked_over(store, ending.fatal),
            readers_soon(),
            seen_from_outside(world, metrics, once=options.once),
            called_by_hubs(world, once=options.once),
            listening(
                messenger,
                world,
                file,
                options.data / EDITED,
                ending.fatal,
                reach=reach,
                once=options.once,
                seat=store.office(),
            ),
        ):
            await (runner.once() if options.once else runner.run())
        if ending.sentence:
            raise Stop(ending.sentence)
        return await _farewell(console, store, once=options.once)


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
