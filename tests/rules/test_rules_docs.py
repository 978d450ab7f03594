"""docs/rules.md says nothing that the program does not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from model.article import Article
from rules.compile import compile_rules
from rules.examples import guess_language
from rules.lexemes import OPERATORS
from rules.located import Located, TopicRules, WordList
from rules.tree import SCOPES

PAGE = Path("docs/rules.md").read_text(encoding="utf-8")
BOOK = yaml.safe_load(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL).group(1))
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def located(texts) -> tuple[Located, ...]:
    """Texts with places, which are no matter here."""
    return tuple(Located(text, 1, 1) for text in texts)


LISTS = {
    name: WordList(name, 1, 1, {language: located(terms) for language, terms in sections.items()})
    for name, sections in BOOK["lists"].items()
}


def _compiled(**parts):
    empty = dict.fromkeys(
        ("any", "all", "none", "examples_match", "examples_not", "languages", "sources", "tags"), ()
    )
    rules = TopicRules(name="t", line=1, **{**empty, **parts})
    return compile_rules([rules], LISTS, ("en", "fr", "ar"))


@pytest.mark.parametrize(("condition", "finds", "leaves"), ROWS)
def test_every_example_holds(condition, finds, leaves):
    """Each row of each table: the condition finds the first text and leaves the second alone."""
    matcher, problems = _compiled(any=located([condition]))
    assert problems == ()
    for text, expected in ((finds, 1), (leaves, 0)):
        article = Article("1", "", "", text, language=guess_language(text))
        assert len(matcher.match(article)) == expected, text


def test_the_first_page_is_a_working_topic():
    """The YAML at the top compiles, and its examples come out as it says."""
    topic = BOOK["topics"]["arms-transfers"]
    _, problems = _compiled(
        any=located(topic["any"]),
        none=located(topic["none"]),
        examples_match=located(topic["examples"]["match"]),
        examples_not=located(topic["examples"]["not"]),
    )
    assert problems == ()


def test_nothing_of_the_language_is_missing():
    """Each operator has a row of its own, each field is named."""
    conditions = " ".join(row[0] for row in ROWS)
    assert [name for name in OPERATORS if name not in conditions] == []
    assert [name for name in SCOPES if f"`{name}:`" not in PAGE] == []
