"""What a condition may not say though it is well written: it could never hold, or always."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rules import tree
from rules.lexemes import Fault
from rules.lists import unknown_list
from rules.tree import ABOUT_SCOPES, Node, children

_LEAVES = (tree.Term, tree.ListRef, tree.Words, tree.Regex)
_STANDING = (*_LEAVES, tree.Or, tree.Near, tree.First, tree.Scope)
_SUSPECT = re.compile(r"[{:]|NEAR/|ATLEAST/|SENTENCE|PARAGRAPH")


def suspect(text: str) -> bool:
    """Whether a condition's text has anything in it of which `faults` might complain."""
    return _SUSPECT.search(text) is not None


def faults(node: Node, lists: Collection[str]) -> Iterator[Fault]:
    """Everything that is wrong with a condition, parsed or compiled but for unknown lists."""
    yield from _faults(node, lists, ())


def _faults(node: Node, lists: Collection[str], inside: tuple[Node, ...]) -> Iterator[Fault]:
    match node:
        case tree.ListRef() if node.name not in lists:
            yield unknown_list(node.name, lists, node.start, node.end)
        case tree.Scope():
            yield from _scope_faults(node, inside)
        case tree.Within():
            yield from _unit_faults(node, inside)
        case tree.Near():
            yield from _standing_faults(node, node.how)
        case tree.AtLeast():
            yield from _standing_faults(node, "ATLEAST")
        case _:
            pass
    for part in children(node):
        yield from _faults(part, lists, (*inside, node))


def _scope_faults(node: tree.Scope, inside: tuple[Node, ...]) -> Iterator[Fault]:
    outer = next((one for one in inside if isinstance(one, tree.Scope)), None)
    if outer is not None:
        message = f"{node.name}: stands inside {outer.name}:"
        yield Fault(node.start, node.end, message, "name one field only")
    narrow = next((one for one in inside if isinstance(one, _OF_TEXT)), None)
    if node.name in ABOUT_SCOPES and narrow is not None:
        message = f"{node.name}: is no part of the text, so it cannot stand in here"
        yield Fault(node.start, node.end, message, f"write … AND {node.name}:…")


_OF_TEXT = (tree.Near, tree.First, tree.Within)


def _unit_faults(node: tree.Within, inside: tuple[Node, ...]) -> Iterator[Fault]:
    for outer in inside:
        if isinstance(outer, tree.Within) and (outer.unit, node.unit) != _NESTED:
            message = f"{node.unit} stands inside {outer.unit}"
            yield Fault(node.start, node.end, message, "leave the inner one out")
            return
        if isinstance(outer, tree.Scope) and outer.name in ABOUT_SCOPES:
            message = f"{outer.name}: has no {node.unit.lower()}s"
            yield Fault(node.start, node.end, message, f"leave {node.unit} out")


_NESTED = ("PARAGRAPH", "SENTENCE")


def _standing_faults(node: tree.Near | tree.AtLeast, name: str) -> Iterator[Fault]:
    for part in children(node):
        odd = _not_standing(part)
        if odd is not None:
            message = (
                f"{name} takes words, phrases, lists, OR groups and NEAR, not {_NAMES[type(odd)]}"
            )
            yield Fault(odd.start, odd.end, message, _HINTS.get(type(odd), ""))


def _not_standing(node: Node) -> Node | None:
    """The first part that has no place in the text: one cannot be near a NOT."""
    if not isinstance(node, _STANDING):
        return node
    return next((odd for part in children(node) if (odd := _not_standing(part))), None)


_NAMES: dict[type, str] = {
    tree.And: "AND",
    tree.Not: "NOT",
    tree.AtLeast: "ATLEAST",
    tree.Within: "SENTENCE or PARAGRAPH",
}
_HINTS: dict[type, str] = {
    tree.And: "write a NEAR/8 b AND a NEAR/8 c, in brackets",
    tree.Not: "write NOTNEAR/8, or put the NOT outside",
}


def holds_on_nothing(node: Node) -> bool:
    """Whether an empty article fulfils the condition: then it only says what must be missing."""
    match node:
        case tree.Not():
            return not holds_on_nothing(node.part)
        case tree.And():
            return all(holds_on_nothing(part) for part in node.parts)
        case tree.Or():
            return any(holds_on_nothing(part) for part in node.parts)
        case tree.First() | tree.Scope() | tree.Within():
            return holds_on_nothing(node.part)
        case _:
            return False
