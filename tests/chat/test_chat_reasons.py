"""Why the rules find an article, in the chat's language: nothing is left in English."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml

from chat.reasons import worded
from chat.wording.reasons import PHRASES
from model.article import Article, Match
from model.reason import Reason, counted
from rules.explain import explain
from rules.load import load
from store import codec

ROOT = Path(__file__).parents[2]
DATA = yaml.safe_load((ROOT / "tests/data/rules/explanations.yaml").read_text(encoding="utf-8"))
BOOK = load(DATA["rules"].encode()).rulebook
SPEAKERS = [ROOT / "model/reason.py", *sorted((ROOT / "rules").rglob("*.py"))]
RULE = Reason("“{text}” ({origin}:{line})", text="drone NEAR/3 gift", origin="r.yaml", line=7)
FAR = Reason(
    "closest {count} apart, {allowed} allowed: {pair}",
    count=counted(12),
    allowed=3,
    pair=Reason(
        '"{words}" … {told}',
        words="drones",
        told=Reason('"{words}" {where}', words="gift", where=Reason("in the text")),
    ),
)
MISSED = Reason("its condition does not hold: {rule}: {why}", rule=RULE, why=FAR)
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))


@cache
def constants(*, called: bool) -> set[str]:
    """The texts in the files that give reasons: all of them, or those handed to Reason itself."""
    nodes = [node for file in SPEAKERS for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    if called:
        calls = [one for one in nodes if isinstance(one, ast.Call)]
        nodes = [one.args[0] for one in calls if one.args and _names(one.func) == "Reason"]
    return {str(one.value) for one in nodes if isinstance(one, ast.Constant)}


def _names(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def within(reason: str | int) -> Iterator[Reason]:
    """A reason and all those that it is made of."""
    if isinstance(reason, Reason):
        yield reason
        for part in reason.parts.values():
            yield from within(part)


def blanks(template: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("english", PHRASES)
def test_each_has_the_blanks_of_the_english(english):
    """In both languages, and the English is said somewhere."""
    assert all(blanks(other) == blanks(english) for other in PHRASES[english])
    assert english in constants(called=False)


def test_whatever_is_said_has_its_words():
    """Wherever a reason is made of a text of its own."""
    assert constants(called=True) <= set(PHRASES)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_no_explanation_is_left_in_english(case):
    """Every sentence of the explanations, to its last part, and what an alert keeps."""
    article = Article(
        "a",
        "https://meridian-post.example/a",
        case.get("title", ""),
        case["text"],
        language=case.get("language", "en"),
        source=case.get("source", ""),
        tags=tuple(case.get("tags", ())),
    )
    told = explain(BOOK.matcher, BOOK.topics[case["topic"]], article)
    kept = [told.match.why] if told.match else []
    for reason in (told.sentence, *kept):
        parts = list(within(reason))
        assert parts
        assert {one.template for one in parts} <= set(PHRASES)
        assert worded(reason, "en") == reason
        assert worded(reason, "fr") != reason != worded(reason, "ar")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            """its condition does not hold: “drone NEAR/3 gift” (r.yaml:7): closest 12 words \
apart, 3 allowed: "drones" … "gift" in the text""",
        ),
        (
            "fr",
            """sa condition n’est pas remplie : « drone NEAR/3 gift » (r.yaml:7) : au plus près \
à 12 mots, 3 permis : « drones » … « gift » dans le texte""",
        ),
        (
            "ar",
            """لم يتحقق شرطه: «drone NEAR/3 gift» (r.yaml:7): أقرب مسافة: 12 من الكلمات، \
والمسموح 3: «drones» … «gift» في النص""",
        ),
    ],
)
def test_a_whole_sentence(language, sentence):
    """With the words of rules and article as they are."""
    assert worded(MISSED, language).translate(_INVISIBLE) == sentence


def test_what_was_kept_in_english_stays():
    """Alerts of before, and reasons that were cut."""
    assert worded("“drones” in the text", "fr") == "“drones” in the text"
    assert worded(Reason("of a version to come"), "ar") == "of a version to come"


@pytest.mark.parametrize(
    "again",
    [
        copy.deepcopy,
        lambda reason: pickle.loads(pickle.dumps(reason)),  # noqa: S301 # our own
        lambda reason: codec.match_of(codec.match_text(Match("t", 1, "", why=reason))).why,
    ],
    ids=["copied", "sent to a process", "kept"],
)
def test_it_survives(again):
    """Its parts too."""
    assert again(MISSED) == MISSED
    assert worded(again(MISSED), "fr") == worded(MISSED, "fr")


@pytest.mark.parametrize(
    "kept", ['["{a}", {}]', '["{a}", 3]', '["{", {}]', "[1]", '["{a.b}", {"a": 1}]']
)
def test_a_damaged_one_is_refused(kept):
    """As any other stored text is."""
    with pytest.raises(ValueError, match=r".+"):
        codec.match_of(f'{{"v": 1, "topic": "t", "score": 1, "excerpt": "", "why": {kept}}}')
