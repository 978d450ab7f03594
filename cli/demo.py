"""bot.py demo: the real line over an invented news world, ended by a summary of what it caught."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.rule import Rule

from chat.console import ConsoleChannel
from cli.loop import run_loop, stop_on_signals
from cli.reader import TERMINAL
from cli.screen import screen
from cli.world import opened_store, utc_now
from demo.story import Published
from demo.world import NewsWorld
from model.alert import Alert, Outcome, Sent
from model.rulebook import Chat, Rulebook
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
            report = Summary(tuple(news.published), tuple(tap.got), began)
            requests = dict(news.requests)
    _conclude(console, report, requests)
    return 0 if report.right else 1


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


@dataclass(frozen=True, slots=True)
class Summary:
    """What the world published, held against what the reader was told."""

    published: Sequence[Published]
    got: Sequence[tuple[Alert, datetime]]
    began: datetime

    @property
    def wanted(self) -> list[Published]:
        """Stories that a reader should be told of."""
        return [one for one in self.published if one.expectation.alerts]

    @property
    def silent(self) -> list[Published]:
        """Stories that should pass without a word."""
        return [one for one in self.published if not one.expectation.alerts]

    @property
    def told(self) -> dict[str, Alert]:
        """Alerts by headline."""
        return {alert.title: alert for alert, _ in self.got}

    @property
    def missed(self) -> list[Published]:
        """Stories that should have alerted on these topics and did not."""
        return [one for one in self.wanted if not self._caught(one)]

    @property
    def wrong(self) -> list[str]:
        """Headlines that should not have alerted."""
        titles = {one.story.title for one in self.wanted}
        return [alert.title for alert, _ in self.got if alert.title not in titles]

    @property
    def right(self) -> bool:
        """Nothing missed, nothing wrong, nothing twice."""
        return not self.missed and not self.wrong and len(self.got) == len(self.told)

    def delays(self) -> list[float]:
        """Seconds from publication to alert, of the stories that appeared while one watched."""
        fresh = {one.story.title: one.when for one in self.wanted if one.story.at > 0}
        return [
            max((at - fresh[alert.title]).total_seconds(), 0)
            for alert, at in self.got
            if alert.title in fresh
        ]

    def _caught(self, one: Published) -> bool:
        alert = self.told.get(one.story.title)
        topics = {match.topic for match in alert.matches} if alert else set()
        return topics == set(one.expectation.alerts)


def _conclude(console: Console, report: Summary, requests: dict[int, int]) -> None:
    console.print(Rule("what happened", align="left", style="bold"))
    for line in [*_counts(report, requests), *_faults(report)]:
        console.print(line, markup=False)
    console.print(
        "\nYour turn: [bold]rules.yaml[/] says what to watch and what to look for; "
        "[bold]python bot.py run[/] starts watching, and says how to connect a chat."
    )


def _counts(report: Summary, requests: dict[int, int]) -> list[str]:
    languages = {one.story.language for one in report.published}
    copies = [one for one in report.silent if one.expectation.copy_of]
    alike = [one for one in report.silent if one.expectation.reason == "look-alike"]
    others = len(report.silent) - len(copies) - len(alike)
    first = (report.got[0][1] - report.began).total_seconds() if report.got else 0
    stories = f"{len(report.published)} stories in {len(languages)} languages"
    start = f"the first {first:.1f} s after the start"
    lines = [
        f"{stories}; {len(report.got)} alerts, {start}.",
        f"Silent: {len(copies)} wire copies, {len(alike)} look-alikes, {others} other stories.",
    ]
    if delays := report.delays():
        spread = f"median {median(delays):.1f} s, longest {max(delays):.1f} s"
        lines.append(f"From publication to alert: {spread}; each source is asked once a second.")
    asked, unchanged = sum(requests.values()), requests.get(304, 0)
    lines.append(f'{asked} requests, {unchanged} of them answered "304, not modified".')
    return lines


def _faults(report: Summary) -> list[str]:
    if report.right:
        return ["Nothing was missed, nothing was wrong, nothing came twice."]
    return [
        *(
            f"MISSED: {one.story.title} ({', '.join(one.expectation.alerts)})"
            for one in report.missed
        ),
        *(f"WRONG: {title}" for title in report.wrong),
    ]
