"""bot.py terms TOPIC: what the words of a topic really match, language by language."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.rulesfile import inventory, rulebook
from cli.screen import screen
from cli.stop import Stop
from cli.topics import named_topic
from rules.common_words import NAMES
from rules.inventory import Inventory
from rules.terms import Group, conditions, groups

_NOTES = {
    "en": "Case and accents make no difference.",
    "fr": "Case makes no difference; a word typed without accents is found with them, too.",
    "ar": (
        "و ف ب ك ل ال س may stand before each, a pronoun behind it; alef, hamza, ya, ta marbuta, "
        "tatweel and vowel marks make no difference."
    ),
}


def run(options: argparse.Namespace) -> int:
    """Print what the topic matches in each configured language, or in the one asked for."""
    name = named_topic(options.topic, rulebook(options.rules).topics, str(options.rules)).name
    stock = inventory(options.rules)
    chosen = _languages(options.language, stock)
    found = {one: groups(stock.topics[name], stock, one) for one in chosen}
    if options.json:
        print(json.dumps(_as_json(name, found), ensure_ascii=False))
    else:
        _show(name, found, stock, screen())
    return 0


def _languages(wanted: str | None, stock: Inventory) -> tuple[str, ...]:
    if wanted is None:
        return stock.languages
    by_name = {NAMES.get(code, code).casefold(): code for code in stock.languages}
    code = by_name.get(wanted.casefold(), wanted.casefold())
    if code not in stock.languages:
        raise Stop(f"There is no language {wanted} here: {', '.join(stock.languages)}.", 2)
    return (code,)


def _as_json(name: str, found: dict[str, tuple[Group, ...]]) -> dict[str, Any]:
    """Each term with its list ("" for the conditions' own words) and the forms of each word."""
    return {
        "topic": name,
        "languages": {
            language: [
                {"term": row.typed, "list": group.name, "matches": [list(w) for w in row.matches]}
                for group in of
                for row in group.rows
            ]
            for language, of in found.items()
        },
    }


def _show(
    name: str, found: dict[str, tuple[Group, ...]], stock: Inventory, console: Console
) -> None:
    count = len(conditions(stock.topics[name]))
    console.print(
        Text.assemble((name, "bold"), (f"  {count} condition{'s' * (count != 1)}, ", "dim"))
        + Text(f"line {stock.topics[name].line}", style="dim")
    )
    for language, of in found.items():
        total = sum(len(group.rows) for group in of)
        console.print()
        console.rule(
            Text.assemble((NAMES.get(language, language), "bold cyan"), f"  {total} terms"),
            align="left",
            style="dim",
        )
        console.print(Text(_NOTES.get(language, "Case makes no difference."), style="dim"))
        for group in of:
            console.print(_table(group, stock))


def _table(group: Group, stock: Inventory) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        expand=False,
        title=_title(group, stock),
        title_justify="left",
        title_style="",
    )
    table.add_column("term", overflow="fold", max_width=32)
    table.add_column("matches", overflow="fold")
    for row in group.rows:
        table.add_row(Text(row.typed, style="green"), Text(str(row)))
    return table


def _title(group: Group, stock: Inventory) -> Text:
    if not group.name:
        return Text("words of the conditions", style="bold")
    name = group.name.lstrip("=")
    own = stock.lists.get(name)
    where = f"line {own.line}" if own else "built in"
    said = f"  {len(group.rows)} terms, {where}"
    return Text.assemble((f"{group.name[: -len(name)]}{{{name}}}", "bold"), (said, "dim"))
