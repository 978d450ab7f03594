"""The leaves of a compiled condition: words, phrases and lists as slots of the vocabulary.

They are made while the condition is parsed, so that no tree of terms is made first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rules import tree
from rules.syntax import Prefix
from rules.tree import Node, Phrase, Term, Words
from rules.vocabulary import Manner, Slot, Vocabulary
from rules.words import printed_words

_UNWIDENED = ("author", "site", "lang")  # names, which have no inflections
_NO_SLOTS: frozenset[int] = frozenset()  # shared: each empty set of its own has 216 bytes
_NO_PHRASES: dict[int, tuple[Phrase, ...]] = {}  # shared, since most terms have none

_Slots = tuple[int | frozenset[int], Mapping[int, tuple[Phrase, ...]]]


class SlottedLeaves:
    """Makes the leaves; a list that is not there stays a name, which `rules.checks` tells of."""

    def __init__(self, vocabulary: Vocabulary, lists: Mapping[str, Sequence[Term]]) -> None:
        self._vocabulary = vocabulary
        self._lists = lists
        self._known: dict[tuple[str, bool, bool], _Slots] = {}  # of lists

    def term(self, text: str, start: int, end: int, scope: str, prefix: Prefix = "") -> Node:
        """A word or phrase."""
        if text.isalpha() and not prefix and scope not in _UNWIDENED:
            return Words(self._vocabulary.widened(text), _NO_PHRASES, start, end)
        term = Term(text, start, end, exact=prefix == "=", stem=prefix == "stem:")
        phrase = self._phrase(term, scope)
        if len(phrase) == 1:
            return Words(phrase[0], _NO_PHRASES, start, end)
        return Words(_NO_SLOTS, {phrase[0]: (phrase,)}, start, end)

    def named(self, name: str, start: int, end: int, scope: str, *, exact: bool = False) -> Node:
        """A named list."""
        if name not in self._lists:
            return tree.ListRef(name, start, end, exact=exact)
        key = (name, exact, scope in _UNWIDENED)
        if key not in self._known:
            self._known[key] = self._of_list(name, scope, exact=exact)
        return Words(*self._known[key], start, end)

    def _of_list(self, name: str, scope: str, *, exact: bool) -> _Slots:
        terms = self._lists[name]
        typed = [replace(term, exact=True) for term in terms] if exact else terms
        phrases = [self._phrase(term, scope) for term in typed]
        return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1), _by_first(phrases)

    def _phrase(self, term: Term, scope: str) -> Phrase:
        """The slots of its words, one after the other."""
        number = self._vocabulary.number
        if "*" in term.text:
            return (number(Slot(term.text, Manner.WILD, term.section)),)
        manner = Manner.PLAIN if scope in _UNWIDENED else Manner.WIDENED
        chosen = Manner.EXACT if term.exact else Manner.STEM if term.stem else manner
        words = printed_words(term.text)
        return tuple([number(Slot(word, chosen, term.section)) for word in words])


def _by_first(phrases: Sequence[Phrase]) -> Mapping[int, tuple[Phrase, ...]]:
    """Phrases of two words and more by their first slot, each once."""
    longer: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in dict.fromkeys(phrases):
        if len(phrase) > 1:
            longer[phrase[0]].append(phrase)
    return {first: tuple(found) for first, found in longer.items()} or _NO_PHRASES
