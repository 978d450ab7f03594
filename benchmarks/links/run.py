"""How well the article links of listing pages are told, beside simpler rules.

    python benchmarks/links/run.py tests/data/listing/pages
    python benchmarks/links/run.py FOLDER --half test      only the pages of that half
    python benchmarks/links/run.py FOLDER --wrong          the links judged wrong, with the reasons

FOLDER holds pages with labelled links; their form stands in benchmarks/links/truth.py. Only links
to the page's own site count; those with the same address and text count once. "short" is the same
over links whose text has fewer than 4 words, such as pictures and 'Read more'. ms is CPU time a
page, parsing included. The rules of courlan and newspaper4k are measured where these are installed.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.links.rules import rules  # noqa: E402 - the repository's root is on the path only now
from benchmarks.links.truth import Page, pages  # noqa: E402 - likewise
from monitors.identity import url_key  # noqa: E402 - likewise
from monitors.listings.anchors import anchors_of, words  # noqa: E402 - likewise
from monitors.listings.links import (  # noqa: E402 - likewise
    LinkJudgement,
    base_of,
    judge_links,
    parse_page,
    same_site,
)

ALL = "all"
SHORT = 4  # words, below which a text is short
OURS = "Wirewatch"


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled link, what it is, and what was made of its address."""

    page: Page
    url: str
    text: str
    article: bool
    judgement: LinkJudgement | None  # None: judged as another address of the same article

    @property
    def short(self) -> bool:
        """Whether its text has few words."""
        return words(self.text) < SHORT

    @property
    def listed(self) -> bool:
        """Whether it is listed as an article."""
        return self.judgement is not None and self.judgement.is_article


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--wrong", action="store_true", help="show the links judged wrong")
    options = parser.parse_args(argv)
    try:
        listed = pages(options.folder, options.half)
    except (OSError, ValueError) as why:
        print(why, file=sys.stderr)
        return 2
    start = time.process_time()
    judged = [(page, judge_links(page.html, page.url)) for page in listed]
    spent = 1000 * (time.process_time() - start) / len(listed)
    cases = [case for page, links in judged for case in _cases(page, links)]
    console = Console(width=110)
    console.print(_table(f"{options.folder}: {len(listed)} pages", cases, spent))
    if options.wrong:
        _print_wrong(cases, console)
    return 0


def _cases(page: Page, judged: Iterable[LinkJudgement]) -> Iterator[Case]:
    root = parse_page(page.html)
    if root is None:
        return
    by_key = {url_key(link.url): link for link in judged}
    own = url_key(page.url)
    links = {(link.key, link.text): link.url for link in anchors_of(root, base_of(root, page.url))}
    for (key, text), url in links.items():
        label = page.label(key)
        if label is not None and key != own and same_site(url, page.url):
            yield Case(page, url, text, label, by_key.get(key))


def _table(title: str, cases: list[Case], spent: float) -> Table:
    table = Table(title=title, title_justify="left")
    for column in ("", "language", "links", "articles", "F1", "P", "R", "short", "F1 short", "ms"):
        table.add_column(column, justify="left" if column in ("", "language") else "right")
    answers = {OURS: [case.listed for case in cases]}
    for name, rule in rules().items():
        answers[name] = [rule(case.url, case.text) for case in cases]
    for name, found in answers.items():
        for language, rows in _by_language(cases, found, every=name == OURS):
            first = name if language == ALL else ""
            speed = f"{spent:.1f}" if first == OURS else ""
            table.add_row(first, language, *_figures(rows), speed)
        if name == OURS:
            table.add_section()
    return table


Row = tuple[Case, bool]


def _by_language(
    cases: list[Case], found: list[bool], *, every: bool
) -> Iterator[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in zip(cases, found, strict=True):
        groups[ALL].append(row)
        if every:
            groups[row[0].page.language].append(row)
    yield from sorted(groups.items(), key=lambda group: (group[0] != ALL, -len(group[1])))


def _figures(rows: list[Row]) -> tuple[str, ...]:
    count = _count(rows)
    short = [row for row in rows if row[0].short]
    sums = (len(rows), count["hit"] + count["missed"])
    shares = (_f1(count), _share(count, "wrong"), _share(count, "missed"))
    return (
        *map(str, sums),
        *map(_shown, shares),
        str(len(short)),
        _shown(_f1(_count(short))),
    )


def _count(rows: Iterable[Row]) -> Counter[str]:
    names = {(True, True): "hit", (True, False): "missed", (False, True): "wrong"}
    return Counter(names.get((case.article, found), "rest") for case, found in rows)


def _f1(count: Counter[str]) -> float | None:
    whole = 2 * count["hit"] + count["missed"] + count["wrong"]
    return 2 * count["hit"] / whole if whole else None


def _share(count: Counter[str], other: str) -> float | None:
    whole = count["hit"] + count[other]
    return count["hit"] / whole if whole else None


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _print_wrong(cases: list[Case], console: Console) -> None:
    for case in cases:
        if case.listed is not case.article:
            kind = "missed" if case.article else "wrong"
            why = "; ".join(case.judgement.reasons) if case.judgement else "another address of one"
            console.print(
                f"{kind} {case.page.name} {case.url}\n    {case.text!r} {why}",
                soft_wrap=True,
                markup=False,
            )


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # what the libraries grumble of is no result
    raise SystemExit(main())
