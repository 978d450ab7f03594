"""What gets done in a second, and below it what each costs, a panel for each load, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

INK, FAINT = "#24292f", "#d8dde3"
BAR = "#1f5a99"
PARTS = {"programs": "#1f5a99", "server, the store": "#c2571a", "server, the queue": "#b8b03a"}

Bar = tuple[float, Sequence[float]]  # done a second; CPU milliseconds each, by part


def draw(loads: Mapping[str, Mapping[str, Bar]], path: Path) -> None:
    """Write the chart; by load, then by who did it."""
    figure = Figure(figsize=(3.7 * len(loads), 6.2), layout="constrained")
    rows = figure.subplots(2, len(loads), squeeze=False)
    for number, (load, bars) in enumerate(loads.items()):
        _rates(rows[0][number], load, bars)
        _costs(rows[1][number], bars)
    rows[0][0].set_ylabel("done a second", color=INK, fontsize=9)
    rows[1][0].set_ylabel("CPU milliseconds each", color=INK, fontsize=9)
    handles, labels = rows[1][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    path.parent.mkdir(parents=True, exist_ok=True)
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "workers"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _rates(panel, load: str, bars: Mapping[str, Bar]) -> None:  # noqa: ANN001 # matplotlib's Axes
    heights = [rate for rate, _ in bars.values()]
    drawn = panel.bar(range(len(bars)), heights, width=0.62, color=BAR)
    panel.bar_label(drawn, [f"{one:,.0f}" for one in heights], fontsize=8.5, color=INK, padding=2)
    panel.set_title(load, fontsize=11, color=INK, loc="left", fontweight="bold")
    _plain(panel, bars)


def _costs(panel, bars: Mapping[str, Bar]) -> None:  # noqa: ANN001 # the same
    below = [0.0] * len(bars)
    for number, (part, colour) in enumerate(PARTS.items()):
        heights = [cost[number] for _, cost in bars.values()]
        panel.bar(range(len(bars)), heights, width=0.62, bottom=below, color=colour, label=part)
        below = [under + height for under, height in zip(below, heights, strict=True)]
    _plain(panel, bars)


def _plain(panel, bars: Mapping[str, Bar]) -> None:  # noqa: ANN001 # the same
    names = [name.replace(", ", "\n").replace(" ", "\n") for name in bars]
    panel.set_xticks(range(len(bars)), names)
    panel.margins(y=0.12)
    panel.set_axisbelow(True)
    panel.grid(True, axis="y", color=FAINT, linewidth=0.7)
    panel.tick_params(colors=INK, labelsize=8.5, length=0)
    for side in ("top", "right", "left", "bottom"):
        panel.spines[side].set_visible(False)
