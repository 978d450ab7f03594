"""What a plain word of a rule meets in print, in three languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules import inflect_ar, inflect_en, inflect_fr
from rules.inflect_ar import bodies, strips
from rules.slots import beginning, latin_forms
from rules.vocabulary import Manner, Slot, Vocabulary
from rules.words import bare, printed_words

ROWS = yaml.safe_load(Path("tests/data/rules/inflections.yaml").read_text(encoding="utf-8"))
VERBS = yaml.safe_load(Path("tests/data/rules/conjugations.yaml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "fr", "ar")


def _meets(slot: Slot, language: str | None, printed: str) -> bool:
    vocabulary = Vocabulary(LANGUAGES)
    number = vocabulary.number(slot)
    memo = vocabulary.memo(language)
    return any(number in memo[word] for word in printed_words(printed))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']}-{row['rule']}")
def test_plain_words_meet_their_inflections_and_no_others(row):
    """Each word of the table meets all forms listed with it, and none of the look-alikes."""
    slot = Slot(row["rule"], Manner.WIDENED)
    met = [word for word in row["meets"] if _meets(slot, row["language"], word)]
    assert met == row["meets"]
    assert [word for word in row["passes"] if _meets(slot, row["language"], word)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']}-{row['rule']}")
def test_articles_of_unknown_language_are_met_too(row):
    """Without a language both English and French inflections apply, and Arabic by script."""
    slot = Slot(row["rule"], Manner.WIDENED)
    if row["rule"] != "communique":  # a final é is an accent in English, a form in French
        assert all(_meets(slot, None, word) for word in row["meets"])


def test_a_list_section_meets_only_articles_of_its_language():
    """The French section of a list is silent in English, and speaks where the language is open."""
    slot = Slot("arme", Manner.WIDENED, "fr")
    assert _meets(slot, "fr", "armes")
    assert _meets(slot, "fr-BE", "armes")
    assert not _meets(slot, "en", "armes")
    assert _meets(slot, None, "armes")
    assert _meets(slot, "de", "armes")


def test_arabic_words_are_widened_in_articles_of_any_language():
    """Arabic letters call for Arabic rules whatever the article says it is written in."""
    assert _meets(Slot("سلاح", Manner.WIDENED), "en", "وأسلحة")


@pytest.mark.parametrize(
    ("rule", "manner", "meets", "passes"),
    [
        ("US", Manner.EXACT, ["US", "U.S."], ["us", "Us"]),
        ("Élysée", Manner.EXACT, ["Élysée", unicodedata.normalize("NFD", "Élysée")], ["Elysée"]),
        ("سلاح", Manner.EXACT, ["سلاح"], ["السلاح", "أسلحة"]),
        ("missil*", Manner.WILD, ["missile", "MISSILES", "missilière"], ["miss", "amissile"]),
        ("euro*gruppe", Manner.WILD, ["Eurogruppe", "Euro-x", "eurobundgruppe"][::2], ["euro"]),
        ("صاروخ*", Manner.WILD, ["صاروخية", "الصاروخي"], ["صواريخ"]),
        ("weapon", Manner.PLAIN, ["Weapon"], ["weapons"]),
    ],
)
def test_other_manners_of_matching(rule, manner, meets, passes):
    """Exact words keep case and accents, wildcards take any ending, plain ones no inflection."""
    slot = Slot(rule, manner)
    assert [word for word in meets if _meets(slot, "en", word)] == meets
    assert [word for word in passes if _meets(slot, "en", word)] == []


def test_a_french_capital_may_lack_the_accent_of_a_beginning():
    """The press prints Election for Élection; only the first letter, only in French."""
    slot = Slot("élec*", Manner.WILD)
    assert _meets(slot, "fr", "Elections")
    assert not _meets(slot, "fr", "elections")
    assert not _meets(slot, "en", "Elections")
    assert not _meets(Slot("État", Manner.EXACT), "fr", "Etat")


def test_english_irregular_bases_have_no_regular_past():
    """Sell gives sold, never selled."""
    assert inflect_en.forms("sell") == {"sell", "sells", "sold", "selling"}


@pytest.mark.parametrize("infinitive", VERBS)
def test_french_verbs_are_met_in_every_simple_tense(infinitive):
    """All persons of all simple tenses, and the participles in gender and number."""
    forms = inflect_fr.forms(infinitive)
    missed = {
        tense: [form for form in row.split() if form not in forms]
        for tense, row in VERBS[infinitive].items()
    }
    assert {tense: row for tense, row in missed.items() if row} == {}


def test_small_words_stay_alone():
    """Function words have no forms, or every article would match."""
    assert inflect_en.forms("the") == {"the"}
    assert inflect_fr.forms("une") == {"une"}


@given(st.text(alphabet="abcdeiloprstuyéèç", min_size=1, max_size=14))
def test_widening_keeps_the_word_itself(word):
    """Whatever is typed, the word as typed is among its forms."""
    assert word in inflect_en.forms(word)
    assert word in inflect_fr.forms(word)


_ENDINGS = """
 e ee ie y ay ey s ss x ed ing ise ised ization isation man men o ch our or er ness ity ism
 é ée ite ité cer ger yer eler eter ier er ir oir re ndre indre tir rir uire aire teur eur eux if al
 el il ien éen ais ois ain in ant ent mand gnol tenir venir cevoir voir crire battre naître
"""
ENDINGS = ["", *_ENDINGS.split()]


@pytest.mark.parametrize("language", ["en", "fr"])
@given(
    begun=st.sampled_from(["colour", "defence", "go", "man", "aller", ""])
    | st.text("abcdeiloprstuyéèç", max_size=7),
    ending=st.sampled_from(ENDINGS),
)
def test_all_forms_begin_as_their_word_is_filed(language, begun, ending):
    """A word is filed without making its forms: by letters that each of them does begin with."""
    word = begun + ending
    shared = bare(beginning(word, (language,)))
    assert all(bare(form).startswith(shared) for form in latin_forms(word, (language,)))


@given(st.text(alphabet="ابتسلمحوةيكفنرهء", min_size=1, max_size=10))
def test_all_arabic_bodies_begin_as_their_word_is_filed(word):
    """The same for what stands free and what stands before a pronoun."""
    made = bodies(word)
    assert all(body.startswith(inflect_ar.beginning(word)) for body in made.free | made.bound)


@given(st.text(alphabet="ابتسلمحوةيكفنره", min_size=1, max_size=10))
def test_arabic_strips_never_invent_letters(word):
    """Every body that is read out of a word is a piece of that word."""
    assert all(body in word for body, _ in strips(word))
    assert word in bodies(word).free
