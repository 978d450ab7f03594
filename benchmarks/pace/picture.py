"""The kinds as points: what they cost and what was found in time, drawn as SVG by hand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import count

Point = tuple[float, float]  # requests, found in time; parts of one

WIDTH, HEIGHT, LEFT, TOP = 760, 520, 70, 30
SIZE = (WIDTH - LEFT - 130, HEIGHT - TOP - 60)


def picture(before: Mapping[str, Point], now: Mapping[str, Point], at_most: str) -> str:
    """Each kind of source before (hollow) and now (filled), joined by a line; the goal shaded."""
    goal = f'<rect x="{_x(0)}" y="{_y(1)}" width="{_x(0.5) - _x(0)}" height="{_y(0.95) - _y(1)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">'
    )
    below = f"requests, as a part of those of fixed polling (every 5 min; at most {at_most})"
    beside = "articles found within the longest delay of fixed polling"
    turned = f"translate(18 {_y(0.5)}) rotate(-90)"
    parts = [
        head,
        '<rect width="100%" height="100%" fill="white"/>',
        goal + ' fill="#d8ecd8"/>',
        *(line for step in range(6) for line in _ticks(step / 5)),
        f'<text x="{_x(0.5)}" y="{HEIGHT - 12}" text-anchor="middle">{below}</text>',
        f'<text transform="{turned}" text-anchor="middle">{beside}</text>',
        *(_kind(name, before[name], point) for name, point in now.items()),
        *_labels(before, now),
        *_legend(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _ticks(part: float) -> tuple[str, str, str, str]:
    label = f"{part:.0%}"
    return (
        f'<path d="M{_x(part)} {_y(0)}V{_y(1)}" stroke="#eee"/>',
        f'<path d="M{_x(0)} {_y(part)}H{_x(1)}" stroke="#eee"/>',
        f'<text x="{_x(part)}" y="{_y(0) + 18}" text-anchor="middle">{label}</text>',
        f'<text x="{_x(0) - 8}" y="{_y(part) + 4}" text-anchor="end">{label}</text>',
    )


def _kind(name: str, before: Point, now: Point) -> str:
    (x0, y0), (x1, y1) = ((_x(x), _y(y)) for x, y in (before, now))
    colour, radius = _look(name)
    return (
        f'<path d="M{x0} {y0}L{x1} {y1}" stroke="{colour}" stroke-opacity=".3"/>'
        f'<circle cx="{x0}" cy="{y0}" r="{radius}" fill="white" stroke="{colour}"/>'
        f'<circle cx="{x1}" cy="{y1}" r="{radius}" fill="{colour}"/>'
    )


def _labels(before: Mapping[str, Point], now: Mapping[str, Point]) -> Iterator[str]:
    """Right of their points, or left, or below where another label or a point stands."""
    points = [(_x(x), _y(y) + 4) for x, y in (*before.values(), *now.values())]
    taken = [(x - 6, x + 6, y) for x, y in points]  # from, to, and the line
    for name, (requests, found) in sorted(now.items(), key=lambda one: -one[1][1]):
        left, right, at = next(
            place for place in _places(name, _x(requests), _y(found) + 4) if _free(place, taken)
        )
        taken.append((left, right, at))
        yield f'<text x="{left:.1f}" y="{at:.1f}" fill="{_look(name)[0]}">{escape(name)}</text>'


def _places(name: str, x: float, y: float) -> Iterator[tuple[float, float, float]]:
    width = 7 * len(name)
    for lower in count():
        yield x + 9, x + 9 + width, y + lower
        yield x - 9 - width, x - 9, y + lower


def _free(place: tuple[float, float, float], taken: list[tuple[float, float, float]]) -> bool:
    left, right, at = place
    return not any(a < right and left < b and abs(at - line) < 13 for a, b, line in taken)


def _legend() -> tuple[str, str]:
    fill, _ = _look("")
    return (
        (
            f'<circle cx="{_x(0.66)}" cy="{_y(0.08)}" r="4" fill="white" stroke="{fill}"/>'
            f'<text x="{_x(0.68)}" y="{_y(0.08) + 4}" fill="{fill}">until now</text>'
        ),
        (
            f'<circle cx="{_x(0.66)}" cy="{_y(0.04)}" r="4" fill="{fill}"/>'
            f'<text x="{_x(0.68)}" y="{_y(0.04) + 4}" fill="{fill}">by rhythm</text>'
        ),
    )


def _look(name: str) -> tuple[str, int]:
    return ("#b03030", 6) if name == "all" else ("#30508c", 4)


def _x(part: float) -> float:
    return round(LEFT + part * SIZE[0], 1)


def _y(part: float) -> float:
    return round(TOP + (1 - part) * SIZE[1], 1)
