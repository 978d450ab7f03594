"""What is asked of articles again and again, each once: equal parts of conditions share a plan.

Conditions repeat themselves (`{weapons} NOTNEAR/1 {not-weapons}` in each of twenty). A plan
stands for all nodes that ask the same, wherever they were typed; what it finds in one part
of an article is remembered with that part (`rules.document.View`). The meaning is that of
`rules.operators`, with which plans must agree, to the span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.document import Hit, View
from rules.operators import ask
from rules.operators.atleast import mentions
from rules.operators.near import joined, pairs, unpartnered
from rules.tree import AtLeast, First, Near, Node, Not, Scope, Within

_NO_LEAVES: frozenset[int] = frozenset()


class Plan:
    """What equal nodes ask. `leaves` are the numbers of those that must stand somewhere.

    `cost` ranks plans: of several that must hold, the cheap are asked first.
    """

    cost = 0

    def __init__(self, number: int, leaves: frozenset[int] = _NO_LEAVES) -> None:
        self.number = number
        self.leaves = leaves

    def holds(self, view: View) -> bool:
        """Whether it holds in a part of the article."""
        known = view.held.get(self.number)
        if known is None:
            possible = self.leaves <= view.document.filled
            known = view.held[self.number] = possible and self._judge(view)
        return known

    def hits(self, view: View) -> Sequence[Hit]:
        """Where it holds there, in order; only of what may stand near something."""
        found = view.found.get(self.number)
        if found is None:
            possible = self.leaves <= view.document.filled
            found = view.found[self.number] = self._find(view) if possible else ()
        return found

    def _judge(self, view: View) -> bool:
        return bool(self.hits(view))

    def _find(self, view: View) -> Sequence[Hit]:
        raise NotImplementedError  # each plan finds in its own way


class LeafPlan(Plan):
    """Words and phrases, any of which may stand."""

    def __init__(self, number: int) -> None:
        super().__init__(number, frozenset((number,)))

    def _find(self, view: View) -> Sequence[Hit]:
        document = view.document
        everywhere = document.standing.get(self.number)
        if everywhere is None:
            rows = [document.stands(row) for row in document.leaves[self.number]]
            everywhere = rows[0] if len(rows) == 1 else sorted(set().union(*rows))
            document.standing[self.number] = everywhere
        return view.among(everywhere)


class EveryPlan(Plan):
    """AND."""

    def __init__(self, number: int, _node: Node, *parts: Plan) -> None:
        self._parts = sorted(parts, key=lambda part: part.cost)
        super().__init__(number, _NO_LEAVES.union(*[part.leaves for part in self._parts]))
        self.cost = 1 + sum(part.cost for part in self._parts)

    def _judge(self, view: View) -> bool:
        return all(part.holds(view) for part in self._parts)


class AnyPlan(Plan):
    """OR of more than words."""

    def __init__(self, number: int, _node: Node, *parts: Plan) -> None:
        self._parts = sorted(parts, key=lambda part: part.cost)
        super().__init__(number, frozenset.intersection(*[part.leaves for part in self._parts]))
        self.cost = 1 + sum(part.cost for part in self._parts)

    def _judge(self, view: View) -> bool:
        return any(part.holds(view) for part in self._parts)

    def _find(self, view: View) -> Sequence[Hit]:
        found = [hits for part in self._parts if (hits := part.hits(view))]
        return found[0] if len(found) == 1 else sorted({hit for hits in found for hit in hits})


class NotPlan(Plan):
    """NOT."""

    def __init__(self, number: int, _node: Not, part: Plan) -> None:
        super().__init__(number)
        self._part = part
        self.cost = 1 + part.cost

    def _judge(self, view: View) -> bool:
        return not self._part.holds(view)


class NearPlan(Plan):
    """NEAR and ONEAR."""

    def __init__(self, number: int, node: Near, left: Plan, right: Plan) -> None:
        super().__init__(number, left.leaves | right.leaves)
        self._how, self._distance = node.how, node.distance
        self._left, self._right = left, right
        self._sides = (left, right) if left.cost <= right.cost else (right, left)
        self.cost = 5 + left.cost + right.cost

    def _judge(self, view: View) -> bool:
        return any(next(self._pairs(one), None) is not None for one in self._both(view))

    def _find(self, view: View) -> Sequence[Hit]:
        found = [hit for one in self._both(view) for hit in set(joined(self._pairs(one)))]
        found.sort()
        return found

    def _both(self, view: View) -> Iterator[View]:
        """The ranges in which both sides stand, the cheaper one looked for first."""
        one, other = self._sides
        return (part for part in view.one_by_one() if one.hits(part) and other.hits(part))

    def _pairs(self, view: View) -> Iterator[tuple[Hit, Hit]]:
        return pairs(self._how, self._distance, self._left.hits(view), self._right.hits(view))


class NotnearPlan(Plan):
    """NOTNEAR."""

    def __init__(self, number: int, node: Near, left: Plan, right: Plan) -> None:
        super().__init__(number, left.leaves)
        self._distance, self._left, self._right = node.distance, left, right
        self.cost = 5 + left.cost + right.cost

    def _judge(self, view: View) -> bool:
        return any(next(self._alone(one), None) is not None for one in self._all(view))

    def _find(self, view: View) -> Sequence[Hit]:
        found = [hit for one in self._all(view) for hit in self._alone(one)]
        return found if len(view.ranges) == 1 else sorted(found)

    def _all(self, view: View) -> Iterator[View]:
        return (part for part in view.one_by_one() if self._left.hits(part))

    def _alone(self, view: View) -> Iterator[Hit]:
        right = self._right.hits(view)
        left = self._left.hits(view)
        return unpartnered(self._distance, left, right) if right else iter(left)


def near_plan(number: int, node: Near, left: Plan, right: Plan) -> Plan:
    """The plan of NEAR, ONEAR or NOTNEAR."""
    make = NotnearPlan if node.how == "NOTNEAR" else NearPlan
    return make(number, node, left, right)


class FirstPlan(Plan):
    """FIRST/n."""

    def __init__(self, number: int, node: First, part: Plan) -> None:
        super().__init__(number, part.leaves)
        self._count, self._part, self.cost = node.count, part, 1 + part.cost

    def _judge(self, view: View) -> bool:
        return self._part.holds(view.first(self._count))

    def _find(self, view: View) -> Sequence[Hit]:
        return self._part.hits(view.first(self._count))


class FieldPlan(Plan):
    """title: and the other fields."""

    def __init__(self, number: int, node: Scope, part: Plan) -> None:
        super().__init__(number, part.leaves)
        self._name, self._part, self.cost = node.name, part, 1 + part.cost

    def _judge(self, view: View) -> bool:
        return self._part.holds(view.field(self._name))

    def _find(self, view: View) -> Sequence[Hit]:
        return self._part.hits(view.field(self._name))


class WithinPlan(Plan):
    """SENTENCE and PARAGRAPH."""

    def __init__(self, number: int, node: Within, part: Plan) -> None:
        super().__init__(number, part.leaves)
        self._unit, self._part, self.cost = node.unit, part, 20 + part.cost

    def _judge(self, view: View) -> bool:
        return any(self._part.holds(one) for one in view.units(self._unit).one_by_one())


class AtLeastPlan(Plan):
    """ATLEAST/n."""

    def __init__(self, number: int, node: AtLeast, part: Plan) -> None:
        super().__init__(number, part.leaves)
        self._count, self._part, self.cost = node.count, part, 1 + part.cost

    def _judge(self, view: View) -> bool:
        hits = self._part.hits(view)
        return len(hits) >= self._count and mentions(hits) >= self._count


class AskedPlan(Plan):
    """What no other plan knows: regular expressions, and kinds of nodes unknown here."""

    cost = 50

    def __init__(self, number: int, node: Node) -> None:
        super().__init__(number)
        self._node = node

    def _judge(self, view: View) -> bool:
        return ask(self._node, view) is not None

    def _find(self, view: View) -> Sequence[Hit]:
        finding = ask(self._node, view)
        return finding.hits if finding else ()
