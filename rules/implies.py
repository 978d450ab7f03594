"""Whether one condition holds wherever another does, as far as their form shows it.

Sound, not complete: a yes is proved, a no says nothing. Used to tell an editor of a NOT
that swallows its own rule and of conditions that are written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rules import tree
from rules.tree import TEXT_SCOPES, Node, Term, children
from rules.words import compared

MOST_STEPS = 20_000  # pairs of parts looked at for one question, then the answer is no
MOST_IN_ALL = 100_000  # for all questions about one file

Key = tuple[object, ...]
_Leaf = (tree.Term, tree.ListRef)


def key(node: Node) -> Key:
    """The same for conditions that say the same, whatever the order of AND and OR, and case."""
    match node:
        case tree.Term():
            return ("term", _words(node), node.text if node.exact else "", node.stem)
        case tree.ListRef():
            return ("list", node.name, node.exact)
        case tree.Regex():
            return ("regex", node.pattern)
        case tree.And() | tree.Or():
            parts = sorted({key(part) for part in _flat(node)}, key=repr)
            return (type(node).__name__, *parts)
        case tree.Near():
            sides = [key(node.left), key(node.right)]
            return (node.how, node.distance, *(sorted(sides, key=repr) if _even(node) else sides))
        case _:
            return (*_detail(node), *(key(part) for part in children(node)))


def _even(node: tree.Near) -> bool:
    return node.how == "NEAR"


def _flat(node: tree.And | tree.Or) -> Iterator[Node]:
    for part in node.parts:
        if isinstance(part, tree.And | tree.Or) and type(part) is type(node):
            yield from _flat(part)
        else:
            yield part


def _detail(node: Node) -> Key:
    match node:
        case tree.First() | tree.AtLeast():
            return (type(node).__name__, node.count)
        case tree.Within():
            return (node.unit,)
        case tree.Scope():
            return ("scope", node.name)
        case _:
            return (type(node).__name__,)


def _words(term: Term) -> tuple[str, ...]:
    return (term.text.casefold(),) if "*" in term.text else compared(term.text)


class Implication:
    """Answers for the conditions of one rules file; `lists` are the terms of each list."""

    def __init__(self, lists: Mapping[str, Sequence[Term]]) -> None:
        self._lists = lists
        self._indices: dict[str, _Index] = {}
        self._seen: dict[tuple[int, int], bool] = {}
        self._left = MOST_IN_ALL

    def __call__(self, one: Node, other: Node) -> bool:
        """Whether `other` holds wherever `one` does."""
        self._seen = {}
        return self._implies(one, other)

    @property
    def tired(self) -> bool:
        """Whether so much was asked that every answer is no from now on."""
        return self._left <= 0

    def _implies(self, one: Node, other: Node) -> bool:
        pair = (id(one), id(other))
        if pair not in self._seen:
            self._seen[pair] = False
            self._left -= 1
            if len(self._seen) < MOST_STEPS and self._left > 0:
                self._seen[pair] = self._by_other(one, other) or self._by_one(one, other)
        return self._seen[pair]

    def _by_other(self, one: Node, other: Node) -> bool:
        match other:
            case tree.Or():
                return any(self._implies(one, part) for part in other.parts)
            case tree.And():
                return all(self._implies(one, part) for part in other.parts)
            case tree.Near():
                return isinstance(one, tree.Near) and self._nearer(one, other)
            case tree.Term() | tree.ListRef():
                return isinstance(one, _Leaf) and self._covered(one, other)
            case tree.Scope():
                same = isinstance(one, tree.Scope) and one.name == other.name
                return same and self._implies(children(one)[0], other.part)
            case _:
                return key(one) == key(other)

    def _by_one(self, one: Node, other: Node) -> bool:
        match one:
            case tree.Or():
                return all(self._implies(part, other) for part in one.parts)
            case tree.And():
                return any(self._implies(part, other) for part in one.parts)
            case tree.Near():
                sides = (one.left,) if one.how == "NOTNEAR" else (one.left, one.right)
                return any(self._implies(side, other) for side in sides)
            case tree.Scope() if one.name not in TEXT_SCOPES:
                return False
            case tree.First() | tree.AtLeast() | tree.Within() | tree.Scope():
                return self._implies(one.part, other)
            case _:
                return False

    def _nearer(self, one: tree.Near, other: tree.Near) -> bool:
        if other.how == "NOTNEAR" or one.how == "NOTNEAR":
            return key(one) == key(other)
        if one.distance > other.distance or (other.how == "ONEAR" != one.how):
            return False
        straight = self._implies(one.left, other.left) and self._implies(one.right, other.right)
        crossed = self._implies(one.left, other.right) and self._implies(one.right, other.left)
        return straight or (crossed and other.how == "NEAR")

    def _covered(self, one: Node, other: Node) -> bool:
        """Whether each term of one leaf holds a term of the other."""
        index = self._index(other)
        terms = self.terms(one)
        return bool(terms) and len(terms) < MOST_STEPS and all(index.holds(term) for term in terms)

    def terms(self, node: Node) -> Sequence[Term]:
        """The terms of a word, a phrase or a list."""
        if isinstance(node, tree.ListRef):
            return self._lists[node.name]
        return (node,) if isinstance(node, Term) else ()

    def _index(self, node: Node) -> _Index:
        if not isinstance(node, tree.ListRef):
            return _Index(self.terms(node))
        if node.name not in self._indices:
            self._indices[node.name] = _Index(self.terms(node))
        return self._indices[node.name]


class _Index:
    """The terms of a leaf by their words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms: dict[tuple[str, ...], list[Term]] = {}
        for term in terms:
            self._terms.setdefault(_words(term), []).append(term)
        self._longest = max((len(words) for words in self._terms), default=0)

    def holds(self, term: Term) -> bool:
        """Whether every place of `term` is a place of one of these terms too."""
        words = _words(term)
        pieces = (
            words[start : start + size]
            for size in range(1, min(len(words), self._longest) + 1)
            for start in range(len(words) - size + 1)
        )
        known = (mine for piece in pieces for mine in self._terms.get(piece, ()))
        return any(_wider(mine, term) for mine in known)


def _wider(mine: Term, term: Term) -> bool:
    """Whether `mine` takes at least the forms of the same words that `term` takes."""
    if mine.section not in ("", term.section):
        return False
    if mine.exact:
        return term.exact and mine.text in term.text
    return mine.stem or not term.stem
