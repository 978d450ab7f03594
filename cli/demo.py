"""bot.py demo: the real line over an invented news world, ended by a summary of what it caught."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from chat.console import ConsoleChannel
from cli.demo_summary import Summary, conclude
from cli.loop import run_loop, stop_on_signals
from cli.reader import TERMINAL
from cli.screen import screen
from cli.world import opened_store, utc_now
from demo.world import NewsWorld
from model.alert import Alert, Outcome, Sent
from model.rulebook import Chat, Rulebook
from model.stores import Store
from model.story import Story
from monitors.fetch import open_fetcher
from rules.load import load
from scheduler.local import LocalRunner
from scheduler.world import World

SETTLE = 6.0  # seconds after the last story for its alert to arrive
READER = Chat(TERMINAL, language="en")

WELCOME = (
    "[bold]Wirewatch, the demo.[/] Six invented outlets in English, French and Arabic have just "
    "opened on this machine. What follows is the real program: it polls their feeds, front pages "
    "and a sitemap over HTTP, reads the articles, matches them against [bold]demo/rules.yaml[/] "
    "and alerts. It takes half a minute.\n"
)


def run(options: argparse.Namespace) -> int:
    """Show the line at work; 0 when the alerts were just those the stories call for."""
    console = screen()
    console.print(WELCOME)
    return run_loop(_demo(console, keep=options.keep))


@dataclass(slots=True)
class Tap:
    """The console channel, with a note of what went through and when."""

    console: ConsoleChannel
    got: list[tuple[Alert, datetime]] = field(default_factory=list)

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Show an alert and note it."""
        outcome = await self.console.send(alert, chat)
        if isinstance(outcome, Sent):
            self.got.append((alert, utc_now()))
        return outcome

    async def edit(self, alert: Alert, chat: Chat, message_id: int, **more: Any) -> Outcome:
        """As the console: what is printed stays."""
        return await self.console.edit(alert, chat, message_id, **more)

    def pause(self, chat: Chat) -> timedelta:
        """As the console."""
        return self.console.pause(chat)


async def _demo(console: Console, *, keep: bool) -> int:
    began = utc_now()
    tap = Tap(ConsoleChannel(console, now=utc_now, rules="demo/rules.yaml"))
    with tempfile.TemporaryDirectory(prefix="wirewatch-demo-") as folder:
        async with (
            NewsWorld() as news,
            opened_store(Path(folder)) as store,
            open_fetcher(pause=timedelta(), now=utc_now) as fetcher,
        ):
            world = World(store, fetcher, tap, _rules(news), terminal=READER, messenger=False)
            runner = LocalRunner(world)
            stop_on_signals(runner.stop)
            ending = asyncio.create_task(_end(news, runner, keep=keep))
            await runner.run()
            ending.cancel()
            stories = await _stories(store, [alert for alert, _ in tap.got])
            report = Summary(tuple(news.published), tuple(tap.got), began, stories)
            requests = dict(news.requests)
    conclude(console, report, requests)
    return 0 if report.right else 1


async def _stories(store: Store, alerts: Sequence[Alert]) -> tuple[Story, ...]:
    """The stories that were told, in the order of their first alerts."""
    found = [await store.story(alert.article_id) for alert in alerts]
    return tuple({one.id: one for one in found if one}.values())


def _rules(news: NewsWorld) -> Rulebook:
    loaded = load(news.rules_text().encode())
    if loaded.rulebook is None:
        raise ValueError(f"demo/rules.yaml has problems: {loaded.problems}")
    return loaded.rulebook


async def _end(news: NewsWorld, runner: LocalRunner, *, keep: bool) -> None:
    await news.finished()
    await asyncio.sleep(SETTLE)
    if not keep:
        runner.stop()
