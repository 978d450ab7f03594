"""A printed word → the slots it fills, found by the letters that all forms of a slot share.

Forms are not kept: the tables of all forms of 10,000 rules took 4 s to make and 200 MB. A
slot is filed under the beginning that its forms share; a printed word is looked up by its
own beginnings, and what is found there is asked for its forms. The tables are the same
for articles of every language, which alone decides what forms count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rules import inflect
from rules.inflect_ar import bodies, strips
from rules.slots import Manner, Slot, forms
from rules.stem import Stems
from rules.words import arabic_key, bare, clean, fold, is_arabic, nearly_bare

LONGEST_WORD = 80  # code points; what is longer is no word of a rule
SHORTEST = 3  # letters of a beginning that something is filed under
REMEMBERED = 4_096  # slots whose forms are kept at hand, a language

Numbers = tuple[int, ...]
_NONE: Numbers = ()


class Beginnings:
    """Numbers by the letters that all forms share, by whole forms where these are too few."""

    def __init__(self) -> None:
        self._begun: dict[str, Numbers] = {}
        self._whole: dict[str, Numbers] = {}

    def add(self, made: Iterable[str], number: int) -> None:
        """A slot with these forms."""
        made = set(made)
        first, last = min(made), max(made)
        length = next(
            (at for at, sign in enumerate(first) if last[at : at + 1] != sign), len(first)
        )
        if length >= SHORTEST:
            self._begun[first[:length]] = (*self._begun.get(first[:length], _NONE), number)
        else:
            for form in made:
                self._whole[form] = (*self._whole.get(form, _NONE), number)

    def of(self, word: str) -> Iterator[int]:
        """The slots of which the word may be a form."""
        yield from self._whole.get(word, _NONE)
        begun = self._begun
        for end in range(SHORTEST, len(word) + 1):
            if word[:end] in begun:
                yield from begun[word[:end]]


class Wild(NamedTuple):
    """A word with * as a pattern; `accents`: whether it was typed with some."""

    pattern: re.Pattern[str]
    accents: bool
    number: int


class Tables:
    """All slots, filed. Those of a language's inflections when they are first asked for."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self.slots = slots
        self.exact: dict[str, Numbers] = {}
        self.plain: dict[str, Numbers] = {}  # and what no language known here inflects
        self.wild: dict[str, list[Wild]] = {}
        self.arabic = Beginnings()
        self.stems: list[int] = []
        self._latin: list[int] = []
        self._inflected: dict[str | None, Beginnings] = {}
        for number, slot in enumerate(slots):
            self._add(slot, number)

    def _add(self, slot: Slot, number: int) -> None:
        match slot.manner:
            case Manner.EXACT:
                _file(self.exact, clean(slot.text), number)
            case Manner.WILD:
                wild = _wild(slot.text, number)
                self.wild.setdefault(_start(fold(slot.text.split("*")[0])), []).append(wild)
            case Manner.STEM:
                self.stems.append(number)
            case Manner.WIDENED if is_arabic(slot.text):
                made = bodies(fold(slot.text))
                self.arabic.add(map(arabic_key, made.free | made.bound), number)
            case Manner.WIDENED if not slot.section or slot.section in inflect.FORMS:
                self._latin.append(number)
            case _:
                _file(self.plain, _key(fold(slot.text)), number)

    def inflected(self, language: str | None) -> Beginnings:
        """The slots that are widened in articles of `language`; None: of every one."""
        if language not in self._inflected:
            filed = Beginnings()
            for number in self._latin:
                slot = self.slots[number]
                if language is None or slot.section in ("", language):
                    filed.add(map(bare, forms(slot, language)), number)
            self._inflected[language] = filed
        return self._inflected[language]


def _key(folded: str) -> str:
    return arabic_key(folded) if is_arabic(folded) else bare(folded)


def _file(table: dict[str, Numbers], key: str, number: int) -> None:
    table[key] = (*table.get(key, _NONE), number)


def _start(folded: str) -> str:
    """The letters that words with * are filed under; none where they are too few."""
    begun = bare(arabic_key(folded))[:SHORTEST]
    return begun if len(begun) == SHORTEST else ""


class Lookup:
    """Printed words of articles in one language (None: unknown, or not configured)."""

    def __init__(self, tables: Tables, language: str | None) -> None:
        self._tables = tables
        self._slots = tables.slots
        self._language = language
        self._loosely = bare if language not in ("fr", None) else nearly_bare
        # elsewhere words are taken as typed, which is a form in any table
        known = language is None or language in inflect.FORMS
        self._inflected = tables.inflected(language if known else next(iter(inflect.FORMS)))
        self._accepted = lru_cache(REMEMBERED)(self._forms)
        self._bodies = lru_cache(REMEMBERED)(self._arabic_forms)
        self._stems = Stems(language)
        for number in filter(self._asked, tables.stems):
            self._stems.add(self._slots[number].text, self._slots[number].section, number)

    def _asked(self, number: int) -> bool:
        """Whether a slot is asked for articles of this language."""
        return self._language is None or self._slots[number].section in ("", self._language)

    def resolve(self, printed: str) -> Numbers:
        """The numbers of the slots that a printed word fills, sorted."""
        if len(printed) > LONGEST_WORD:
            return ()
        folded = fold(printed)
        found = set(self._tables.exact.get(clean(printed), _NONE))
        found.update(self._arabic(folded) if is_arabic(folded) else self._latin(printed, folded))
        if self._tables.wild:
            found.update(self._by_beginning(folded))
        found.update(self._stems.find(printed))
        return tuple(sorted(filter(self._asked, found))) if found else _NONE

    def _latin(self, printed: str, folded: str) -> Iterator[int]:
        key, loosely = bare(folded), self._loosely(folded)
        capitals = len(printed) > 1 and printed.isupper()
        found = {*self._tables.plain.get(key, _NONE), *self._inflected.of(key)}
        for number in found:
            accented, made, bared = self._accepted(number)
            if (folded if accented else loosely) in made or (capitals and key in bared):
                yield number

    def _forms(self, number: int) -> tuple[bool, frozenset[str], frozenset[str]]:
        """Whether a slot was typed with accents, its forms as they count, and without accents."""
        slot = self._slots[number]
        made = forms(slot, self._language)
        bared = frozenset(map(bare, made))
        folded = fold(slot.text)
        if bare(folded) != folded:
            return True, made, bared
        return False, frozenset(map(self._loosely, made)), bared

    def _arabic(self, folded: str) -> Iterator[int]:
        yield from self._tables.plain.get(arabic_key(folded), _NONE)
        for body, bound in strips(folded):
            key = arabic_key(body)
            for number in self._tables.arabic.of(key):
                free, fastened = self._bodies(number)
                if body in fastened if bound else key in free:
                    yield number

    def _arabic_forms(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        made = bodies(fold(self._slots[number].text))
        return frozenset(map(arabic_key, made.free)), made.bound

    def _by_beginning(self, folded: str) -> Iterator[int]:
        for read, bared in _wild_readings(folded):
            for start in ("", bare(bared)[:SHORTEST]):
                for pattern, accents, number in self._tables.wild.get(start, ()):
                    if pattern.fullmatch(read if accents else bared):
                        yield number


def _wild_readings(folded: str) -> Iterator[tuple[str, str]]:
    """The word with its accents and without, an Arabic one in every reading."""
    if is_arabic(folded):
        bodies_of = (arabic_key(body) for body, bound in strips(folded) if not bound)
        yield from ((body, body) for body in bodies_of)
    else:
        yield folded, bare(folded)


def _wild(text: str, number: int) -> Wild:
    parts = [fold(part) for part in text.split("*")]
    accents = not is_arabic(text) and any(bare(part) != part for part in parts)
    pattern = re.compile(r".*".join(re.escape(arabic_key(part)) for part in parts))
    return Wild(pattern, accents, number)
