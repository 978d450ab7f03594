"""How much a rules file may ask for: what would take minutes or gigabytes is refused at once."""

from __future__ import annotations

import pytest

from rules import amounts
from rules.lists import MAX_IN_ALL, resolve
from rules.load import load
from rules.located import MOST_PROBLEMS, Located, WordList
from rules.suggest import MOST_GUESSED, Known

LISTS = """\
lists:
  base: [a1, a2, a3, a4, a5]
  both: ["{base}", b1, "{ both }"]
"""
TOPICS = """\
topics:
  small: {any: [ka]}
  large:
    any: ["{base} OR {both}", "/k[ab]/ AND mi"]
    none: [zu]
    examples: {match: [ka b1 zo, mi a1], not: [bo]}
sources: [https://meridian-post.example/feed.xml]
"""
TEXT = LISTS.replace(', "{ both }"', "") + TOPICS


@pytest.mark.parametrize(
    ("bound", "enough", "says"),
    [
        ("MOST_CONDITIONS", 4, "conditions"),
        ("MOST_CHARACTERS", 34, "characters of conditions"),
        ("MOST_EXPRESSIONS", 1, "/regular expressions/"),
        ("MOST_LISTED", 12, "words in the {lists} of conditions"),
        ("MOST_TRIALS", 3 * (3 + amounts.PER_EXAMPLE), "trials of an example on a condition"),
    ],
)
def test_each_bound_is_told_where_it_is_passed(monkeypatch, bound, enough, says):
    """Just enough is read; one less, and the topic that goes beyond is named."""
    monkeypatch.setattr(amounts, bound, enough)
    assert load(TEXT.encode()).rulebook is not None
    monkeypatch.setattr(amounts, bound, enough - 1)
    (problem,) = load(TEXT.encode()).problems
    assert f"more than {enough - 1:,} {says}" in problem.message
    assert (problem.line, problem.hint != "") == (6, True)


def test_slashes_of_distances_are_no_expressions(monkeypatch):
    """NEAR/8 and 24/7 count as what they are."""
    monkeypatch.setattr(amounts, "MOST_EXPRESSIONS", 0)
    text = TOPICS.replace("{base} OR {both}", "ka NEAR/8 (bo ONEAR/3 24/7)")
    assert load(text.replace('"/k[ab]/ AND mi"', "mi").replace("ka b1 zo", "ka bo 24/7").encode())


def test_lists_that_hold_themselves_have_a_size():
    """Counting ends where a list comes round to itself; the loader names the circle."""
    (problem,) = load((LISTS + TOPICS).encode()).problems
    assert "the list both holds itself" in problem.message


def test_words_written_into_lists_are_bounded(monkeypatch):
    """All lists together."""
    monkeypatch.setattr("rules.sections.lists.MOST_WORDS", 5)
    (problem,) = load(TEXT.encode()).problems
    assert (problem.line, problem.message) == (
        3,
        "up to this list there are more than 5 words in lists",
    )


def test_lists_in_lists_are_not_multiplied_without_end():
    """Five thousand lists that each name a long one are made to a bound, and told once."""
    base = WordList("base", 1, 1, {"": tuple(Located(f"w{n}", 1, 1) for n in range(9_000))})
    fan = [WordList(f"l{n}", n, 1, {"": (Located("{base}", n, 9),)}) for n in range(2, 5_000)]
    resolved = resolve({one.name: one for one in [base, *fan]})
    assert sum(len(resolved.terms[name]) for name in resolved.terms) == MAX_IN_ALL
    ((_, fault),) = resolved.faults
    assert f"{MAX_IN_ALL:,} words" in fault.message


def test_guesses_come_to_an_end():
    """Of ten thousand unknown names the first few are compared with all that are known."""
    known = Known(["meridian", "harbour"])
    guesses = [known.closest("meridien") for _ in range(10_000)]
    assert guesses.count("meridian") == MOST_GUESSED
    assert guesses[:MOST_GUESSED] == ["meridian"] * MOST_GUESSED


def test_a_novel_is_no_example():
    """An example is at most as long as a long article."""
    text = TEXT.replace("[bo]", f"['{'bo ' * 5_000}']")
    (problem,) = load(text.encode()).problems
    assert "15,000 characters" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "topics: {t: {any: [" + "word other, " * 5_000 + "]}}",
        "topics: {t: {any: [drone], examples: {match: [" + "A plane., " * 5_000 + "]}}}",
        "chats: [" + "{timezone: Nowhere}, " * 5_000 + "]",
    ],
    ids=["conditions", "examples", "values"],
)
def test_a_file_full_of_mistakes_is_not_read_to_its_end(text):
    """Two hundred problems are enough, whatever finds them."""
    assert len(load(text.encode()).problems) == MOST_PROBLEMS


def test_a_long_selector_is_refused():
    """Reading a selector costs by its length, and every source may have one."""
    text = "topics: {t: {any: [drone]}}\nsources: [{url: 'https://a.example/', links: 'main %s'}]"
    assert load((text % "h2").encode()).rulebook is not None
    (problem,) = load((text % ("h2 " * 100)).encode()).problems
    assert "too long" in problem.message
