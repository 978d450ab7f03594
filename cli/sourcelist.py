"""The sources in `status`: a table while it fits a screen, beyond that those that ail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from model.source import SourceState
from scheduler.status import ago, condition, is_silent

SCREEN = 100  # sources in a table: nobody reads a longer one to the end
AILING = 30  # named where there are more sources than that

_COLUMNS = ("source", "last check", "last new article", "articles", "state")
_STYLES = {"failing": "red", "silent": "yellow", "new": "dim", "well": "green"}
_PUSHES = {"failed": "red", "silent": "yellow", "trusted": "green"}


def show(states: Sequence[SourceState], at: datetime, console: Console, *, whole: bool) -> None:
    """Up to SCREEN sources in a table, and what is wrong with some of them. Of more, the worst
    AILING that ail and how many others do; or, as a `whole`, plain lines: a table lays out each
    cell, 0.3 ms of processor time a source."""
    ailing = sorted(filter(_ails, states), key=_worst_first)
    many = len(states) > SCREEN
    if whole and many:
        for row in plain(states, at):
            console.out(row, highlight=False)
    elif states and not many:
        console.print(_table(states, at))
    shown = ailing if whole or not many else ailing[:AILING]
    for state in shown:
        style = "red" if state.failures else "yellow"
        console.print(Text(state.name, style=style), Text(condition(state, at)), sep=": ")
    if len(ailing) > len(shown):
        console.print(f"… and {len(ailing) - len(shown)} more: `status --all` names them.")


def plain(states: Sequence[SourceState], at: datetime) -> Iterator[str]:
    """The same columns in lines of text, as wide as they need to be."""
    rows = [_COLUMNS, *(_cells(state, at) for state in states)]
    if any(state.hub for state in states):
        rows = [(*row, push) for row, push in zip(rows, _all_pushes(states), strict=True)]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(room) for cell, room in zip(row, wide, strict=True)).rstrip()


def _all_pushes(states: Sequence[SourceState]) -> list[str]:
    return ["push", *map(_push, states)]


def _ails(state: SourceState) -> bool:
    return bool(state.failures or state.message) or is_silent(state)


def _worst_first(state: SourceState) -> tuple[bool, float, str]:
    """Those that fail, the longest first, then the others by name."""
    since = state.trouble_since.timestamp() if state.failures and state.trouble_since else 0.0
    return not state.failures, since, state.name


def _table(states: Sequence[SourceState], at: datetime) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    pushed = any(state.hub for state in states)
    for name in (*_COLUMNS, *(["push"] if pushed else [])):
        table.add_column(name, overflow="fold", justify="right" if name == "articles" else "left")
    for state in states:
        name, *facts, mood = _cells(state, at)
        push = [Text(_push(state), style=_PUSHES.get(_push(state), ""))] if pushed else []
        table.add_row(Text(name), *facts, Text(mood, style=_STYLES[mood]), *push)
    return table


def _cells(state: SourceState, at: datetime) -> tuple[str, ...]:
    last, new = ago(state.last_check, at), ago(state.last_new, at)
    return state.name, last, new, str(state.articles), _mood(state)


def _push(state: SourceState) -> str:
    return state.push or ("offered" if state.hub else "–")


def _mood(state: SourceState) -> str:
    if state.failures:
        return "failing"
    if is_silent(state):
        return "silent"
    return "new" if state.last_check is None else "well"
