"""How well the shipped topics do on the project's own labelled items.

    python benchmarks/topics/run.py                    the table, test half
    python benchmarks/topics/run.py --half dev         the half that rules may be tuned on
    python benchmarks/topics/run.py --misses sanctions fr   what is missed and wrong, dev half

The items were written by people who had not seen the rules; the test half is never shown, so
that rules cannot be fitted to it. Borderline items count neither way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from model.article import Article  # noqa: E402 - the repository's root is on the path only now
from model.rulebook import Matcher, Rulebook  # noqa: E402 - likewise
from rules.load import load  # noqa: E402 - likewise

LABELLED = Path(__file__).parent / "labelled"
LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True, slots=True)
class Item:
    """One headline with its sentences, and whether it is about the topic."""

    title: str
    text: str
    language: str
    yes: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one topic in one language; alerts as a share of 1 are precision and recall."""

    found: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """Share of alerts that are right; 1 where there are none."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of true items that alert; 1 where there are none."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def read_items(language: str, topic: str, half: str) -> list[Item]:
    """The items of one half that count: without the borderline ones."""
    path = LABELLED / language / f"{topic}.yaml"
    if not path.exists():
        return []
    rows = _rows(path)[half]
    return [
        Item(row["title"], row.get("text", ""), language, row["yes"] == "true")
        for row in rows
        if row["yes"] != "borderline"
    ]


def read_general(language: str) -> list[Item]:
    """A day's stream in which no topic occurs."""
    path = LABELLED / language / "general.yaml"
    rows = _rows(path)["general"]
    return [Item(row["title"], row.get("text", ""), language, yes=False) for row in rows]


def _rows(path: Path) -> dict[str, Any]:
    """The file with all scalars as text: `yes` is a name here, and not a truth."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - makes text only


def topics_of(matcher: Matcher, item: Item) -> set[str]:
    """The topics that alert on an item."""
    article = Article("x", "", item.title, item.text, language=item.language)
    return {match.topic for match in matcher.match(article)}


def score(matcher: Matcher, topic: str, items: Iterable[Item]) -> Score:
    """Count hits and misses."""
    judged = [(item.yes, topic in topics_of(matcher, item)) for item in items]
    return Score(
        found=sum(yes and hit for yes, hit in judged),
        missed=sum(yes and not hit for yes, hit in judged),
        wrong=sum(hit and not yes for yes, hit in judged),
    )


def table(book: Rulebook, half: str) -> Table:
    """Precision / recall of each topic and language, and wrong alerts on general news."""
    out = Table(title=f"shipped topics, {half} half: precision / recall (items)")
    out.add_column("topic")
    for language in LANGUAGES:
        out.add_column(language, justify="right")
    for topic in book.topics:
        cells = []
        for language in LANGUAGES:
            items = read_items(language, topic, half)
            one = score(book.matcher, topic, items)
            cells.append(f"{one.precision:.2f} / {one.recall:.2f} ({len(items)})" if items else "-")
        out.add_row(topic, *cells)
    out.add_section()
    out.add_row("wrong per 1,000 general items", *(_wrong(book, one) for one in LANGUAGES))
    return out


def _wrong(book: Rulebook, language: str) -> str:
    items = read_general(language)
    alerts = [topic for item in items for topic in topics_of(book.matcher, item)]
    counts = ", ".join(f"{name} {alerts.count(name)}" for name in sorted(set(alerts)))
    share = f"{1000 * len(alerts) / len(items):.1f} of {len(items)}"
    return f"{share} ({counts})" if counts else share


def show_misses(book: Rulebook, topic: str, language: str, console: Console) -> None:
    """What is missed and what is wrong, of the half that may be looked at."""
    for item in read_items(language, topic, "dev"):
        hit = topic in topics_of(book.matcher, item)
        if hit != item.yes:
            sort = "WRONG" if hit else "MISSED"
            console.print(f"{sort}: {item.title} | {item.text}", markup=False, highlight=False)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("--rules", type=Path, default=ROOT / "rules.yaml")
    arguments.add_argument("--half", choices=["dev", "test"], default="test")
    arguments.add_argument("--misses", nargs=2, metavar=("TOPIC", "LANGUAGE"))
    options = arguments.parse_args()
    book = load(options.rules.read_bytes()).rulebook
    if book is None:
        sys.exit(f"{options.rules} has problems: python bot.py check --rules {options.rules}")
    console = Console(width=120)
    if options.misses:
        show_misses(book, *options.misses, console)
    else:
        console.print(table(book, options.half))


if __name__ == "__main__":
    main()
