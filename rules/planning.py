"""The plans of all conditions: nodes that ask the same share one, wherever they were typed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from rules import tree
from rules.document import View
from rules.merged import one_of
from rules.operators import OPERATORS
from rules.operators.finding import Finding
from rules.plans import (
    AnyPlan,
    AskedPlan,
    AtLeastPlan,
    EveryPlan,
    FieldPlan,
    FirstPlan,
    LeafPlan,
    NotPlan,
    Plan,
    WithinPlan,
    near_plan,
)
from rules.tree import Node, Phrase, Words, children


class _Made(NamedTuple):
    """The plan of a node, and the number of its shape: that of all nodes with equal evidence.

    `a OR b` and `b OR a` have one plan and two shapes, since the first that holds is told.
    """

    node: Node  # kept, since it is known by its id
    plan: Plan
    shape: int


class Plans:
    """The plans by what they ask. Never changed once all topics are filed."""

    def __init__(self) -> None:
        self.owners: dict[int, dict[Phrase, set[int]]] = {}  # see `rules.document`
        self._shapes: dict[Hashable, int] = {}
        self._plans: dict[int, Plan] = {}  # by shape
        self._made: dict[int, _Made] = {}

    def of(self, node: Node) -> Plan:
        """The plan of a node, the same one for all its equals."""
        return self._of(node).plan

    def looking(self) -> Callable[[Node, View], Finding | None]:
        """What evidence is asked by, of one article: each shape once of each part of it."""
        known = self._made
        told: dict[tuple[int, View], Finding | None] = {}

        def look(node: Node, view: View) -> Finding | None:
            made = known.get(id(node))
            if made is None:
                return OPERATORS[type(node)].holds(node, view, look)
            if not made.plan.holds(view):
                return None
            if isinstance(node, tree.Words):
                return Finding(node, tuple(made.plan.hits(view)))
            key = (made.shape, view)
            if key not in told:
                told[key] = OPERATORS[type(node)].holds(node, view, look)
            return told[key]

        return look

    def _of(self, node: Node) -> _Made:
        made = self._made.get(id(node))
        if made is None:
            made = self._made[id(node)] = self._new(node)
        return made

    def _new(self, node: Node) -> _Made:
        shape = self._shape(node)
        if shape not in self._plans:
            self._plans[shape] = self._plan(node, shape)
        return _Made(node, self._plans[shape], shape)

    def _shape(self, node: Node) -> int:
        made = self._made.get(id(node))
        if made is not None:
            return made.shape
        key: Hashable
        if isinstance(node, tree.Words):
            key = (node.singles, frozenset(node.phrases.items()))
        else:
            key = (type(node), *_asking(node), *map(self._shape, children(node) or ()))
        return self._shapes.setdefault(key, len(self._shapes))

    def _plan(self, node: Node, number: int) -> Plan:
        words = one_of(node)
        if words is None:
            parts = [self.of(part) for part in children(node) or ()]
            return _MAKERS.get(type(node), AskedPlan)(number, node, *parts)
        return self._leaf(words, number) if words is node else self.of(words)

    def _leaf(self, words: Words, number: int) -> Plan:
        phrases = (phrase for some in words.phrases.values() for phrase in some)
        for row in (*((slot,) for slot in words.singles), *phrases):
            self.owners.setdefault(row[0], {}).setdefault(row, set()).add(number)
        return LeafPlan(number)


def _asking(node: Node) -> tuple[Hashable, ...]:
    """What a node asks beside its parts."""
    match node:
        case tree.And() | tree.Or() | tree.Not():
            return ()
        case tree.Near():
            return node.how, node.distance
        case tree.First() | tree.AtLeast():
            return (node.count,)
        case tree.Within():
            return (node.unit,)
        case tree.Scope():
            return (node.name,)
        case _:
            return (id(node),)


_MAKERS: Mapping[type, Callable[..., Plan]] = {
    tree.And: EveryPlan,
    tree.Or: AnyPlan,
    tree.Not: NotPlan,
    tree.Near: near_plan,
    tree.First: FirstPlan,
    tree.Scope: FieldPlan,
    tree.Within: WithinPlan,
    tree.AtLeast: AtLeastPlan,
}
