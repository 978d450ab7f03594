"""What an operator answers when its condition holds: the evidence, as a tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rules.document import Document, Hit, View
from rules.tree import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """A node that held, where, and by which of its parts; NOT holds without hits."""

    node: Any  # of the class that its operator stands for
    hits: tuple[Hit, ...]
    parts: tuple[Finding, ...] = ()


Ask = Callable[[Node, View], Finding | None]
Tell = Callable[[Finding, Document], str]


@dataclass(frozen=True, slots=True)
class Operator:
    """`holds(node, view, ask)` judges a node and asks for its parts by `ask`.

    `why(finding, document, tell)` says it in words. The node is of the class that the
    table in `rules.operators` names; Any, since each operator knows its own.
    """

    holds: Callable[[Any, View, Ask], Finding | None]
    why: Callable[[Finding, Document, Tell], str]


def gathered(node: Node, parts: tuple[Finding, ...]) -> Finding:
    """A finding whose hits are those of its parts, in order, each once."""
    if len(parts) == 1:
        return Finding(node, parts[0].hits, parts)
    return Finding(node, tuple(sorted({hit for part in parts for hit in part.hits})), parts)
