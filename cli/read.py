"""bot.py read: page → article."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from cli.inputs import as_json, read_lines, read_page
from cli.screen import Stop, complain, screen
from model.article import Article


def run(options: argparse.Namespace) -> int:
    """Print one article, or one JSON line for each line of standard input."""
    now = datetime.now(UTC)
    if options.page == "-":
        return _pipe(now)
    try:
        article = read_page(options.page, options.url, now)
    except Stop as stop:
        complain(str(stop))
        return stop.code
    if options.json:
        print(json.dumps(as_json(article), ensure_ascii=False))
    else:
        show(article, screen())
    return 0


def show(article: Article, console: Console) -> None:
    """Print an article as a person reads it."""
    console.print(Text(article.title, style="bold"))
    console.print(Text(facts(article), style="dim"))
    if article.lead:
        console.print(Text(f"\n{article.lead}", style="italic"))
    for paragraph in article.text.split("\n"):
        console.print(Text(f"\n{paragraph}"))
    for caption in article.captions:
        console.print(Text(f"\ncaption: {caption}", style="dim"))


def facts(article: Article) -> str:
    """Site, date, language and authors in one line."""
    published = f"{article.published:%Y-%m-%d %H:%M} UTC" if article.published else "undated"
    parts = (article.site, published, article.language, ", ".join(article.authors), article.url)
    return " · ".join(part for part in parts if part)


def _pipe(now: datetime) -> int:
    for line in read_lines(sys.stdin, now):
        if line.article is None:
            row: dict[str, object] = {"id": line.id, "error": line.error}
        else:
            row = as_json(replace(line.article, id=line.id))
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0
