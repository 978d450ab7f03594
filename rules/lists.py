"""Named word lists: what stands in them, lists of lists, and lists that hold themselves.

An entry is a word, a phrase (with or without quotation marks), `=Exact`, `wild*` or
another `{list}`. A list inside a section lends it that section's words only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rules import builtin
from rules.lexemes import Fault, Refused, Sign, signs
from rules.located import Located, WordList
from rules.suggest import Known
from rules.tree import Term

MAX_DEPTH = 5  # lists within lists
MAX_TERMS = 20_000  # of one list, the lists in it included
MAX_IN_ALL = 300_000  # of all lists, the lists in each included

LANGUAGES = ("en", "fr", "ar")
_FAULTY_ENTRY = "a list holds words, phrases and other lists, no operators"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another list named within a list."""

    name: str


Entry = Term | Reference


@dataclass(frozen=True, slots=True)
class Resolved:
    """The terms of each list, and what is wrong with which entry.

    `terms` knows the built-in lists as well, though it iterates over the editor's own.
    """

    terms: Catalogue
    faults: tuple[tuple[Located, Fault], ...]


class Catalogue(Mapping[str, tuple[Term, ...]]):
    """The terms of every list by name: the editor's own, and the built-in ones when asked for."""

    def __init__(self, own: Mapping[str, tuple[Term, ...]], languages: Sequence[str]) -> None:
        self._own = own
        self._languages = tuple(languages)
        self._built_in: dict[str, tuple[Term, ...]] = {}
        self._known = Known([*own, *builtin.names()[:-1]])

    def closest(self, name: str) -> str | None:
        """The list that may be meant by a name."""
        return self._known.closest(name)

    def __getitem__(self, name: str) -> tuple[Term, ...]:
        if name in self._own:
            return self._own[name]
        if not builtin.known(name):
            raise KeyError(name)
        if name not in self._built_in:
            self._built_in[name] = builtin.terms(name, self._languages)
        return self._built_in[name]

    def __contains__(self, name: object) -> bool:
        return name in self._own or (isinstance(name, str) and builtin.known(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def resolve(lists: Mapping[str, WordList], languages: Sequence[str] = LANGUAGES) -> Resolved:
    """Read all entries, put the lists that are named within lists in their place.

    `languages` are those in which built-in lists are wanted.
    """
    reader = _Reader(lists, languages)
    terms = {name: reader.terms(name, ()) for name in lists}
    return Resolved(Catalogue(terms, languages), tuple(reader.faults))


def unknown_list(name: str, known: Collection[str], start: int, end: int) -> Fault:
    """The complaint about a list that is not there, with the name that may be meant."""
    if (fault := builtin.unknown(name, start, end)) is not None:
        return fault
    guesses = known if isinstance(known, Catalogue) else Catalogue(dict.fromkeys(known, ()), ())
    if close := guesses.closest(name[:60]):
        hint = f"did you mean {{{close}}}?"
    else:
        names = [*islice(known, 8), *builtin.names()[:-1]]
        hint = "lists: " + ", ".join(f"{{{one}}}" for one in names[:8])
    return Fault(start, end, f"there is no list {{{name[:60]}}}", hint)


def read_entry(text: str) -> Entry | Fault:
    """One entry of a list, read by the same lexer as conditions."""
    try:
        found = signs(text)[:-1]
    except Refused as refused:
        return refused.fault
    if not found:
        return Fault(0, 1, "this entry is empty", "remove it")
    return _entry(text, found)


def _entry(text: str, found: list[Sign]) -> Entry | Fault:
    kinds = [sign.kind for sign in found]
    if kinds == ["list"]:
        return Reference(found[0].text)
    exact, stem = kinds[0] == "=", kinds[0] == "stem"
    rest = found[1:] if exact or stem else found
    if len(rest) == 1 and rest[0].kind in ("word", "phrase"):
        return _single(Term(rest[0].text, 0, len(text), exact=exact, stem=stem), rest[0])
    if rest and all(sign.kind == "word" for sign in rest):
        return _phrase(text, rest, exact=exact, stem=stem)
    odd = next((sign for sign in rest if sign.kind not in ("word", "phrase")), found[-1])
    return Fault(odd.start, odd.end, _FAULTY_ENTRY, "write the condition under any:, all: or none:")


def _single(term: Term, word: Sign) -> Entry | Fault:
    if "*" in term.text and (term.exact or term.stem):
        sign = "=" if term.exact else "stem:"
        message = f"{sign} and * do not go together"
        return Fault(word.start, word.end, message, "leave one of them out")
    return term


def _phrase(text: str, words: list[Sign], *, exact: bool, stem: bool) -> Entry | Fault:
    for word in words:
        if "*" in word.text:
            message = "* does not work inside a phrase"
            return Fault(word.start, word.end, message, "write the forms one an entry")
    return Term(text[words[0].start : words[-1].end], 0, len(text), exact=exact, stem=stem)


def _distinct(terms: Iterator[Term]) -> Iterator[Term]:
    seen: set[Term] = set()
    for term in terms:
        if term not in seen:
            seen.add(term)
            yield term


class _Reader:
    def __init__(self, lists: Mapping[str, WordList], languages: Sequence[str]) -> None:
        self._lists = lists
        self._languages = languages
        self._names = Catalogue(dict.fromkeys(lists, ()), languages)
        self._left = MAX_IN_ALL
        self._done: dict[str, tuple[Term, ...]] = {}
        self._height: dict[str, int] = {}  # lists within lists, below
        self.faults: list[tuple[Located, Fault]] = []

    def terms(self, name: str, outer: tuple[str, ...]) -> tuple[Term, ...]:
        """All terms of a list; `outer` are the lists being read around it."""
        if name not in self._done:
            self._height[name] = 1
            most = min(MAX_TERMS, self._left)
            made = tuple(islice(_distinct(self._read(name, (*outer, name))), most + 1))
            self._done[name] = made[:most]
            if len(made) > MAX_TERMS:
                self._complain_of_size(name, f"the list {name} has more than {MAX_TERMS:,} words")
            elif len(made) > most and self._left:
                message = f"up to here the lists have {MAX_IN_ALL:,} words, lists in lists counted"
                self._complain_of_size(name, message)
            self._left = max(self._left - len(made), 0)
        return self._done[name]

    def _complain_of_size(self, name: str, message: str) -> None:
        one = self._lists[name]
        hint = "split it up, or name the inner lists in the conditions"
        fault = Fault(0, len(name), message, hint)
        self.faults.append((Located(name, one.line, one.column), fault))

    def _read(self, name: str, path: tuple[str, ...]) -> Iterator[Term]:
        for section, entries in self._lists[name].sections.items():
            named: set[Reference] = set()
            for located in entries:
                entry = self._entry(located)
                if isinstance(entry, Term):
                    yield replace(entry, section=section)
                elif isinstance(entry, Reference) and entry not in named:
                    named.add(entry)
                    yield from self._of_list(located, entry, section, path)

    def _entry(self, located: Located) -> Entry | None:
        entry = read_entry(located.text)
        if isinstance(entry, Fault):
            self.faults.append((located, entry))
            return None
        return entry

    def _of_list(
        self, located: Located, reference: Reference, section: str, path: tuple[str, ...]
    ) -> Iterator[Term]:
        fault = self._barred(located, reference.name, path)
        if fault:
            self.faults.append((located, fault))
            return
        found = self._lent(reference.name, path)
        for term in found:
            if not section or term.section in ("", section):
                yield replace(term, section=section or term.section)

    def _lent(self, name: str, path: tuple[str, ...]) -> tuple[Term, ...]:
        if name not in self._lists:
            return builtin.terms(name, self._languages)
        found = self.terms(name, path)
        self._height[path[-1]] = max(self._height[path[-1]], 1 + self._height[name])
        return found

    def _barred(self, located: Located, name: str, path: tuple[str, ...]) -> Fault | None:
        end = len(located.text)
        if name not in self._lists:
            return None if builtin.known(name) else unknown_list(name, self._names, 0, end)
        if name in path:
            way = " → ".join((*path[path.index(name) :], name))
            return Fault(0, end, f"the list {name} holds itself: {way}", "take one of them out")
        if len(path) + self._height.get(name, 1) > MAX_DEPTH:
            message = f"lists stand within lists more than {MAX_DEPTH} deep"
            return Fault(0, end, message, "put the words into one list")
        return None
