"""bot.py backtest: the rules over the stored archive; what new ones would gain and lose."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cli.check import counted
from cli.rulesfile import rulebook
from cli.screen import screen
from cli.stop import Stop
from cli.topics import named_topic
from cli.world import opened_reader, utc_now
from model.article import Article
from model.rulebook import Rulebook
from rules.changes import touched
from rules.explain import Explainable, explain
from rules.fields import FieldError, duration
from scheduler.backtest import Hit, Reason, Replay, Rules, Tally, replay
from store.sql import SqlStore

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Side:
    """One set of rules: its file and the rulebook in it."""

    path: Path
    book: Rulebook

    @property
    def text(self) -> bytes:
        """The file's content."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class Told:
    """A replay, and the articles of the hits that are shown, by id."""

    replay: Replay
    articles: dict[str, Article]
    seconds: float


def run(options: argparse.Namespace) -> int:
    """Print what each topic finds, gains and loses; 0, or 1 with the reason why it cannot."""
    console = screen()
    since = beginning(options.since, utc_now())
    after, before = _sides(options)
    told = asyncio.run(_replayed(options, after, before, since))
    if options.json:
        print(json.dumps(as_json(told.replay, after, before, since), ensure_ascii=False))
    else:
        Report(console, after, before, options.show).show(told, since)
    return 0


def _sides(options: argparse.Namespace) -> tuple[Side, Side | None]:
    """The rules to replay, and those in force beside which they are shown, if they are others."""
    against = Side(options.against, rulebook(options.against))
    if options.rules is None:
        return against, None
    return Side(options.rules, rulebook(options.rules)), against


def beginning(text: str, now: datetime) -> datetime:
    """A length of time before now, or a date. Raises Stop."""
    try:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    except ValueError:
        pass
    try:
        return now - duration(timedelta(minutes=1))(text)
    except FieldError as error:
        raise Stop(f"--since {text}: {error.message}; write 90m, 12h, 30d or {now:%F}.") from None


async def _replayed(
    options: argparse.Namespace, after: Side, before: Side | None, since: datetime
) -> Told:
    nothing = f"There is nothing in {options.data}/ yet: `python bot.py run` fills it."
    store = await opened_reader(options.data, nothing)
    began = utc_now()
    try:
        with _progress() as progress:
            bar = progress.add_task("articles")
            found = await replay(
                store,
                _rules(options.topic, after, before),
                since,
                told=lambda done, total: progress.update(bar, completed=done, total=total),
            )
        seconds = (utc_now() - began).total_seconds()
        shown = {} if options.json else await _articles(store, found, options.show)
    finally:
        await store.close()
    return Told(found, shown, seconds)


def _rules(topic: str | None, after: Side, before: Side | None) -> Rules:
    """What to replay; a topic that did not change need not be matched twice."""
    topics = None if topic is None else frozenset({_topic(topic, after, before)})
    if before is None:
        return Rules(after.text, topics=topics)
    return Rules(after.text, before.text, topics, touched(before.book, after.book))


def _topic(name: str, after: Side, before: Side | None) -> str:
    if before is not None and name in before.book.topics:
        return name
    return named_topic(name, after.book.topics, str(after.path)).name


def _progress() -> Progress:
    """On standard error, so that a result in a file is the result alone."""
    console = Console(stderr=True)
    columns = (TextColumn("replaying"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


async def _articles(store: SqlStore, found: Replay, count: int) -> dict[str, Article]:
    """The articles of the hits to be shown: what stopped the other rules is told of them."""
    wanted = [
        hit.article
        for tally in found.tallies.values()
        for hit in (*latest(tally.gained, count), *latest(tally.lost, count))
    ]
    read = [await store.article(one) for one in dict.fromkeys(wanted)]
    return {one.id: one for one in read if one is not None}


def latest(hits: Sequence[Hit], count: int) -> list[Hit]:
    """The last few, the newest first."""
    return list(reversed(hits))[: max(count, 0)]


def as_json(found: Replay, after: Side, before: Side | None, since: datetime) -> dict[str, Any]:
    """Everything, each hit with its article's id and both reasons."""
    return {
        "rules": str(after.path),
        "against": str(before.path) if before else None,
        "since": since.isoformat(),
        "articles": found.articles,
        "days": round(found.days, 2),
        "topics": [_row(tally, compared=before is not None) for tally in found.tallies.values()],
    }


def _row(tally: Tally, *, compared: bool) -> dict[str, Any]:
    if not compared:
        hits = [_hit_row(hit, "after") for hit in tally.gained]
        return {"topic": tally.topic, "count": tally.after, "found": hits}
    return {
        "topic": tally.topic,
        "before": tally.before,
        "after": tally.after,
        "same": tally.same,
        "gained": [_hit_row(hit, "after") for hit in tally.gained],
        "lost": [_hit_row(hit, "before") for hit in tally.lost],
    }


def _hit_row(hit: Hit, side: str) -> dict[str, Any]:
    return {
        "article": hit.article,
        "published": hit.published and hit.published.isoformat(),
        "found_at": hit.found_at and hit.found_at.isoformat(),
        "source": hit.source,
        "title": hit.title,
        "url": hit.url,
        **asdict(getattr(hit, side)),
    }


class Report:
    """A table of the topics, and below it the headlines gained and lost."""

    def __init__(self, console: Console, after: Side, before: Side | None, show: int) -> None:
        self._console = console
        self._after = after
        self._before = before
        self._show = show

    def show(self, told: Told, since: datetime) -> None:
        """Print it all."""
        found = told.replay
        self._print(self._heading(told, since))
        if not found.tallies:
            if found.articles:
                self._print("No topic is found in any of them.")
            return
        self._console.print(self._table(found))
        for name in self._order(found):
            self._headlines(found.tallies[name], told)

    def _print(self, text: str, style: str = "", indent: int = 0) -> None:
        self._console.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False))

    def _heading(self, told: Told, since: datetime) -> str:
        names = f"{self._before.path} → {self._after.path}" if self._before else self._after.path
        if not told.replay.articles:
            return f"The archive holds no article found since {since:%Y-%m-%d %H:%M} UTC."
        count, days = told.replay.articles, told.replay.days
        over = f"{counted(count, 'article')} of {counted(round(days), 'day')}"
        return f"{names}: {over}, wire copies left out, in {told.seconds:.1f} s."

    def _order(self, found: Replay) -> list[str]:
        """The topics in the order of the file, those of the old file behind them."""
        known = [*self._after.book.topics, *(self._before.book.topics if self._before else ())]
        return [name for name in dict.fromkeys(known) if name in found.tallies]

    def _table(self, found: Replay) -> Table:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("topic", overflow="fold")
        heads = ("before", "now", "gained", "lost") if self._before else ("found",)
        for head in (*heads, "a day"):
            table.add_column(head, justify="right")
        for name in self._order(found):
            table.add_row(Text(name), *self._cells(found.tallies[name], found.days))
        return table

    def _cells(self, tally: Tally, days: float) -> Iterator[Text]:
        rate = f"{tally.after / days:.1f}"
        if self._before is None:
            yield from (Text(f"{tally.after:,}"), Text(rate))
            return
        yield Text(f"{tally.before:,}")
        yield Text(f"{tally.after:,}")
        yield Text(f"+{len(tally.gained):,}" if tally.gained else "", style="green")
        yield Text(f"{MINUS}{len(tally.lost):,}" if tally.lost else "", style="red")
        was = f"{tally.before / days:.1f}"
        yield Text(rate if was == rate else f"{was} → {rate}")

    def _headlines(self, tally: Tally, told: Told) -> None:
        if not (tally.gained or tally.lost) or self._show <= 0:
            return
        self._print(tally.topic, "bold")
        sign = "+" if self._before else "·"
        self._some(sign, "green", tally.gained, told)
        self._some(MINUS, "red", tally.lost, told)
        self._console.print()

    def _some(self, sign: str, style: str, hits: Sequence[Hit], told: Told) -> None:
        for hit in latest(hits, self._show):
            when = hit.published or hit.found_at
            head = Text(f"{sign} ", style=style).append(f"{when:%F}" if when else "undated")
            head.append(f" · {hit.source} · {hit.article}", style="dim")
            self._console.print(head)
            self._print(" ".join(hit.title.split()) or "untitled", indent=2)
            for reason in self._reasons(hit, told.articles.get(hit.article)):
                self._print(reason, "dim", indent=2)
        if len(hits) > self._show:
            self._print(f"and {len(hits) - self._show} more (--show N, or all with --json)", "dim")

    def _reasons(self, hit: Hit, article: Article | None) -> Iterator[str]:
        """Why the one found it, and what stopped the other."""
        if hit.after:
            yield _said(hit.after, self._after)
            if self._before:
                yield f"before: {_missed(hit, article, self._before)}"
        elif hit.before and self._before:
            yield f"before: {_said(hit.before, self._before)}"
            yield f"now: {_missed(hit, article, self._after)}"


def _said(reason: Reason, side: Side) -> str:
    return f"{reason.why} ({side.path}:{reason.line})"


def _missed(hit: Hit, article: Article | None, side: Side) -> str:
    topic, matcher = side.book.topics.get(hit.topic), side.book.matcher
    if topic is None:
        return f"there is no topic {hit.topic} in {side.path}"
    if article is None or not isinstance(matcher, Explainable):
        return "not found"
    return explain(matcher, topic, article, str(side.path)).sentence
