"""bot.py try: page → article → topics → the message as it would look."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from alerts.address import address
from chat.compose import compose
from chat.console import ConsoleChannel
from cli.inputs import as_json, read_lines, read_page
from cli.match import as_json as match_json
from cli.read import facts
from cli.reader import reader
from cli.rulesfile import rulebook
from cli.screen import screen
from model.alert import Alert
from model.article import Article
from model.rulebook import Rulebook


def run(options: argparse.Namespace) -> int:
    """Show what one page would lead to, or write one JSON line for each line of input."""
    now = datetime.now(UTC)
    book = rulebook(options.rules)
    if options.page == "-":
        return _pipe(book, now)
    article = read_page(options.page, options.url, now)
    if options.json:
        print(json.dumps(_row(book, article, now), ensure_ascii=False))
        return 0
    return _show(book, article, str(options.rules), now)


def _show(book: Rulebook, article: Article, rules: str, now: datetime) -> int:
    console = screen()
    alert = _alert(book, article, now)
    if alert is None:
        console.print(article.title, style="bold", markup=False)
        console.print(facts(article), style="dim", markup=False)
        words = len(article.text.split())
        console.print(
            f"\nNo alert: none of the {len(book.topics)} topics matches its {words} words."
        )
        return 0
    channel = ConsoleChannel(console, now=lambda: now, rules=rules)
    asyncio.run(channel.send(alert, reader(book)))
    return 0


def _alert(book: Rulebook, article: Article, now: datetime) -> Alert | None:
    matches = book.matcher.match(article)
    return next(iter(address(article, matches, book, [reader(book)], now=now)), None)


def _row(book: Rulebook, article: Article, now: datetime) -> dict[str, Any]:
    alert = _alert(book, article, now)
    return {
        "id": article.id,
        "article": as_json(article),
        "matches": [match_json(m, article) for m in alert.matches] if alert else [],
        "message": compose(alert, reader(book), now).html if alert else None,
    }


def _pipe(book: Rulebook, now: datetime) -> int:
    for line in read_lines(sys.stdin, now):
        if line.article is None:
            row: dict[str, Any] = {"id": line.id, "error": line.error}
        else:
            row = _row(book, replace(line.article, id=line.id), now)
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0
