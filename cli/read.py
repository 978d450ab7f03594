"""bot.py read: page → article."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from cli.inputs import as_json, explain_page, read_lines
from cli.screen import screen
from cli.stop import Stop, complain
from model.article import Article
from model.memory import SiteMemory
from monitors.article import Reason, learn_lines, learned_lines


def run(options: argparse.Namespace) -> int:
    """Print one article, or one JSON line for each line of standard input."""
    now = datetime.now(UTC)
    if options.page == "-":
        return _pipe(now)
    known = learned_lines(_site_memory(options.learn, now))
    reading = explain_page(options.page, options.url, now, known)
    removed = reading.removed if options.explain else ()
    if options.json:
        told = [{"line": line, "reason": str(reason)} for line, reason in removed]
        row = as_json(reading.article) | ({"removed": told} if options.explain else {})
        print(json.dumps(row, ensure_ascii=False))
    else:
        show(reading.article, screen())
        show_removed(removed, screen())
    return 0


def show_removed(removed: Sequence[tuple[str, Reason]], console: Console) -> None:
    """Print the lines left out of a text, each with its reason."""
    if removed:
        console.print(Text("\nleft out of the text:", style="bold"))
    for line, reason in removed:
        console.print(Text(f"  {reason}: {line}", style="dim"))


def _site_memory(pages: Sequence[str], now: datetime) -> SiteMemory:
    """What is learned from other pages of the site; those without an article teach nothing."""
    memory = SiteMemory("")
    for page in _listed(pages):
        try:
            reading = explain_page(page, None, now)
        except Stop as stop:
            complain(str(stop))
            continue
        memory = learn_lines(memory, reading.article.id, reading.lines, now.date())
    return memory


def _listed(pages: Sequence[str]) -> Iterator[str]:
    """Folders as the pages in them, by name."""
    for page in pages:
        if Path(page).is_dir():
            yield from (str(path) for path in sorted(Path(page).glob("*.htm*")))
        else:
            yield page


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
    published = _moment(article.published) if article.published else "undated"
    changed = f"changed {_moment(article.modified)}" if article.modified else ""
    people = ", ".join(article.authors)
    parts = (
        article.site,
        published,
        changed,
        article.language,
        people,
        article.agency,
        article.url,
    )
    return " · ".join(part for part in parts if part)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _pipe(now: datetime) -> int:
    for line in read_lines(sys.stdin, now):
        if line.article is None:
            row: dict[str, object] = {"id": line.id, "error": line.error}
        else:
            row = as_json(replace(line.article, id=line.id))
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0
