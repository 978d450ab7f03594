"""bot.py status: how the sources, the outbox and the delays are doing."""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from cli import sourcelist
from cli.screen import screen
from cli.world import opened_reader
from scheduler.status import (
    Status,
    condition,
    gather,
    outbox_lines,
    pushes,
    sources_line,
)


def run(options: argparse.Namespace) -> int:
    """Print the status; it may be asked for while the program runs."""
    status = asyncio.run(_ask(options))
    if options.json:
        print(json.dumps(_row(status), ensure_ascii=False))
    else:
        show(status, screen(), whole=options.all)
    return 0


def show(status: Status, console: Console, *, whole: bool = False) -> None:
    """The sources, what is wrong with some of them, then the outbox."""
    sourcelist.show(status.sources, status.at, console, whole=whole)
    for one in status.pushes:
        console.print(Text(one.source, style="yellow"), Text(f"push: {one.message}"), sep=": ")
    for line in (sources_line(status), *outbox_lines(status)):
        console.print(Text(line))


async def _ask(options: argparse.Namespace) -> Status:
    nothing = f"There is nothing in {options.data}/ yet: `python bot.py run` fills it."
    store = await opened_reader(options.data, nothing)
    try:
        found = await gather(store, datetime.now(UTC))
        return replace(found, pushes=await pushes(store, found.sources))
    finally:
        await store.close()


def _row(status: Status) -> dict[str, Any]:
    tally = status.tally
    return {
        "at": status.at.isoformat(),
        "sources": [
            {
                "name": one.name,
                "kind": one.kind,
                "last_check": one.last_check and one.last_check.isoformat(),
                "last_new": one.last_new and one.last_new.isoformat(),
                "articles": one.articles,
                "failures": one.failures,
                "state": condition(one, status.at),
                "push": one.push or ("offered" if one.hub else None),
            }
            for one in status.sources
        ],
        "alerts": dict(tally.fates),
        "oldest_queued": tally.oldest_queued and tally.oldest_queued.isoformat(),
        "articles": tally.articles,
        "copies": tally.copies,
        "from_discovery": tally.from_discovery
        and [tally.from_discovery.p50, tally.from_discovery.p95],
        "from_publication": tally.from_publication
        and [tally.from_publication.p50, tally.from_publication.p95],
    }
