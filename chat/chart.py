"""What a chart shows, its words chosen and its numbers counted. Pure noun."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars day by day, each stacked of `series` (label, a number a day, at most eight), and
    below them one bar for each of `rows` (label, number).

    `ticks` are the days that are labelled, `marked` those marked as `mark` says. The last day
    is not over yet. Everything runs the way of `language`.
    """

    title: str
    note: str
    language: str
    series: tuple[tuple[str, tuple[int, ...]], ...]
    ticks: tuple[tuple[int, str], ...]
    marked: tuple[int, ...] = ()
    mark: str = ""
    heading: str = ""  # of the rows
    rows: tuple[tuple[str, int], ...] = ()
