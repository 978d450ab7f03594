"""bot.py lists: the word lists, and what stands in one."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.rulesfile import inventory
from cli.screen import screen
from cli.stop import Stop
from rules import builtin, countries
from rules.common_words import NAMES
from rules.inventory import Inventory
from rules.lists import unknown_list
from rules.tree import Term
from rules.words import bare

EVERY = "all"  # the section that counts in every language


def run(options: argparse.Namespace) -> int:
    """Print a table of all lists, or with `show NAME` the words of one."""
    stock = inventory(options.rules)
    name = _asked(options.words)
    if name:
        _show(name, stock, options)
    else:
        _all(stock, options)
    return 0


def _asked(words: list[str]) -> str:
    """The name in `lists show weapons`, `lists {weapons}` or `lists`."""
    rest = words[1:] if words[:1] == ["show"] else words
    if words and not rest:
        raise Stop("Say which list: python bot.py lists show weapons", 2)
    return " ".join(rest).strip("{} ")


# ── all of them


def _all(stock: Inventory, options: argparse.Namespace) -> None:
    rows = [(name, False, _counts(stock.terms[name])) for name in stock.lists]
    rows += [
        (name, True, _counts(stock.terms[name]))
        for name in builtin.names()
        if name not in stock.lists
    ]
    if options.json:
        for name, built_in, counts in rows:
            print(json.dumps({"name": name, "built_in": built_in, "words": counts}))
        return
    screen().print(_table(rows, stock, options.rules))


def _counts(terms: Iterable[Term]) -> dict[str, int]:
    return dict(Counter(term.section or EVERY for term in distinct(terms)))


def _table(rows: list[tuple[str, bool, dict[str, int]]], stock: Inventory, rules: Path) -> Table:
    columns = [*stock.languages, EVERY]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("list", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    table.add_column("where", style="dim", overflow="fold")
    for name, built_in, counts in rows:
        where = _about(name) if built_in else _place(name, stock, rules)
        numbers = (str(counts[one]) if one in counts else "·" for one in columns)
        table.add_row(Text(f"{{{name}}}", style="" if built_in else "bold"), *numbers, where)
    return table


def _about(name: str) -> str:
    return f"built in: {builtin.about(name)}"


def _place(name: str, stock: Inventory, rules: Path) -> str:
    return f"{rules.name} line {stock.lists[name].line}"


def distinct(terms: Iterable[Term]) -> list[Term]:
    """The terms without the spellings of names that differ in accents and capitals only."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for term in terms:
        spelling = (term.section, bare(term.text).casefold() if term.exact else term.text)
        if spelling not in seen:
            seen.add(spelling)
            kept.append(term)
    return kept


# ── one of them


def _show(name: str, stock: Inventory, options: argparse.Namespace) -> None:
    if name not in stock.terms:
        fault = unknown_list(name, stock.lists, 0, 1)
        raise Stop(f"{fault.message[0].upper()}{fault.message[1:]}: {fault.hint}")
    words = _by_language(stock.terms[name], stock.languages)
    if options.json:
        print(json.dumps({"name": name, "terms": words}, ensure_ascii=False))
        return
    console = screen()
    console.print(_heading(name, stock, options.rules))
    if name not in stock.lists and name.startswith(builtin.COUNTRY):
        console.print(_country(name.removeprefix(builtin.COUNTRY).upper(), stock.languages))
    else:
        _paragraphs(words, console)
    _notes(name, stock, console)


def _heading(name: str, stock: Inventory, rules: Path) -> Text:
    where = _place(name, stock, rules) if name in stock.lists else _about(name)
    return Text.assemble((f"{{{name}}}", "bold"), "  ", (where, "dim"))


def _by_language(terms: Iterable[Term], languages: Iterable[str]) -> dict[str, list[str]]:
    """As an editor would type them, by language; "all" for those of every language."""
    found: dict[str, list[str]] = {one: [] for one in (*languages, EVERY)}
    for term in distinct(terms):
        found.setdefault(term.section or EVERY, []).append(typed(term))
    return {language: words for language, words in found.items() if words}


def typed(term: Term) -> str:
    """A term as it is written in a list."""
    return ("=" if term.exact else "stem:" if term.stem else "") + term.text


def _paragraphs(words: Mapping[str, list[str]], console: Console) -> None:
    for language, terms in words.items():
        title = NAMES.get(language, "every language" if language == EVERY else language)
        console.print(Text.assemble((title, "cyan"), (f"  {len(terms)}", "dim")))
        joint = "، " if language == "ar" else ", "
        console.print(Padding(Text(joint.join(terms)), (0, 0, 1, 2)))


def _country(code: str, languages: Iterable[str]) -> Table:
    """Names, demonyms and capitals beside each other, a column for each language."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("")
    columns = [countries.country(code, language) for language in languages]
    for language in languages:
        table.add_column(NAMES.get(language, language), overflow="fold")
    for part in ("names", "demonyms", "capitals"):
        cells = (Text("\n".join(_plain(getattr(column, part)))) for column in columns)
        table.add_row(Text(part, style="cyan"), *cells, end_section=True)
    return table


def _plain(entries: Iterable[str]) -> Iterable[str]:
    return (entry.removeprefix("=") for entry in entries)


def _notes(name: str, stock: Inventory, console: Console) -> None:
    if name in stock.lists:
        text = "Words match all their forms, = as written. All they match: bot.py terms TOPIC"
    elif name.startswith((builtin.COUNTRY, "countries", "capitals")):
        text = (
            "Names want their capital letters (also ALL CAPITALS, also without accents); "
            "demonyms match all their forms."
        )
    else:
        text = "Words match all their forms, = as written."
    console.print(Text(text, style="dim"))
