"""The language is what is read, or where that is unsure what is declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitors.articles import language

EN = "The harbour council voted on Thursday to rebuild the northern pier before autumn."
FR = "Le conseil du port a voté jeudi la reconstruction de la jetée nord avant l’automne."
AR = "صوت مجلس المرفأ يوم الخميس على إعادة بناء الرصيف الشمالي قبل الخريف."


@pytest.mark.parametrize(("code", "text"), [("en", EN), ("fr", FR), ("ar", AR)])
def test_text_is_told_by_reading(code: str, text: str) -> None:
    """The three languages of the house are told apart without a declaration."""
    assert language.decide((), text[:30], text) == code


def test_what_is_read_wins_over_what_is_declared() -> None:
    """A French text on a page that says English is French."""
    assert language.decide(("en", "en-US"), "Jetée nord", FR) == "fr"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [(("fr-FR", "en"), "fr"), ((None, "", "AR"), "ar"), (("c", "xx", "french"), "fr"), ((), None)],
)
def test_short_texts_take_the_first_declaration(
    declared: tuple[str, ...], expected: str | None
) -> None:
    """A few words prove nothing: the first readable declaration stands, or none."""
    assert language.decide(declared, "Drone", "") == expected


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("fr_CA", "fr"),
        ("ara", "ar"),
        ("arz", "ar"),
        ("eng", "en"),
        ("xyz", None),
        ("12", None),
        (None, None),
    ],
)
def test_codes(claim: str | None, code: str | None) -> None:
    """Tags, three-letter codes and names become two letters, or nothing."""
    assert language.code_of(claim) == code


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    """Whatever the text, the answer is a code or None."""
    assert language.detect(text) is None or len(str(language.detect(text))) == 2
