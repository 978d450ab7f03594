"""`topics:` what is looked for, its conditions, and examples that prove them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.rulebook import Priority, Topic
from rules import fields
from rules.located import Located, TopicRules
from rules.nodes import Mapping, Node, Scalar
from rules.schema import (
    Key,
    Notes,
    Reading,
    Section,
    empty,
    items,
    located,
    mapping,
    place,
    scalar,
    several,
    shape,
)

Weighed = tuple[tuple[Located, float], ...]
A_CONDITION = "a condition"
AN_EXAMPLE = "an example sentence"
CONDITIONS = "a condition in quotes, or a list of them"
_title = fields.one_line(120)
_weight = scalar(fields.number, "a number")


def _titles(node: Node, notes: Notes) -> dict[str, str] | None:
    """One title for every language, or a title each."""
    if not isinstance(node, Mapping):
        text = scalar(_title, "a title")(node, notes)
        return None if text is None else {"en": text}
    titles = {}
    for code, value in node.pairs:
        language = scalar(fields.language, "a language code")(code, notes)
        text = scalar(_title, "a title")(value, notes)
        if language is not None and text is not None:
            titles[language] = text
    return titles


def _weighed(node: Node, notes: Notes) -> Weighed | None:
    """Conditions with their weights: “'condition': 2” lines, with or without dashes."""
    weighed = []
    for condition, value in _pairs(node, notes):
        text, weight = place(condition, A_CONDITION, notes), _weight(value, notes)
        if text is not None and weight is not None:
            weighed.append((text, weight))
    return tuple(weighed)


def _pairs(node: Node, notes: Notes) -> Iterator[tuple[Scalar, Node]]:
    for item in items(node):
        if isinstance(item, Mapping):
            yield from item.pairs
        else:
            hint = "write it as '\"arms deal\"': 2"
            notes.wrong(item, f"{shape(item)} stands where “condition: weight” is wanted", hint)


TITLE: Key[dict[str, str]] = Key(
    "title",
    _titles,
    {},
    "a title, or one for each language: {en: …, fr: …, ar: …}",
    "What people read in alerts; the topic's name stands in where there is none.",
    "the topic's name",
)
PRIORITY: Key[Priority] = Key(
    "priority",
    scalar(fields.priority, "low, normal, high or urgent"),
    Priority.NORMAL,
    "low, normal, high or urgent",
    "How loudly its alerts arrive: low without a sound, urgent through mutes and quiet hours.",
    "normal",
)
ANY: Key[tuple[Located, ...]] = Key(
    "any",
    located(A_CONDITION),
    (),
    CONDITIONS,
    "An article is found when at least one of these conditions holds.",
    "none",
)
ALL: Key[tuple[Located, ...]] = Key(
    "all",
    located(A_CONDITION),
    (),
    CONDITIONS,
    "Each of these conditions must hold as well.",
    "none",
)
NONE: Key[tuple[Located, ...]] = Key(
    "none",
    located(A_CONDITION),
    (),
    CONDITIONS,
    "None of these conditions may hold.",
    "none",
)
SCORE: Key[Weighed] = Key(
    "score",
    _weighed,
    (),
    "lines of “condition: weight”",
    "Conditions with weights; the article is found when their sum reaches `threshold`.",
    "none",
)
THRESHOLD: Key[float | None] = Key(
    "threshold",
    scalar(fields.number, "a number"),
    None,
    "a number",
    "The sum that `score` must reach.",
    "none",
)
EXAMPLES: Key[Mapping | None] = Key(
    "examples",
    lambda node, notes: mapping(node, "`examples`", notes),
    None,
    "`match` and `not`, each a list of sentences",
    "Sentences the topic must find (`match`) and must not find (`not`). They run whenever "
    "the file is loaded; a topic that fails its own example is a mistake.",
    "none",
)
LANGUAGES: Key[tuple[str, ...]] = Key(
    "languages",
    several(fields.language, "en"),
    (),
    "a list of language codes, such as [en, fr]",
    "Only articles in these languages are looked at.",
    "all",
)
SOURCES: Key[tuple[str, ...]] = Key(
    "sources",
    several(str.strip, "a source's name"),
    (),
    "a list of names of sources",
    "Only articles from these sources are looked at.",
    "all",
)
TAGS: Key[tuple[str, ...]] = Key(
    "tags",
    several(fields.tag, "a tag"),
    (),
    "a list of tags of sources",
    "Only articles from sources with one of these tags are looked at.",
    "all",
)
SECTION = Section(
    "a topic",
    (
        TITLE,
        PRIORITY,
        ANY,
        ALL,
        NONE,
        SCORE,
        THRESHOLD,
        EXAMPLES,
        LANGUAGES,
        SOURCES,
        TAGS,
    ),
)
LONGEST_EXAMPLE = 10_000  # characters


def _sentences(node: Node, notes: Notes) -> tuple[Located, ...] | None:
    """A reader of examples, each at most a long article."""
    for item in items(node):
        if isinstance(item, Scalar) and len(item.text) > LONGEST_EXAMPLE:
            message = f"this example has {len(item.text):,} characters, 10,000 are allowed"
            notes.wrong(item, message, "a sentence or two are enough")
            return None
    return located(AN_EXAMPLE)(node, notes)


MATCH: Key[tuple[Located, ...]] = Key(
    "match",
    _sentences,
    (),
    "a list of sentences",
    "Sentences in which the topic must be found.",
    "none",
)
NOT: Key[tuple[Located, ...]] = Key(
    "not",
    _sentences,
    (),
    "a list of sentences",
    "Sentences in which it must not be found.",
    "none",
)
EXAMPLES_SECTION = Section("`examples`", (MATCH, NOT))
_name = scalar(fields.name(64), "a name")


@dataclass(frozen=True, slots=True)
class ReadTopic:
    """A topic as people name it, what it asks, and where its references stand."""

    topic: Topic
    rules: TopicRules
    name: Scalar
    sources: Node | None  # None: left out
    tags: Node | None


def read(node: Mapping, notes: Notes) -> dict[str, ReadTopic]:
    """The section `topics`, by name and in file order."""
    topics = {}
    for name, value in node.pairs:
        _name(name, notes)
        if empty(value):
            hint = "write its conditions under it: any: ['…']"
            notes.wrong(name, f"the topic “{name.text}” is empty", hint)
        elif (inner := mapping(value, "a topic", notes)) is not None:
            topics[name.text] = _topic(name, inner, notes)
    return topics


def _topic(name: Scalar, node: Mapping, notes: Notes) -> ReadTopic:
    before = len(notes.problems)
    reading = Reading(SECTION, node, notes)
    _conditions(name, reading, notes)
    match, against = _examples(reading, notes)
    if len(notes.problems) > before:  # a crippled topic would fail its examples, too
        match = against = ()
    rules = TopicRules(
        name=name.text,
        line=name.line,
        any=reading[ANY],
        all=reading[ALL],
        none=reading[NONE],
        examples_match=match,
        examples_not=against,
        languages=reading[LANGUAGES],
        sources=reading[SOURCES],
        tags=reading[TAGS],
        score=reading[SCORE],
        threshold=reading[THRESHOLD],
    )
    topic = Topic(
        name.text, reading[TITLE], reading[PRIORITY], reading[TAGS], name.line, _parts(reading)
    )
    sources = reading.value_at(SOURCES) if SOURCES in reading else None
    tags = reading.value_at(TAGS) if TAGS in reading else None
    return ReadTopic(topic, rules, name, sources, tags)


def _parts(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The keys of a topic as written, those left out left out."""
    match, against = _examples(reading, Notes())
    threshold = reading[THRESHOLD]
    parts = {
        "any": _texts(reading[ANY]),
        "all": _texts(reading[ALL]),
        "none": _texts(reading[NONE]),
        "score": tuple(f"{one.text}: {weight:g}" for one, weight in reading[SCORE]),
        "threshold": () if threshold is None else (f"{threshold:g}",),
        "languages": reading[LANGUAGES],
        "sources": reading[SOURCES],
        "tags": reading[TAGS],
        "examples": (*_texts(match), *(f"not {text}" for text in _texts(against))),
    }
    return {name: texts for name, texts in parts.items() if texts}


def _texts(several: tuple[Located, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in several)


def _examples(reading: Reading, notes: Notes) -> tuple[tuple[Located, ...], tuple[Located, ...]]:
    node = reading[EXAMPLES]
    if node is None:
        return (), ()
    examples = Reading(EXAMPLES_SECTION, node, notes)
    return examples[MATCH], examples[NOT]


def _conditions(name: Scalar, reading: Reading, notes: Notes) -> None:
    """A topic needs something to look for, and a sum it can reach."""
    if not any(key in reading for key in (ANY, ALL, SCORE)):
        hint = "add any: with what must not be missed" if NONE in reading else "add any: ['…']"
        notes.wrong(name, f"the topic “{name.text}” has no conditions", hint)
    if SCORE in reading and THRESHOLD not in reading:
        hint = "add the line “threshold: 2” with the sum it must reach"
        notes.wrong(reading.name_at(SCORE), "“score” needs “threshold”", hint)
    if THRESHOLD in reading:
        _threshold(reading, notes)


def _threshold(reading: Reading, notes: Notes) -> None:
    at, threshold = reading.value_at(THRESHOLD), reading[THRESHOLD]
    if SCORE not in reading:
        notes.wrong(at, "“threshold” says nothing without “score”", "add “score”, or delete it")
    elif threshold is not None and threshold <= 0:
        notes.wrong(at, "every article reaches a threshold of 0 or less", "write a sum above 0")
    elif threshold is not None and reading[SCORE]:
        _reachable(at, threshold, reading, notes)


def _reachable(at: Node, threshold: float, reading: Reading, notes: Notes) -> None:
    most = sum(weight for _, weight in reading[SCORE] if weight > 0)
    if most < threshold:
        message = f"the weights of “score” add up to {most:g} at most, less than the threshold"
        notes.wrong(at, message, f"lower it to {most:g} or below, or add conditions")
