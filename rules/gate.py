"""A first look at a condition: whether the words that it cannot hold without occur at all.

It spares nearly every condition nearly every article, and never changes an answer: what it
lets through is judged by `rules.operators`, what it stops could not have held.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from rules import tree
from rules.tree import Node, Words


def may_hold(node: Node, present: AbstractSet[int]) -> bool:
    """Whether a compiled condition can hold where just the slots `present` are filled.

    `present` is a real set: against the keys of a dict, a frozenset is compared key by key.
    """
    match node:
        case tree.Words():
            return stands(node, present)
        case tree.And():
            return all(may_hold(part, present) for part in node.parts)
        case tree.Or():
            return any(may_hold(part, present) for part in node.parts)
        case tree.Near():
            alone = node.how == "NOTNEAR"
            return may_hold(node.left, present) and (alone or may_hold(node.right, present))
        case tree.First() | tree.AtLeast() | tree.Within() | tree.Scope():
            return may_hold(node.part, present)
        case _:
            return True


def stands(node: Words, present: AbstractSet[int]) -> bool:
    """Whether one of the words of a leaf is present, or the first word of one of its phrases."""
    slots = node.slots
    if slots in present if isinstance(slots, int) else not slots.isdisjoint(present):
        return True
    return bool(node.phrases) and not node.phrases.keys().isdisjoint(present)
