"""rules.yaml with one source more or less: a text becomes a text, all else stays as it was.

Comments, order, quoting, indentation and blank lines are the editor's own. A library that
writes the file anew would fold long word lists anew, so lines are put in and taken out at the
parser's marks, and every other character is left alone. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from rules.nodes import LOADER, Mapping, Node, compose
from rules.nodes import Sequence as ListNode
from rules.schema import Notes, empty
from rules.sections import settings, sources

SECTION = "sources"
_MARK = "\ufeff"  # a byte order mark
_BREAK = re.compile("\r\n|[\n\r]")
_PLAIN_URL = re.compile(r"https?://[\w.~/%+=&;@!$*'()?,#:-]*[\w/=]", re.ASCII)
_OTHER_THAN_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


class EditError(ValueError):
    """The section is written in a way that has to be changed by hand; one plain sentence."""


class _Span(NamedTuple):
    start: int
    end: int


@dataclass(slots=True)
class _Item:
    """One source as written: from its first character to behind its last."""

    start: int
    end: int
    column: int
    form: str  # "scalar", "flow" or "block"


@dataclass(slots=True)
class _Section:
    """Where the sources stand. `value` is None where the key has none, `column` the dashes'."""

    key: _Span
    value: _Span | None = None
    flow: bool = False
    column: int = 2
    items: list[_Item] = field(default_factory=list)


def add_source(text: str, name: str, url: str) -> str:
    """A valid rules file with one source more, behind the last one and written like it.

    `name` and `url` are one line each. Raises EditError.
    """
    head, body = _head(text)
    section = _section(body)
    if section is None:
        return head + _with_section(body, name, url)
    if section.flow:
        return head + _into_brackets(body, section, name, url)
    if not section.items:
        return head + _first(body, section, name, url)
    last = section.items[-1]
    at = _line_end(body, last.end)
    lines = _lines(body, section, last, name, url)
    return head + body[:at] + "".join(_newline(body) + one for one in lines) + body[at:]


def remove_source(text: str, name: str) -> str:
    """A valid rules file without the source of that name: its own lines go, with the remarks on
    them; those of its neighbours stay. Raises EditError."""
    head, body = _head(text)
    section, place = _section(body), _place(body, name)
    if section is None or place is None or place >= len(section.items):
        raise EditError(f"no source is called “{name}”")
    cut = _from_brackets if section.flow else _from_lines
    return head + cut(body, section, place)


def _head(text: str) -> tuple[str, str]:
    return (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)


# where things stand


def _section(body: str) -> _Section | None:
    """The section of sources; None where the file has none."""
    try:
        return _find(yaml.parse(body, Loader=LOADER))
    except yaml.YAMLError:
        raise EditError("the file is not YAML") from None


def _find(events: Iterator[yaml.Event]) -> _Section | None:
    depth, key = 0, True  # at depth 1 keys and values take turns
    for event in events:
        if isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            raise EditError("the file ends with “...”")
        if isinstance(event, yaml.MappingStartEvent) and depth == 0 and event.flow_style:
            raise EditError("the whole file stands within braces")
        if depth == 1 and key and isinstance(event, yaml.ScalarEvent) and event.value == SECTION:
            return _read(_span(event), events)
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth == 1 and isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            key = not key if not isinstance(event, yaml.CollectionStartEvent) else key
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
    return None


def _read(key: _Span, events: Iterator[yaml.Event]) -> _Section:
    """The value behind the key, item by item."""
    event = next(events)
    if isinstance(event, yaml.ScalarEvent):
        return _Section(key, _span(event) if event.value or event.style else None)
    if not isinstance(event, yaml.SequenceStartEvent) or event.anchor or event.tag:
        raise EditError(f"“{SECTION}” is written in an unusual way")
    section = _Section(key, _span(event), bool(event.flow_style), _column(event))
    for first in events:
        if isinstance(first, yaml.SequenceEndEvent):
            section.value = _Span(_span(event).start, _span(first).end)
            break
        section.items.append(_item(first, events))
    return section


def _item(first: yaml.Event, events: Iterator[yaml.Event]) -> _Item:
    start = _span(first).start
    form = "scalar"
    if isinstance(first, yaml.CollectionStartEvent):
        form = "flow" if first.flow_style else "block"
    end, depth = _last(first, start), int(isinstance(first, yaml.CollectionStartEvent))
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        flow = form == "flow" and not depth  # its own bracket; a block's end is no character
        end = _span(event).end if flow else _last(event, end)
    return _Item(start, end, _column(first), form)


def _last(event: yaml.Event, before: int) -> int:
    """Behind the last character of what was read so far; ends of blocks and values left out are
    marked where the next thing begins."""
    bare = isinstance(event, yaml.ScalarEvent) and not event.value and not event.style
    if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent) and not bare:
        return _span(event).end
    return before


def _span(event: yaml.Event) -> _Span:
    begins, ends = event.start_mark, event.end_mark
    if begins is None or ends is None:  # the parsers of PyYAML mark every event
        raise EditError("the file is not YAML")
    return _Span(begins.index, ends.index)


def _column(event: yaml.Event) -> int:
    return event.start_mark.column if event.start_mark else 0


def _place(body: str, name: str) -> int | None:
    """Which item of the section has that name."""
    root, _ = compose(body)
    pairs = root.pairs if isinstance(root, Mapping) else ()
    sections: dict[str, Node] = {key.text: node for key, node in pairs if not empty(node)}
    given, listed = sections.get("settings"), sections.get(SECTION)
    notes = Notes()
    group = given if isinstance(given, Mapping) else Mapping((), 1, 1)
    defaults = settings.read(group, notes)
    items = listed.items if isinstance(listed, ListNode) else ()
    for place, item in enumerate(items):
        if name in sources.read(ListNode((item,), 1, 1), defaults, Notes()):
            return place
    return None


# lines


def _newline(body: str) -> str:
    found = _BREAK.search(body)
    return found[0] if found else "\n"


def _line_end(body: str, at: int) -> int:
    found = _BREAK.search(body, at)
    return found.start() if found else len(body)


def _line_start(body: str, at: int) -> int:
    return max(body.rfind("\n", 0, at), body.rfind("\r", 0, at)) + 1


def _lines(body: str, section: _Section, last: _Item, name: str, url: str) -> list[str]:
    """The new source as lines of its own, in the form of the last one."""
    margin = body[_line_start(body, _dash(body, section, last)) :][: section.column]
    if last.form != "block":
        return [f"{margin}- {_short(name, url)}"]
    near = _line_start(body, last.start) == _line_start(body, _dash(body, section, last))
    gap = " " * (last.column - section.column - 1) if near else " "
    return [f"{margin}-{gap}name: {_quoted(name)}", f"{margin} {gap}url: {_plain(url)}"]


def _short(name: str, url: str) -> str:
    """On one line: the bare address where it gives the name anyway."""
    if name == sources.default_name(url):
        return _plain(url)
    return f"{{name: {_quoted(name)}, url: {json.dumps(url, ensure_ascii=False)}}}"


def _first(body: str, section: _Section, name: str, url: str) -> str:
    """The first source below a key without any, on a line of its own."""
    if section.value is not None:  # “null” or the like
        body = body[: section.value.start] + body[section.value.end :]
    at = _line_end(body, section.key.end)
    return f"{body[:at]}{_newline(body)}  - {_short(name, url)}{body[at:]}"


def _with_section(body: str, name: str, url: str) -> str:
    newline = _newline(body)
    start = "" if not body or _BREAK.fullmatch(body[-1]) else newline
    return f"{body}{start}{newline}{SECTION}:{newline}  - {_short(name, url)}{newline}"


def _dash(body: str, section: _Section, item: _Item) -> int:
    """Where the dash of an item stands: on its line or on one above."""
    start = item.start
    while True:
        start = _line_start(body, start)
        at = start + section.column
        if body[at : at + 1] == "-" and not body[start:at].strip():
            return at
        if start <= section.key.end:
            raise EditError(f"“{SECTION}” is written in an unusual way")
        start -= 1


def _from_lines(body: str, section: _Section, place: int) -> str:
    item = section.items[place]
    start = _line_start(body, _dash(body, section, item))
    end = len(body[: item.end].rstrip())
    found = _BREAK.search(body, end)
    if found:
        return body[:start] + body[found.end() :]
    before = body[:start]  # the last line of a file that ends without a break
    return before.removesuffix("\n").removesuffix("\r")


# brackets


def _into_brackets(body: str, section: _Section, name: str, url: str) -> str:
    short = _short(name, url)
    inner = short if short.startswith("{") else json.dumps(url, ensure_ascii=False)
    if section.items:
        at = section.items[-1].end
        return f"{body[:at]}, {inner}{body[at:]}"
    at = section.value.start + 1 if section.value else section.key.end
    return f"{body[:at]}{inner}{body[at:]}"


def _from_brackets(body: str, section: _Section, place: int) -> str:
    item = section.items[place]
    if place and place == len(section.items) - 1:
        before = section.items[place - 1].end
        if not re.search(r"[#\n\r]", body[before : item.start]):
            return body[:before] + body[item.end :]
    comma = re.compile(r"\s*,[ \t]*").match(body, item.end)
    return _without(body, item.start, comma.end() if comma else item.end)


def _without(body: str, start: int, end: int) -> str:
    """Without a part of a line, and without the line where nothing is left of it but a
    remark on what went."""
    first, stop = _line_start(body, start), _line_end(body, end)
    rest = body[end:stop].strip()
    if body[first:start].strip() or (rest and not rest.startswith("#")):
        return body[:start] + body[end:]
    found = _BREAK.match(body, stop)
    return body[:first] + body[found.end() if found else stop :]


# words


def _quoted(name: str) -> str:
    """A name as YAML takes it: bare where no reader could take it for something else."""
    bare = name[:1].isalpha() and all(char.isalnum() or char in " '’.-" for char in name)
    if bare and name.strip() == name and name.casefold() not in _OTHER_THAN_TEXT:
        return name
    return json.dumps(name, ensure_ascii=False)


def _plain(url: str) -> str:
    return url if _PLAIN_URL.fullmatch(url) else json.dumps(url, ensure_ascii=False)
