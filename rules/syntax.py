"""The parser of the query language: a condition's text → its tree, or what is wrong with it.

    condition = chain
    chain     = close { AND [NOT] close | NOT close }  |  close { OR close }
    close     = unary [ (NEAR | ONEAR | NOTNEAR)/n unary ]
    unary     = NOT close | FIRST/n unary | ATLEAST/n unary | field: unary
              | (SENTENCE | PARAGRAPH) "(" chain ")" | "(" chain ")"
              | ["="] (word | "phrase" | {list}) | stem: (word | "phrase") | /regex/

Each sign that may begin a part has its own small function in a table, after Pratt. AND and
OR side by side are refused instead of ranked: analysts' tools rank them differently.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

from rules import tree
from rules.lexemes import PROXIMITY, Fault, Refused, Sign, signs
from rules.regex import BadPattern, program
from rules.tree import Node, Proximity, Unit

MAX_DEPTH = 40

_MIXED = "AND and OR side by side can be read in two ways"
_LOWER_CASE = {"and", "or", "not", "et", "ou", "sauf", "near"}


Prefix = Literal["", "=", "stem:"]


class Leaves(Protocol):
    """What the leaves of a tree are made by. `scope` is the field they stand in, or ""."""

    def term(self, text: str, start: int, end: int, scope: str, prefix: Prefix = "") -> Node:
        """A word or phrase."""
        ...

    def named(self, name: str, start: int, end: int, scope: str, *, exact: bool = False) -> Node:
        """A named list."""
        ...


class AsTyped:
    """Leaves as they were typed."""

    def term(self, text: str, start: int, end: int, _scope: str, prefix: Prefix = "") -> Node:
        """A word or phrase."""
        return tree.Term(text, start, end, exact=prefix == "=", stem=prefix == "stem:")

    def named(self, name: str, start: int, end: int, _scope: str, *, exact: bool = False) -> Node:
        """A named list."""
        return tree.ListRef(name, start, end, exact=exact)


_AS_TYPED = AsTyped()


def parse(text: str, leaves: Leaves = _AS_TYPED) -> Node | Fault:
    """The tree of one condition, or the first thing that is wrong with it."""
    try:
        return _Parser(signs(text), leaves).whole()
    except Refused as refused:
        return refused.fault


class _Parser:
    def __init__(self, found: list[Sign], leaves: Leaves) -> None:
        self._signs = found
        self._leaves = leaves
        self._at = 0
        self._depth = 0
        self._scope = ""

    @property
    def _next(self) -> Sign:
        return self._signs[self._at]

    def _take(self) -> Sign:
        sign = self._next
        self._at += 1
        return sign

    def whole(self) -> Node:
        if self._next.kind == "end":
            raise Refused(0, 1, "the condition is empty", "write a word or a phrase")
        node = self._chain()
        if self._next.kind != "end":
            self._refuse_leftover()
        return node

    def _refuse_leftover(self) -> None:
        sign = self._next
        if sign.kind == ")":
            raise Refused(sign.start, sign.end, "this bracket closes nothing", "remove it")
        if sign.kind in PROXIMITY:
            message = f"{sign.text} joins two parts, here is a third"
            raise Refused(sign.start, sign.end, message, "add brackets: (a NEAR/8 b) NEAR/5 c")
        before = self._signs[self._at - 1]
        self._refuse_side_by_side(before, sign)

    def _refuse_side_by_side(self, before: Sign, sign: Sign) -> None:
        for one in (before, sign):
            if one.kind == "word" and one.text.lower().split("/")[0] in _LOWER_CASE:
                hint = "operators are in capitals: AND, OR, NOT, NEAR/8"
                raise Refused(one.start, one.end, f"{one.text[:40]} is read as a word here", hint)
        message = "two parts stand side by side without an operator"
        hint = "put AND or OR between them"
        if before.kind == sign.kind == "word":
            phrase = f'"{before.text[:40]} {sign.text[:40]}"'
            hint = f"write {phrase} for the phrase, or put AND or OR between"
        raise Refused(sign.start, sign.end, message, hint)

    def _chain(self) -> Node:
        first = self._close()
        if self._signs[self._at].kind not in _JOINTS:
            return first
        parts, joint = [first], ""
        while (sign := self._signs[self._at]).kind in _JOINTS:
            self._at += 1
            kind = "OR" if sign.kind == "OR" else "AND"
            if joint not in ("", kind):
                hint = "add brackets, such as (a OR b) AND c"
                raise Refused(sign.start, sign.end, _MIXED, hint)
            joint = kind
            parts.append(self._joined(sign))
        make = tree.And if joint == "AND" else tree.Or
        return make(tuple(parts), parts[0].start, parts[-1].end)

    def _joined(self, sign: Sign) -> Node:
        """What follows AND, OR, or the NOT of `a NOT b`, which is a AND NOT b."""
        part = self._close()
        return tree.Not(part, sign.start, part.end) if sign.kind == "NOT" else part

    def _close(self) -> Node:
        left = self._unary()
        sign = self._signs[self._at]
        if sign.kind not in PROXIMITY:
            return left
        self._at += 1
        right = self._unary()
        if self._next.kind in PROXIMITY:
            self._refuse_leftover()
        how = _HOW[sign.kind]
        return tree.Near(how, sign.number, left, right, left.start, right.end)

    def _unary(self) -> Node:
        sign = self._signs[self._at]
        self._at += 1
        if sign.kind == "word" and self._depth < MAX_DEPTH:  # most parts are just that
            return self._leaves.term(sign.text, sign.start, sign.end, self._scope)
        start = _STARTERS.get(sign.kind)
        if start is None:
            raise _nothing_here(sign, self._signs[self._at - 2] if self._at > 1 else None)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = f"brackets and operators are nested more than {MAX_DEPTH} deep"
            raise Refused(sign.start, sign.end, message, "split it into several conditions")
        node = start(self, sign)
        self._depth -= 1
        return node

    def word(self, sign: Sign) -> Node:
        return self._leaves.term(sign.text, sign.start, sign.end, self._scope)

    def list(self, sign: Sign) -> Node:
        return self._leaves.named(sign.text, sign.start, sign.end, self._scope)

    def exact(self, sign: Sign) -> Node:
        of = self._take()
        if of.kind == "list":
            return self._leaves.named(of.text, sign.start, of.end, self._scope, exact=True)
        if of.kind not in ("word", "phrase"):
            hint = 'write =Word, ="Two Words" or ={list}'
            if of.kind == "regex":
                hint = "write /…/c: case counts then"
            raise Refused(sign.start, sign.end, "= wants a word, a phrase or a list", hint)
        if "*" in of.text:
            raise Refused(of.start, of.end, "= and * do not go together", "leave one of them out")
        return self._leaves.term(of.text, sign.start, of.end, self._scope, "=")

    def stem(self, sign: Sign) -> Node:
        of = self._take()
        if of.kind not in ("word", "phrase") or "*" in of.text:
            place = of if "*" in of.text else sign
            hint = 'write stem:word or stem:"two words"'
            raise Refused(place.start, place.end, "stem: wants a word or a phrase", hint)
        return self._leaves.term(of.text, sign.start, of.end, self._scope, "stem:")

    def regex(self, sign: Sign) -> Node:
        pattern, _, flag = sign.text.rpartition("/")
        try:
            compiled = program(pattern, cased=flag == "c")
        except BadPattern as bad:
            inner = sign.start + 1  # behind the slash
            start, end = inner + bad.start, inner + bad.end
            raise Refused(start, end, bad.message, bad.hint) from None
        return tree.Regex(sign.text, compiled, sign.start, sign.end)

    def bracket(self, sign: Sign) -> Node:
        node = self._chain()
        if self._next.kind == "end":
            raise Refused(sign.start, sign.end, "this bracket is never closed", "add a )")
        if self._next.kind != ")":
            self._refuse_leftover()
        self._take()
        return node

    def negation(self, sign: Sign) -> Node:
        part = self._close()
        return tree.Not(part, sign.start, part.end)

    def first(self, sign: Sign) -> Node:
        part = self._unary()
        return tree.First(sign.number, part, sign.start, part.end)

    def at_least(self, sign: Sign) -> Node:
        part = self._unary()
        return tree.AtLeast(sign.number, part, sign.start, part.end)

    def scope(self, sign: Sign) -> Node:
        around, self._scope = self._scope, sign.text
        part = self._unary()
        self._scope = around
        return tree.Scope(sign.text, part, sign.start, part.end)

    def unit(self, sign: Sign) -> Node:
        if self._next.kind != "(":
            hint = f"write {sign.text}(a AND b)"
            raise Refused(sign.start, sign.end, f"{sign.text} needs brackets behind it", hint)
        part = self._unary()
        unit: Unit = "SENTENCE" if sign.kind == "SENTENCE" else "PARAGRAPH"
        return tree.Within(unit, part, sign.start, part.end)


def _nothing_here(sign: Sign, before: Sign | None) -> Refused:
    """A part was expected, and something else stands there."""
    place = before or sign
    if sign.kind == ")" and before and before.kind == "(":
        return Refused(before.start, sign.end, "there is nothing between these brackets")
    if before and before.kind == "(" and sign.kind == "end":
        return Refused(before.start, before.end, "this bracket is never closed", "add a )")
    if before and before.kind != "(":
        message = f"{before.text[:40] or before.kind} has nothing behind it"
        return Refused(place.start, place.end, message, "write a word, phrase or bracket after it")
    return Refused(
        sign.start, sign.end, f"{sign.text[:40]} has nothing before it", "write a word first"
    )


_JOINTS = frozenset(("AND", "OR", "NOT"))
_HOW: dict[str, Proximity] = {"NEAR": "NEAR", "ONEAR": "ONEAR", "NOTNEAR": "NOTNEAR"}

_STARTERS: dict[str, Callable[[_Parser, Sign], Node]] = {
    "word": _Parser.word,
    "phrase": _Parser.word,
    "list": _Parser.list,
    "=": _Parser.exact,
    "stem": _Parser.stem,
    "regex": _Parser.regex,
    "(": _Parser.bracket,
    "NOT": _Parser.negation,
    "FIRST": _Parser.first,
    "ATLEAST": _Parser.at_least,
    "scope": _Parser.scope,
    "SENTENCE": _Parser.unit,
    "PARAGRAPH": _Parser.unit,
}
