"""Tables of keys, and how a mapping is read by one: each key once, every mistake noted.

A section is a tuple of `Key`s. `Reading` checks a mapping against it (unknown keys,
missing values, wrong shapes) and hands out each value with the key's own type, or the
key's default where the value was left out or is wrong: so the rest is still checked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from model.rulebook import Problem
from rules.fields import FieldError
from rules.located import MOST_PROBLEMS, Located
from rules.nodes import Mapping, Node, Scalar
from rules.nodes import Sequence as ListNode
from rules.suggest import Known, did_you_mean

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
LONGEST_VALUE = 1_000  # characters of one value; conditions and examples are not bound by it
MOST_WARNINGS = 1_000


class Enough(Exception):  # noqa: N818 - no error: it ends the reading of a file
    """So many mistakes are noted that reading ends. Never leaves `rules.load`."""


@dataclass(slots=True)
class Notes:
    """Where readers note what they find: problems refuse the file, warnings do not."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, node: Node, message: str, hint: str = "") -> None:
        """Note a problem at `node`; raises Enough at the last that is taken."""
        self.problems.append(at(node, message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Enough

    def odd(self, node: Node, message: str, hint: str = "") -> None:
        """Note a warning at `node`."""
        if len(self.warnings) < MOST_WARNINGS:
            self.warnings.append(at(node, message, hint))


def at(node: Node, message: str, hint: str = "") -> Problem:
    """A problem with the place of `node`."""
    length = node.length if isinstance(node, Scalar) else 1
    return Problem(node.line, node.column, message, hint, length)


Reader = Callable[[Node, Notes], T_co | None]  # None: it was wrong, and that is noted


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """One key of a section: how its value is read, what stands for it, what it means.

    `wants` is what a person is to write, `shown` the default as a person reads it.
    """

    name: str
    read: Reader[T_co]
    default: T_co
    wants: str
    doc: str
    shown: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping of known keys: what one of it is called, and the keys."""

    noun: str  # "a source"
    keys: tuple[Key[Any], ...]


class Reading:
    """A mapping read by its table. Values come out by key, typed: `reading[EVERY]`."""

    def __init__(self, section: Section, node: Mapping, notes: Notes) -> None:
        self.node = node
        self._nodes: dict[str, tuple[Scalar, Node]] = {}
        self._values: dict[str, object] = {}
        known = {key.name: key for key in section.keys}
        for name, value in node.pairs:
            if name.text in known:
                self._nodes[name.text] = (name, value)
            else:
                _unknown(name, section, notes)
        for key in section.keys:
            self._read(key, section, notes)

    def _read(self, key: Key[Any], section: Section, notes: Notes) -> None:
        if key.name not in self._nodes:
            if key.required:
                hint = f"add the line “{key.name}: …”"
                notes.wrong(self.node, f"{section.noun} needs “{key.name}”", hint)
            return
        name, value = self._nodes[key.name]
        if empty(value):
            hint = f"write {key.wants}, or delete the line"
            notes.wrong(name, f"“{key.name}” has no value", hint)
        else:
            self._values[key.name] = key.read(value, notes)

    def __getitem__(self, key: Key[T]) -> T:
        value = self._values.get(key.name)
        return key.default if value is None else cast("T", value)

    def __contains__(self, key: Key[Any]) -> bool:
        """Whether the key is written down, rightly or not."""
        return key.name in self._nodes

    def value_at(self, key: Key[Any]) -> Node:
        """Where the value stands; the section itself where the key was left out."""
        return self._nodes[key.name][1] if key.name in self._nodes else self.node

    def name_at(self, key: Key[Any]) -> Node:
        """Where the key stands; the section itself where it was left out."""
        return self._nodes[key.name][0] if key.name in self._nodes else self.node


def _unknown(name: Scalar, section: Section, notes: Notes) -> None:
    known = [key.name for key in section.keys]
    hint = "write the keys out" if name.text == "<<" else did_you_mean(name.text, known)
    notes.wrong(name, f"{section.noun} has no key “{name.text}”", hint)


def empty(node: Node) -> bool:
    """Whether this is a value left out: nothing after the colon, or YAML's null."""
    return isinstance(node, Scalar) and not node.quoted and node.text in ("", "~", "null")


def shape(node: Node) -> str:
    """What a node is, for people."""
    if isinstance(node, Mapping):
        return "a group of “key: value” lines"
    return "a list" if isinstance(node, ListNode) else "a text"


def scalar(parse: Callable[[str], T], wants: str) -> Reader[T]:
    """A reader of one value by a parser of `fields`."""

    def read(node: Node, notes: Notes) -> T | None:
        if not isinstance(node, Scalar):
            notes.wrong(node, f"{shape(node)} stands here", f"write {wants}")
            return None
        if len(node.text) > LONGEST_VALUE:
            notes.wrong(node, "this text is too long", f"write {wants}")
            return None
        try:
            return parse(node.text)
        except FieldError as error:
            notes.wrong(node, error.message, error.hint)
            return None

    return read


def items(node: Node) -> Sequence[Node]:
    """The items of a list; a single text stands for a list of one."""
    return node.items if isinstance(node, ListNode) else (node,)


def several(parse: Callable[[str], T], wants: str) -> Reader[tuple[T, ...]]:
    """A reader of a list of values, or of one without its brackets."""
    one = scalar(parse, wants)

    def read(node: Node, notes: Notes) -> tuple[T, ...] | None:
        if isinstance(node, Mapping):
            notes.wrong(node, f"{shape(node)} stands here", f"write a list: [{wants}, …]")
            return None
        if not items(node):
            notes.wrong(node, "this list is empty", "write something in it, or delete the line")
        values = (one(item, notes) for item in items(node))
        return tuple(value for value in values if value is not None)

    return read


def located(wants: str) -> Reader[tuple[Located, ...]]:
    """A reader of texts that keep their places: conditions, terms, examples."""

    def read(node: Node, notes: Notes) -> tuple[Located, ...] | None:
        if not items(node):
            notes.wrong(node, "this list is empty", f"write {wants} in it, or delete the line")
        texts = (place(item, wants, notes) for item in items(node))
        return tuple(text for text in texts if text is not None)

    return read


def place(node: Node, wants: str, notes: Notes) -> Located | None:
    """One text with its place, or None with a note."""
    if not isinstance(node, Scalar):
        notes.wrong(node, f"{shape(node)} stands where {wants} is wanted", _unquoted(node))
        return None
    if not node.text.strip():
        notes.wrong(node, f"{wants} is missing here", "write it, or delete the dash")
        return None
    return Located(node.text, node.line, node.column)


def _unquoted(node: Node) -> str:
    """The hint for a text that YAML took for something else, for want of quotes."""
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        key, value = node.pairs[0]
        text = f"{{{key.text}}}" if empty(value) else f"{key.text}: …"
        return f"put it in single quotes: '{text}'"
    return "put each text on a line of its own after a dash, in quotes"


def mapping(node: Node, noun: str, notes: Notes) -> Mapping | None:
    """`node` if it is a mapping, else None with a note; an empty one is noted too."""
    if isinstance(node, Mapping):
        return node
    message = f"{noun} is written as “key: value” lines, but {shape(node)} stands here"
    notes.wrong(node, message, "write each key on a line of its own, indented")
    return None


def unknown_names(
    node: Node, known: Known, noun: str, notes: Callable[[Node, str, str], None]
) -> None:
    """Note each text of a list that is not among `known`."""
    for item in items(node):
        if isinstance(item, Scalar) and not empty(item) and item.text.strip() not in known:
            near = known.closest(item.text)
            hint = f"did you mean “{near}”?" if near else ""
            notes(item, f"there is no {noun} “{item.text}”", hint)
