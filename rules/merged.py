"""An OR of nothing but words is one leaf."""

from __future__ import annotations

from rules import tree
from rules.tree import Node, Phrase, Words


def one_of(node: Node) -> Words | None:
    """Words, or an OR of nothing but words, as one leaf; None for all else."""
    if isinstance(node, tree.Words):
        return node
    if not isinstance(node, tree.Or):
        return None
    parts = [one_of(part) for part in node.parts]
    singles: set[int] = set()
    phrases: dict[int, tuple[Phrase, ...]] = {}
    for part in parts:
        if part is None:
            return None
        singles |= part.singles
        for first, row in part.phrases.items():
            phrases[first] = (*phrases.get(first, ()), *row)
    return Words(frozenset(singles), phrases, node.start, node.end)
