"""How much one rules file may ask for: counted before anything is compiled.

A file of a few hundred kilobytes can name a list of 20,000 words in 20,000 conditions, or
try 20,000 examples on 20,000 conditions. What is refused here would take minutes or
gigabytes; what passes takes seconds, and about a hundred megabytes at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from model.rulebook import Problem
from rules import builtin
from rules.lexemes import MAX_LENGTH
from rules.lists import MAX_TERMS
from rules.located import Located, TopicRules, WordList

MOST_CONDITIONS = 50_000
MOST_CHARACTERS = 3_000_000  # of all conditions
MOST_EXPRESSIONS = 500  # /regular expressions/: each may take 100 kB and a millisecond
MOST_LISTED = 5_000_000  # words of the lists that conditions name, counted each time
MOST_TRIALS = 1_000_000  # an example tried on a condition
PER_EXAMPLE = 10  # trials that the reading of an example counts as

_LIST = re.compile(r"\{([^{}]*)\}")
_EXPRESSION = re.compile(r"(?:^|[\s(:])/[^\s/]")
_SECOND_BOT = "give a second bot a file of its own"
_NAME_COLUMN = 3  # topics are indented by two, as a rule


def excessive(
    topics: Sequence[TopicRules], lists: Mapping[str, WordList], languages: Sequence[str]
) -> Problem | None:
    """The first bound that a file is beyond, at the place where it gets there."""
    sizes = _Sizes(lists, languages)
    conditions = characters = expressions = listed = trials = 0
    for topic in topics:
        asked = list(_conditions(topic))
        conditions += len(asked)
        for text in (one.text[:MAX_LENGTH] for one in asked):  # a longer one is refused alone
            characters += len(text)
            expressions += len(_EXPRESSION.findall(text))
            listed += sum(map(sizes.of, _LIST.findall(text)))
        examples = len(topic.examples_match) + len(topic.examples_not)
        trials += examples * (PER_EXAMPLE + len(asked))
        for count, most, what, hint in (
            (conditions, MOST_CONDITIONS, "conditions", _SECOND_BOT),
            (characters, MOST_CHARACTERS, "characters of conditions", "use {lists}"),
            (expressions, MOST_EXPRESSIONS, "/regular expressions/", "list the words they find"),
            (listed, MOST_LISTED, "words in the {lists} of conditions", "use shorter lists"),
            (trials, MOST_TRIALS, "trials of an example on a condition", "keep a few examples"),
        ):
            if count > most:
                message = f"up to this topic there are more than {most:,} {what}"
                return Problem(topic.line, _NAME_COLUMN, message, hint, len(topic.name))
    return None


def _conditions(topic: TopicRules) -> Iterator[Located]:
    yield from (*topic.any, *topic.all, *topic.none)
    yield from (located for located, _ in topic.score)


class _Sizes:
    """About how many words a list has, the lists within it included."""

    def __init__(self, lists: Mapping[str, WordList], languages: Sequence[str]) -> None:
        self._lists = lists
        self._languages = languages
        self._known: dict[str, int] = {}

    def of(self, name: str) -> int:
        """0 where there is no such list."""
        name = name.strip()
        if name not in self._known:
            self._known[name] = 0  # should the list hold itself
            self._known[name] = min(self._counted(name), MAX_TERMS)
        return self._known[name]

    def _counted(self, name: str) -> int:
        if name not in self._lists:
            known = builtin.known(name)
            return len(builtin.terms(name, self._languages)) if known else 0
        entries = [one for some in self._lists[name].sections.values() for one in some]
        inner = (self.of(one.text.strip()[1:-1]) for one in entries if one.text[:1] == "{")
        return len(entries) + sum(inner)
