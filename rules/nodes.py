"""YAML text becomes a tree of texts, lists and mappings that know their places.

PyYAML's event stream is composed here rather than by its own composer, for four reasons:
scalars stay text (`NO` is Norway), every node keeps its mark, the work on hostile input
is bounded, and nothing recurses however deep the brackets go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from model.rulebook import Problem
from rules import yaml_faults
from rules.lines import split_lines
from rules.located import MOST_PROBLEMS

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 30  # levels; the deepest useful file needs seven
MOST_ALIASES = 100
MOST_EXPANDED = 200_000  # nodes reached through aliases
MOST_NODES = 500_000  # nodes written down
MOST_ITEMS = 20_000  # of one list or group
LONGEST_PROPERTIES = 1_000  # characters of “&anchor !tag” that are looked at for what follows
LONGEST_KEY = 8_000  # characters; the keys of `score` are conditions


class Scalar(NamedTuple):
    """A text as written. The place is that of its first content character, from 1.

    A tuple, since a file has very many: it is made in half the time of a frozen dataclass.
    """

    text: str
    line: int
    column: int
    length: int = 1  # code points of the content's first line, for a caret
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    items: tuple[Node, ...]
    line: int
    column: int
    size: int = 1  # nodes below, itself included, aliases expanded


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping, its keys unique and in file order."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    size: int = 1


Node = Scalar | Sequence | Mapping


def compose(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of the one document in `text`, and what is wrong with it.

    None when there is no document, or none that can be read on with: then the last
    problem says where reading stopped. Duplicate keys leave the first in the tree.
    """
    composer = _Composer(split_lines(text))
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not composer.take(event):
                return None, tuple(composer.problems)
    except yaml.YAMLError as error:
        return None, (*composer.problems, yaml_faults.explain(error, composer.lines))
    return composer.root, tuple(composer.problems)


def size(node: Node) -> int:
    """How many nodes a reader of this one visits."""
    return 1 if isinstance(node, Scalar) else node.size


@dataclass(slots=True)
class _Open:
    """A list or mapping under way; in a mapping, keys and values take turns."""

    mapping: bool
    anchor: str | None
    line: int
    column: int
    most: int  # children
    children: list[Node] = field(default_factory=list)


class _Composer:
    """Takes parse events one by one; `take` is False where nothing useful can follow."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._aliases = self._expanded = self._written = self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        match event:
            case yaml.ScalarEvent():
                return self._add(self._scalar(event), event.anchor)
            case yaml.CollectionStartEvent():
                return self._begin(event)
            case yaml.CollectionEndEvent():
                return self._end() and len(self.problems) < MOST_PROBLEMS
            case yaml.AliasEvent():
                return self._alias(event) and len(self.problems) < MOST_PROBLEMS
            case yaml.DocumentStartEvent():
                return self._document(event)
        return True

    def _stop(self, event: yaml.Event, message: str, hint: str, length: int = 1) -> bool:
        line, column = _start(event)
        self.problems.append(Problem(line + 1, column + 1, message, hint, length))
        return False

    def _document(self, event: yaml.Event) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        return self._stop(
            event,
            "a second document begins here",
            "one file holds one set of rules: delete the line “---”",
            3,
        )

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        mark = event.start_mark
        if mark is None or event.style or event.anchor or event.tag:
            line, column = _content(event, self.lines)
        else:  # as most: what is marked is the content
            line, column = mark.line + 1, mark.column + 1
        rest = len(self.lines[line - 1]) - column + 1 if line <= len(self.lines) else 0
        length = len(event.value)
        shown = length if 0 < length <= rest else max(1, min(length, rest))
        return Scalar(event.value, line, column, shown, bool(event.style))

    def _begin(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self._open) >= DEEPEST:
            return self._stop(
                event,
                f"this is nested more than {DEEPEST} levels deep",
                "a rules file needs seven at most: look for brackets opened and never closed",
            )
        line, column = _start(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        most = 2 * MOST_ITEMS if mapping else MOST_ITEMS
        self._open.append(_Open(mapping, event.anchor, line + 1, column + 1, most))
        return True

    def _end(self) -> bool:
        done = self._open.pop()
        visited = 1 + sum(map(size, done.children))
        node: Node
        if done.mapping:
            pairs = tuple(self._unique(done.children))
            node = Mapping(pairs, done.line, done.column, visited)
        else:
            node = Sequence(tuple(done.children), done.line, done.column, visited)
        return self._add(node, done.anchor)

    def _unique(self, children: list[Node]) -> Iterator[tuple[Scalar, Node]]:
        """The pairs of a mapping whose keys are texts seen for the first time."""
        first: dict[str, int] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._not_a_key(key)
            elif len(key.text) > LONGEST_KEY:
                self._too_long(key)
            elif key.text in first:
                self._twice(key, first[key.text])
            else:
                first[key.text] = key.line
                yield key, value

    def _not_a_key(self, key: Node) -> None:
        self.problems.append(
            Problem(
                key.line,
                key.column,
                "a bracket stands where a name is wanted",
                "put a text that begins with “{” or “[” in single quotes: '{weapons} NEAR/8 sell'",
            )
        )

    def _too_long(self, key: Scalar) -> None:
        message = f"this name is longer than {LONGEST_KEY} characters"
        hint = "names stand before a colon: is a quotation mark missing?"
        self.problems.append(Problem(key.line, key.column, message, hint))

    def _twice(self, key: Scalar, line: int) -> None:
        message = f"“{key.text}” stands here a second time; the first is on line {line}"
        hint = "keep one of the two, or join them"
        self.problems.append(Problem(key.line, key.column, message, hint, key.length))

    def _add(self, node: Node, anchor: str | None) -> bool:
        self._written += 1
        if self._written > MOST_NODES:
            message = f"the file holds more than {MOST_NODES:,} values"
            hint = "give a second bot a file of its own"
            self.problems.append(Problem(node.line, node.column, message, hint))
            return False
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return True
        group = self._open[-1]
        group.children.append(node)
        return len(group.children) <= group.most or self._too_many(group)

    def _too_many(self, group: _Open) -> bool:
        """Told where the list or group begins, by the key that it stands under."""
        above = self._open[-2].children[-1] if len(self._open) > 1 else None
        name = f"“{above.text[:40]}”" if isinstance(above, Scalar) else "this"
        message = f"{name} has more than {MOST_ITEMS:,} entries"
        hint = "split it up, or give a second bot a file of its own"
        at = above if isinstance(above, Scalar) else group
        length = above.length if isinstance(above, Scalar) else 1
        self.problems.append(Problem(at.line, at.column, message, hint, length))
        return False

    def _alias(self, event: yaml.AliasEvent) -> bool:
        name = event.anchor or ""
        if any(name == frame.anchor for frame in self._open):
            hint = f"“*{name}” stands inside “&{name}”: it would never end"
            return self._stop(event, "this part contains itself", hint, len(name) + 1)
        if name not in self._anchors:
            return self._unknown_alias(event, name)
        self._aliases += 1
        self._expanded += size(self._anchors[name])
        if self._aliases > MOST_ALIASES or self._expanded > MOST_EXPANDED:
            message = "the file repeats itself too often through “*” references"
            return self._stop(event, message, f"at most {MOST_ALIASES} are read: write it out")
        return self._add(self._anchors[name], None)

    def _unknown_alias(self, event: yaml.AliasEvent, name: str) -> bool:
        """A text that begins with a star, most often; the rest can still be read."""
        line, column = _start(event)
        message = f"“*{name}” refers to a part marked “&{name}”, and there is none"
        hint = "a text that begins with “*” needs quotes around it"
        self.problems.append(Problem(line + 1, column + 1, message, hint, len(name) + 1))
        return self._add(Scalar("", line + 1, column + 1, len(name) + 1), None)


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _content(event: yaml.ScalarEvent, lines: list[str]) -> tuple[int, int]:
    """Line and column, from 1, of the first content character of a scalar."""
    line, column = _start(event)
    if event.style in ("|", ">"):
        return _block_content(line, lines)
    if event.anchor or event.tag:
        line, column = _after_properties(line, column, lines)
    return line + 1, column + (2 if event.style else 1)


def _block_content(line: int, lines: list[str]) -> tuple[int, int]:
    for number in range(line + 1, len(lines)):
        if lines[number].strip():
            return number + 1, len(lines[number]) - len(lines[number].lstrip(" ")) + 1
    return line + 1, 1


def _after_properties(line: int, column: int, lines: list[str]) -> tuple[int, int]:
    """Past “&anchor” and “!tag”, as far as they stand on the scalar's own line."""
    rest = lines[line][column : column + LONGEST_PROPERTIES] if line < len(lines) else ""
    while rest[:1] in ("&", "!"):
        word = rest.split(None, 1)[0]
        after = rest[len(word) :]
        column += len(word) + len(after) - len(after.lstrip())
        rest = after.lstrip()
    return line, column
