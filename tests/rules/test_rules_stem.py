"""`stem:word`, coarse by intent: what it brings together, and that nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.stem import stem
from rules.vocabulary import Manner, Slot, Vocabulary
from rules.words import printed_words


def meets(rule: str, language: str | None, printed: str, section: str = "") -> bool:
    """Whether a printed word fills the slot of `stem:rule`."""
    vocabulary = Vocabulary(("en", "fr", "ar"))
    number = vocabulary.number(Slot(rule, Manner.STEM, section))
    return any(number in vocabulary.memo(language)[word] for word in printed_words(printed))


@pytest.mark.parametrize(
    ("rule", "language", "finds", "leaves"),
    [
        ("negotiate", "en", ["negotiator", "Negotiations", "negotiated"], ["navigate"]),
        ("arms", "en", ["armed", "arm"], ["army"]),
        ("négocier", "fr", ["négociation", "négociateurs"], ["négoce"]),
        ("ministère", "fr", ["ministères"], ["mine"]),
        ("مفاوضة", "ar", ["المفاوضات", "ومفاوضات", "بالمفاوضات"], ["فوضى"]),
        ("سلاح", "en", ["السلاح"], ["صلاح"]),
    ],
)
def test_words_of_one_stem_meet(rule, language, finds, leaves):
    """Nouns and verbs alike; Arabic words without the particles fastened to them."""
    assert [word for word in finds if not meets(rule, language, word)] == []
    assert [word for word in leaves if meets(rule, language, word)] == []


def test_sections_and_unknown_languages():
    """A French section is silent in English; where no language is known both stemmers try."""
    assert not meets("négocier", "en", "négociation", "fr")
    assert meets("négocier", None, "négociation")
    assert meets("negotiate", None, "negotiators")


@given(st.text(alphabet="abcdeéilnorstu", min_size=1, max_size=12), st.sampled_from(["en", "fr"]))
def test_a_word_meets_itself(word, language):
    """Whatever is asked for is found as it was typed, whatever its case."""
    assert meets(word, language, word)
    assert stem(word, language) == stem(word.upper(), language)
