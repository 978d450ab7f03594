"""NEAR/n, ONEAR/n and NOTNEAR/n.

Two hits are d words apart when d - 1 words stand between them: neighbours are 1 apart. Hits
that interlock, as nested NEARs may, are 0 apart. No word counts for both sides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, starmap

from model.reason import Reason, counted
from rules.document import Document, Hit, View
from rules.operators.finding import Ask, Finding, Tell
from rules.operators.words import place, placed, quote
from rules.tree import Near, Proximity

MAX_HITS = 10_000  # pairs of one NEAR in one field; a text of one repeated word ends here
MAX_TRIED = 50_000  # pairs looked at for them; more than there are words in two fields


def holds(node: Near, view: View, ask: Ask) -> Finding | None:
    """Every pair (for NOTNEAR: every left hit without a pair), field by field."""
    hits: list[Hit] = []
    parts: list[Finding] = []
    for one in view.one_by_one():
        left = ask(node.left, one)
        right = ask(node.right, one) if left else None
        found = _found(node, left.hits, right.hits if right else ()) if left else []
        if left and found:
            hits += found
            parts += [left, right] if right else [left]
    return Finding(node, tuple(sorted(set(hits))), tuple(parts)) if hits else None


def _found(node: Near, left: Sequence[Hit], right: Sequence[Hit]) -> list[Hit]:
    if node.how == "NOTNEAR":
        return list(unpartnered(node.distance, left, right))
    return list(joined(pairs(node.how, node.distance, left, right)))


def pairs(
    how: Proximity, distance: int, left: Sequence[Hit], right: Sequence[Hit]
) -> Iterator[tuple[Hit, Hit]]:
    """Left and right hits that are near enough, of as many as may be tried; both in order."""
    partners = _Partners(how, distance, right)
    for one in left:
        for other in partners.of(one):
            yield one, other
        if partners.tried > MAX_TRIED:
            return


def unpartnered(distance: int, left: Sequence[Hit], right: Sequence[Hit]) -> Iterator[Hit]:
    """Left hits that have no right hit near them, of as many as may be tried."""
    partners = _Partners("NOTNEAR", distance, right)
    for one in left:
        if next(partners.of(one), None) is None:
            yield one
        if partners.tried > MAX_TRIED:
            return


def joined(found: Iterator[tuple[Hit, Hit]]) -> Iterator[Hit]:
    """A hit of each pair."""
    return islice(starmap(_both, found), MAX_HITS)


def _both(one: Hit, other: Hit) -> Hit:
    words = tuple(sorted((*one.words, *other.words)))
    return Hit(min(one.start, other.start), max(one.end, other.end), words)


class _Partners:
    """The right-hand hits in order, to look up those near a left-hand one; `tried` counts."""

    def __init__(self, how: Proximity, distance: int, right: Sequence[Hit]) -> None:
        self.tried = 0
        self._distance = distance
        self._right = right
        self._starts = [hit.start for hit in right]
        longest = max([hit.end - hit.start for hit in right], default=0)
        self._before = None if how == "ONEAR" else distance + longest - 1

    def of(self, one: Hit) -> Iterator[Hit]:
        """All hits that are near enough, on the right side, and share no word with it."""
        starts, before, end = self._starts, self._before, one.end
        low = bisect_left(starts, end if before is None else one.start - before)
        high = bisect_left(starts, end + self._distance, low)
        for other in self._right[low:high]:
            self.tried += 1
            if other.start >= end:
                yield other
            elif other.end <= one.start:
                if one.start - other.end < self._distance:
                    yield other
            elif not _overlap(one, other):
                yield other


def apart(one: Hit, other: Hit) -> int:
    """How many words apart two hits are, 0 when they interlock."""
    if one.end <= other.start:
        return other.start - one.end + 1
    if other.end <= one.start:
        return one.start - other.end + 1
    return 0


def _overlap(one: Hit, other: Hit) -> bool:
    """Whether two hits that interlock share a word; what has but one range has no gaps."""
    if len(one.words) == len(other.words) == 1:
        return True
    ranges = sorted((*one.words, *other.words))
    return any(first[1] > second[0] for first, second in pairwise(ranges))


def why(finding: Finding, document: Document, _tell: Tell) -> str:
    """As in `"five drones" within 8 words of "gifts"`; of several pairs the closest."""
    node = finding.node
    if node.how == "NOTNEAR":
        return Reason(
            "{told}, more than {count} away from what it must not stand near",
            told=placed(finding.hits[0], document),
            count=counted(node.distance),
        )
    one, other = _closest(node, finding)
    parts = {"one": quote(one, document), "two": quote(other, document), "count": node.distance}
    if node.how == "ONEAR":
        said = Reason("{one} followed within {count} words by {two}", **parts)
    else:
        said = Reason("{one} within {count} words of {two}", **parts)
    where = place(one, document)
    usual = document.zone_of(one.start).scope == "body"
    return said if usual else Reason("{told} {where}", told=said, where=where)


def _closest(node: Near, finding: Finding) -> tuple[Hit, Hit]:
    left = sorted({hit for part in finding.parts[::2] for hit in part.hits})
    right = sorted({hit for part in finding.parts[1::2] for hit in part.hits})
    found = pairs(node.how, node.distance, left, right)
    return min(found, key=lambda pair: (apart(*pair), pair))
