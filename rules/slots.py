"""A slot: one word of a rule in one manner of matching, and the forms it has in print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a rule. `section` is the list section it stood in, "" for every language."""

    text: str
    manner: Manner
    section: str = ""


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
    languages = inflecting(slot, language)
    starts = {folded}
    if "fr" in languages and folded.isascii():
        starts |= typed_without_accents(folded)
    return frozenset(starts).union(*(inflect.forms(s, one) for s in starts for one in languages))
