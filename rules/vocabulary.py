"""Every word that any rule asks for, and which of them a printed word is.

A slot is one word of a rule in one manner of matching. Each distinct printed word is
resolved once per language through a memo; what it costs to widen a term is paid when the
rules are compiled, what it costs to fold a printed word at its first sight.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from rules import inflect
from rules.inflect_ar import bodies, strips
from rules.inflect_fr import typed_without_accents
from rules.words import arabic_key, bare, clean, fold, is_arabic, nearly_bare

MEMO_SIZE = 200_000  # distinct printed words remembered a language, then it starts anew
LONGEST_WORD = 80  # code points; what is longer is no word of a rule

Slots = tuple[int, ...]


class Manner(Enum):
    """How a word of a rule meets a printed word."""

    WIDENED = "with its inflections"
    PLAIN = "whatever its case"
    EXACT = "as written"
    WILD = "by its beginning"


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a rule. `section` is the list section it stood in, "" for every language."""

    text: str
    manner: Manner
    section: str = ""


class Vocabulary:
    """The slots of all rules, numbered, and a memo for each language of articles."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = frozenset(languages)
        self._numbers: dict[Slot, int] = {}
        self._memos: dict[str | None, Memo] = {}

    def number(self, slot: Slot) -> int:
        """The slot's number; the same slot has the same number everywhere."""
        return self._numbers.setdefault(slot, len(self._numbers))

    def memo(self, language: str | None) -> Memo:
        """The memo for articles of `language` (ISO 639-1, a region is no matter)."""
        key = (language or "").lower().replace("_", "-").split("-")[0]
        chosen = key if key in self._languages else None
        if chosen not in self._memos:
            self._memos[chosen] = Memo(Lookup(self._numbers, chosen))
        return self._memos[chosen]

    def forms(self, slot: Slot, language: str | None) -> frozenset[str]:
        """What a slot matches in articles of `language`, before Arabic clitics."""
        return _forms(slot, language)


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


def _inflecting(slot: Slot, language: str | None) -> tuple[str, ...]:
    """The languages whose inflections widen a Latin term in articles of `language`."""
    wanted = slot.section or language
    if wanted is None:
        return tuple(inflect.FORMS)
    return (wanted,) if wanted in inflect.FORMS else ()


def _forms(slot: Slot, language: str | None) -> frozenset[str]:
    folded = fold(slot.text)
    if slot.manner is not Manner.WIDENED:
        return frozenset({folded})
    if is_arabic(folded):
        return bodies(folded).free
    languages = _inflecting(slot, language)
    starts = {folded}
    if "fr" in languages and folded.isascii():
        starts |= typed_without_accents(folded)
    return frozenset(starts).union(*(inflect.forms(s, one) for s in starts for one in languages))


class Lookup:
    """Form → slots, in articles of one language (None: unknown, or not configured).

    Five tables, since a form may be asked for as written, with the accents it was typed
    with, without them, by its beginning, or as an Arabic body.
    """

    def __init__(self, numbers: dict[Slot, int], language: str | None) -> None:
        self._language = language
        self._loosely = bare if language not in ("fr", None) else nearly_bare
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._accented: dict[str, set[int]] = defaultdict(set)
        self._loose: dict[str, set[int]] = defaultdict(set)
        self._capitals: dict[str, set[int]] = defaultdict(set)
        self._free: dict[str, set[int]] = defaultdict(set)
        self._bound: dict[str, set[int]] = defaultdict(set)
        self._wild: list[tuple[re.Pattern[str], bool, int]] = []
        for slot, number in numbers.items():
            if slot.section in ("", language) or language is None:
                self._add(slot, number)

    def _add(self, slot: Slot, number: int) -> None:
        if slot.manner is Manner.EXACT:
            self._exact[clean(slot.text)].add(number)
        elif slot.manner is Manner.WILD:
            self._wild.append((*_pattern(slot.text), number))
        elif is_arabic(slot.text):
            self._add_arabic(slot, number)
        else:
            self._add_latin(slot, number)

    def _add_arabic(self, slot: Slot, number: int) -> None:
        folded = fold(slot.text)
        if slot.manner is Manner.PLAIN:
            self._loose[arabic_key(folded)].add(number)
            return
        made = bodies(folded)
        for form in made.free:
            self._free[arabic_key(form)].add(number)
        for form in made.bound:
            self._bound[form].add(number)

    def _add_latin(self, slot: Slot, number: int) -> None:
        folded = fold(slot.text)
        typed_with_accents = bare(folded) != folded
        for form in _forms(slot, self._language):
            if typed_with_accents:
                self._accented[form].add(number)
            else:
                self._loose[self._loosely(form)].add(number)
            self._capitals[bare(form)].add(number)

    def resolve(self, printed: str) -> Slots:
        """The numbers of the slots that a printed word fills, sorted."""
        if len(printed) > LONGEST_WORD:
            return ()
        found = set(self._exact.get(clean(printed), ()))
        folded = fold(printed)
        found.update(self._arabic(folded) if is_arabic(folded) else self._latin(printed, folded))
        found.update(self._by_beginning(folded))
        return tuple(sorted(found))

    def _latin(self, printed: str, folded: str) -> Iterator[int]:
        yield from self._accented.get(folded, ())
        yield from self._loose.get(self._loosely(folded), ())
        if len(printed) > 1 and printed.isupper():
            yield from self._capitals.get(bare(folded), ())

    def _arabic(self, folded: str) -> Iterator[int]:
        yield from self._loose.get(arabic_key(folded), ())
        for body, bound in strips(folded):
            if bound:
                yield from self._bound.get(body, ())
            else:
                yield from self._free.get(arabic_key(body), ())

    def _by_beginning(self, folded: str) -> Iterator[int]:
        for pattern, accents, number in self._wild:
            if any(pattern.fullmatch(form) for form in _wild_readings(folded, accents)):
                yield number


def _wild_readings(folded: str, accents: bool) -> tuple[str, ...]:
    if is_arabic(folded):
        return tuple(arabic_key(body) for body, bound in strips(folded) if not bound)
    return (folded if accents else bare(folded),)


def _pattern(text: str) -> tuple[re.Pattern[str], bool]:
    """The pattern of a word with *, and whether it was typed with accents."""
    parts = [fold(part) for part in text.split("*")]
    accents = not is_arabic(text) and any(bare(part) != part for part in parts)
    return re.compile(r".*".join(re.escape(arabic_key(part)) for part in parts)), accents
