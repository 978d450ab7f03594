"""What is well written and yet hardly meant: warnings for `check`, none of which refuses a file.

Conditions that can never hold or nearly always do, that say the same as another, words that
ask nothing, a NOT that takes away what stands beside it, expressions that every article pays
for. Each stands at its place in rules.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.rulebook import Problem
from rules import tree
from rules.common_words import NAMES, common_in
from rules.compile import located_problem
from rules.implies import Implication, Key, key
from rules.languages import ISO_639_1
from rules.languages import NAMES as LANGUAGE_NAMES
from rules.lexemes import Fault
from rules.lists import read_entry, resolve
from rules.located import Located, TopicRules, WordList
from rules.syntax import parse
from rules.tree import Node, Term, children
from rules.words import printed_words

MOST_WARNINGS = 200
_LONGEST_COMMON = 24  # code points of an entry that may consist of common words


@dataclass(frozen=True, slots=True)
class _Read:
    """A parsed condition: `part` is the key of the topic it stands under."""

    part: str
    located: Located
    node: Node


class Lint:
    """The warnings of one rules file whose topics and lists are sound."""

    def __init__(self, lists: Mapping[str, WordList], languages: Sequence[str]) -> None:
        self._lists = lists
        self._languages = tuple(languages)
        self._terms = resolve(lists, languages).terms
        self._implies = Implication(self._terms)
        self._topics: dict[Key, TopicRules] = {}

    def warnings(self, topics: Sequence[TopicRules]) -> tuple[Problem, ...]:
        """At most 200 warnings, in the order of the topics, those of lists first."""
        read = [list(_conditions(topic)) for topic in topics]
        found = [*self._of_lists(self._asked_freely(one for row in read for one in row))]
        for topic, row in zip(topics, read, strict=True):
            if len(found) >= MOST_WARNINGS:
                break
            found += self._of_topic(topic, row)
        return tuple(dict.fromkeys(found))[:MOST_WARNINGS]

    # ── lists: entries that ask nothing

    def _asked_freely(self, read: Iterable[_Read]) -> set[str]:
        """The lists that stand somewhere else than in a NEAR, where any word has its use."""
        names = [name for one in read for name in _free_lists(one.node)]
        asked: set[str] = set()
        while names:
            name = names.pop()
            if name not in asked and name in self._lists:
                asked.add(name)
                names += _named_in(self._lists[name])
        return asked

    def _of_lists(self, asked: set[str]) -> Iterator[Problem]:
        for one in (self._lists[name] for name in self._lists if name in asked):
            for section, entries in one.sections.items():
                for located in entries:
                    if len(located.text) <= _LONGEST_COMMON:
                        yield from self._of_entry(located, section)

    def _of_entry(self, located: Located, section: str) -> Iterator[Problem]:
        entry = read_entry(located.text)
        if isinstance(entry, Term):
            term = Term(entry.text, entry.start, entry.end, entry.exact, section, entry.stem)
            language = common_in(term, self._languages)
            if language:
                message = _common(term, language) + ", so the list finds nearly all of them"
                yield located_problem(
                    located, Fault(0, len(located.text), message, _instead(entry))
                )

    # ── topics

    def _of_topic(self, topic: TopicRules, read: Sequence[_Read]) -> Iterator[Problem]:
        for one in read:
            yield from _located(one, self._never(one.node, topic.languages))
            yield from _located(one, self._common(one))
        yield from self._against_none(read)
        yield from _twice(read)
        yield from _expressions(read)
        yield from self._same_topic(topic, read)

    def _never(self, node: Node, languages: Sequence[str]) -> Iterator[Fault]:
        """Parts that cannot hold."""
        match node:
            case tree.And():
                yield from self._swallowed(node)
                yield from _two_languages(node)
            case tree.First():
                yield from self._too_long(node)
            case tree.Scope(name="lang"):
                yield from _languages(node, languages)
            case tree.ListRef():
                yield from self._silent(node, languages)
            case _:
                pass
        for part in children(node):
            yield from self._never(part, languages)

    def _swallowed(self, node: tree.And) -> Iterator[Fault]:
        for excluding in node.parts:
            if not isinstance(excluding, tree.Not):
                continue
            for part in node.parts:
                if isinstance(part, tree.Not):
                    continue
                if self._implies(part, excluding.part):
                    message = "this NOT takes away everything that stands beside it: never found"
                    hint = "leave it out, or make it narrower"
                    yield Fault(excluding.start, excluding.end, message, hint)
                elif isinstance(part, tree.Or):
                    yield from self._dead(part, excluding.part, "the NOT behind it takes it away")

    def _dead(self, node: tree.Or, excluding: Node, why: str) -> Iterator[Fault]:
        for part in node.parts:
            if self._implies(part, excluding):
                message = f"this can never count: {why}"
                yield Fault(part.start, part.end, message, "leave it out, or narrow the other")

    def _too_long(self, node: tree.First) -> Iterator[Fault]:
        least = self._least(node.part)
        if least > node.count:
            message = f"this needs {least} words, FIRST/{node.count} gives it {node.count}: never"
            yield Fault(node.start, node.end, message, f"write FIRST/{least} or more")

    def _least(self, node: Node) -> int:
        """The fewest words in which a node can hold."""
        match node:
            case tree.Term() | tree.ListRef():
                terms = self._implies.terms(node)
                return min((len(printed_words(term.text)) for term in terms), default=1)
            case tree.Or():
                return min(self._least(part) for part in node.parts)
            case tree.And():
                return max(self._least(part) for part in node.parts)
            case tree.Near() if node.how != "NOTNEAR":
                return self._least(node.left) + self._least(node.right)
            case tree.AtLeast():
                return node.count * self._least(node.part)
            case _:
                return 1

    def _silent(self, node: tree.ListRef, languages: Sequence[str]) -> Iterator[Fault]:
        terms = self._terms[node.name]
        asked = {language.lower().split("-")[0] for language in languages}
        if asked and terms and not any(term.section in {"", *asked} for term in terms):
            spoken = ", ".join(sorted(asked))
            message = f"{{{node.name}}} has no words for {spoken}, the languages of this topic"
            yield Fault(node.start, node.end, message, f"add them under lists: {node.name}:")

    # ── words that ask nothing

    def _common(self, read: _Read) -> Iterator[Fault]:
        ways = [leaf for leaf in self._ways(read.node) if leaf is not None]
        so = "so it excludes nearly all" if read.part == "none" else "so it finds nearly all"
        if read.part == "any" and _language_alone(read.node):
            node, hint = read.node, "say what to look for beside it; languages: is the place for it"
            yield Fault(node.start, node.end, "this finds every article of a language", hint)
        for leaf, language in ways:
            message = f"{_common(leaf, language)}, {so}"
            yield Fault(leaf.start, leaf.end, message, _instead(leaf))
        if not ways:
            yield from self._useless(read.node, excluded=False)

    def _ways(self, node: Node) -> list[tuple[Term, str]]:
        """The common words by which alone the whole node holds; none where it asks for more."""
        match node:
            case tree.Term():
                language = common_in(node, self._languages)
                return [(node, language)] if language else []
            case tree.Or():
                return [way for part in node.parts for way in self._ways(part)]
            case tree.And() | tree.Near():
                parts = [self._ways(part) for part in children(node)]
                return [way for part in parts for way in part] if all(parts) else []
            case tree.First() | tree.AtLeast() | tree.Within() | tree.Scope() if not _about(node):
                return self._ways(node.part)
            case _:
                return []

    def _useless(self, node: Node, *, excluded: bool) -> Iterator[Fault]:
        if isinstance(node, tree.Term):
            language = common_in(node, self._languages)
            if language:
                so = "so this takes nearly all away" if excluded else "so it asks for nothing"
                message = f"{_common(node, language)}, {so}"
                yield Fault(node.start, node.end, message, _instead(node))
        if isinstance(node, tree.Near) or _about(node):
            return  # near something, any word has its use
        for part in children(node):
            inner = excluded != isinstance(node, tree.Not)
            yield from self._useless(part, excluded=inner)

    # ── conditions beside each other

    def _against_none(self, read: Sequence[_Read]) -> Iterator[Problem]:
        against = [one for one in read if one.part == "none"]
        for one in read:
            if one.part == "none":
                continue
            for other in against if not self._implies.tired else ():
                why = f"the condition of line {other.located.line} under none: takes it away"
                if self._implies(one.node, other.node):
                    message = f"this can never count: {why}"
                    fault = Fault(one.node.start, one.node.end, message, "narrow the other")
                    yield located_problem(one.located, fault)
                elif isinstance(one.node, tree.Or):
                    yield from _located(one, self._dead(one.node, other.node, why))

    def _same_topic(self, topic: TopicRules, read: Sequence[_Read]) -> Iterator[Problem]:
        """A topic that asks the same as one before it, through the same gates."""
        asked: Key = (
            tuple(sorted(((one.part, key(one.node)) for one in read), key=repr)),
            *(frozenset(gate) for gate in (topic.languages, topic.sources, topic.tags)),
            tuple(weight for _, weight in topic.score),
            topic.threshold,
        )
        first = self._topics.setdefault(asked, topic)
        if first is not topic:
            message = f"this topic asks the same as {first.name} in line {first.line}"
            place = Located(topic.name, topic.line, _NAME_COLUMN)
            hint = "delete one of them"
            yield located_problem(place, Fault(0, len(topic.name), message, hint))


def _about(node: Node) -> bool:
    """Whether a field is named that is no part of the text."""
    return isinstance(node, tree.Scope) and node.name in tree.ABOUT_SCOPES


def _free_lists(node: Node) -> Iterator[str]:
    if isinstance(node, tree.ListRef):
        yield node.name
    elif not isinstance(node, tree.Near):
        for part in children(node):
            yield from _free_lists(part)


def _named_in(words: WordList) -> Iterator[str]:
    for entries in words.sections.values():
        yield from (one.text.strip()[1:-1].strip() for one in entries if "{" in one.text)


_NAME_COLUMN = 3  # topics are indented by two, as a rule


def _conditions(topic: TopicRules) -> Iterator[_Read]:
    parts = {"any": topic.any, "all": topic.all, "none": topic.none}
    parts["score"] = tuple(located for located, _ in topic.score)
    for part, conditions in parts.items():
        for located in conditions:
            node = parse(located.text)
            if not isinstance(node, Fault):
                yield _Read(part, located, node)


def _located(read: _Read, faults: Iterator[Fault]) -> Iterator[Problem]:
    return (located_problem(read.located, fault) for fault in faults)


def _common(term: Term, language: str) -> str:
    return f"“{term.text}” stands in nearly every {NAMES[language]} text"


def _instead(term: Term) -> str:
    if "*" in term.text:
        return "write more letters before the *"
    if not term.text.islower() and not term.exact and term.text.isascii():
        return f"write ={term.text} for the name in capitals"
    return "leave it out, or make it part of a phrase"


def _language_alone(node: Node) -> bool:
    """Whether nothing but a language is asked for."""
    if isinstance(node, tree.And | tree.Or):
        pick = all if isinstance(node, tree.And) else any
        return pick(map(_language_alone, node.parts))
    return isinstance(node, tree.Scope) and node.name == "lang"


def _two_languages(node: tree.And) -> Iterator[Fault]:
    wanted: set[str] = set()
    for part in node.parts:
        if isinstance(part, tree.Scope) and part.name == "lang" and isinstance(part.part, Term):
            wanted.add(part.part.text.casefold())
            if len(wanted) > 1:
                message = "an article has one language, not two: never found"
                yield Fault(part.start, part.end, message, "write lang:(en OR fr)")


def _languages(node: tree.Scope, gate: Sequence[str]) -> Iterator[Fault]:
    for part in (node.part, *children(node.part)):
        if not isinstance(part, Term):
            continue
        code = part.text.casefold()
        if code not in ISO_639_1:
            known = LANGUAGE_NAMES.get(code, "")
            hint = f"write lang:{known}" if known else "languages are two letters: en, fr, ar"
            yield Fault(part.start, part.end, f"no article has the language “{code}”", hint)
        elif gate and code not in gate:
            message = f"the topic looks at {', '.join(gate)} only: lang:{code} is never found"
            yield Fault(part.start, part.end, message, f"add {code} to languages:")


def _twice(read: Sequence[_Read]) -> Iterator[Problem]:
    seen: dict[tuple[str, Key], _Read] = {}
    for one in read:
        yield from _located(one, _twice_within(one.node))
        first = seen.setdefault((one.part, key(one.node)), one)
        if first is not one:
            message = f"this says the same as line {first.located.line}"
            fault = Fault(one.node.start, one.node.end, message, "delete one of them")
            yield located_problem(one.located, fault)


def _twice_within(node: Node) -> Iterator[Fault]:
    """`a OR a`, anywhere in a condition."""
    if isinstance(node, tree.And | tree.Or):
        seen: set[Key] = set()
        for part in node.parts:
            if key(part) in seen:
                joint = "AND" if isinstance(node, tree.And) else "OR"
                message = f"this stands in the same {joint} already"
                yield Fault(part.start, part.end, message, "leave it out")
            seen.add(key(part))
    for part in children(node):
        yield from _twice_within(part)


def _expressions(read: Sequence[_Read]) -> Iterator[Problem]:
    """Regular expressions that no word spares any article."""
    if any(one.part == "all" and not _unspared(one.node) for one in read):
        return
    for one in read:
        if one.part != "none":
            yield from _located(one, _tried(_unspared(one.node)))


def _tried(found: list[tree.Regex]) -> Iterator[Fault]:
    for one in found:
        message = "no word stands beside this expression, so it is tried on every article"
        hint = "join it by AND to a word that must be there, which is looked up first"
        yield Fault(one.start, one.end, message, hint)


def _unspared(node: Node) -> list[tree.Regex]:
    """The expressions that alone decide whether the node may hold."""
    match node:
        case tree.Regex():
            return [node]
        case tree.Or():
            return [one for part in node.parts for one in _unspared(part)]
        case tree.And() | tree.Near(how="NEAR") | tree.Near(how="ONEAR"):
            parts = [_unspared(part) for part in children(node) if not isinstance(part, tree.Not)]
            return [one for part in parts for one in part] if all(parts) else []
        case tree.Near():
            return _unspared(node.left)
        case tree.First() | tree.AtLeast() | tree.Within() | tree.Scope():
            return _unspared(node.part)
        case _:
            return []
