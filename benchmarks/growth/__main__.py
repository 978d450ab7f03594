"""`python -m benchmarks.growth [AXIS…]`: how each operation's cost grows, on both databases.

Axes: sources, rules, chats, archive, kin; all where none is named: fifteen minutes on idle cores.
Each size is measured on a new store; medians of wall-clock seconds, through the event loop, every
commit synced to the disk. The exponent is the slope of log(cost) over log(size): 0 costs the same
however large the axis is, 1 doubles when it doubles. ▲ marks what grows faster than is right for
it.
PostgreSQL is the server of WIREWATCH_TEST_DATABASE_URL.

--store sqlite|postgresql   one database only
--most N                    no size above N
--pictures FOLDER           a log-log chart of each axis, as SVG
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from benchmarks.growth import archive, chats, kin, rulebook, sources
from benchmarks.growth.bases import BASES
from benchmarks.growth.curves import Axis, Curve, table
from benchmarks.growth.plot import draw

AXES = {
    axis.name: axis for axis in (sources.AXIS, rulebook.AXIS, chats.AXIS, archive.AXIS, kin.AXIS)
}


def main() -> None:
    """The tables of the axes asked for."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("axes", nargs="*", metavar="AXIS", help=", ".join(AXES))
    options.add_argument("--store", choices=list(BASES), action="append")
    options.add_argument("--most", type=int, default=10**9)
    options.add_argument("--pictures", type=Path)
    chosen = options.parse_args()
    if unknown := set(chosen.axes) - set(AXES):
        sys.exit(f"There is no axis {', '.join(unknown)}: choose among {', '.join(AXES)}.")
    for name in chosen.axes or AXES:
        sizes = tuple(size for size in AXES[name].sizes if size <= chosen.most)
        axis, begun = replace(AXES[name], sizes=sizes), perf_counter()
        curves = asyncio.run(measured(axis, chosen.store or BASES))
        took = perf_counter() - begun
        print(f"\n{axis.name} ({took:.0f} s)\n", *table(axis, curves), sep="\n", flush=True)
        if chosen.pictures:
            draw(axis, curves, chosen.pictures / f"growth-{axis.name}.svg")


async def measured(axis: Axis, bases: Iterable[str]) -> list[Curve]:
    """The curves of one axis; what takes no part in a database is measured beside one only."""
    curves: dict[tuple[str, str], Curve] = {}
    for name in bases:
        for size in axis.sizes:
            print(f"\r{axis.name} {size:,} {name}        ", end="", file=sys.stderr, flush=True)
            async with BASES[name]() as base:
                took = await axis.measure(base, size)
            for operation, cost in took.items():
                key = operation, base.name
                new = Curve(operation, base.name, axis.right[operation])
                curves.setdefault(key, new).took[size] = cost
    print("\r" + " " * 40, end="\r", file=sys.stderr)
    return list(curves.values())


if __name__ == "__main__":
    main()
