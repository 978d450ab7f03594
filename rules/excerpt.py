"""The few sentences of an article where the evidence stands closest, and the words in them.

The headline is shown beside every alert, so the excerpt comes from lead, text or captions
wherever there is evidence; else the text's first sentences stand in, without marks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from model.article import Article, Field, Span
from rules.sentences import Layout, paragraphs, sentences

LONGEST = 350  # code points
MOST_SENTENCES = 3
_GAP = "…"

Bounds = tuple[int, int]  # code points [start, end)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text, and the [start, end) of the evidence within it, sorted and disjoint.

    `window` is where it stands in the article; None where no evidence is shown.
    """

    text: str
    marks: tuple[Bounds, ...] = ()
    window: Span | None = None


class _Window(NamedTuple):
    """A candidate, ordered so that the greatest is the best."""

    evidence: int
    shortness: int
    earliness: int
    start: int
    end: int


def excerpt(article: Article, spans: Sequence[Span], layout: Layout | None = None) -> Excerpt:
    """One to three consecutive sentences, at most 350 code points, densest in evidence.

    `layout` remembers paragraphs and sentences between the excerpts of one article.
    """
    layout = layout or Layout()
    candidates = [
        (window, field, text, bounds)
        for field in _SHOWN
        if (bounds := [(span.start, span.end) for span in spans if span.field == field])
        and (window := max(_windows(text := _text(article, field), bounds, layout), default=None))
    ]
    if candidates:
        window, field, text, bounds = max(candidates, key=lambda one: one[0][:2])
        cut = _cut(text, (window.start, window.end), bounds)
        return replace(cut, window=Span(field, window.start, window.end))
    return _opening(article, spans)


_SHOWN: tuple[Field, ...] = ("text", "lead", "caption")


def _text(article: Article, field: Field) -> str:
    match field:
        case "text":
            return article.text
        case "lead":
            return article.lead
        case _:
            return "\n".join(article.captions)


def _opening(article: Article, spans: Sequence[Span]) -> Excerpt:
    text = article.lead.strip() or article.text
    found = paragraphs(text)
    if not found:
        marks = [(span.start, span.end) for span in spans if span.field == "title"]
        return _cut(article.title, (0, len(article.title)), marks)
    first = sentences(text[: found[0][1]])[:2]
    end = first[-1][1] if first[-1][1] - first[0][0] <= LONGEST else first[0][1]
    return _cut(text, (first[0][0], end), [])


def _windows(text: str, bounds: list[Bounds], layout: Layout) -> Iterator[_Window]:
    """Every run of up to three sentences of one paragraph that begins and ends with evidence."""
    lines = layout.paragraphs(text)
    for line, some in groupby(bounds, key=lambda one: _at(lines, one[0])):
        found = layout.sentences(text, *lines[line])
        if len(found) == 1:
            yield _window(len(list(some)), *found[0])
            continue
        evidence = [(_at(found, start)) for start, _ in some]
        for index, first in enumerate(evidence):
            if index and evidence[index - 1] == first:
                continue
            for count, last in enumerate(evidence[index:], 1):
                start, end = found[first][0], found[last][1]
                if last > first and (end - start > LONGEST or last - first >= MOST_SENTENCES):
                    break
                yield _window(count, start, end)


def _window(evidence: int, start: int, end: int) -> _Window:
    return _Window(evidence, -min(end - start, LONGEST), -start, start, end)


def _at(pieces: list[Bounds], place: int) -> int:
    """The number of the piece that a place lies in, or that ends before it."""
    return max(bisect_right(pieces, place, key=_START) - 1, 0)


_START = itemgetter(0)


def _cut(text: str, sentence: Bounds, bounds: list[Bounds]) -> Excerpt:
    """The window as printed; a longer one around its evidence, at word bounds."""
    start, end = sentence
    inside = [(max(a, start), min(b, end)) for a, b in bounds if a < end and b > start]
    if end - start > LONGEST:
        start, end = _narrowed(text, start, end, inside)
    before = _GAP + " " if start > sentence[0] else ""
    after = " " + _GAP if end < sentence[1] else ""
    shift = len(before) - start
    marks = tuple(
        (max(a, start) + shift, min(b, end) + shift) for a, b in inside if a < end and b > start
    )
    return Excerpt(before + text[start:end] + after, marks)


def _narrowed(text: str, start: int, end: int, inside: list[Bounds]) -> Bounds:
    room = LONGEST - 2 * (len(_GAP) + 1)
    first, last = _fullest(inside, room) if inside else (start, start)
    low = max(start, min(first - (room - (last - first)) // 2, end - room))
    high = min(end, low + room)
    return _at_words(text, low, high, (start, end), (first, last))


def _fullest(inside: list[Bounds], room: int) -> Bounds:
    """From where to where the most evidence fits into the room; the first such place."""
    ends = [end for _, end in inside]
    counts = [bisect_right(ends, first + room) - index for index, (first, _) in enumerate(inside)]
    best = max(range(len(counts)), key=lambda index: counts[index])
    first = inside[best][0]
    return first, min(inside[max(best, best + counts[best] - 1)][1], first + room)


def _at_words(text: str, low: int, high: int, whole: Bounds, evidence: Bounds) -> Bounds:
    """Move both ends inwards to a blank, unless that would lose evidence."""
    if low > whole[0]:
        blank = _blank(text, range(low - 1, min(evidence[0], high)))
        low = low if blank is None else blank + 1
    if high < whole[1]:
        blank = _blank(text, range(high, max(evidence[1], low) - 1, -1))
        high = high if blank is None else blank
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


def _blank(text: str, places: range) -> int | None:
    return next((at for at in places if text[at].isspace()), None)
