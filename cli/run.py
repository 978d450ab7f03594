"""bot.py run: watch the sources of the rules file and alert."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from dotenv import load_dotenv
from rich.console import Console
from rich.logging import RichHandler

from chat.console import ConsoleChannel
from chat.inbox import Inbox, open_application
from chat.telegram import TelegramChannel, WatchedBot, close_bot, open_bot
from cli.check import counted
from cli.loop import run_loop, stop_on_signals
from cli.rulesfile import rulebook
from cli.screen import Stop, complain, screen
from cli.world import opened_store, utc_now
from model.alert import Fate
from model.ports import Channel, Store
from model.rulebook import Chat, Rulebook
from monitors.fetch import open_fetcher
from scheduler.local import LocalRunner
from scheduler.reload import RulesFile
from scheduler.status import brief, gather
from scheduler.world import World

UNDELIVERED = 3  # exit code of --once when alerts had to stay in the outbox

TERMINAL = (
    "Alerts appear here. To get them in a Telegram chat: ask @BotFather for a bot, put its token "
    "into .env as TELEGRAM_BOT_TOKEN=…, start again and send /start to your bot."
)
NO_CHATS = (
    "No chat is named in {rules}: send /start to your bot, it answers with the lines to paste "
    "under `chats:`. Until then alerts appear here."
)


def run(options: argparse.Namespace) -> int:
    """Watch until a signal; 0 after an orderly end, 1 with a sentence where it cannot start."""
    load_dotenv(".env")
    console = screen()
    _log_to(console)
    try:
        file = RulesFile(options.rules)
        return run_loop(_run(options, file, rulebook(options.rules), console))
    except Stop as stop:
        complain(str(stop))
        return stop.code


def _log_to(console: Console) -> None:
    handler = RichHandler(console=console, show_path=False, log_time_format="%H:%M:%S")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler])
    logging.getLogger("wirewatch").setLevel(logging.INFO)


@dataclass(slots=True)
class Ending:
    """How the run ends: the exit code, and the sentence where it was not asked for."""

    stop: Callable[[], None] = lambda: None
    sentence: str = ""

    def fatal(self, sentence: str) -> None:
        """End the run because going on is pointless."""
        self.sentence = self.sentence or sentence
        self.stop()


@dataclass(slots=True)
class Messenger:
    """Where alerts go: Telegram with a token, else the terminal."""

    channel: Channel
    terminal: Chat | None
    greeting: str
    bot: WatchedBot | None = None
    inbox: Inbox | None = field(default=None)


async def _run(
    options: argparse.Namespace, file: RulesFile, book: Rulebook, console: Console
) -> int:
    ending = Ending()
    messenger = _messenger(options, book, console)
    async with (
        opened_store(options.data) as store,
        open_fetcher(pause=book.settings.host_pause, now=utc_now) as fetcher,
    ):
        world = World(store, fetcher, messenger.channel, book, terminal=messenger.terminal)
        runner = LocalRunner(world, file)
        ending.stop = runner.stop
        stop_on_signals(runner.stop)
        _greet(console, options, book, messenger)
        async with _listening(messenger, world, ending, once=options.once):
            await (runner.once() if options.once else runner.run())
        if ending.sentence:
            raise Stop(ending.sentence)
        return await _farewell(console, store, once=options.once)


def _messenger(options: argparse.Namespace, book: Rulebook, console: Console) -> Messenger:
    """Raises Stop where the token cannot be one."""
    token = os.environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    here = ConsoleChannel(console, now=utc_now, rules=str(options.rules))
    reader = Chat("terminal", language=book.settings.language, timezone=book.settings.timezone)
    if not token:
        return Messenger(here, reader, TERMINAL)
    try:
        bot = open_bot(token, os.environ.get("TELEGRAM_API_URL") or None)
    except ValueError as why:
        raise Stop(str(why)) from None
    if not book.chats:
        return Messenger(here, reader, NO_CHATS.format(rules=options.rules), bot)
    greeting = f"Alerts go to {counted(len(book.chats), 'chat')}."
    return Messenger(TelegramChannel(bot, now=utc_now), None, greeting, bot)


@asynccontextmanager
async def _listening(
    messenger: Messenger, world: World, ending: Ending, *, once: bool
) -> AsyncIterator[None]:
    """Have the bot answer commands meanwhile; not for --once, which ends in a moment."""
    bot = messenger.bot
    if bot is None:
        yield
        return

    async def status() -> str:
        return brief(await gather(world.store, utc_now()))

    inbox = Inbox(
        open_application(bot),
        book=lambda: world.book,
        store=world.store,
        now=utc_now,
        status=status,
        on_fatal=ending.fatal,
    )
    try:
        if not once:
            await inbox.start()
        yield
    finally:
        if not once:
            await inbox.stop()
        await close_bot(bot)


def _greet(
    console: Console, options: argparse.Namespace, book: Rulebook, messenger: Messenger
) -> None:
    how = "once" if options.once else "until Ctrl-C"
    watched = f"{counted(len(book.sources), 'source')} for {counted(len(book.topics), 'topic')}"
    console.print(f"[bold]Wirewatch[/] watches {watched} ({options.rules}), {how}.")
    console.print(messenger.greeting, markup=False)
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
