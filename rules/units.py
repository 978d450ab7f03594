"""A condition → the units any of which fulfils it, each with the words it cannot do without.

A unit is what the index looks for: clauses of slots, in each of which one must be filled,
and what else must be asked of an article that fills them. Units come of OR at the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rules import tree
from rules.merged import one_of
from rules.tree import ABOUT_SCOPES, Node
from rules.verdict import Verdict, Verdicts, every, stands

Clause = frozenset[int]  # slots, at least one of which must be filled
Rarity = Sequence[float]  # by slot: the share of articles that fill it


class Unit(NamedTuple):
    """`clauses` of slots of the text, `about` of slots of author, site, url, lang and tag.

    `ask` judges an article that fills them all; None: then it holds.
    """

    clauses: tuple[Clause, ...]
    ask: Verdict | None
    about: tuple[Clause, ...] = ()


def units(node: Node, rarity: Rarity, verdicts: Verdicts) -> Iterator[Unit]:
    """The units of a compiled condition."""
    match node:
        case tree.Words():
            yield from _of_words(node)
        case tree.Or() if merged := one_of(node):
            yield from _of_words(merged)
        case tree.Or():
            for part in node.parts:
                yield from units(part, rarity, verdicts)
        case tree.And():
            yield both([whole(part, rarity, verdicts) for part in node.parts])
        case _:
            yield whole(node, rarity, verdicts)


def _of_words(node: tree.Words) -> Iterator[Unit]:
    if node.singles:
        yield Unit((node.singles,), None)
    for row in node.phrases.values():
        for phrase in row:
            yield Unit(tuple(frozenset((slot,)) for slot in phrase), stands(phrase))


def both(parts: Iterable[Unit]) -> Unit:
    """The unit that holds where all the parts do."""
    parts = list(parts)
    asked = [part.ask for part in parts if part.ask]
    return Unit(
        tuple([clause for part in parts for clause in part.clauses]),
        every(asked) if asked else None,
        tuple([clause for part in parts for clause in part.about]),
    )


def whole(node: Node, rarity: Rarity, verdicts: Verdicts) -> Unit:
    """One unit for the whole node."""
    if isinstance(node, tree.And):
        return both([whole(part, rarity, verdicts) for part in node.parts])
    words = one_of(node)
    if words is not None and not words.phrases:
        return Unit((words.singles,), None)
    node = words or node
    text, about = needed(node, rarity)
    return Unit(text, verdicts.of(node), about)


Needed = tuple[tuple[Clause, ...], tuple[Clause, ...]]  # of the text, of what is about it


def needed(node: Node, rarity: Rarity) -> Needed:
    """Clauses that an article must fill for the node to hold; none where that is unknown."""
    match node:
        case tree.Words():
            return (_one_clause(node, rarity),), ()
        case tree.And():
            parts = [needed(part, rarity) for part in node.parts]
            return sum((text for text, _ in parts), ()), sum((about for _, about in parts), ())
        case tree.Or():
            merged = one_of(node)
            return needed(merged, rarity) if merged else _either(node, rarity)
        case tree.Near(how="NOTNEAR"):
            return needed(node.left, rarity)
        case tree.Near():
            return needed(tree.And((node.left, node.right), node.start, node.end), rarity)
        case tree.Scope() if node.name in ABOUT_SCOPES:
            text, about = needed(node.part, rarity)
            return (), (*text, *about)
        case tree.First() | tree.AtLeast() | tree.Within() | tree.Scope():
            return needed(node.part, rarity)
        case _:
            return (), ()


def _one_clause(node: tree.Words, rarity: Rarity) -> Clause:
    """The single words, and of each phrase its rarest."""
    if not node.phrases:
        return node.singles
    phrases = (phrase for row in node.phrases.values() for phrase in row)
    return node.singles.union(min(phrase, key=rarity.__getitem__) for phrase in phrases)


def _either(node: tree.Or, rarity: Rarity) -> Needed:
    """One clause of each part together; nothing where a part needs nothing."""
    parts = [needed(part, rarity) for part in node.parts]
    if all(text for text, _ in parts):
        return (frozenset().union(*(rarest(text, rarity) for text, _ in parts)),), ()
    if all(about for _, about in parts):
        return (), (frozenset().union(*(rarest(about, rarity) for _, about in parts)),)
    return (), ()


def rarest(clauses: Iterable[Clause], rarity: Rarity) -> Clause:
    """The clause that the fewest articles fill."""
    return min(clauses, key=lambda clause: expected(clause, rarity))


def expected(clause: Clause, rarity: Rarity) -> float:
    """At most this share of articles fills the clause."""
    if len(clause) == 1:
        (slot,) = clause
        return rarity[slot]
    return sum([rarity[slot] for slot in clause])
