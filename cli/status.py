"""bot.py status: how the sources, the outbox and the delays are doing."""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.screen import screen
from cli.world import opened_reader
from model.source import SourceState
from scheduler.status import (
    Status,
    ago,
    condition,
    gather,
    is_silent,
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
        show(status, screen())
    return 0


def show(status: Status, console: Console) -> None:
    """A table of the sources, what is wrong with some of them, then the outbox."""
    if status.sources:
        console.print(_table(status))
    for state in status.sources:
        if state.failures or state.message or is_silent(state):
            style = "red" if state.failures else "yellow"
            console.print(
                Text(state.name, style=style), Text(condition(state, status.at)), sep=": "
            )
    for one in status.pushes:
        console.print(Text(one.source, style="yellow"), Text(f"push: {one.message}"), sep=": ")
    for line in (sources_line(status), *outbox_lines(status)):
        console.print(Text(line))


def _table(status: Status) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("source", "last check", "last new article", "articles", "state"):
        table.add_column(name, overflow="fold", justify="right" if name == "articles" else "left")
    pushed = any(state.hub for state in status.sources)
    if pushed:
        table.add_column("push", overflow="fold")
    for state in status.sources:
        table.add_row(
            Text(state.name),
            ago(state.last_check, status.at),
            ago(state.last_new, status.at),
            str(state.articles),
            _mood(state),
            *([_push(state)] if pushed else []),
        )
    return table


def _push(state: SourceState) -> Text:
    word = state.push or ("offered" if state.hub else "–")
    return Text(word, style={"failed": "red", "silent": "yellow", "trusted": "green"}.get(word, ""))


def _mood(state: SourceState) -> Text:
    if state.failures:
        return Text("failing", style="red")
    if is_silent(state):
        return Text("silent", style="yellow")
    return Text("new", style="dim") if state.last_check is None else Text("well", style="green")


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
