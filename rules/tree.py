"""A condition as a tree. Places are code points [start, end) of the condition's text.

`rules.syntax` makes it of Term and ListRef; `rules.compile` puts Words in their place,
which know their slots in the vocabulary. All else stays as it was parsed, Regex too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, dataclass_transform

from rules.regex import Program

_T = TypeVar("_T")

Proximity = Literal["NEAR", "ONEAR", "NOTNEAR"]
Unit = Literal["SENTENCE", "PARAGRAPH"]
Phrase = tuple[int, ...]  # slots of consecutive words


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _node(made: type[_T]) -> type[_T]:
    """A frozen dataclass, which the type checker sees to: at run time it costs 1 µs a node.

    10,000 rules have 80,000 nodes.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)


@_node
class Term:
    """A word or phrase as typed. `section` is the language of the list it came from.

    `exact` wants it as written, `stem` takes every word of the same stem.
    """

    text: str
    start: int
    end: int
    exact: bool = False
    section: str = ""
    stem: bool = False


@_node
class ListRef:
    """A named word list."""

    name: str
    start: int
    end: int
    exact: bool = False


@_node
class Regex:
    """A regular expression, compiled as it is parsed; it needs no slots."""

    pattern: str
    program: Program = field(compare=False, repr=False)
    start: int
    end: int


@_node
class Words:
    """Compiled terms, any of which may stand: single slots, and phrases by their first slot.

    Most leaves are one word: its number alone takes the place of a set of 216 bytes.
    """

    slots: int | frozenset[int]
    phrases: Mapping[int, tuple[Phrase, ...]]
    start: int
    end: int

    @property
    def singles(self) -> frozenset[int]:
        """The slots of its single words."""
        slots = self.slots
        return frozenset((slots,)) if isinstance(slots, int) else slots


@_node
class And:
    """All parts hold."""

    parts: tuple[Node, ...]
    start: int
    end: int


@_node
class Or:
    """At least one part holds."""

    parts: tuple[Node, ...]
    start: int
    end: int


@_node
class Not:
    """The part does not hold."""

    part: Node
    start: int
    end: int


@_node
class Near:
    """Two parts at most `distance` words apart (neighbours are 1 apart), or never so."""

    how: Proximity
    distance: int
    left: Node
    right: Node
    start: int
    end: int


@_node
class First:
    """The part holds within the first `count` words of a field."""

    count: int
    part: Node
    start: int
    end: int


@_node
class AtLeast:
    """The part stands at least `count` times."""

    count: int
    part: Node
    start: int
    end: int


@_node
class Within:
    """The part holds within one sentence or one paragraph."""

    unit: Unit
    part: Node
    start: int
    end: int


@_node
class Scope:
    """The part holds within one field."""

    name: str
    part: Node
    start: int
    end: int


Node = Term | ListRef | Regex | Words | And | Or | Not | Near | First | AtLeast | Within | Scope

TEXT_SCOPES = {"title": "title", "lead": "lead", "body": "text", "caption": "caption"}
ABOUT_SCOPES = ("author", "site", "url", "lang", "tag")
SCOPES = (*TEXT_SCOPES, *ABOUT_SCOPES)


def children(node: Node) -> tuple[Node, ...]:
    """The parts right below a node, in the order they were typed."""
    match node:
        case And() | Or():
            return node.parts
        case Near():
            return (node.left, node.right)
        case Not() | First() | AtLeast() | Within() | Scope():
            return (node.part,)
        case Term() | ListRef() | Regex() | Words():
            return ()
