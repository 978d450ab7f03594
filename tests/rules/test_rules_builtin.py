"""The built-in lists: countries, capitals and titles of office, in three languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from model.article import Article
from rules import builtin, countries, leaders
from rules.compile import compile_rules
from rules.lists import resolve, unknown_list
from rules.located import Located, TopicRules, WordList

ROWS = yaml.safe_load(Path("tests/data/rules/countries.yaml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "fr", "ar")


@cache
def matcher(condition: str):
    """The matcher of one condition; {places} is a list of lists with built-in ones in it."""
    rules = TopicRules("t", 1, (Located(condition, 1, 1),), (), (), (), (), (), (), ())
    entries = (Located("{country:KP}", 2, 1), Located("{capitals}", 3, 1))
    lists = {"places": WordList("places", 1, 1, {"": entries})}
    made, problems = compile_rules([rules], lists, LANGUAGES)
    assert problems == ()
    return made


def holds(condition: str, text: str, language: str | None) -> bool:
    """Whether a condition holds in a text of a language."""
    return bool(matcher(condition).match(Article("1", "", "", text, language=language)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['list']}-{row['language']}")
def test_lists_find_names_and_no_look_alikes(row):
    """Each row: texts in which the list is found, and texts in which it is not."""
    condition = f"{{{row['list']}}}"
    missed = [text for text in row["finds"] if not holds(condition, text, row["language"])]
    wrong = [text for text in row["leaves"] if holds(condition, text, row["language"])]
    assert (missed, wrong) == ([], [])


def test_every_state_has_all_its_names():
    """Names and capitals in three languages for each; demonyms in English and French."""
    assert len(countries.states()) >= 195
    lacking = [
        (code, language)
        for code in countries.states()
        for language in LANGUAGES
        if not countries.country(code, language).names
    ]
    assert lacking == []
    demonyms = [c for c in countries.states() if not countries.country(c, "fr").demonyms]
    assert demonyms == []
    capitals = [c for c in countries.states() if not countries.country(c, "ar").capitals]
    assert capitals == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_empty_or_left_with_marks(language):
    """The data file's signs never end up in a word."""
    terms = [
        *builtin.terms("countries", (language,)),
        *builtin.terms("leaders", (language,)),
    ]
    assert all(term.text.strip() == term.text and term.text for term in terms)
    assert not any(set(term.text) & set("=!;,()") for term in terms)
    assert {term.section for term in terms} == {language}


def test_other_languages_have_the_names_of_cldr():
    """A language that the data file does not know has its countries all the same."""
    texts = {term.text for term in builtin.terms("country:DE", ("es", "xx"))}
    assert "Alemania" in texts


def test_built_in_lists_stand_within_lists():
    """As in a list of places of one's own."""
    assert holds("{places}", "The DPRK fired again.", "en")
    assert holds("{places}", "Il arrive à Windhoek.", "fr")
    assert not holds("{places}", "He likes Belgium.", "en")


def test_a_list_of_ones_own_takes_precedence():
    """An editor's {leaders} means the editor's words."""
    own = {"leaders": WordList("leaders", 1, 1, {"": (Located("boss", 2, 1),)})}
    assert [term.text for term in resolve(own, LANGUAGES).terms["leaders"]] == ["boss"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("country:UK", "{country:GB}, United Kingdom"),
        ("country:North Korea", "{country:KP}"),
        ("country:Algérie", "{country:DZ}"),
        ("country:مصر", "{country:EG}"),
        ("country:XX", "ISO 3166"),
        ("country:", "ISO 3166"),
        ("leaders:foreing", "{leaders:foreign}"),
        ("countrys", "{countries}"),
        ("capital", "{capitals}"),
    ],
)
def test_unknown_names_get_a_hint(name, hint):
    """What people write instead of a code leads to the code."""
    assert hint in unknown_list(name, ["weapons"], 0, 1).hint


def test_codes_may_be_small():
    """{country:kp} is {country:KP}."""
    assert builtin.terms("country:kp", ("en",)) == builtin.terms("country:KP", ("en",))


def test_groups_of_leaders_make_up_all_leaders():
    """Each group has entries in each language, and {leaders} has them all."""
    for language in LANGUAGES:
        everyone = set(leaders.leaders("", language))
        for group in leaders.GROUPS:
            assert leaders.leaders(group, language)
            assert everyone.issuperset(leaders.leaders(group, language))
