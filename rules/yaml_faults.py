"""What stopped the YAML parser, in the words of someone who never met YAML.

The parser's own sentence names what it wanted; the line it stopped at usually shows what
the editor did. The slips people make most are recognised by that line, in a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from model.rulebook import Problem
from rules.lines import split_lines

QUOTE_IT = "put the whole text in single quotes"


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped: indices from 0, the line, and the parser's sentences."""

    line: int
    column: int
    source: str
    context: str
    problem: str
    began: tuple[int, int] | None  # where the part under way began


@dataclass(frozen=True, slots=True)
class _Slip:
    """One common slip: how it shows, and what to say and advise."""

    shows: Callable[[_Stop], bool]
    message: str
    hint: str
    at_start: bool = False  # the caret belongs where the part under way began


def _item(stop: _Stop) -> str:
    """The value on the line: what follows its dash or its key."""
    return re.sub(r"^\s*(?:-\s+)*(?:[\w.-]+:\s+)?", "", stop.source)


SLIPS = (
    _Slip(
        lambda stop: bool(re.match(r"[ ]*\t", stop.source)),
        "a tab stands at the beginning of this line",
        "indent with spaces: delete the tab and type spaces instead",
    ),
    _Slip(
        lambda stop: "quoted scalar" in stop.context and "end of stream" in stop.problem,
        "a quotation mark is opened here and never closed",
        "close it with the same mark; inside '…' write an apostrophe twice: ''",
        at_start=True,
    ),
    _Slip(
        lambda stop: "quoted scalar" in stop.context,
        "a backslash between double quotes has a meaning of its own",
        "use single quotes around the text, or write the backslash twice",
    ),
    _Slip(
        lambda stop: stop.source[stop.column : stop.column + 1] == "@",
        "a text cannot begin with “@” without quotes",
        'write it as "@channelname", with the quotes',
    ),
    _Slip(
        lambda stop: stop.source[stop.column : stop.column + 1] in ("`", "%"),
        "a text cannot begin with this character without quotes",
        QUOTE_IT,
    ),
    _Slip(
        lambda stop: bool(re.match(r"\{[^{}]*\}\s*\S", _item(stop))),
        "a condition that begins with “{” needs quotes around it",
        f"{QUOTE_IT}: '{{weapons}} NEAR/8 {{handover}}'",
    ),
    _Slip(
        lambda stop: bool(re.match(r"""(?:"[^"]*"|'[^']*')\s*[^\s#,\]}:]""", _item(stop))),
        "a text goes on after its closing quotation mark",
        f'{QUOTE_IT} and keep the double ones inside: \'"arms deal" OR "arms embargo"\'',
    ),
    _Slip(
        lambda stop: "flow sequence" in stop.context,
        "a “[” is opened here, and its “]” or a comma is missing",
        "write lists as [one, two, three]",
        at_start=True,
    ),
    _Slip(
        lambda stop: "flow mapping" in stop.context,
        "a “{” is opened here, and its “}” or a comma is missing",
        "close the bracket; a text that begins with “{” needs quotes around it",
        at_start=True,
    ),
    _Slip(
        lambda stop: "mapping values" in stop.problem and ":" not in stop.source[: stop.column],
        "the line above this one is neither “key: value” nor “- item”",
        "a colon is missing at its end, or a dash at its beginning",
    ),
    _Slip(
        lambda stop: "mapping values are not allowed" in stop.problem,
        "a colon followed by a space is not expected here",
        "a text with a colon in it needs quotes; a new key needs a line of its own",
    ),
    _Slip(
        lambda stop: "could not find expected ':'" in stop.problem,
        "this line is neither “key: value” nor “- item”",
        "a colon and a space are missing after the key, or a quotation mark above is not closed",
        at_start=True,
    ),
    _Slip(
        lambda stop: "block collection" in stop.context or "block mapping" in stop.context,
        "this line does not fit what stands above it",
        "check how far it is indented: lines that belong together begin at the same column",
    ),
    _Slip(
        lambda stop: "document start" in stop.problem,
        "the file goes on here although its first part had ended",
        "check how far this line is indented: the sections begin at the very left",
    ),
)
OTHERWISE = _Slip(
    lambda _stop: True,
    "this cannot be read",
    "check the quotation marks, the brackets and how far the line is indented",
)


def explain(error: yaml.YAMLError, lines: list[str]) -> Problem:
    """The problem behind a parser's error; `lines` are those of the file."""
    stop = _stop(error, lines)
    slip = next((slip for slip in SLIPS if slip.shows(stop)), OTHERWISE)
    began = stop.began if slip.at_start else None
    line, column = began or (stop.line, stop.column)
    return Problem(line + 1, column + 1, slip.message, slip.hint)


def _stop(error: yaml.YAMLError, lines: list[str]) -> _Stop:
    mark = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return _Stop(
        line=line,
        column=column,
        source=lines[line] if line < len(lines) else "",
        context=getattr(error, "context", None) or "",
        problem=getattr(error, "problem", None) or "",
        began=(began.line, began.column) if began else None,
    )


UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unreadable_character(text: str) -> Problem | None:
    """The first character YAML has no place for: controls, mostly, from a broken copy."""
    found = UNREADABLE.search(text)
    if found is None:
        return None
    above = split_lines(text[: found.start()])
    name = f"U+{ord(found.group()):04X}"
    return Problem(
        len(above),
        len(above[-1]) + 1,
        f"an invisible control character ({name}) stands here",
        "delete it; it often comes along when text is copied from elsewhere",
    )
