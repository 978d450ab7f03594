"""Every word that any rule asks for, and which of them a printed word is.

A slot is one word of a rule in one manner of matching. Each distinct printed word is
resolved once per language through a memo, see `rules.lookup`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rules.collecting import uncollected
from rules.lookup import LONGEST_WORD, Lookup, Tables
from rules.slots import Key, Manner, NumberedSlots, Slot, forms, key
from rules.words import printed_words

__all__ = ["LONGEST_WORD", "MEMO_SIZE", "Manner", "Memo", "Slot", "Slots", "Vocabulary"]

MEMO_SIZE = 200_000  # distinct printed words remembered a language, then it starts anew

Slots = tuple[int, ...]


class Vocabulary:
    """The slots of all rules, numbered, and a memo for each language of articles."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = frozenset(languages)
        self._numbers: dict[Key, int] = {}  # see `rules.slots.key`
        self._memos: dict[str | None, Memo] = {}
        self._tables = Tables(self.slots())

    def number(self, slot: Slot) -> int:
        """The slot's number; the same slot has the same number everywhere."""
        return self._numbers.setdefault(key(slot), len(self._numbers))

    def widened(self, word: str) -> int:
        """The number of a word in every language's inflections, the manner of nearly all."""
        return self._numbers.setdefault(word, len(self._numbers))

    def slots(self) -> NumberedSlots:
        """All slots in the order of their numbers, from 0."""
        return NumberedSlots(self._numbers)

    def language(self, language: str | None) -> str | None:
        """The language an article is read in; a region is no matter, None is all at once."""
        if language in self._languages:
            return language
        key = (language or "").lower().replace("_", "-").split("-")[0]
        return key if key in self._languages else None

    def memo(self, language: str | None) -> Memo:
        """The memo for articles of `language` (ISO 639-1)."""
        chosen = self.language(language)
        if chosen not in self._memos:
            with uncollected():
                self._memos[chosen] = self._new_memo(chosen)
        return self._memos[chosen]

    def _new_memo(self, language: str | None) -> Memo:
        if len(self._tables.slots) != len(self._numbers):
            self._tables = Tables(self.slots())
        return Memo(Lookup(self._tables, language))

    def forms(self, slot: Slot, language: str | None) -> frozenset[str]:
        """What a slot matches in articles of `language`, before Arabic clitics."""
        return forms(slot, language)


class Memo(dict[str, Slots]):
    """Printed word → the numbers of the slots that it fills, resolved at first sight."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup

    def __missing__(self, printed: str) -> Slots:
        found = self._lookup.resolve(printed)
        if len(self) >= MEMO_SIZE:
            self.clear()
        self[printed] = found
        return found

    def read(self, line: str) -> list[Slots]:
        """The slots that each word of a text fills."""
        return [self[word] for word in printed_words(line)]
