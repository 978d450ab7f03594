"""`lists` and `terms`, as a person looks at what the rules really match."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import main

RULES = """\
settings: {languages: [en, fr, ar]}
lists:
  weapons:
    en: [missile, "fighter jet", =HIMARS]
    fr: [missile, arme]
    ar: [صاروخ]
    all: [drone*]
topics:
  arms:
    title: Arms deals
    any: ['{weapons} NEAR/8 (organise OR تسليم)', '/F-?16/ AND stem:negotiate', '={weapons}']
sources: [https://post.example/feed]
chats: [1]
"""


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run a command on the rules above: its exit code, output and complaints."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--rules", str(rules)])
        return code, *capsys.readouterr()

    return run


def test_lists_counts_own_and_built_in_ones(ask):
    """A row a list, with how many words it has in each language and where it stands."""
    code, shown, _ = ask("lists")
    assert code == 0
    row = next(line for line in shown.splitlines() if "{weapons}" in line)
    assert row.split()[1:5] == ["3", "2", "1", "1"]
    assert "rules.yaml line 3" in row
    assert "{countries}" in shown
    assert "{leaders:foreign}" in shown


def test_lists_as_json(ask):
    """One line a list."""
    _, shown, _ = ask("lists", "--json")
    rows = [json.loads(line) for line in shown.splitlines()]
    own = {"name": "weapons", "built_in": False, "words": {"en": 3, "fr": 2, "ar": 1, "all": 1}}
    assert own in rows
    assert all(row["words"] for row in rows)


@pytest.mark.parametrize("words", [["show", "weapons"], ["weapons"], ["show", "{weapons}"]])
def test_one_list_is_shown_by_language(ask, words):
    """However it is asked for: its words as they were typed."""
    code, shown, _ = ask("lists", *words)
    assert code == 0
    assert "missile, fighter jet, =HIMARS" in shown
    assert "Arabic  1" in shown


def test_a_country_is_shown_with_names_demonyms_and_capitals(ask):
    """Three languages beside each other, without the spellings that only differ in capitals."""
    _, shown, _ = ask("lists", "show", "country:KP")
    assert "North Korea" in shown
    assert "nord-coréen" in shown
    assert "بيونغ يانغ" in shown
    assert "NORTH KOREA" not in shown
    assert shown.index("names") < shown.index("demonyms") < shown.index("capitals")


def test_one_list_as_json(ask):
    """Terms by language, as an editor would type them."""
    _, shown, _ = ask("lists", "show", "country:KP", "--json")
    terms = json.loads(shown)["terms"]
    assert set(terms) == {"en", "fr", "ar"}
    assert "=DPRK" in terms["en"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show"], "Say which list"),
        (["show", "weapon"], "did you mean {weapons}?"),
        (["show", "country:UK"], "{country:GB}"),
    ],
)
def test_a_list_that_is_not_there(ask, words, says):
    """One sentence, with the name that is near."""
    code, shown, said = ask("lists", *words)
    assert code != 0
    assert shown == ""
    assert says in said


def test_terms_show_what_matches_in_each_language(ask):
    """The forms of each word, in the language's own inflection; expressions and stems as such."""
    code, shown, _ = ask("terms", "arms deals", "--json")
    assert code == 0
    rows = json.loads(shown)["languages"]
    english = {row["term"]: row["matches"] for row in rows["en"]}
    assert english["missile"] == [["missile", "missiled", "missiles", "missiling"]]
    assert "organize" in english["organise"][0]
    assert english["=HIMARS"] == [["HIMARS"]]
    assert english["drone*"] == [["drone…"]]
    assert "negoti…" in english["stem:negotiate"][0][0]
    assert "/F-?16/" in english
    assert "تسليم" not in english
    arabic = {row["term"]: row["matches"] for row in rows["ar"]}
    assert "صواريخ" in arabic["صاروخ"][0]
    assert "missile" not in arabic


def test_terms_as_a_person_reads_them(ask):
    """A heading a language, a table a list, and what Arabic words may carry."""
    code, shown, _ = ask("terms", "arms")
    assert code == 0
    assert shown.index("English") < shown.index("French") < shown.index("Arabic")
    assert "{weapons}" in shown
    assert "={weapons}" in shown
    assert "fighter, fighters" in shown
    assert "و ف ب ك ل ال س" in shown


@pytest.mark.parametrize("language", ["fr", "French"])
def test_terms_of_one_language(ask, language):
    """Only what articles in it are asked for."""
    _, shown, _ = ask("terms", "arms", "--language", language)
    assert "armes" in shown
    assert "English" not in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["armz"], "did you mean arms?"),
        (["arms", "--language", "xx"], "no language xx"),
    ],
)
def test_terms_of_what_is_not_there(ask, arguments, says):
    """One sentence that helps."""
    code, _, said = ask("terms", *arguments)
    assert code != 0
    assert says in said
