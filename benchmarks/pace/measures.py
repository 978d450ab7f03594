"""What a rule of pace cost and what it found, summed over kinds and weeks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.pace.kinds import WEEK
from benchmarks.pace.watching import Watched, longest


@dataclass(slots=True)
class Sum:
    """Of some outlets in some weeks. Delays in seconds; `periods` is the cost of fixed polling."""

    checks: int = 0
    periods: float = 0.0
    delays: list[float] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Requests, as a part of those of fixed polling."""
        return self.checks / self.periods if self.periods else 0.0

    def within(self, limit: float) -> float:
        """The share of the articles that were found no later than this."""
        return sum(one <= limit for one in self.delays) / max(len(self.delays), 1)

    @property
    def mean(self) -> float:
        """Of the delays."""
        return sum(self.delays) / max(len(self.delays), 1)

    def quantile(self, part: float) -> float:
        """Of the delays."""
        ordered = sorted(self.delays)
        return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def total(seen: Iterable[Watched], every: float, weeks: int) -> Sum:
    """Over all of these."""
    found = Sum()
    for one in seen:
        found.checks += len(one.checks)
        found.periods += weeks * WEEK / every
        found.delays.extend(delay for _, delay in one.delays)
    return found


def by_week(seen: Sequence[Watched], every: float, weeks: int) -> list[Sum]:
    """The same, week by week; an article belongs to the week in which it came out."""
    found = [Sum(periods=len(seen) * WEEK / every) for _ in range(weeks)]
    for one in seen:
        for at in one.checks:
            found[int(at // WEEK)].checks += 1
        for came, delay in one.delays:
            found[int(came // WEEK)].delays.append(delay)
    return found


def row(name: str, found: Sum, every: float) -> str:
    """One line of a table."""
    cells = (
        f"{found.cost:.1%}",
        f"{found.within(longest(every)):.1%}",
        f"{found.mean / 60:.1f}",
        f"{found.quantile(0.95) / 60:.1f}",
        f"{found.quantile(1.0) / 60:.0f}",
        f"{len(found.delays):,}",
    )
    return f"| {name} | {' | '.join(cells)} |"


HEAD = """\
| | requests | in time | mean min | p95 min | longest | articles |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |"""
