"""The tables of docs/performance.md.

python -m benchmarks.matching [RULES …]    invented rules and articles; a few minutes
python -m benchmarks.matching --shipped    the shipped rules on labelled items; seconds
"""

from __future__ import annotations

import multiprocessing
import sys

from benchmarks.matching.measure import Figures, measure
from benchmarks.matching.shipped import Cost, costs

SIZES = (100, 1_000, 10_000, 100_000)
_COLUMNS = (
    "rules floor reading matching ×floor per-second first-sight matches evidence/match "
    "naive compile +tables MB"
)


def main(sizes: list[int]) -> None:
    """Each size in a fresh process, so that memory is its own."""
    print("CPU µs an article; compile in s, first without, then with the tables of 3 languages")
    print(" ".join(f"{name:>11}" for name in _COLUMNS.split()), flush=True)
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        with context.Pool(1) as pool:
            print(_line(pool.apply(measure, (size,))), flush=True)


def _line(one: Figures) -> str:
    cells = (
        f"{one.rules:,}",
        f"{one.floor:.0f}",
        f"{one.reading:.0f}",
        f"{one.matching:.0f}",
        f"{one.ratio:.2f}",
        f"{1e6 / one.matching:,.0f}",
        f"{one.first_sight:.0f}",
        f"{one.matches:.1f}",
        f"{one.evidence:.0f}",
        f"{one.naive:,.0f}",
        f"{one.compiled:.2f}",
        f"{one.warmed:.2f}",
        f"{one.megabytes:.0f}",
    )
    return " ".join(f"{cell:>11}" for cell in cells)


def shipped() -> None:
    """The shipped rules; everything from raw text to matches with their evidence."""
    print("the shipped rules, CPU ms an article: median, and the dearest in a hundred")
    print("kind     lang articles  words  matches  median  dearest")
    for one in costs():
        print(_row(one), flush=True)


def _row(one: Cost) -> str:
    told = f"{one.kind:8} {one.language:4} {one.articles:8} {one.words:6.0f} {one.matches:8.2f}"
    return f"{told} {one.median:7.2f} {one.dearest:8.2f}"


if __name__ == "__main__" and sys.argv[1:] == ["--shipped"]:
    shipped()
elif __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or list(SIZES))
