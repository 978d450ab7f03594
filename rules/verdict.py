"""A compiled condition → a function that tells whether it holds, without its evidence.

Words, phrases, AND, OR, NOT, and NEAR, ONEAR and ATLEAST of single words are judged on the
slots and the row of words of a `Reading`. Every other kind of node, also one that is
unknown here, is judged by a plan, which it shares with its equals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from rules import tree
from rules.merged import one_of
from rules.planning import Plans
from rules.reading import Reading
from rules.tree import Near, Node, Phrase, Words

Verdict = Callable[[Reading], bool]


class Verdicts:
    """Verdicts of conditions; what is judged by plans is planned here, for all topics together."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans

    def of(self, node: Node) -> Verdict:
        """Whether a condition holds in all the text of an article."""
        match node:
            case tree.Words():
                return _words(node)
            case tree.And():
                return every([self.of(part) for part in node.parts])
            case tree.Or():
                merged = one_of(node)
                return _words(merged) if merged else some([self.of(part) for part in node.parts])
            case tree.Not():
                return self.absent(node.part)
            case _:
                return _standing(node) or self._planned(node)

    def absent(self, part: Node) -> Verdict:
        """Whether a condition does not hold."""
        words = one_of(part)
        if words and not words.phrases:
            return _none_of(words.slots)
        holds = self.of(part)
        return lambda reading: not holds(reading)

    def _planned(self, node: Node) -> Verdict:
        holds = self._plans.of(node).holds
        return lambda reading: holds(reading.view)


def _standing(node: Node) -> Verdict | None:
    """The verdict of a NEAR or ATLEAST of single words; None for all else."""
    match node:
        case tree.Near() if node.how != "NOTNEAR":
            left, right = one_of(node.left), one_of(node.right)
            if left and right and not (left.phrases or right.phrases):
                return _near(node, left, right)
        case tree.AtLeast() if (part := one_of(node.part)) and not part.phrases:
            return _at_least(part.slots, node.count)
    return None


def every(verdicts: Sequence[Verdict]) -> Verdict:
    """All of them, asked in order until one says no."""
    if len(verdicts) == 1:
        return verdicts[0]
    return lambda reading: all(one(reading) for one in verdicts)


def some(verdicts: Sequence[Verdict]) -> Verdict:
    """Any of them, asked in order until one says yes."""
    if len(verdicts) == 1:
        return verdicts[0]
    return lambda reading: any(one(reading) for one in verdicts)


def _words(node: Words) -> Verdict:
    if not node.phrases:
        return _any_of(node.slots)
    phrases = [stands(phrase) for row in node.phrases.values() for phrase in row]
    if node.singles:
        phrases.insert(0, _any_of(node.slots))
    return some(phrases)


def _any_of(slots: int | frozenset[int]) -> Verdict:
    if isinstance(slots, int):
        return lambda reading: slots in reading.slots
    return lambda reading: not slots.isdisjoint(reading.slots)


def _none_of(slots: int | frozenset[int]) -> Verdict:
    if isinstance(slots, int):
        return lambda reading: slots not in reading.slots
    return lambda reading: slots.isdisjoint(reading.slots)


def stands(phrase: Phrase) -> Verdict:
    """Whether the words of a phrase stand next to each other."""
    return lambda reading: next(_starts(phrase, reading), None) is not None


def _starts(phrase: Phrase, reading: Reading) -> Iterator[int]:
    """Where a phrase begins. Behind each field the row has a word that fills nothing."""
    if not reading.slots.issuperset(phrase):
        return
    row, filled = reading.row, reading.filled
    for start in reading.places[phrase[0]]:
        at = start
        for slot in phrase[1:]:
            at += 1
            if row[at] != slot and (row[at] >= 0 or slot not in filled[row[at]]):
                break
        else:
            yield start


def _near(node: Near, left: Words, right: Words) -> Verdict:
    below = 1 if node.how == "ONEAR" else -node.distance
    one, other, above = left.slots, right.slots, node.distance
    return lambda reading: _close(
        _positions(one, reading), _positions(other, reading), below, above
    )


def _positions(slots: int | frozenset[int], reading: Reading) -> Sequence[int]:
    places = reading.places
    if isinstance(slots, int):
        return places.get(slots, ())
    found = [places[slot] for slot in slots & reading.slots]
    return found[0] if len(found) == 1 else sorted({at for one in found for at in one})


def _close(left: Sequence[int], right: Sequence[int], below: int, above: int) -> bool:
    """Whether some right-hand position is below to above words behind a left-hand one."""
    if len(right) == 1:
        other = right[0]
        return any(below <= other - at <= above and at != other for at in left)
    for at in left:
        index = bisect_left(right, at + below)
        if index < len(right) and right[index] == at:  # one word is not near itself
            index += 1
        if index < len(right) and right[index] <= at + above:
            return True
    return False


def _at_least(slots: int | frozenset[int], count: int) -> Verdict:
    return lambda reading: len(set(_positions(slots, reading))) >= count
