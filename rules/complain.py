"""Problems become text: place, message, the line, a caret, a hint, and a count."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.rulebook import Problem
from rules.lines import split_lines

MOST_SHOWN = 50
WIDEST = 100  # cells of a line that are shown; the window follows the caret
BEFORE = 60  # of them before the caret
INDENT = "    "


@dataclass(frozen=True, slots=True)
class _Ink:
    """Terminal colours, or none."""

    bold: str = ""
    red: str = ""
    cyan: str = ""
    off: str = ""


COLOURS = _Ink("\x1b[1m", "\x1b[1;31m", "\x1b[36m", "\x1b[0m")


def complain(
    problems: Sequence[Problem],
    text: str,
    origin: str = "rules.yaml",
    *,
    colour: bool = False,
    noun: str = "problem",
    pointed: bool = True,
    most: int = MOST_SHOWN,
) -> str:
    """All `problems` of the file `text` as a person reads them in a terminal.

    `origin` is the file's name as shown, `noun` what the count at the end counts
    ("warning"), `most` how many are shown. `pointed`: show the line with a caret below,
    which needs letters of one width. "" when there are none.
    """
    if not problems:
        return ""
    ink = COLOURS if colour else _Ink()
    lines = split_lines(text) if pointed else []
    shown = [_one(problem, lines, origin, ink) for problem in problems[:most]]
    return "\n\n".join([*shown, _count(len(problems), noun, origin, most)]) + "\n"


def one_by_one(problems: Sequence[Problem], text: str, origin: str) -> tuple[str, ...]:
    """Each problem as `complain` shows it, for whoever has to cut between two of them."""
    lines = split_lines(text)
    return tuple(_one(problem, lines, origin, _Ink()) for problem in problems)


def _count(number: int, noun: str, origin: str, most: int) -> str:
    total = f"{number} {noun}{'s' if number > 1 else ''} in {origin}"
    return f"{total}, the first {most} shown" if number > most else total


def _one(problem: Problem, lines: Sequence[str], origin: str, ink: _Ink) -> str:
    place = f"{origin}:{problem.line}:{problem.column}:"
    said = [f"{ink.bold}{place}{ink.off} {problem.message}"]
    if _has_place(problem, lines):
        said += _pointed(lines[problem.line - 1], problem, ink)
    if problem.hint:
        said.append(f"{INDENT}{ink.cyan}hint:{ink.off} {problem.hint}")
    return "\n".join(said)


def _has_place(problem: Problem, lines: Sequence[str]) -> bool:
    """Whether there is something to point at; a problem of the whole file has no length."""
    within = 1 <= problem.line <= len(lines) and problem.length > 0
    return within and bool(lines[problem.line - 1].strip())


def _pointed(line: str, problem: Problem, ink: _Ink) -> list[str]:
    """The line and the caret under it; a tab is repeated, so that any tab width fits."""
    start = min(problem.column - 1, len(line))
    line, start = _window(line, start)
    marked = line[start : start + max(1, problem.length)]
    gap = "".join("\t" if char == "\t" else " " * cells(char) for char in line[:start])
    carets = "^" * max(1, sum(map(cells, marked)))
    return [f"{INDENT}{_printable(line)}", f"{INDENT}{gap}{ink.red}{carets}{ink.off}"]


def _window(line: str, start: int) -> tuple[str, int]:
    """A part of a very long line with the caret's place in it, and that place in the part."""
    if len(line) <= WIDEST:
        return line, start
    cut = max(0, start - BEFORE)
    part = line[cut : cut + WIDEST]
    head = "…" if cut else ""
    tail = "…" if cut + WIDEST < len(line) else ""
    return f"{head}{part}{tail}", start - cut + len(head)


def cells(char: str) -> int:
    """How many terminal columns one character takes: 0, 1 or 2.

    East Asian Width (UAX #11) W and F take two; combining marks and format characters,
    such as Arabic vowel signs and joiners, none.
    """
    if _hidden(char):
        return 1  # shown as a dot
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _hidden(char: str) -> bool:
    """Whether it would move the cursor or turn the direction of what follows."""
    control = unicodedata.category(char) == "Cc" and char != "\t"
    return control or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _printable(line: Iterable[str]) -> str:
    return "".join("·" if _hidden(char) else char for char in line)
