"""How well pages are read, beside the libraries that are installed.

    python benchmarks/reading/run.py tests/data/articles
    python benchmarks/reading/run.py FOLDER --alone        no libraries
    python benchmarks/reading/run.py FOLDER --worst 10     the pages read worst, by F1 of the text
    python benchmarks/reading/run.py FOLDER --every 3      every third page
    python benchmarks/reading/run.py FOLDER FOLDER …       each set's table, then all sets together

A FOLDER holds pages with their truth (the format: benchmarks/reading/truth.py). "site known" is
Wirewatch after it has read all the folder's pages once and learned each site's furniture. What the
columns mean stands in benchmarks/reading/score.py; speed is pages a CPU second of this process,
parsing, title and date included.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.reading.readers import Reader, libraries, memories, site_of, wirewatch  # noqa: E402 - the repository's root is on the path only now
from benchmarks.reading.score import Read, Sums, overlap  # noqa: E402 - likewise
from benchmarks.reading.truth import Page, pages  # noqa: E402 - likewise
from monitors.articles.language import detect  # noqa: E402 - likewise

ALL = "all"
SPOKEN = ("en", "fr", "ar")  # shown even where other languages have more pages
MOST_ROWS = 7
Reads = dict[str, tuple[list[Read], float]]  # by reader: what it read, CPU seconds


def main(argv: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--alone", action="store_true", help="without the libraries")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show N pages")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth page")
    options = parser.parse_args(argv)
    now = datetime.now(UTC)
    try:
        sets = [pages(folder)[:: options.every] for folder in options.folders]
    except (OSError, ValueError) as why:
        print(why, file=sys.stderr)
        return 2
    _quiet()
    console = Console(width=110)
    read = []
    for folder, listed in zip(options.folders, sets, strict=True):
        reads = _read(listed, now, alone=options.alone)
        read.append(reads)
        console.print(_table(f"{folder}: {len(listed)} pages", reads, listed))
        _print_worst(reads["Wirewatch"][0], listed, options.worst, console)
    if len(sets) > 1:
        together = [page for listed in sets for page in listed]
        console.print(_table(f"all: {len(together)} pages", _pooled(read), together))
    return 0


def _read(listed: list[Page], now: datetime, *, alone: bool) -> Reads:
    """What each reader makes of a set; the memory of a site is of this set's pages."""
    known = memories(listed, now)
    readers: dict[str, Reader] = {
        "Wirewatch": wirewatch,
        "Wirewatch, site known": lambda page, at: (
            wirewatch(page, at, known[site_of(page)])
            if site_of(page) in known
            else wirewatch(page, at)
        ),
    }
    readers |= {} if alone else libraries()
    return {name: _read_all(reader, listed, now) for name, reader in readers.items()}


def _pooled(sets: list[Reads]) -> Reads:
    """The readings of all sets as one set's: every page counts alike."""
    return {
        name: (
            [read for reads in sets for read in reads[name][0]],
            sum(reads[name][1] for reads in sets),
        )
        for name in sets[0]
    }


def _quiet() -> None:
    """Libraries complain of pages at length: their rows tell what that costs them."""
    warnings.simplefilter("ignore")


def _read_all(reader: Reader, listed: list[Page], now: datetime) -> tuple[list[Read], float]:
    """What a reader makes of the pages, and the CPU seconds it took."""
    found = []
    spent = 0.0
    for page in listed:
        page.body  # noqa: B018 - reading the file is no part of the time
        start = time.process_time()
        read = Read()
        with contextlib.suppress(Exception):  # a library that falls over a page has read nothing
            read = reader(page, now)
        spent += time.process_time() - start
        found.append(read)
    return found, spent


def _table(title: str, reads: Reads, listed: list[Page]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in ("", "language", "pages", "F1", "P", "R", "clean", "segments", "title", "day"):
        table.add_column(column, justify="left" if column in ("", "language") else "right")
    table.add_column("pages/s", justify="right")
    languages = [page.language or detect(page.text or page.title or "") or "?" for page in listed]
    for name, (found, spent) in reads.items():
        sums = _sums(zip(listed, found, languages, strict=True))
        speed = f"{len(listed) / spent:.0f}" if spent else ""
        for language in _shown({language: count for language, (_, count) in sums.items()}):
            cells = _cells(*sums[language])
            first = (name, speed) if language == ALL else ("", "")
            table.add_row(first[0], language, *cells, first[1])
        table.add_section()
    return table


def _shown(counts: dict[str, int]) -> list[str]:
    """The rows of a reader: all pages, the languages of the program, then the most frequent."""
    ours = [language for language in SPOKEN if language in counts]
    others = sorted(counts.keys() - {ALL, *ours}, key=lambda one: (-counts[one], one))
    return [ALL, *ours, *others][:MOST_ROWS]


def _sums(rows: Iterable[tuple[Page, Read, str]]) -> dict[str, tuple[Sums, int]]:
    sums: dict[str, Sums] = defaultdict(Sums)
    count: dict[str, int] = defaultdict(int)
    for page, read, language in rows:
        for group in (ALL, language):
            sums[group].add(page, read)
            count[group] += 1
    return {group: (sums[group], count[group]) for group in sums}


def _cells(sums: Sums, count: int) -> list[str]:
    precision = sum(sums.precisions) / len(sums.precisions) if sums.precisions else None
    recall = sum(sums.recalls) / len(sums.recalls) if sums.recalls else None
    shares = (sums.f1, precision, recall, sums.clean, sums.segments, sums.title, sums.day)
    return [
        str(count),
        *("" if share is None else f"{share:.3f}"[1:] if share < 1 else "1" for share in shares),
    ]


def _print_worst(found: list[Read], listed: list[Page], most: int, console: Console) -> None:
    def rate(pair: tuple[Page, Read]) -> float:
        return sum(overlap(pair[0].text or "", pair[1].text))

    if not most:
        return
    pairs = [pair for pair in zip(listed, found, strict=True) if pair[0].text]
    for page, read in sorted(pairs, key=rate)[:most]:
        precision, recall = overlap(page.text or "", read.text)
        console.print(f"{precision:.2f} {recall:.2f} {page.path}", soft_wrap=True)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # what the libraries grumble of is no result
    raise SystemExit(main())
