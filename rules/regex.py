r"""Regular expressions in linear time: google-re2, made right for every script.

RE2 answers in time linear in the text whatever the expression, so a rule can never stall
the line; it knows no look-around and no back-references. Its \w, \d and \s are ASCII
only, so they are rewritten to Unicode classes. Its \b is ASCII, too, and a look at the
neighbours cannot be written without look-around: an expression with \b is run on a text
in which every edge of a word is marked by two noncharacters, and each sign of it may have
such marks before it. Two, so that \b may stand twice on one edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import re2  # type: ignore[import-untyped]  # it ships no stubs

from rules.words import HARAKAT

LONGEST = 1_000  # code points of an expression
MEMORY = 1 << 20  # bytes that RE2 may use for one expression, its automaton included
MOST_MATCHES = 1_000  # of one expression in one field

_EDGE = "\U0010ffff"  # a noncharacter: no text holds it
_RUN = re.compile(f"[\\w\u0300-\u036f{HARAKAT}]+")
_WORD = r"\p{L}\p{M}\p{N}_"
_CLASSES = {"w": _WORD, "d": r"\p{Nd}", "s": r"\s\p{Z}"}
_FLAGS = re.compile(r"\(\?[imsU]+\)")
_GROUP = re.compile(r"\(\?:|\(\?P?<(?![=!])[^>]*>|\((?!\?)")
_REPEAT = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})\??")
_ESCAPE = re.compile(r"\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|0[0-7]*|.)", re.DOTALL)
_IN_CLASS = re.compile(r"\[:[^\]]*:\]|\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|.)|.", re.DOTALL)

Span = tuple[int, int]  # code points [start, end)


class BadPattern(Exception):  # noqa: N818 - carries the complaint to the parser of conditions
    """What is wrong with an expression, at code points [start, end) of it."""

    def __init__(self, start: int, end: int, message: str, hint: str = "") -> None:
        self.start, self.end, self.message, self.hint = start, end, message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Program:
    r"""A compiled expression. `exact` knows the edges of words; None where \b is not used."""

    loose: Any  # the expression with every \b left out: a first look
    exact: Any

    def spans(self, text: str) -> Iterator[Span]:
        """Where it matches, from left to right, no overlaps; empty matches are none."""
        if self.loose.search(text) is None:
            return
        found = (
            _plain_spans(self.loose, text) if self.exact is None else _unmarked(self.exact, text)
        )
        yield from islice((span for span in found if span[0] < span[1]), MOST_MATCHES)

    def matches_nothing(self) -> bool:
        """Whether it is content with no text at all, and so holds everywhere."""
        program, texts = self.loose, ["", "a"]
        if self.exact is not None:
            program, texts = self.exact, [_marked(text) for text in texts]
        first = (program.search(text) for text in texts)
        return any(match and not match.group().strip(_EDGE) for match in first)


def program(pattern: str, *, cased: bool = False) -> Program:
    """Compile an expression; raises BadPattern with the place of the mistake."""
    if len(pattern) > LONGEST:
        message = f"the expression has {len(pattern):,} characters, {LONGEST:,} are allowed"
        raise BadPattern(0, 1, message, "split it, or list the words")
    parts = list(_parts(pattern))
    _re2(pattern, pattern, cased=cased)  # its complaints quote the expression as typed
    loose = "".join(part for part, _ in parts)
    marked = "".join(part for _, part in parts)
    edged = any(part == _EDGE for _, part in parts)
    made = Program(
        _re2(loose, pattern, cased=cased),
        _re2(marked, pattern, cased=cased) if edged else None,
    )
    if made.matches_nothing():
        message = "this expression is content with no text at all, so it holds everywhere"
        raise BadPattern(0, len(pattern), message, "write + in place of *, or name a letter")
    return made


def _plain_spans(loose: Any, text: str) -> Iterator[Span]:
    return (match.span() for match in loose.finditer(text))


def _marked(text: str) -> str:
    """The text with two marks on every edge of a word."""
    clean = text.replace(_EDGE, "\ufffd")
    return _RUN.sub(lambda run: f"{_EDGE * 2}{run.group()}{_EDGE * 2}", clean)


def _unmarked(exact: Any, text: str) -> Iterator[Span]:
    """The matches in the marked text, as places in the text itself."""
    marked = _marked(text)
    at = marks = 0
    for match in exact.finditer(marked):
        places = []
        for end in match.span():
            marks += marked.count(_EDGE, at, end)
            at = end
            places.append(end - marks)
        yield places[0], places[1]


# ── the expression, sign by sign: (as RE2 reads it without \b, and with the marks)

_Part = tuple[str, str]


def _parts(pattern: str) -> Iterator[_Part]:
    flags = _FLAGS.match(pattern)
    at = flags.end() if flags else 0
    dot = "" if flags and "s" in flags.group() else r"\n"
    if flags:
        yield flags.group(), flags.group()
    open_brackets: list[int] = []
    while at < len(pattern):
        part, end = _part(pattern, at, dot)
        if pattern[at] == "(":
            open_brackets.append(at)
        elif pattern[at] == ")":
            _close(open_brackets, at)
        yield part
        at = end
    if open_brackets:
        raise BadPattern(
            open_brackets[-1], open_brackets[-1] + 1, "this bracket is never closed", "add a )"
        )


def _close(open_brackets: list[int], at: int) -> None:
    if not open_brackets:
        raise BadPattern(at, at + 1, "this bracket closes nothing", r"write \) for the sign itself")
    open_brackets.pop()


def _part(pattern: str, at: int, dot: str) -> tuple[_Part, int]:
    sign = pattern[at]
    if sign == "\\":
        return _escape(pattern, at)
    if sign == "[":
        return _class(pattern, at)
    if sign == "(":
        return _group(pattern, at)
    if sign == ".":
        return _one(".", f"[^{dot}{_EDGE}]"), at + 1
    if sign == "$":
        return ("$", f"{_EDGE}*$"), at + 1
    repeat = _REPEAT.match(pattern, at)
    if repeat:
        return (repeat.group(), repeat.group()), repeat.end()
    return ((sign, sign) if sign in "^|)" else _one(sign)), at + 1


def _one(plain: str, marked: str = "") -> _Part:
    """A part that stands for one sign of the text: marks may stand before it."""
    return plain, f"(?:{_EDGE}*{marked or plain})"


def _escape(pattern: str, at: int) -> tuple[_Part, int]:
    found = _ESCAPE.match(pattern, at)
    if found is None:
        hint = r"write \\ for the sign itself"
        raise BadPattern(at, at + 1, "the \\ at the end has nothing behind it", hint)
    text, end = found.group(), found.end()
    letter = text[1]
    _refuse_escape(text, at, end)
    if letter == "b":
        while pattern.startswith(r"\b", end):  # which says it again
            end += 2
        return ("", _EDGE), end
    if letter in "Az":
        return (text, text if letter == "A" else f"{_EDGE}*{text}"), end
    if letter.lower() in _CLASSES:
        inner = _CLASSES[letter.lower()]
        if letter.islower():
            return _one(f"[{inner}]"), end
        return _one(f"[^{inner}]", f"[^{inner}{_EDGE}]"), end
    if letter == "P":
        return _one(text, rf"[^{_EDGE}\p{text[2:]}]"), end
    return _one(text), end


_NO_ESCAPES = {
    "B": (r"\B is not available", r"say what stands there: \w before or behind"),
    "C": (r"\C is not available", "write . for any sign"),
    "Q": (r"\Q is not available", r"write \ before each sign that has a meaning"),
    "Z": (r"\Z is not available", r"write \z for the end of the text"),
    "u": (r"\u is not available", r"type the letter itself, or write \x{0633}"),
    "k": ("back-references are not available", "they cannot be answered in linear time"),
}


def _refuse_escape(text: str, at: int, end: int) -> None:
    letter = text[1]
    if letter in "123456789":
        letter = "k"
    if letter in _NO_ESCAPES:
        raise BadPattern(at, end, *_NO_ESCAPES[letter])


def _class(pattern: str, at: int) -> tuple[_Part, int]:
    r"""A class such as [a-z] or [^\d.]; what stands for the absence of letters is refused."""
    start = at + 2 if pattern[at + 1 : at + 2] == "^" else at + 1
    inner, here = "", start
    while (sign := _IN_CLASS.match(pattern, here)) is not None:
        if sign.group() == "]" and here > start:
            head = pattern[at:start]
            marked = f"{head}{_EDGE}{inner}]" if head == "[^" else ""
            return _one(f"{head}{inner}]", marked), sign.end()
        inner += _in_class(sign.group(), here)
        here = sign.end()
    raise BadPattern(at, at + 1, "this [ is never closed", "add a ]")


def _in_class(sign: str, at: int) -> str:
    end = at + len(sign)
    if sign[:2] in (r"\W", r"\D", r"\S", r"\P", "[:") and (sign[0] == "\\" or "^" in sign):
        message = f"{sign} has no place between [ and ]"
        hint = r"letters are \p{L}; or write (?:\W|x) with brackets"
        raise BadPattern(at, end, message, hint)
    if len(sign) > 1 and sign[0] == "\\":
        _refuse_escape(sign, at, end)
        return _CLASSES.get(sign[1], sign)
    return sign


_NO_GROUPS = (
    ("(?=", "look-ahead is not available", "write a AND b, or a NEAR/3 b"),
    ("(?!", "look-ahead is not available", "write AND NOT, or NOTNEAR/3, beside the expression"),
    ("(?<=", "look-behind is not available", "match what stands before as well"),
    ("(?<!", "look-behind is not available", "write AND NOT, or NOTNEAR/3, beside the expression"),
    ("(?P=", "back-references are not available", "they cannot be answered in linear time"),
    ("(?>", "atomic groups are not available", "write (?:…): it cannot run away here"),
    ("(?(", "conditions within an expression are not available", "write two joined with OR"),
    ("(?#", "remarks within an expression are not available", "write a # line above it"),
    ("(?P>", "recursion is not available", "list the forms with OR"),
    ("(?R", "recursion is not available", "list the forms with OR"),
)


def _group(pattern: str, at: int) -> tuple[_Part, int]:
    for opening, message, hint in _NO_GROUPS:
        if pattern.startswith(opening, at):
            raise BadPattern(at, at + len(opening), message, hint)
    found = _GROUP.match(pattern, at)
    if found is None:
        message = f"{pattern[at : at + 4]} has no meaning here"
        hint = "flags such as (?s) stand at the very beginning; groups are (…) or (?:…)"
        raise BadPattern(at, min(at + 4, len(pattern)), message, hint)
    return (found.group(), found.group()), found.end()


# ── RE2's own complaints

_TOLD = {
    "bad repetition operator": ("{0} repeats a repetition", "put the inner one into (…)"),
    "no argument for repetition operator": (
        "{0} has nothing before it to repeat",
        "write \\ before it for the sign itself",
    ),
    "invalid repetition size": ("{0} is too often: 1,000 times at most", "write + for any number"),
    "invalid character class range": ("{0} is no range of letters", "write it as [a-z]"),
    "invalid escape sequence": ("{0} has no meaning here", "leave the \\ out"),
    "invalid named capture group": ("{0} is no group", "groups are (…) or (?:…)"),
}
_TOO_LARGE = "this expression is too large to run"


def _re2(text: str, typed: str, *, cased: bool) -> Any:
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    options.case_sensitive = cased
    try:
        return re2.compile(text, options)
    except re2.error as error:
        raise _plain(str(error.args[0], "utf-8", "replace"), typed) from None


def _plain(said: str, typed: str) -> BadPattern:
    """RE2's words in ours, and the piece of the expression that it quotes."""
    kind, _, piece = said.partition(": ")
    at = max(typed.find(piece), 0) if piece else 0
    end = at + len(piece) if piece and piece in typed else len(typed)
    if kind in _TOLD:
        message, hint = _TOLD[kind]
        return BadPattern(at, end, message.format(piece[:40]), hint)
    if "too large" in said:
        return BadPattern(0, len(typed), _TOO_LARGE, "shorten the repeats such as {1,100}")
    return BadPattern(at, end, f"this is no regular expression: {said[:80]}")
