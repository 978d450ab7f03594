"""/regular expressions/: they read the text as printed, and mark the words they touch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rules.document import Document, Hit, View
from rules.operators.finding import Ask, Finding
from rules.regex import Program, Span
from rules.tree import Regex
from rules.zones import Zone


def holds(node: Regex, view: View, _ask: Ask) -> Finding | None:
    """Every match within a range of the view, zone by zone."""
    hits = {
        hit
        for start, end in view.ranges
        for hit in _zone_hits(node.program, view.document, start, end)
    }
    return Finding(node, tuple(sorted(hits))) if hits else None


def _zone_hits(program: Program, document: Document, start: int, end: int) -> list[Hit]:
    """The matches in one range of positions, as hits of whole words.

    A match in a part of a field is looked for in that part alone, so that ^ and $ are the
    borders of a sentence within SENTENCE(…).
    """
    zone = document.zone_of(start)
    first, last = _text_of(zone, start, end)
    text = zone.text[first:last]
    starts = [span[0] for span in zone.spans[start - zone.start : end - zone.start]]
    ends = [span[1] for span in zone.spans[start - zone.start : end - zone.start]]
    return [
        _hit(start, _touched((first + low, first + high), starts, ends))
        for low, high in program.spans(text)
    ]


def _text_of(zone: Zone, start: int, end: int) -> Span:
    """The code points of a range: to the next word's beginning, to the borders of a whole zone."""
    low, high = start - zone.start, end - zone.start
    first = zone.spans[low][0] if low else 0
    whole = end == zone.end and len(zone.spans) == zone.end - zone.start
    last = len(zone.text) if whole else zone.spans[high - 1][1]
    return first, last


def _touched(match: Span, starts: list[int], ends: list[int]) -> Span:
    """Indices [first, last) of the words that a match touches; the word before it where none."""
    first, last = bisect_right(ends, match[0]), bisect_left(starts, match[1])
    if first < last:
        return first, last
    alone = max(first - 1, 0)
    return alone, alone + 1


def _hit(start: int, words: Span) -> Hit:
    low, high = start + words[0], start + words[1]
    return Hit(low, high, ((low, high),))
