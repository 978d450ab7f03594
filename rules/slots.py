"""A slot: one word of a rule in one manner of matching, and the forms it has in print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from rules import inflect
from rules.inflect_ar import bodies
from rules.inflect_fr import typed_without_accents
from rules.words import fold, is_arabic


class Manner(Enum):
    """How a word of a rule meets a printed word."""

    WIDENED = "with its inflections"
    PLAIN = "whatever its case"
    EXACT = "as written"
    WILD = "by its beginning"
    STEM = "by its stem"


class Slot(NamedTuple):
    """One word of a rule. `section` is the list section it stood in, "" for every language."""

    text: str
    manner: Manner
    section: str = ""


Key = str | Slot


def key(slot: Slot) -> Key:
    """What stands for a slot in tables: a widened word of no section, as most are, for itself."""
    return slot.text if slot.manner is Manner.WIDENED and not slot.section else slot


class NumberedSlots:
    """The slots of a vocabulary as it is now, in the order of their numbers, from 0."""

    def __init__(self, numbers: Mapping[Key, int]) -> None:
        """`numbers` may grow afterwards, which is not seen here."""
        self._numbers = numbers
        self._keys = tuple(numbers)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)

    def __getitem__(self, number: int) -> Slot:
        """The slot of a number."""
        found = self._keys[number]
        return Slot(found, Manner.WIDENED) if isinstance(found, str) else found

    def section(self, number: int) -> str:
        """The list section that a slot stood in, "" for every language."""
        found = self._keys[number]
        return "" if isinstance(found, str) else found.section

    def __iter__(self) -> Iterator[Slot]:
        """All of them."""
        return map(self.__getitem__, range(len(self._keys)))

    def numbered(self) -> Iterator[tuple[int, Slot]]:
        """Each with its number, which is the one object that all tables share."""
        return zip(self._numbers.values(), self, strict=False)


def inflecting(slot: Slot, language: str | None) -> tuple[str, ...]:
    """The languages whose inflections widen a Latin term in articles of `language`."""
    wanted = slot.section or language
    if wanted is None:
        return tuple(inflect.FORMS)
    return (wanted,) if wanted in inflect.FORMS else ()


def forms(slot: Slot, language: str | None) -> frozenset[str]:
    """What a slot matches in articles of `language`, folded, before Arabic clitics."""
    folded = fold(slot.text)
    if slot.manner is not Manner.WIDENED:
        return frozenset({folded})
    if is_arabic(folded):
        return bodies(folded).free
    return latin_forms(folded, inflecting(slot, language))


def beginning(folded: str, languages: Sequence[str]) -> str:
    """Letters that all forms of a folded Latin word begin with, whatever their accents.

    "" where only the forms themselves can tell.
    """
    return inflect.BEGINNINGS[languages[0]](folded) if len(languages) == 1 else ""


def latin_forms(folded: str, languages: Sequence[str]) -> frozenset[str]:
    """A folded Latin word with its inflections in these languages."""
    starts = frozenset((folded,))
    if "fr" in languages and folded.isascii():
        starts = typed_without_accents(folded)
    if len(starts) == len(languages) == 1:
        return inflect.forms(folded, languages[0])
    return starts.union(*[inflect.forms(s, one) for s in starts for one in languages])
