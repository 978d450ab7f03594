"""The languages whose words are widened, in a written-out table.

Another language is one file with `forms`, and one line here. Arabic is widened by script
wherever it stands, see `rules.inflect_ar`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rules import inflect_en, inflect_fr

FORMS: Mapping[str, Callable[[str], frozenset[str]]] = {
    "en": inflect_en.forms,
    "fr": inflect_fr.forms,
}

BEGINNINGS: Mapping[str, Callable[[str], str]] = {
    "en": inflect_en.beginning,
    "fr": inflect_fr.beginning,
}

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": inflect_en.FUNCTION_WORDS,
    "fr": inflect_fr.FUNCTION_WORDS,
}


def forms(word: str, language: str) -> frozenset[str]:
    """All forms of a folded word in `language`; the word alone where none are known."""
    widen = FORMS.get(language)
    return widen(word) if widen else frozenset({word})
