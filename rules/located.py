"""The seam of the room: texts with their places, as rules.yaml gives them to the language.

The loader makes these from YAML nodes; `rules.compile.compile_rules` makes a matcher of
them. Nothing here knows YAML, nothing beyond knows conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_PROBLEMS = 200  # a file with more mistakes is not read on


@dataclass(frozen=True, slots=True)
class Located:
    """A text and where it stands in rules.yaml.

    `line` and `column` count from 1 and name the scalar's first content character, that
    is the one after the opening quote of a quoted scalar.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class WordList:
    """A named word list. `sections` maps a language to its terms; "" is every language."""

    name: str
    line: int
    column: int
    sections: Mapping[str, tuple[Located, ...]]


@dataclass(frozen=True, slots=True)
class TopicRules:
    """What a topic asks of an article, still as text.

    `languages`, `sources` and `tags` are the gates judged first; empty lets all through.
    `score` weighs conditions; the topic holds when their sum reaches `threshold`.
    """

    name: str
    line: int
    any: tuple[Located, ...]
    all: tuple[Located, ...]
    none: tuple[Located, ...]
    examples_match: tuple[Located, ...]
    examples_not: tuple[Located, ...]
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    score: tuple[tuple[Located, float], ...] = ()
    threshold: float | None = None
