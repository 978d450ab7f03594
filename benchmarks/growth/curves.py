"""What is measured of an axis, and how it grows: medians, exponents, the table."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from benchmarks.growth.bases import Base

Took = Mapping[str, float]  # seconds, or bytes, by operation
SLACK = 0.25  # of an exponent: what noise and caches make of a constant


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its sizes, what is measured at each, and the exponents that are right.

    `right` names every operation. 0: costs the same however large the axis is; 1: has to touch
    everything. `most`: the largest size that an operation is measured at, where not the largest
    of all.
    """

    name: str
    unit: str
    sizes: tuple[int, ...]
    measure: Callable[[Base, int], Awaitable[Took]]
    right: Mapping[str, float]
    alone: bool = False  # no database takes part: measured once


@dataclass(slots=True)
class Curve:
    """One operation on one database: what it took, by size."""

    operation: str
    base: str
    right: float
    took: dict[int, float] = field(default_factory=dict)

    @property
    def exponent(self) -> float:
        """The slope of log(cost) over log(size) by least squares; NaN for fewer than two sizes."""
        points = [(math.log(size), math.log(max(one, 1e-9))) for size, one in self.took.items()]
        if len(points) < 2:
            return math.nan
        x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
        across = sum((a - x) ** 2 for a, _ in points)
        return sum((a - x) * (b - y) for a, b in points) / across

    @property
    def grows(self) -> bool:
        """Whether it grows faster than it should."""
        return self.exponent > self.right + SLACK


async def timed(times: int, one: Callable[[], Awaitable[object]], warm: int = 1) -> float:
    """Seconds of one call, the median of so many."""
    for _ in range(warm):
        await one()
    took = []
    for _ in range(times):
        begun = perf_counter()
        await one()
        took.append(perf_counter() - begun)
    return median(took)


def table(axis: Axis, curves: Sequence[Curve]) -> list[str]:
    """The lines of a table in Markdown; a ▲ marks what grows faster than it should."""
    sizes = " | ".join(f"{size:,}" for size in axis.sizes)
    lines = [
        f"| {axis.unit} | | {sizes} | exponent | right |",
        f"| --- | --- | {'--- | ' * len(axis.sizes)}--- | --- |",
    ]
    for one in sorted(curves, key=lambda curve: list(axis.right).index(curve.operation)):
        cells = (
            shown(one.took[size], one.operation) if size in one.took else "" for size in axis.sizes
        )
        mark = " ▲" if one.grows else ""
        slope = "" if math.isnan(one.exponent) else f"{one.exponent:.2f}{mark}"
        lines.append(
            f"| {one.operation} | {one.base} | {' | '.join(cells)} | {slope} | {one.right:g} |"
        )
    return lines


def shown(value: float, operation: str) -> str:
    """A cost in the unit that fits."""
    if "MB" in operation:
        return f"{value:.1f}"
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1 or unit == "µs":
            digits = 0 if value * factor >= 100 else 1 if value * factor >= 10 else 2
            return f"{value * factor:.{digits}f} {unit}"
    raise AssertionError(value)
