"""NEAR/n, ONEAR/n and NOTNEAR/n.

Two hits are d words apart when d - 1 words stand between them: neighbours are 1 apart. Hits
that interlock, as nested NEARs may, are 0 apart. No word counts for both sides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

from rules.document import Document, Hit, View
from rules.operators.finding import Ask, Finding, Tell
from rules.operators.words import place, quote
from rules.tree import Near

MAX_HITS = 10_000  # pairs of one NEAR in one field; a text of one repeated word ends here


def holds(node: Near, view: View, ask: Ask) -> Finding | None:
    """Every pair (for NOTNEAR: every left hit without a pair), field by field."""
    hits: list[Hit] = []
    parts: list[Finding] = []
    for one in view.one_by_one():
        left = ask(node.left, one)
        right = ask(node.right, one) if left else None
        found = _joined(node, left.hits, right.hits if right else ()) if left else []
        if left and found:
            hits += found
            parts += [left, right] if right else [left]
    return Finding(node, tuple(sorted(set(hits))), tuple(parts)) if hits else None


def _joined(node: Near, left: tuple[Hit, ...], right: tuple[Hit, ...]) -> list[Hit]:
    partners = Partners(node, right)
    if node.how == "NOTNEAR":
        return [hit for hit in left if next(partners.of(hit), None) is None]
    pairs = (_both(one, other) for one in left for other in partners.of(one))
    return list(islice(pairs, MAX_HITS))


def _both(one: Hit, other: Hit) -> Hit:
    words = tuple(sorted((*one.words, *other.words)))
    return Hit(min(one.start, other.start), max(one.end, other.end), words)


class Partners:
    """The right-hand hits in order, to look up those near a left-hand one."""

    def __init__(self, node: Near, right: tuple[Hit, ...]) -> None:
        self._node = node
        self._right = right
        self._starts = [hit.start for hit in right]
        self._longest = max((hit.end - hit.start for hit in right), default=0)

    def of(self, one: Hit) -> Iterator[Hit]:
        """All hits that are near enough, on the right side, and share no word with it."""
        low = bisect_left(self._starts, one.start - self._node.distance - self._longest)
        high = bisect_right(self._starts, one.end + self._node.distance)
        for index in range(low, high):
            if _close(self._node, one, self._right[index]):
                yield self._right[index]


def _close(node: Near, one: Hit, other: Hit) -> bool:
    if node.how == "ONEAR" and other.start < one.end:
        return False
    return apart(one, other) <= node.distance and not _overlap(one, other)


def apart(one: Hit, other: Hit) -> int:
    """How many words apart two hits are, 0 when they interlock."""
    if one.end <= other.start:
        return other.start - one.end + 1
    if other.end <= one.start:
        return one.start - other.end + 1
    return 0


def _overlap(one: Hit, other: Hit) -> bool:
    return any(a < d and c < b for a, b in one.words for c, d in other.words)


def why(finding: Finding, document: Document, _tell: Tell) -> str:
    """As in `"five drones" within 8 words of "gifts"`; of several pairs the closest."""
    node = finding.node
    if node.how == "NOTNEAR":
        told = quote(finding.hits[0], document) + place(finding.hits[0], document)
        words = "word" if node.distance == 1 else "words"
        return f"{told}, more than {node.distance} {words} away from what it must not stand near"
    one, other = _closest(node, finding)
    joint = "followed within" if node.how == "ONEAR" else "within"
    link = "words by" if node.how == "ONEAR" else "words of"
    said = f"{quote(one, document)} {joint} {node.distance} {link} {quote(other, document)}"
    return said + _where(one, document)


def _closest(node: Near, finding: Finding) -> tuple[Hit, Hit]:
    left = sorted({hit for part in finding.parts[::2] for hit in part.hits})
    right = sorted({hit for part in finding.parts[1::2] for hit in part.hits})
    partners = Partners(node, tuple(right))
    pairs = ((one, other) for one in left for other in partners.of(one))
    return min(pairs, key=lambda pair: (apart(*pair), pair))


def _where(hit: Hit, document: Document) -> str:
    told = place(hit, document)
    return "" if told == " in the text" else told
