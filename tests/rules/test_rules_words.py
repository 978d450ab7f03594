"""Words of a text: what counts as one, and what two spellings have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.vocabulary import LONGEST_WORD, MEMO_SIZE, Manner, Slot, Vocabulary
from rules.words import bare, fold, nearly_bare, printed_words, word_spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Five drones, as gifts.", ["Five", "drones", "as", "gifts"]),
        ("l’arme d'une F-16", ["l", "arme", "d", "une", "F", "16"]),
        ("the president's and Moody’s visit", ["the", "president", "and", "Moody", "visit"]),
        ("U.S. and U.S.A. at 9 a.m.", ["U.S", "and", "U.S.A", "at", "9", "a.m"]),
        ("1,000 at 3.5 or ٣٫٥", ["1,000", "at", "3.5", "or", "٣٫٥"]),
        ("end.Next v2.Le", ["end", "Next", "v2", "Le"]),
        ("mis\u00adsile mis\u200bsile", ["mis\u00adsile", "mis\u200bsile"]),
        ("بِالأَسْلِحَةِ، وصل؟", ["بِالأَسْلِحَةِ", "وصل"]),
        ("snake_case «mot» “word”", ["snake", "case", "mot", "word"]),
        ("… — !", []),
    ],
)
def test_words_as_printed(text, words):
    """Words are cut where a reader would cut them, and kept as printed."""
    assert printed_words(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MISSILE", "missile"),
        ("mis\u00adsi\u200dle", "missile"),
        ("ﬁnance", "finance"),
        ("ｄｒｏｎｅ", "drone"),
        ("e\u0301lu", "élu"),
        ("Œuvre", "oeuvre"),
        ("١٢٣", "123"),
        ("۱۲۳", "123"),
        ("أسلحة", "اسلحة"),
        ("سـلاح", "سلاح"),
        ("الأَسْلِحَةِ", "الاسلحة"),
        ("مستشفى", "مستشفي"),
        ("\u200fسلاح", "سلاح"),
        ("ﺳﻼﺡ", "سلاح"),
        ("U.S", "us"),
        ("1,000", "1,000"),
    ],
)
def test_spellings_that_fold_into_one(one, other):
    """Case, ligatures, digits, Arabic letters and invisible characters make no difference."""
    assert fold(one) == fold(other)


def test_accents_stay_until_they_are_asked_away():
    """Folding keeps accents; bare takes them; nearly_bare spares a final é."""
    assert fold("Armée") == "armée"
    assert bare("armée") == "armee"
    assert nearly_bare("célébrée") == "celebrée"
    assert nearly_bare("président") == "president"


@given(st.text(max_size=200))
def test_spans_tell_where_the_words_stand(text):
    """Each span cuts exactly the word of the same number out of the text."""
    assert [text[start:end] for start, end in word_spans(text)] == printed_words(text)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    """A folded word is its own folded form, but for letters whose folding takes two steps."""
    for word in printed_words(text):
        assert fold(fold(fold(word))) == fold(fold(word))


def test_signs_are_told_alike_however_few_are_remembered(monkeypatch):
    """Digits and accents are looked up once each; a table that starts anew changes no answer."""
    words = ["Élysée", "٣٥", "œuvre", "Ño", "१२", "Ґ́", "ﬁ"]
    expected = [(fold(word), bare(fold(word))) for word in words]
    monkeypatch.setattr("rules.words._MARKS", 2)
    assert [(fold(word), bare(fold(word))) for word in words] == expected
    assert expected[:2] == [("élysée", "elysee"), ("35", "35")]


def test_the_memo_resolves_a_word_once_and_stays_bounded(monkeypatch):
    """A second look at a word is a look into a dict; a full memo starts anew."""
    monkeypatch.setattr("rules.vocabulary.MEMO_SIZE", 3)
    vocabulary = Vocabulary(("en",))
    number = vocabulary.number(Slot("drone", Manner.WIDENED))
    memo = vocabulary.memo("en")
    assert memo["Drones"] == (number,)
    assert "Drones" in memo
    for word in ("a", "b", "c", "d"):
        assert memo[word] == ()
    assert len(memo) <= 3
    assert MEMO_SIZE > 10_000


def test_endless_words_cost_nothing():
    """A megabyte without a blank is no word of any rule."""
    vocabulary = Vocabulary(("en",))
    vocabulary.number(Slot("aaa*", Manner.WILD))
    assert vocabulary.memo("en")["a" * (LONGEST_WORD + 1)] == ()
