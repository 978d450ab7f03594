"""`python -m benchmarks.pace [SEED…] [--at-most MIN] [--weeks N] [--picture FILE]`: adaptive pace
against fixed polling, on invented sources.

A hundred sources of twelve kinds (`kinds.py`), watched from their first check on, learning
included. Fixed polling is every 5 minutes, a tenth early or late: what it finds latest is 5.5
minutes old, and that is "in time". Beside it the rule until now, the program's own, and what one
who knows the future would need. The program's figures (`scheduler/rhythm.py`) were chosen on
seeds 101 to 103; what is measured is on others.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.pace.kinds import KINDS, Outlet, outlets
from benchmarks.pace.measures import HEAD, Sum, by_week, row, total
from benchmarks.pace.picture import picture
from benchmarks.pace.watching import (
    Watched,
    clairvoyant,
    fixed,
    halving,
    longest,
    rhythm,
    watch,
)

SEEDS = (1, 2, 3)
EVERY = 300.0
RULES = {"fixed": fixed, "until now": halving, "by rhythm": rhythm}
GOAL = 0.95


@dataclass(frozen=True, slots=True)
class World:
    """The outlets of all seeds, and what each rule saw of each."""

    outlets: list[Outlet]
    seen: dict[str, list[Watched]]

    def of(self, rule: str, kind: str) -> list[Watched]:
        """What a rule saw of the outlets of one kind."""
        pairs = zip(self.outlets, self.seen[rule], strict=True)
        return [seen for outlet, seen in pairs if outlet.kind == kind]


def main() -> None:
    """Watch, and print the tables as docs/performance.md shows them."""
    asked = _arguments()
    at_most = asked.at_most * 60.0
    world = _watched(asked.seeds, at_most, asked.weeks)
    print(f"seeds {', '.join(map(str, asked.seeds))}; {len(world.outlets)} sources, "
          f"{asked.weeks} weeks; every 5 min, at most {asked.at_most} min\n")  # fmt: skip
    print(HEAD)
    sums = {name: total(seen, EVERY, asked.weeks) for name, seen in world.seen.items()}
    for name, found in sums.items():
        print(row(name, found, EVERY))
    needed = sum(clairvoyant(world.outlets, EVERY, at_most, asked.weeks, GOAL))
    print(f"| who knows the future | {needed / sums['fixed'].periods:.1%} | {GOAL:.1%} | | | | |")
    kinds = _kinds(world, asked.weeks)
    print(f"\nby rhythm, each kind\n\n{HEAD}")
    for kind, found in kinds["by rhythm"].items():
        print(row(f"{kind} ({KINDS[kind][0]} of a hundred)", found, EVERY))
    print("\nby rhythm, each week: requests, in time")
    for number, found in enumerate(by_week(world.seen["by rhythm"], EVERY, asked.weeks), 1):
        print(f"{number}. {found.cost:.1%}, {found.within(longest(EVERY)):.1%}")
    _draw(asked, kinds, sums)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pace")
    parser.add_argument("seeds", nargs="*", type=int, default=list(SEEDS))
    parser.add_argument("--at-most", type=int, default=30, help="minutes")
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--picture", type=Path, help="an SVG file to write")
    return parser.parse_args()


def _watched(seeds: list[int], at_most: float, weeks: int) -> World:
    made = [outlet for seed in seeds for outlet in outlets(seed, weeks)]
    with ProcessPoolExecutor(2) as workers:
        pairs = list(enumerate(made))
        look = partial(_all_rules, at_most=at_most, weeks=weeks)
        found = list(workers.map(look, pairs, chunksize=5))
    return World(made, {name: [one[name] for one in found] for name in RULES})


def _all_rules(numbered: tuple[int, Outlet], *, at_most: float, weeks: int) -> dict[str, Watched]:
    number, outlet = numbered
    return {
        name: watch(outlet, rule, EVERY, at_most, weeks, number) for name, rule in RULES.items()
    }


def _kinds(world: World, weeks: int) -> dict[str, dict[str, Sum]]:
    return {
        name: {kind: total(world.of(name, kind), EVERY, weeks) for kind in KINDS} for name in RULES
    }


def _draw(
    asked: argparse.Namespace, kinds: dict[str, dict[str, Sum]], sums: dict[str, Sum]
) -> None:
    if asked.picture is None:
        return
    before, now = (
        {
            name: (found.cost, found.within(longest(EVERY)))
            for name, found in (kinds[rule] | {"all": sums[rule]}).items()
            if len(found.delays) >= 20  # a share of fewer tells nothing
        }
        for rule in ("until now", "by rhythm")
    )
    asked.picture.write_text(picture(before, now, f"{asked.at_most} min"), encoding="utf-8")


if __name__ == "__main__":
    main()
