"""A printed word → the slots it fills, found by the letters that all forms of a slot share.

Forms are not kept: the tables of all forms of 10,000 rules took 4 s to make and 200 MB. A
slot is filed under the beginning that its forms share; a printed word is looked up by its
own beginnings, and what is found there is asked for its forms. The tables are the same
for articles of every language, which alone decides what forms count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rules import inflect
from rules.inflect_ar import beginning as arabic_beginning
from rules.inflect_ar import bodies, strips
from rules.inflect_fr import wants_accents
from rules.slots import Manner, NumberedSlots, Slot, beginning, forms, inflecting, latin_forms
from rules.stem import Stems
from rules.words import arabic_key, bare, clean, fold, is_arabic, nearly_bare

LONGEST_WORD = 80  # code points; what is longer is no word of a rule
SHORTEST = 3  # letters of a beginning that something is filed under
REMEMBERED = 4_096  # slots whose forms are kept at hand, a language

Numbers = tuple[int, ...]
_NONE: Numbers = ()


class Filed(dict[str, int | Numbers]):
    """Numbers by a key; most keys have but one, which stands alone to spare the tuple."""

    def add(self, key: str, number: int) -> None:
        """One more number under a key."""
        known = self.get(key)
        if known is None:
            self[key] = number
        else:
            self[key] = (known, number) if isinstance(known, int) else (*known, number)

    def of(self, key: str) -> Numbers:
        """All numbers under a key."""
        found = self.get(key, _NONE)
        return (found,) if isinstance(found, int) else found


class Beginnings:
    """Numbers by the letters that all forms share, by whole forms where these are too few."""

    def __init__(self) -> None:
        self._begun = Filed()
        self._whole = Filed()

    def add_regular(self, begun: str, number: int, typed: str) -> bool:
        """A slot all of whose forms begin so; False where these letters are too few.

        `typed` is the word itself, whose memory the key may share.
        """
        if len(begun) >= SHORTEST:
            self._begun.add(typed if typed == begun else begun, number)
        return len(begun) >= SHORTEST

    def add(self, made: Collection[str], number: int, typed: str) -> None:
        """A slot with these forms."""
        first, last = min(made), max(made)
        length = min(len(first), len(last))
        while first[:length] != last[:length]:
            length -= 1
        if not self.add_regular(first[:length], number, typed):
            for form in set(made):
                self._whole.add(form, number)

    def of(self, word: str) -> Iterator[int]:
        """The slots of which the word may be a form."""
        yield from self._whole.of(word)
        begun = self._begun
        for end in range(SHORTEST, len(word) + 1):
            if word[:end] in begun:
                yield from begun.of(word[:end])


class Wild(NamedTuple):
    """A word with * as a pattern; `accents`: whether it was typed with some.

    `initial` is the same without an accent on the first letter, where it was typed with one.
    """

    pattern: re.Pattern[str]
    accents: bool
    initial: re.Pattern[str] | None
    number: int

    def meets(self, read: str, bared: str, *, capital: bool) -> bool:
        """Whether a printed word, folded and bare, is met; `capital`: its first may lack one."""
        if self.pattern.fullmatch(read if self.accents else bared):
            return True
        return capital and self.initial is not None and self.initial.fullmatch(read) is not None


class Tables:
    """All slots, filed. Those of a language's inflections when they are first asked for."""

    def __init__(self, slots: NumberedSlots) -> None:
        self.slots = slots
        self.exact = Filed()
        self.plain = Filed()  # and what no language known here inflects
        self.wild: dict[str, list[Wild]] = {}
        self.arabic = Beginnings()
        self.stems: list[int] = []
        self._latin: list[int] = []
        self._inflected: dict[str | None, Beginnings] = {}
        for number, slot in slots.numbered():
            self._add(slot, number)

    def _add(self, slot: Slot, number: int) -> None:
        match slot.manner:
            case Manner.EXACT:
                self.exact.add(clean(slot.text), number)
            case Manner.WILD:
                wild = _wild(slot.text, number)
                self.wild.setdefault(_start(fold(slot.text.split("*")[0])), []).append(wild)
            case Manner.STEM:
                self.stems.append(number)
            case Manner.WIDENED if is_arabic(slot.text):
                self._add_arabic(fold(slot.text), number, slot.text)
            case Manner.WIDENED if not slot.section or slot.section in inflect.FORMS:
                self._latin.append(number)
            case _:
                self.plain.add(_key(fold(slot.text)), number)

    def _add_arabic(self, folded: str, number: int, typed: str) -> None:
        if not self.arabic.add_regular(arabic_key(arabic_beginning(folded)), number, typed):
            made = bodies(folded)
            keys = [arabic_key(body) for body in made.free | made.bound]
            self.arabic.add(keys, number, typed)

    def inflected(self, language: str | None) -> Beginnings:
        """The slots that are widened in articles of `language`; None: of every one."""
        if language not in self._inflected:
            filed = Beginnings()
            for number in self._latin:
                slot = self.slots[number]
                if language is None or slot.section in ("", language):
                    _add_latin(filed, slot, number, inflecting(slot, language))
            self._inflected[language] = filed
        return self._inflected[language]


def _add_latin(filed: Beginnings, slot: Slot, number: int, languages: Sequence[str]) -> None:
    folded = fold(slot.text)
    if not filed.add_regular(bare(beginning(folded, languages)), number, slot.text):
        made = latin_forms(folded, languages)
        filed.add([bare(form) for form in made], number, slot.text)


def _key(folded: str) -> str:
    return arabic_key(folded) if is_arabic(folded) else bare(folded)


def _start(folded: str) -> str:
    """The letters that words with * are filed under; none where they are too few."""
    begun = bare(arabic_key(folded))[:SHORTEST]
    return begun if len(begun) == SHORTEST else ""


class Accepted(NamedTuple):
    """The forms of a slot as they count in print.

    As written; whatever the accents; ALL IN CAPITALS without them; with a capital that has
    lost its own, as in Etat.
    """

    written: frozenset[str]
    loosely: frozenset[str]
    capitals: frozenset[str]
    initials: frozenset[str]


_NO_FORMS: frozenset[str] = frozenset()


class Lookup:
    """Printed words of articles in one language (None: unknown, or not configured)."""

    def __init__(self, tables: Tables, language: str | None) -> None:
        self._tables = tables
        self._slots = tables.slots
        self._language = language
        self._initials = language in ("fr", None)  # its press prints capitals without accents
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
        return self._language is None or self._slots.section(number) in ("", self._language)

    def resolve(self, printed: str) -> Numbers:
        """The numbers of the slots that a printed word fills, sorted."""
        if len(printed) > LONGEST_WORD:
            return ()
        folded = fold(printed)
        capitals = len(printed) > 1 and printed.isupper()
        capital = self._initials and printed[:1].isupper()
        found = set(self._tables.exact.of(clean(printed)))
        if is_arabic(folded):
            found.update(self._arabic(folded))
        else:
            found.update(self._latin(folded, capital=capital, capitals=capitals))
        if self._tables.wild:
            found.update(self._by_beginning(folded, capital=capital))
        found.update(self._stems.find(printed))
        return tuple(sorted(filter(self._asked, found))) if found else _NONE

    def _latin(self, folded: str, *, capital: bool, capitals: bool) -> Iterator[int]:
        key, loosely = bare(folded), self._loosely(folded)
        found = {*self._tables.plain.of(key), *self._inflected.of(key)}
        for number in found:
            accepted = self._accepted(number)
            if (
                folded in accepted.written
                or loosely in accepted.loosely
                or (capitals and key in accepted.capitals)
                or (capital and folded in accepted.initials)
            ):
                yield number

    def _forms(self, number: int) -> Accepted:
        """A word typed with accents takes no loose forms, one typed without all but a few."""
        slot = self._slots[number]
        made = forms(slot, self._language)
        folded = fold(slot.text)
        easy = frozenset([form for form in made if form == folded or not wants_accents(form)])
        capitals = frozenset(map(bare, easy))
        if bare(folded) == folded:
            return Accepted(made - easy, frozenset(map(self._loosely, easy)), capitals, _NO_FORMS)
        initials = frozenset([bare(form[0]) + form[1:] for form in made])
        return Accepted(made, _NO_FORMS, capitals, initials)

    def _arabic(self, folded: str) -> Iterator[int]:
        yield from self._tables.plain.of(arabic_key(folded))
        for body, bound in strips(folded):
            key = arabic_key(body)
            for number in self._tables.arabic.of(key):
                free, fastened = self._bodies(number)
                if body in fastened if bound else key in free:
                    yield number

    def _arabic_forms(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        made = bodies(fold(self._slots[number].text))
        return frozenset(map(arabic_key, made.free)), made.bound

    def _by_beginning(self, folded: str, *, capital: bool) -> Iterator[int]:
        for read, bared in _wild_readings(folded):
            for start in ("", bare(bared)[:SHORTEST]):
                for wild in self._tables.wild.get(start, ()):
                    if wild.meets(read, bared, capital=capital):
                        yield wild.number


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
    capital = bare(parts[0][0]) + parts[0][1:]
    initial = _pattern([capital, *parts[1:]]) if accents and capital != parts[0] else None
    return Wild(_pattern(parts), accents, initial, number)


def _pattern(parts: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r".*".join(re.escape(arabic_key(part)) for part in parts))
