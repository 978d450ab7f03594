"""The lexer of the query language: a condition's text → its signs with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from rules.tree import SCOPES
from rules.words import printed_words

MAX_LENGTH = 8_000  # code points of a condition
MAX_SIGNS = 2_000
MAX_DISTANCE = 50  # of NEAR
MAX_COUNT = 1_000  # of FIRST and ATLEAST
MIN_STEM = 3  # letters before *
MAX_STARS = 3  # in one word
_DIGITS = 9  # of a number that are read; more are too many in any case

PROXIMITY = ("NEAR", "ONEAR", "NOTNEAR")
COUNTED = ("FIRST", "ATLEAST")
UNITS = ("SENTENCE", "PARAGRAPH")
_BARE = ("AND", "OR", "NOT", *UNITS)
OPERATORS = (*_BARE, *PROXIMITY, *COUNTED)
_PLAIN = frozenset((*_BARE, "(", ")", "="))  # signs that are always the same
_NUMBERED = frozenset((*PROXIMITY, *COUNTED))


class Sign(NamedTuple):
    """One sign of a condition.

    `kind` is word, phrase, list, regex, scope, stem, =, (, ), end or an operator.
    """

    kind: str
    text: str
    start: int
    end: int
    number: int = 0  # of NEAR/8 and its like


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a condition, at code points [start, end) of its text."""

    start: int
    end: int
    message: str
    hint: str = ""


class Refused(Exception):  # noqa: N818 - carries a Fault to parse(), which returns it
    """Ends the parsing of one condition; never leaves `rules.syntax`."""

    def __init__(self, start: int, end: int, message: str, hint: str = "") -> None:
        self.fault = Fault(start, end, message, hint)
        super().__init__(message)


_INVISIBLE = r"\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"

# A word of letters alone, which most signs are, can have none of the faults of a word, so it is
# told apart here. At each place one of the alternatives fits; the last takes what has no meaning.
_SIGN = re.compile(
    rf"""[\s{_INVISIBLE}]*(?:(?P<letters>[^\W\d_]+(?=[\s()]|$))
    |(?P<plain>[()=])
    |(?P<list>\{{[^{{}}]*\}})
    |(?P<phrase>"[^"]*"|“[^“”]*”|«[^«»]*»|„[^“”„]*[“”]|'[^']*'(?!\w)|‘[^’]*’(?!\w))
    |(?P<regex>/(?:[^/\\\n]|\\.)+/[cgimsux]{{0,3}}(?=[\s()]|$))
    |(?P<slash>/(?=[^\s/]*[\\\[({{|*+?^$].*/|[^\s/]*[\\\[({{|*+^$]))
    |(?P<scope>[A-Za-z]+:(?!//))
    |(?P<word>[^\s(){{}}"“”«»„={_INVISIBLE}]+)
    |(?P<end>\Z)
    |(?P<odd>.))""",
    re.VERBOSE,
)
_OPERATOR = re.compile(r"([A-Z]+)/(\d+)")
_UNFINISHED = {
    '"': ("this quotation mark is never closed", 'put a second " after the phrase'),
    "“": ("this quotation mark is never closed", "put ” after the phrase"),
    "«": ("this quotation mark is never closed", "put » after the phrase"),
    "{": ("this brace is never closed", "a list is written {name}"),
    "}": ("this brace closes nothing", "a list is written {name}"),
}

# what other tools write, and what to write here
_HABITS = (
    (re.compile(r"&&|&|\+"), "{0} is no operator here", "write AND"),
    (re.compile(r"\|\|?"), "{0} is no operator here", "write OR"),
    (re.compile(r"[-!]\w.*"), "a leading {1} is no operator here", "write NOT {2}"),
    (re.compile(r"\+\w.*"), "a leading + is not needed", "write {2}; join words with AND"),
    (re.compile(r"~\d*"), "~ is no operator here", 'write "a" NEAR/5 "b"'),
    (re.compile(r".*\w[,;،؛]"), "words are not separated by {3}", "put AND or OR between them"),
    (re.compile(r".*\?.*"), "? does not stand for a letter", "use * for the rest of a word"),
    (re.compile(r"(?i)(?:[wn]/|near/?|within/?)\d+"), "{0} is no operator here", "write NEAR/8"),
    (re.compile(r"(?i)(?:pre/|adj/?|onear/?)\d+"), "{0} is no operator here", "write ONEAR/8"),
    (re.compile(r"(?i)(?:not|notnear)/\d+"), "{0} is no operator here", "write NOTNEAR/8"),
    (re.compile(r"(?i)atleast/?\d+"), "{0} is no operator here", "write ATLEAST/3"),
)


def signs(text: str) -> list[Sign]:
    """All signs of a condition, an `end` behind them; raises Refused at the first bad one."""
    if len(text) > MAX_LENGTH:
        message = f"the condition has {len(text):,} characters, {MAX_LENGTH:,} are allowed"
        raise Refused(0, 1, message, "split it into several conditions, or use {lists}")
    found = _signs(text)
    if len(found) > MAX_SIGNS + 1:
        message = f"the condition has {len(found) - 1:,} words and signs, {MAX_SIGNS:,} are allowed"
        raise Refused(0, 1, message, "put the words into a list and write {name}")
    return found


def _signs(text: str) -> list[Sign]:
    made: list[Sign] = []
    for found in _SIGN.finditer(text):
        kind = found.lastgroup or ""
        printed, end = found[kind], found.end()
        if printed in _PLAIN:
            made.append(Sign(printed, printed, end - len(printed), end))
        elif kind == "letters" and printed not in _NUMBERED:
            made.append(Sign("word", printed, end - len(printed), end))
        else:
            made.append(_MAKERS[kind](printed, end - len(printed), end))
            if kind == "end":  # behind blanks it would be found once more
                break
    return made


def _end(text: str, start: int, end: int) -> Sign:
    return Sign("end", text, start, end)


def _odd(mark: str, start: int, end: int) -> Sign:
    message, hint = _UNFINISHED.get(mark, (f"{mark} has no meaning here", ""))
    raise Refused(start, end, message, hint)


def _list(text: str, start: int, end: int) -> Sign:
    return Sign("list", text[1:-1].strip(), start, end)


def _phrase(text: str, start: int, end: int) -> Sign:
    if not printed_words(text):
        raise Refused(start, end, "there is no word between these quotation marks")
    if "*" in text:
        message = "* does not work inside quotation marks"
        raise Refused(start, end, message, "write the forms as phrases joined with OR")
    return Sign("phrase", text[1:-1], start, end)


def _regex(text: str, start: int, end: int) -> Sign:
    """The sign's text keeps the closing slash and the flag behind it."""
    flags = text[text.rindex("/") + 1 :]
    if flags not in ("", "c"):
        hint = "/…/c heeds case; without it, case makes no difference"
        raise Refused(end - len(flags), end, f"there is no flag {flags[:40]}", hint)
    return Sign("regex", text[1:], start, end)


def _slash(_text: str, start: int, end: int) -> Sign:
    message = "this regular expression does not end at a / with a blank behind it"
    raise Refused(start, end, message, r"write /…/, and \/ for a slash within it")


def _scope(text: str, start: int, end: int) -> Sign:
    name = text[:-1]
    if name in SCOPES:
        return Sign("scope", name, start, end)
    if name == "stem":
        return Sign("stem", name, start, end)
    raise Refused(start, end, f"there is no field {text[:40]}", _scope_hint(name))


_OTHER_NAMES = {
    "intitle": "title",
    "headline": "title",
    "headlines": "title",
    "text": "body",
    "content": "body",
    "domain": "site",
    "source": "site",
    "inurl": "url",
    "language": "lang",
    "ingress": "lead",
    "by": "author",
}


def _scope_hint(name: str) -> str:
    lower = name.lower()
    close = _OTHER_NAMES.get(lower) or next(iter(get_close_matches(lower, SCOPES, 1)), None)
    if close:
        return f"did you mean {close}: ?"
    return "fields: " + ", ".join(f"{one}:" for one in SCOPES)


def _word(text: str, start: int, end: int) -> Sign:
    counted = _OPERATOR.fullmatch(text)
    if counted and counted.group(1) in OPERATORS:
        return _counted(counted.group(1), counted.group(2), start, end)
    if text in OPERATORS:
        example = "40" if text == "FIRST" else "3" if text == "ATLEAST" else "8"
        raise Refused(start, end, f"{text} needs a number", f"write {text}/{example}")
    _refuse_habits(text, start, end)
    return Sign("word", text, start, end)


def _counted(name: str, digits: str, start: int, end: int) -> Sign:
    if name in _BARE:
        raise Refused(start, end, f"{name} takes no number", f"write {name}")
    most = MAX_DISTANCE if name in PROXIMITY else MAX_COUNT
    number = int(digits[:_DIGITS])
    if not 1 <= number <= most:
        raise Refused(start, end, f"the number of {name} goes from 1 to {most:,}")
    return Sign(name, f"{name}/{number}", start, end, number)


def _refuse_habits(text: str, start: int, end: int) -> None:
    for habit, message, hint in _HABITS:
        if habit.fullmatch(text):
            short = text[:40]
            told = (short, text[0], short[1:], text[-1])
            raise Refused(start, end, message.format(*told), hint.format(*told))
    if "*" in text:
        _refuse_wildcard(text, start, end)
    if not printed_words(text):
        raise Refused(start, end, f"{text[:40]} is neither a word nor an operator")


def _refuse_wildcard(text: str, start: int, end: int) -> None:
    stem = text.partition("*")[0]
    if len(stem) < MIN_STEM:
        message = "* needs at least three letters before it"
        raise Refused(start, end, message, "write more of the word, or list the words with OR")
    if text.count("*") > MAX_STARS:
        raise Refused(start, end, "a word may hold three * at most")
    if len(printed_words(text.replace("*", ""))) != 1:
        message = "* works within one word only, without hyphens or apostrophes"
        raise Refused(start, end, message)


_MAKERS = {
    "letters": _word,
    "list": _list,
    "phrase": _phrase,
    "regex": _regex,
    "slash": _slash,
    "scope": _scope,
    "word": _word,
    "end": _end,
    "odd": _odd,
}
