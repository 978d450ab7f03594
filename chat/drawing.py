"""Chart → PNG. Imported only when the first chart is asked for: the library takes a while.

One opaque card for dark and light themes, measured in pixels from its lower left corner, every
letter large enough for a phone that shows it a third as wide. Where the language runs from the
right, so does the card, the days included.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import Any

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import IdentityTransform

from chat import words
from chat.chart import Chart

WIDTH = 1280
_MARGIN, _AXIS, _END = 48, 84, 44  # room for the numbers beside the bars, for the last day's name
_TOP, _LEGEND_ROW, _PLOT, _DAYS, _HEADING, _ROW = 168, 48, 440, 64, 76, 54
_BIG, _USUAL, _SMALL = 44, 30, 27  # letters
_NAMES = 420  # room for the names of the rows
_NEAR = 76  # between two numbers above bars

_CARD, _INK, _SOFT, _LINES = "#262d38", "#f4f6f8", "#c3cbd6", "#465160"
# Paul Tol's scheme "light": told apart by the colour-blind as well, here on dark ground
COLOURS = (
    "#77aadd",
    "#ee8866",
    "#eedd88",
    "#44bb99",
    "#ffaabb",
    "#99ddff",
    "#bbcc33",
    "#dddddd",
)
_FONT = "DejaVu Sans"  # comes with the library, and has Arabic
_STYLE: dict[Any, Any] = {"font.family": _FONT, "text.parse_math": False, "hatch.linewidth": 3.0}
_ONE = Lock()  # the library's settings are the whole program's


def draw(chart: Chart) -> bytes:
    """The PNG: WIDTH pixels wide, high enough for its rows. Takes a fraction of a second; one at
    a time, whoever asks."""
    with _ONE, rc_context(_STYLE):
        return _Card(chart).png()


@dataclass
class _Card:
    chart: Chart
    figure: Figure = field(init=False)
    height: int = field(init=False)

    def __post_init__(self) -> None:
        legend = (len(self._entries()) + 1) // 2 * _LEGEND_ROW
        rows = _HEADING + len(self.chart.rows) * _ROW if self.chart.rows else 0
        self.height = _TOP + legend + _PLOT + _DAYS + rows + _MARGIN
        # 72 dots an inch: a point is a pixel
        self.figure = Figure((WIDTH / 72, self.height / 72), dpi=72, facecolor=_CARD)
        FigureCanvasAgg(self.figure)

    @property
    def mirrored(self) -> bool:
        return words.base(self.chart.language) == "rtl"

    def png(self) -> bytes:
        chart, at = self.chart, self.height
        room = WIDTH - 2 * _MARGIN
        self._write(_MARGIN, at - 64, chart.title, _BIG, room, weight="bold")
        self._write(_MARGIN, at - 120, chart.note, _USUAL, room, color=_SOFT)
        at = self._legend(at - _TOP)
        self._days(at - _PLOT)
        self._rows(at - _PLOT - _DAYS)
        picture = BytesIO()
        self.figure.savefig(picture, format="png", dpi=72, facecolor=_CARD)
        return picture.getvalue()

    # the legend

    def _entries(self) -> list[tuple[str, str]]:
        """Label and colour of each series where there are several, and the mark without one."""
        series = self.chart.series if len(self.chart.series) > 1 else ()
        named = [(label, colour) for (label, _), colour in zip(series, COLOURS, strict=False)]
        return [*named, *([(f"▼ {self.chart.mark}", "")] if self.chart.marked else [])]

    def _legend(self, at: int) -> int:
        """Two columns downwards from `at`; where they end."""
        wide = (WIDTH - 2 * _MARGIN) // 2
        for number, (label, colour) in enumerate(self._entries()):
            x, y = _MARGIN + number % 2 * wide, at - number // 2 * _LEGEND_ROW - 24
            beside = 44 if colour else 0
            if colour:
                self._box(x, y - 14, 28, 28, colour)
            self._write(x + beside, y, label, _SMALL, wide - beside - 24)
        return at - (len(self._entries()) + 1) // 2 * _LEGEND_ROW

    # the days

    def _days(self, bottom: int) -> None:
        left, wide, high = _MARGIN + _AXIS, WIDTH - 2 * _MARGIN - _AXIS - _END, _PLOT - 24
        x = WIDTH - left - wide if self.mirrored else left
        axes = self.figure.add_axes(
            (x / WIDTH, bottom / self.height, wide / WIDTH, high / self.height), facecolor=_CARD
        )
        totals = _stack(axes, self.chart.series)
        self._measure(axes, totals)
        self._mark(axes, totals, wide / max(len(totals), 1))

    def _measure(self, axes: Axes, totals: Sequence[int]) -> None:
        axes.set_xlim(-0.6, len(totals) - 0.4)
        axes.set_ylim(0, max([*totals, 3]) * (1.25 if self.chart.marked else 1.05))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: self._number(round(value))))
        days, names = zip(*self.chart.ticks, strict=True) if self.chart.ticks else ((), ())
        axes.set_xticks(days, names)
        axes.tick_params(length=0, pad=12, labelsize=_SMALL, labelcolor=_SOFT)
        axes.tick_params(axis="x", pad=36)
        for name in axes.get_xticklabels():
            name.set_verticalalignment("baseline")  # Arabic letters reach down in different depth
        axes.grid(axis="y", color=_LINES, linewidth=1.5)
        axes.set_axisbelow(True)
        for side in ("left", "right", "top"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(_SOFT)
        if self.mirrored:
            axes.invert_xaxis()
            axes.yaxis.tick_right()

    def _mark(self, axes: Axes, totals: Sequence[int], day_wide: float) -> None:
        """A mark above each marked day, its number where no greater one is near."""
        told: list[int] = []
        for day in sorted(self.chart.marked, key=lambda day: -totals[day]):
            near = any(abs(day - other) * day_wide < _NEAR for other in told)
            label = "▼" if near else f"{self._number(totals[day])}\n▼"
            told += [] if near else [day]
            axes.annotate(
                label,
                (day, totals[day]),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                va="bottom",
                size=_SMALL,
                color=_INK,
                linespacing=0.95,
            )

    # the rows

    def _rows(self, at: int) -> None:
        if not self.chart.rows:
            return
        self._write(
            _MARGIN, at - 44, self.chart.heading, _USUAL, WIDTH - 2 * _MARGIN, weight="bold"
        )
        most = max(count for _, count in self.chart.rows)
        left = _MARGIN + _NAMES
        room = WIDTH - left - _MARGIN - 110  # for the number at its end
        for place, (name, count) in enumerate(self.chart.rows):
            y = at - _HEADING - place * _ROW - _ROW // 2
            long = max(4, round(room * count / most))
            self._write(_MARGIN, y, name, _SMALL, _NAMES - 24)
            self._box(left, y - 17, long, 34, COLOURS[0])
            self._write(left + long + 14, y, self._number(count), _SMALL, 96)

    # pixels

    def _box(self, x: int, y: int, wide: int, high: int, colour: str) -> None:
        start = WIDTH - x - wide if self.mirrored else x
        where = IdentityTransform()
        self.figure.add_artist(Rectangle((start, y), wide, high, facecolor=colour, transform=where))

    def _write(self, x: int, y: int, text: str, size: int, room: int, **more: Any) -> None:
        """One line from `x` on, its middle at `y`, cut where it has no room."""
        artist = self.figure.text(
            WIDTH - x if self.mirrored else x,
            y,
            drawable(text),
            size=size,
            ha="right" if self.mirrored else "left",
            va="center_baseline",
            transform=IdentityTransform(),
            **({"color": _INK} | more),
        )
        kept = drawable(text)
        while artist.get_window_extent().width > room and kept:
            kept = kept[:-1].rstrip()
            artist.set_text(f"{kept}…")

    def _number(self, count: int) -> str:
        return words.number(count, self.chart.language)


def _stack(axes: Axes, series: Sequence[tuple[str, Sequence[int]]]) -> list[int]:
    """The bars, the last one hatched: its day is not over. How high each is."""
    totals = [0] * max((len(values) for _, values in series), default=0)
    days = range(len(totals))
    edge = 2.0 if len(totals) <= 31 else 0.8  # noqa: PLR2004 # narrow bars, narrow gaps
    for (_, values), colour in zip(series, COLOURS, strict=False):
        axes.bar(days, values, 0.84, bottom=totals, color=colour, edgecolor=_CARD, linewidth=edge)
        totals = [low + value for low, value in zip(totals, values, strict=True)]
    if totals:
        axes.bar(days[-1], totals[-1], 0.84, facecolor="none", edgecolor=_CARD, hatch="//", lw=edge)
    return totals


def drawable(text: str) -> str:
    """The text without what the font cannot draw: emoji, marks of direction."""
    letters = _letters()
    return "".join(char for char in text if ord(char) in letters).strip()


def _letters() -> Collection[int]:
    return font_manager.get_font(font_manager.findfont(_FONT)).get_charmap()
