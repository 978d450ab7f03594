"""A log-log chart of an axis, a panel for each database, in the look of the bot's own charts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from benchmarks.growth.curves import Axis, Curve

COLOURS = (
    "#1f5a99", "#c2571a", "#3d8b40", "#8b3d88", "#b8860b", "#4a9b9b", "#a33a3a", "#5b6770",
    "#7a5230", "#2e4a7d", "#9a9a2a", "#d17ba5", "#4f7f5f", "#6f5bb0", "#c98a5b", "#334f4f",
    "#000000",
)  # fmt: skip
INK, FAINT = "#24292f", "#d8dde3"


def draw(axis: Axis, curves: Sequence[Curve], path: Path) -> None:
    """Write the chart; operations counted in megabytes are left to the table."""
    names = list(dict.fromkeys(one.base for one in curves))
    told = [name for name in axis.right if "MB" not in name]
    height = max(4.2, 0.27 * len(told) + 1.4)
    figure = Figure(figsize=(4.1 * len(names) + 3.6, height), layout="constrained")
    panels = figure.subplots(1, len(names), sharey=True, squeeze=False)[0]
    for panel, name in zip(panels, names, strict=True):
        _panel(panel, axis, [one for one in curves if one.base == name and one.operation in told])
        panel.set_title(name, fontsize=11, color=INK, loc="left", fontweight="bold")
    panels[0].set_ylabel("seconds a call", color=INK, fontsize=9)
    known = {}
    for panel in panels:
        known |= dict(zip(*reversed(panel.get_legend_handles_labels()), strict=True))
    figure.legend(
        known.values(), known.keys(), loc="outside right upper", frameon=False, fontsize=8.5,
        labelcolor=INK, title=f"by the number of {axis.unit}", title_fontsize=9,
        alignment="left",
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    # letters as letters, and the same file for the same figures
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": axis.name}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _panel(panel, axis: Axis, curves: Sequence[Curve]) -> None:  # noqa: ANN001 # matplotlib's Axes
    for one in curves:
        colour = COLOURS[list(axis.right).index(one.operation) % len(COLOURS)]
        sizes = sorted(one.took)
        panel.plot(
            sizes, [one.took[size] for size in sizes], color=colour, marker="o", markersize=3.5,
            linewidth=2.4 if one.grows else 1.5, label=one.operation,
            linestyle="-" if one.right < 1 else (0, (4, 2)),
        )  # fmt: skip
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.set_xticks(axis.sizes, [_short(size) for size in axis.sizes])
    panel.minorticks_off()
    panel.grid(True, color=FAINT, linewidth=0.7)
    panel.tick_params(colors=INK, labelsize=9, length=0)
    for side in ("top", "right", "left", "bottom"):
        panel.spines[side].set_visible(False)


def _short(size: int) -> str:
    if size >= 1_000_000:
        return f"{size / 1e6:g} M"
    return f"{size // 1000} k" if size >= 1000 else str(size)
