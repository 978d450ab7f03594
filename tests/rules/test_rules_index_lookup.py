"""Slots are found by the letters that their forms share: no form may be missed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.slots import forms
from rules.vocabulary import Manner, Slot, Vocabulary

LANGUAGES = ("en", "fr", "ar")
ROWS = yaml.safe_load(Path("tests/data/rules/inflections.yaml").read_text(encoding="utf-8"))
TYPED = sorted({row["rule"] for row in ROWS} | {"aller", "go", "be", "securite", "œuvre", "naître"})

slots = st.builds(
    Slot,
    st.sampled_from(TYPED) | st.text("aeiourstcéy", min_size=1, max_size=9),
    st.sampled_from([Manner.WIDENED, Manner.WIDENED, Manner.PLAIN]),
    st.sampled_from(["", "", "en", "fr", "ar", "de"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(slots, min_size=1, max_size=12), st.sampled_from([*LANGUAGES, None]))
def test_every_form_of_every_slot_is_found(asked, language):
    """Among any others, each form that widening makes fills its slot, in capitals too."""
    vocabulary = Vocabulary(LANGUAGES)
    numbers = {slot: vocabulary.number(slot) for slot in asked}
    memo = vocabulary.memo(language)
    for slot, number in numbers.items():
        wanted = language is None or slot.section in ("", language)
        for form in forms(slot, language):
            assert (number in memo[form]) is wanted
            if len(form) > 1 and form.upper().isupper():
                assert (number in memo[form.upper()]) is wanted


@pytest.mark.parametrize(
    ("typed", "meets", "passes"),
    [("missil*", "Missilery", "dismissile"), ("ét*", "étape", "etape"), ("سلا*", "والسلاح", "سل")],
)
def test_beginnings_are_found_by_their_letters(typed, meets, passes):
    """Words with * are filed under their first letters, and judged as a whole."""
    vocabulary = Vocabulary(LANGUAGES)
    number = vocabulary.number(Slot(typed, Manner.WILD))
    memo = vocabulary.memo("fr")
    assert memo[meets] == (number,)
    assert memo[passes] == ()
