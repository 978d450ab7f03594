"""Excerpts with marked words: joined where they overlap, cut at sentences. Pure.

All places are code points, [start, end).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from chat.html import whole
from model.article import Match

LONGEST = 4000  # code points of one excerpt looked at
_OVERLAP = 24  # code points two excerpts must share at their ends to be one passage
_SENTENCE_END = re.compile(r"[.!?؟。…][»”\"')\]]*(?=\s)|\n")

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage and the [start, end) of the matched words in it, sorted and disjoint."""

    text: str
    marks: Marks = ()


def merged(matches: Iterable[Match]) -> list[Excerpt]:
    """One excerpt for each passage: topics that quote the same words share it."""
    found: list[Excerpt] = []
    for match in matches:
        excerpt = _excerpt(match)
        if excerpt.text.strip():
            found = _added(found, excerpt)
    return found


def _excerpt(match: Match) -> Excerpt:
    text = match.excerpt[:LONGEST]
    return Excerpt(text, _tidy(match.marks, len(text)))


def _added(found: list[Excerpt], new: Excerpt) -> list[Excerpt]:
    for place, old in enumerate(found):
        both = _joined(old, new)
        if both is not None:
            rest = found[:place] + found[place + 1 :]
            # the longer passage may now touch another one
            return _added(rest, both) if rest else [both]
    return [*found, new]


def _joined(a: Excerpt, b: Excerpt) -> Excerpt | None:
    """One passage out of two that overlap, or None."""
    if (at := a.text.find(b.text)) >= 0:
        return _laid(a.text, a, b, at)
    if (at := b.text.find(a.text)) >= 0:
        return _laid(b.text, b, a, at)
    if shared := _shared(a.text, b.text):
        return _laid(a.text + b.text[shared:], a, b, len(a.text) - shared)
    if shared := _shared(b.text, a.text):
        return _laid(b.text + a.text[shared:], b, a, len(b.text) - shared)
    return None


def _laid(text: str, first: Excerpt, second: Excerpt, at: int) -> Excerpt:
    moved = tuple((start + at, end + at) for start, end in second.marks)
    return Excerpt(text, _tidy(first.marks + moved, len(text)))


def _shared(left: str, right: str) -> int:
    """How many code points the end of `left` and the start of `right` have in common."""
    head = right[:_OVERLAP]
    if len(head) < _OVERLAP:
        return 0
    at = left.find(head)
    while at >= 0:
        if right.startswith(left[at:]):
            return len(left) - at
        at = left.find(head, at + 1)
    return 0


def _tidy(marks: Iterable[tuple[int, int]], length: int) -> Marks:
    """Marks within [0, length), sorted, those that overlap made one."""
    tidy: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in marks):
        if tidy and start < tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(tidy[-1][1], end))
        elif start < end:
            tidy.append((start, end))
    return tuple(tidy)


def cut(excerpt: Excerpt, limit: int) -> Excerpt:
    """At most `limit` (>= 20) code points, whole sentences where that keeps half of them.

    The passage kept is one with the first marked word in it.
    """
    if len(excerpt.text) <= limit:
        return excerpt
    start = _start(excerpt, limit)
    end = _end(excerpt.text, start, limit - 3)
    body = excerpt.text[start:end].rstrip()
    before = "…" if start else ""
    after = " …" if end < len(excerpt.text) else ""
    shift = start - len(before)
    inside = [(max(a, start) - shift, min(b, start + len(body)) - shift) for a, b in excerpt.marks]
    text = before + body + after
    kept = [(a, b) for a, b in inside if a < b]
    return Excerpt(text, _tidy(kept, len(text)))


def _start(excerpt: Excerpt, limit: int) -> int:
    """0 when the first mark lies well within the limit, else a sentence or word before it."""
    mark = excerpt.marks[0][0] if excerpt.marks else 0
    if mark < limit * 2 // 3:
        return 0
    ends = [found.end() for found in _SENTENCE_END.finditer(excerpt.text, 0, mark)]
    at = ends[-1] if ends and mark - ends[-1] < limit // 2 else 0
    at = at or excerpt.text.find(" ", mark - limit // 3, mark) + 1 or mark
    while at < mark and excerpt.text[at].isspace():
        at += 1
    return at


def _end(text: str, start: int, room: int) -> int:
    """Where a passage from `start` ends: at a sentence, else a word, else a letter."""
    if len(text) - start <= room:
        return len(text)
    last = start + room
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, start, last + 1)]
    fitting = [end for end in sentences if start + room // 2 <= end <= last]
    if fitting:
        return fitting[-1]
    word = text.rfind(" ", start + room // 2, last)
    return word if word > 0 else whole(text, last)


def sparing(excerpt: Excerpt, marks: int) -> Excerpt:
    """The excerpt with its first `marks` marks only."""
    return replace(excerpt, marks=excerpt.marks[:marks])


def segments(excerpt: Excerpt) -> Iterator[tuple[str, bool]]:
    """The text in order as (part, whether it is marked)."""
    at = 0
    for start, end in excerpt.marks:
        if at < start:
            yield excerpt.text[at:start], False
        yield excerpt.text[start:end], True
        at = end
    if at < len(excerpt.text):
        yield excerpt.text[at:], False
