"""Named word lists: sections, lists of lists, and what is wrong with them."""

from __future__ import annotations

import pytest

from model.article import Article
from rules.compile import compile_rules
from rules.lists import MAX_DEPTH, MAX_TERMS, resolve
from rules.located import Located, TopicRules, WordList
from rules.tree import Term


def word_list(name: str, line: int = 1, **sections: list[str]) -> WordList:
    """A list whose entries stand one a line below its name; `any` is the section for all."""
    made: dict[str, tuple[Located, ...]] = {}
    at = line
    for section, texts in sections.items():
        rows = []
        for text in texts:
            at += 1
            rows.append(Located(text, at, 7))
        made["" if section == "any" else section] = tuple(rows)
    return WordList(name, line, 3, made)


def book(*lists: WordList) -> dict[str, WordList]:
    """Lists by name."""
    return {one.name: one for one in lists}


def faults(*lists: WordList) -> list[tuple[int, str]]:
    """Line and message with hint of every fault."""
    found = resolve(book(*lists)).faults
    return [(located.line, f"{fault.message}; {fault.hint}") for located, fault in found]


def terms(name: str, *lists: WordList) -> set[tuple[str, str]]:
    """(section, text) of each term of a list."""
    return {(term.section, term.text) for term in resolve(book(*lists)).terms[name]}


def test_entries_are_words_phrases_exact_words_and_beginnings():
    """Each kind of entry is read as it would be in a condition, phrases without marks too."""
    entries = ["drone", "fighter jet", '"air defence"', "=US", '="Open Door"', "missil*", "l'arme"]
    found = resolve(book(word_list("w", en=entries))).terms["w"]
    assert [(term.text, term.exact) for term in found] == [
        ("drone", False),
        ("fighter jet", False),
        ("air defence", False),
        ("US", True),
        ("Open Door", True),
        ("missil*", False),
        ("l'arme", False),
    ]


def test_a_list_in_a_list_lends_its_words():
    """A plain list takes every section; a section takes its own language and plain words."""
    guns = word_list("guns", en=["gun"], fr=["fusil"], any=["AK-47"])
    every = word_list("every", any=["{guns}"])
    french = word_list("french", fr=["{guns}", "char"])
    assert terms("every", guns, every) == {("en", "gun"), ("fr", "fusil"), ("", "AK-47")}
    assert terms("french", guns, french) == {("fr", "fusil"), ("fr", "AK-47"), ("fr", "char")}


def test_lists_that_hold_themselves_are_refused():
    """The way round is spelled out, at the entry that closes it."""
    found = faults(word_list("a", any=["{b}"]), word_list("b", 10, any=["x", "{a}"]))
    assert found[0] == (12, "the list a holds itself: a → b → a; take one of them out")


def test_unknown_lists_get_a_suggestion():
    """A misspelt name is answered with the one that is near."""
    lists = (word_list("weapons", en=["gun"]), word_list("all", 5, any=["{weapon}"]))
    assert faults(*lists) == [(6, "there is no list {weapon}; did you mean {weapons}?")]


@pytest.mark.parametrize("bottom_up", [True, False])
def test_nesting_has_a_limit_whatever_the_order(bottom_up):
    """Five deep is fine, six is not, and ten thousand end in a sentence as well."""

    def chain(depth: int) -> list[WordList]:
        made = [word_list(f"l{at}", any=[f"{{l{at + 1}}}"]) for at in range(depth - 1)]
        made.append(word_list(f"l{depth - 1}", any=["x"]))
        return made[::-1] if bottom_up else made

    assert faults(*chain(MAX_DEPTH)) == []
    assert "deep" in faults(*chain(MAX_DEPTH + 1))[0][1]
    assert "deep" in faults(*chain(10_000))[0][1]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("a AND b", "no operators"),
        ("a, b", "AND or OR"),
        ("", "empty"),
        ("big mis*", "* does not work"),
        ("title:a", "no operators"),
        ("{country:XX}", "ISO 3166"),
        ("/arms/", "no operators"),
        ("=arm*", "do not go together"),
        ("stem:arm*", "do not go together"),
        ('"a', "never closed"),
    ],
)
def test_faulty_entries_are_refused(entry, says):
    """An entry is no condition; the complaint stands at its line."""
    ((line, message),) = faults(word_list("w", 3, en=["ok", entry]))
    assert line == 5
    assert says in message


def test_a_list_may_not_grow_without_bounds():
    """Words beyond the limit are a problem, at the list."""
    big = word_list("big", any=[f"w{number}" for number in range(MAX_TERMS + 1)])
    assert "more than 20,000 words" in faults(big)[0][1]


def test_equal_terms_count_once():
    """The same word in two lists is one term."""
    both = word_list("both", any=["{a}", "{a}", "x"])
    found = resolve(book(word_list("a", any=["x", "y"]), both)).terms["both"]
    assert [term for term in found if term.text == "x"] == [Term("x", 0, 1)]


def test_sections_are_asked_by_the_language_of_the_article():
    """French words of a list are silent in English articles, and speak where it is unknown."""
    rules = TopicRules("t", 1, (Located("{w}", 1, 1),), (), (), (), (), (), (), ())
    lists = book(word_list("w", en=["pain"], fr=["pain", "four"], any=["zu"]))
    matcher, problems = compile_rules([rules], lists, ("en", "fr"))
    assert problems == ()

    def matches(text: str, language: str | None) -> bool:
        return bool(matcher.match(Article("1", "", "", text, language=language)))

    assert not matches("Four men left.", "en")
    assert matches("Four men left.", None)
    assert matches("Fours à vendre.", "fr")
    assert matches("Four.", "de")
    assert matches("Zu.", "en")
