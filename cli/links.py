"""bot.py links: which links of a page are articles, and why."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.inputs import NAMELESS, page_of
from cli.rulesfile import rulebook
from cli.screen import screen
from cli.stop import Stop
from cli.world import opened_reader
from model.source import Followed, ListingMemory, ReadFailed, Source
from monitors.listing import Decision, Decisions, Verdict, decide
from rules.suggest import closest
from store.errors import StoreError

WIDEST = 120  # columns: longer lines are hard to read
EXAMPLES = 4  # links of a group that are named unless --all
FEW = 0.2  # share of the articles that a proposed pattern may leave out
PATTERNS = 8  # of the memory, likewise
LONGEST = 48  # characters of an example
_ZEROS = re.compile(r"(?<=\d)\.00$|(?<=\.\d)0$")  # of points
_INDENT = 2
_MARK = 7  # columns of mark and score


def run(options: argparse.Namespace) -> int:
    """Show the decisions, or write them as JSON; 1 where there is no page to judge."""
    source = _source(options)
    found = _found(source, options)
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
    else:
        show(found, source, screen(), every=options.all)
    return 0


def _found(source: Source, options: argparse.Namespace) -> Decisions:
    page = page_of(options.page or source.url, options.url)
    memory = _memory(options) if options.source else ListingMemory(source.name)
    found = decide(source, page, memory)
    if isinstance(found, ReadFailed):
        raise Stop(found.message)
    return found


def _source(options: argparse.Namespace) -> Source:
    """The source of the rules file that is named, else one without any settings."""
    if not options.source:
        if not options.page:
            raise Stop("Name a page: `python bot.py links URL_OR_FILE`, or a source: --source NAME")
        return Source("page", options.page)
    sources = rulebook(options.rules).sources
    if options.source in sources:
        return sources[options.source]
    near = closest(options.source, sources)
    hint = f": did you mean {near}?" if near else "."
    raise Stop(f"{options.rules} has no source {options.source}{hint}")


def _memory(options: argparse.Namespace) -> ListingMemory:
    """What the archive remembers of the source; nothing where there is no archive yet."""
    return asyncio.run(_remembered(options.source, options.data))


async def _remembered(source: str, data: Path) -> ListingMemory:
    try:
        store = await opened_reader(data, "")
    except Stop as stop:
        if str(stop):
            raise
        return ListingMemory(source)  # no archive: a first look
    try:
        return await store.listing_memory(source) or ListingMemory(source)
    except StoreError as why:
        raise Stop(str(why)) from None
    finally:
        await store.close()


def as_json(found: Decisions) -> dict[str, Any]:
    """All of it, the links in the page's order."""
    return {
        "url": found.url,
        "title": found.title,
        "language": found.language,
        "feeds": list(found.feeds),
        "usual": found.usual,
        "amiss": found.amiss,
        "followed": [asdict(one) for one in found.memory.followed],
        "selector": found.selector and asdict(found.selector),
        "links": [_row(one) for one in found.decisions],
    }


def _row(one: Decision) -> dict[str, Any]:
    link = one.link
    return {
        "url": link.url,
        "text": link.text,
        "verdict": one.verdict.value,
        "score": link.score,
        "reasons": [*([one.rule] if one.rule else []), *link.reasons],
        "published": link.published and link.published.isoformat(),
    }


def show(found: Decisions, source: Source, console: Console, *, every: bool) -> None:
    """The page's head, its articles, the other links by reason, then what can be done."""
    ink = _Ink(console, min(console.width, WIDEST))
    ink.head(found)
    for one in found.articles:
        ink.link(one)
    ink.others([one for one in found.decisions if one.verdict is not Verdict.ARTICLE], every=every)
    ink.feeds(found, source)
    if source.name != "page":
        ink.memory(found, every=every)
    ink.advice(found)


class _Ink:
    """Draws decisions in `width` columns, in letters that the terminal has."""

    def __init__(self, console: Console, width: int) -> None:
        self._console = console
        self._width = width
        ascii_only = console.options.ascii_only
        self._yes, self._no, self._dot = ("+", "-", " | ") if ascii_only else ("✓", "✗", " · ")

    def _print(self, what: Any = "") -> None:
        self._console.print(what, width=self._width)

    def head(self, found: Decisions) -> None:
        """Title and counts."""
        if found.title:
            self._print(Text(found.title, style="bold"))
        links = len(found.decisions)
        counts = f"{len(found.articles)} of {links} links are articles"
        parts = (shown_address(found.url), found.language, counts)
        self._print(Text(self._dot.join(part for part in parts if part), style="dim"))
        if found.url == NAMELESS:
            note = "The file names no address of its own: give it with --url, or links look foreign"
            self._print(Text(note, style="yellow"))
        self._print()

    def link(self, one: Decision) -> None:
        """Mark and score on the left; headline, address and reasons beside them."""
        good = one.verdict is Verdict.ARTICLE
        mark = Text(f"{self._yes if good else self._no} {one.link.score:+5.1f}")
        mark.stylize("green" if good else "red")
        said = [Text(one.link.text or "(no text)", style="bold" if good else "")]
        said.append(Text(shown_address(one.link.url), style="cyan"))
        said += [Text(line, style="dim") for line in self._wrapped(reasons(one))]
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=_MARK, no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(mark, Group(*said))
        self._print(grid)

    def _wrapped(self, parts: Sequence[str]) -> list[str]:
        """Parts in lines that break between them."""
        lines: list[str] = []
        for part in parts:
            longer = f"{lines[-1]}{self._dot}{part}" if lines else part
            if lines and cell_len(longer) <= self._width - _MARK - 1:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

    def others(self, rest: Sequence[Decision], *, every: bool) -> None:
        """The other links, those out for one reason together, the largest group first."""
        groups: dict[str, list[Decision]] = defaultdict(list)
        for one in rest:
            groups[main_reason(one)].append(one)
        if groups:
            self._print(Text(f"\nNo articles: {len(rest)}", style="bold"))
        for why, links in sorted(groups.items(), key=lambda group: -len(group[1])):
            count = (f"  {len(links)}", "dim")
            self._print(Text.assemble((f"{self._no} ", "red"), why, count))
            self._group(links, every=every)

    def _group(self, links: Sequence[Decision], *, every: bool) -> None:
        if every:
            for one in links:
                self.link(one)
            return
        named = [_example(one) for one in links[:EXAMPLES]]
        more = ["…"] if len(links) > EXAMPLES else []
        examples = Text(self._dot.join([*named, *more]), style="dim")
        self._print(Padding(examples, (0, 0, 0, _INDENT)))

    def feeds(self, found: Decisions, source: Source) -> None:
        """What a page announces is read instead of its links."""
        if not found.feeds:
            return
        instead = (
            "its links are read, since `links:` stands in the rules"
            if source.links
            else ("it is read instead of the links, unless the rules say `kind: page`")
        )
        self._section("Feed", f"The page announces a feed; {instead}.")
        self._lines(shown_address(feed) for feed in found.feeds)

    def memory(self, found: Decisions, *, every: bool) -> None:
        """How many articles the list usually shows, and what following its links found."""
        memory = found.memory
        if not memory.looks and not memory.followed:
            self._section(f"Memory of {memory.source}", "Nothing is remembered yet.")
            return
        usual = "" if found.usual is None else f", usually with {_counted(found.usual, 'article')}"
        self._section(f"Memory of {memory.source}", f"{_counted(memory.looks, 'look')}{usual}.")
        if found.amiss:
            self._print(Text(f"The page {found.amiss}.", style="yellow"))
        followed = sorted(memory.followed, key=lambda one: -one.articles - one.others)
        self._lines(_outcome(one) for one in (followed if every else followed[:PATTERNS]))
        if not every and len(followed) > PATTERNS:
            self._lines([f"{len(followed) - PATTERNS} more; --all shows them"])

    def advice(self, found: Decisions) -> None:
        """What to write under the source where the decisions are wrong."""
        self._section("If this is wrong", "Write under the source in rules.yaml:")
        lines = []
        if found.selector:
            css, hits = found.selector.css, found.selector.articles
            lines.append(
                f'links: "{css}"   # picks {hits} of the {len(found.articles)} articles'
                f" and {_counted(found.selector.others, 'other link')}"
            )
        else:
            lines.append('links: "CSS SELECTOR"   # picks the links that are articles')
        lines.append(f'ignore: ["{_pattern(found)}"]   # addresses that are never followed')
        self._lines(lines)

    def _section(self, name: str, sentence: str) -> None:
        self._print(Text(f"\n{name}", style="bold"))
        self._print(Text(sentence))

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._print(Padding(Text(line, style="cyan", overflow="fold"), (0, 0, 0, _INDENT)))


def reasons(one: Decision) -> list[str]:
    """Why, the rule of the source first, if one speaks."""
    said = (_ZEROS.sub("", reason) for reason in one.link.reasons)
    return [*([one.rule] if one.rule else []), *said]


def main_reason(one: Decision) -> str:
    """The reason that weighs most against a link, without its points."""
    if one.rule:
        return one.rule
    own = [why for why in one.link.reasons if not why.startswith("like ")]
    against = min(own or one.link.reasons, key=_points, default="")
    if _points(against) > 0:
        return "too few points"
    return against.rpartition(" ")[0] if _points(against) else against.partition(" (")[0]


def _points(reason: str) -> float:
    """The points that a reason ends in; 0 of one that rules a link out by itself."""
    try:
        return float(reason.rpartition(" ")[2])
    except ValueError:
        return 0.0


def shown_address(url: str) -> str:
    """An address as people read it: letters instead of their percent-encoding."""
    return unquote(url)


def _example(one: Decision) -> str:
    """A link in few words."""
    parts = urlsplit(one.link.url)
    text = one.link.text or unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _outcome(one: Followed) -> str:
    total = one.articles + one.others
    return f"{one.articles} of {total} led to an article: {shown_address(one.pattern)}"


def _pattern(found: Decisions) -> str:
    """A shell pattern over the article judged weakest, wide only where few others fit it."""
    weakest = min(found.articles, key=lambda one: one.link.score, default=None)
    if weakest is None:
        return "*/sponsored/*"
    directory = f"{weakest.link.url.rpartition('/')[0]}/*"
    fit = sum(fnmatchcase(one.link.url, directory) for one in found.articles)
    return directory if fit <= FEW * len(found.articles) else weakest.link.url


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
