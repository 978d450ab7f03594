"""bot.py explain: why a topic is found in an article, or what stops it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from cli.articles import named_article
from cli.match import as_json as match_json
from cli.read import facts
from cli.rulesfile import rulebook
from cli.screen import screen
from cli.stop import Stop
from cli.topics import named_topic
from cli.world import utc_now
from model.article import Article
from model.rulebook import Rulebook
from rules.explain import Explainable, Explanation, Gate, Judged, Part, explain
from rules.lacking import lacking, name
from rules.steps import Step

MOST_NEAR = 3  # failing conditions of a part that are drawn, the closest; others in a line
WIDEST = 120  # columns: longer lines are hard to read
_PARTS = {
    "any": "at least one of these",
    "all": "each of these",
    "score": "enough of these together",
    "none": "not one of these",
}
_GUIDES = "bright_black"


def run(options: argparse.Namespace) -> int:
    """Draw the tree, or write it as JSON; 0 whether or not the topic is found."""
    book = rulebook(options.rules)
    topic = named_topic(options.topic, book.topics, str(options.rules))
    article = named_article(options.article, book, options.data, utc_now(), options.url)
    told = explain(_explainable(book), topic, article, str(options.rules))
    if options.json:
        print(json.dumps(as_json(told, article), ensure_ascii=False))
    else:
        show(told, article, topic.title(book.settings.language), screen())
    return 0


def _explainable(book: Rulebook) -> Explainable:
    if not isinstance(book.matcher, Explainable):
        raise Stop("These rules cannot be explained.")
    return book.matcher


def as_json(told: Explanation, article: Article) -> dict[str, Any]:
    """All of it, the article by its id, the match as `match --json` writes it."""
    match = told.match and match_json(told.match, article)
    return {**asdict(told), "match": match, "article": article.id}


def show(told: Explanation, article: Article, title: str, console: Console) -> None:
    """The article's head, the sentence, the tree."""
    width = min(console.width, WIDEST)
    ink = _Ink(ascii_only=console.options.ascii_only, width=width)
    console.print(Text(article.title, style="bold"), width=width)
    console.print(Text(facts(article), style="dim"), width=width)
    head = Text("\n").append(f"{ink.mark(held=told.held)} {title}: ", style=_colour(told.held))
    head.append("" if told.held else "not found; ").append(told.sentence)
    console.print(head, width=width)
    console.print()
    console.print(ink.tree(told), width=width)


def _colour(good: bool) -> str:
    return "bold green" if good else "bold red"


class _Ink:
    """Draws explanations in `width` columns, in letters that the terminal has."""

    def __init__(self, *, ascii_only: bool, width: int) -> None:
        self._ascii = ascii_only
        self._width = width

    def mark(self, *, held: bool) -> str:
        """The sign of what holds, and of what does not."""
        if self._ascii:
            return "+" if held else "-"
        return "✓" if held else "✗"

    def tree(self, told: Explanation) -> Tree:
        """Gates and parts in the order they are asked."""
        root = Tree(Text(f"{told.topic} (line {told.line})", style="bold"), guide_style=_GUIDES)
        for gate in told.gates:
            root.add(self._gate(gate))
        for part in told.parts:
            self._part(root, part)
        return root

    def _gate(self, gate: Gate) -> Text:
        said = self._line(gate.passed, gate.passed, gate.name)
        has = ", ".join(gate.has) or "unknown"
        return said.append(f" takes {', '.join(gate.takes)}; the article: {has}")

    def _part(self, root: Tree, part: Part) -> None:
        said = self._line(part.passed, part.passed, part.name)
        said.append(f" {_PARTS[part.name]}", style="dim")
        if part.threshold is not None:
            said.append(f": {part.total:g} of {part.threshold:g}")
        branch = root.add(said)
        near = sorted((one for one in part.conditions), key=lambda one: -one.step.progress)[
            :MOST_NEAR
        ]
        for judged in part.conditions:
            drawn = judged.step.held or (judged in near and judged.step.progress > 0)
            self._condition(branch, judged, part, drawn=drawn)

    def _condition(self, branch: Tree, judged: Judged, part: Part, *, drawn: bool) -> None:
        held, wanted = judged.step.held, part.name != "none"
        said = self._line(held, held is wanted, f"line {judged.line} ")
        if part.name == "score":
            said.append(f"{judged.weight:+g} ")
        rule = Text(judged.text)
        rule.truncate(max(self._width * 2 // 3, 30), overflow="ellipsis")
        said.append(rule)
        if drawn:
            self._inner(branch.add(said), judged.step, wanted=wanted)
        else:
            missed = lacking(judged.step) if judged.step.progress else "nothing of it found"
            branch.add(said.append(f"  {missed}", style="dim"))

    def _inner(self, branch: Tree, one: Step, *, wanted: bool) -> None:
        """The parts of a condition, which stands above them as typed."""
        while len(one.parts) == 1 and one.kind != "NOT":
            if one.note:
                branch.add(Text(one.note, style="cyan"))
            one = one.parts[0]
        if one.kind in ("AND", "OR"):
            self._parts(branch, one, wanted=wanted)
        else:
            self._node(branch, one, wanted=wanted)

    def _node(self, branch: Tree, one: Step, *, wanted: bool) -> None:
        self._parts(branch.add(self._step(one, wanted=wanted)), one, wanted=wanted)

    def _parts(self, branch: Tree, one: Step, *, wanted: bool) -> None:
        wanted = wanted is (one.kind != "NOT")
        shown = _shown(one)
        for part in shown:
            barred = one.kind.startswith("NOTNEAR/") and part is one.parts[-1]
            self._node(branch, part, wanted=wanted is not barred)
        if shown and len(shown) < len(one.parts):
            branch.add(Text(_others(one), style="dim"))

    def _step(self, one: Step, *, wanted: bool) -> Text:
        shown = _shown(one)
        said = self._line(one.held, one.held is wanted, one.kind if shown else "")
        if not shown:
            typed = Text(one.text)
            typed.truncate(max(self._width // 2, 30), overflow="ellipsis")
            said.append(typed)
            evidence = _quoted(one)
            said.append(f"  {evidence or 'not found'}", style="yellow" if evidence else "dim")
        return said.append(f"  {one.note}", style="cyan") if one.note else said

    def _line(self, held: bool, good: bool, words: str) -> Text:
        return Text(f"{self.mark(held=held)} ", style="green" if good else "red").append(
            words, style="default"
        )


def _quoted(one: Step) -> str:
    told = ", ".join(str(place) for place in one.places)
    rest = one.count - len(one.places)
    return f"{told} and {rest} more" if rest > 0 else told


def _shown(one: Step) -> list[Step]:
    """The parts that are drawn: of alternatives those of which anything was found."""
    return [part for part in one.parts if one.kind != "OR" or part.progress > 0]


def _others(one: Step) -> str:
    left = [part for part in one.parts if part.progress == 0]
    return f"{name(left[0])} not found" if len(left) == 1 else f"{len(left)} others not found"
