"""The closest two hits of a NEAR, whether or not they are close enough."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rules.document import Hit, View
from rules.operators import ask
from rules.operators.near import apart as words_apart
from rules.tree import Near


@dataclass(frozen=True, slots=True)
class Pair:
    """A hit of the left side, one of the right, and how many words they are apart."""

    one: Hit
    other: Hit
    apart: int


def closest(node: Near, view: View) -> Pair | None:
    """The closest pair within one field; None where one side is missing from every field.

    For ONEAR the left one comes first. Pairs that interlock are not looked at: nothing
    can be nearer, so the NEAR holds.
    """
    pairs = (pair for one in view.one_by_one() for pair in _pairs(node, one))
    return min(pairs, key=lambda pair: (pair.apart, pair.one, pair.other), default=None)


def turned(node: Near, view: View) -> Pair | None:
    """The closest pair of an ONEAR in the wrong order."""
    if node.how != "ONEAR":
        return None
    return closest(replace(node, left=node.right, right=node.left), view)


def _pairs(node: Near, view: View) -> Iterator[Pair]:
    left, right = ask(node.left, view), ask(node.right, view)
    if not (left and right):
        return
    behind = _Behind(right.hits)
    before = _Before(right.hits)
    for one in left.hits:
        if (other := behind.next_to(one)) is not None:
            yield Pair(one, other, words_apart(one, other))
        if node.how != "ONEAR" and (other := before.next_to(one)) is not None:
            yield Pair(one, other, words_apart(one, other))


class _Behind:
    """The first hit that begins where another has ended."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = sorted(hits)
        self._starts = [hit.start for hit in self._hits]

    def next_to(self, one: Hit) -> Hit | None:
        index = bisect_left(self._starts, one.end)
        return self._hits[index] if index < len(self._hits) else None


class _Before:
    """The last hit that has ended where another begins."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = sorted(hits, key=lambda hit: hit.end)
        self._ends = [hit.end for hit in self._hits]

    def next_to(self, one: Hit) -> Hit | None:
        index = bisect_right(self._ends, one.start)
        return self._hits[index - 1] if index else None
