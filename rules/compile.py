"""Topics and lists as text → a matcher, and every problem found on the way, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from model.rulebook import Matcher, Problem
from rules import tree
from rules.checks import faults, holds_on_nothing
from rules.collecting import uncollected
from rules.examples import failing
from rules.lexemes import Fault
from rules.lists import Resolved, resolve
from rules.located import Located, TopicRules, WordList
from rules.match import CompiledTopic, Condition, TopicMatcher
from rules.syntax import parse
from rules.tree import Node, Phrase, children
from rules.vocabulary import Manner, Slot, Vocabulary
from rules.words import printed_words

_UNWIDENED = ("author", "site", "lang")  # names, which have no inflections


def compile_rules(
    topics: Sequence[TopicRules], lists: Mapping[str, WordList], languages: tuple[str, ...]
) -> tuple[Matcher, tuple[Problem, ...]]:
    """The matcher of all topics, and the problems in order of lines; with any, don't use it.

    `languages` are those configured: the sections of lists that an article of one of them
    is asked for. Examples are tried only on topics whose conditions are sound.
    """
    with uncollected():
        compiler = _Compiler(resolve(lists, languages), languages)
        compiled = [compiler.topic(rules) for rules in topics]
        matcher = TopicMatcher(compiled, compiler.vocabulary, about=compiler.about)
    for rules, topic in zip(topics, compiled, strict=True):
        if rules.name not in compiler.unsound:
            compiler.problems += failing(rules, topic, matcher)
    return matcher, tuple(sorted(compiler.problems, key=_place))


def _place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.message


class _Compiler:
    def __init__(self, lists: Resolved, languages: Sequence[str]) -> None:
        self.vocabulary = Vocabulary(languages)
        self.problems = [located_problem(located, fault) for located, fault in lists.faults]
        self.unsound: set[str] = set()  # topics
        self.about = False
        self._lists = lists.terms
        self._leaves: dict[
            tuple[object, ...], tuple[frozenset[int], dict[int, tuple[Phrase, ...]]]
        ] = {}

    def topic(self, rules: TopicRules) -> CompiledTopic:
        weighed = [
            replace(condition, weight=weight)
            for located, weight in rules.score
            for condition in self._conditions(rules.name, (located,))
        ]
        return CompiledTopic(
            name=rules.name,
            any=self._conditions(rules.name, rules.any),
            # beside other parts, an `all` may well say only what must be missing
            all=self._conditions(rules.name, rules.all, excluding=bool(rules.any or rules.score)),
            none=self._conditions(rules.name, rules.none, excluding=True),
            score=tuple(weighed),
            threshold=1.0 if rules.threshold is None else rules.threshold,
            languages=_gate(language.lower().split("-")[0] for language in rules.languages),
            sources=_gate(rules.sources),
            tags=_gate(rules.tags),
        )

    def _conditions(
        self, topic: str, texts: Iterable[Located], *, excluding: bool = False
    ) -> tuple[Condition, ...]:
        made = []
        for located in texts:
            node = self._sound(located, excluding=excluding)
            if node is None:
                self.unsound.add(topic)
            else:
                made.append(Condition(self._compiled(node, ""), located.text, located.line))
        return tuple(made)

    def _sound(self, located: Located, *, excluding: bool) -> Node | None:
        """The parsed condition, or None and its problems noted."""
        node = parse(located.text)
        if isinstance(node, Fault):
            self.problems.append(located_problem(located, node))
            return None
        found = list(faults(node, self._lists))
        if not found and not excluding and holds_on_nothing(node):
            found = [_only_not(node)]
        self.problems += [located_problem(located, fault) for fault in found]
        return None if found else node

    def _compiled(self, node: Node, scope: str) -> Node:
        """The tree with Words in place of terms and lists."""
        match node:
            case tree.Term() | tree.ListRef():
                return self._words(node, scope)
            case tree.And() | tree.Or():
                parts = tuple(self._compiled(part, scope) for part in node.parts)
                return replace(node, parts=parts)
            case tree.Near():
                left, right = self._compiled(node.left, scope), self._compiled(node.right, scope)
                return replace(node, left=left, right=right)
            case tree.Scope():
                self.about = self.about or node.name in tree.ABOUT_SCOPES
                return replace(node, part=self._compiled(node.part, node.name))
            case tree.Not() | tree.First() | tree.AtLeast() | tree.Within():
                return replace(node, part=self._compiled(node.part, scope))
            case tree.Words() | tree.Regex():
                return node

    def _words(self, node: tree.Term | tree.ListRef, scope: str) -> Node:
        key = (
            type(node),
            getattr(node, "text", None) or getattr(node, "name", None),
            node.exact,
            isinstance(node, tree.Term) and node.stem,
            scope in _UNWIDENED,
        )
        if key not in self._leaves:
            phrases = [self._phrase(term, scope) for term in self._terms(node)]
            singles = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
            self._leaves[key] = (singles, _by_first(phrases))
        singles, longer = self._leaves[key]
        return tree.Words(singles, longer, node.start, node.end)

    def _terms(self, node: tree.Term | tree.ListRef) -> Sequence[tree.Term]:
        if isinstance(node, tree.Term):
            return (node,)
        terms = self._lists[node.name]
        return [replace(term, exact=True) for term in terms] if node.exact else terms

    def _phrase(self, term: tree.Term, scope: str) -> Phrase:
        if "*" in term.text:
            return (self.vocabulary.number(Slot(term.text, Manner.WILD, term.section)),)
        manner = Manner.PLAIN if scope in _UNWIDENED else Manner.WIDENED
        chosen = Manner.EXACT if term.exact else Manner.STEM if term.stem else manner
        return tuple(
            self.vocabulary.number(Slot(word, chosen, term.section))
            for word in printed_words(term.text)
        )


_OPEN: frozenset[str] = frozenset()  # shared: each empty set of its own has 216 bytes


def _gate(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names) or _OPEN


_NO_PHRASES: dict[int, tuple[Phrase, ...]] = {}  # shared, since most terms have none


def _by_first(phrases: Sequence[Phrase]) -> dict[int, tuple[Phrase, ...]]:
    """Phrases of two words and more by their first slot, each once."""
    if all(len(phrase) == 1 for phrase in phrases):
        return _NO_PHRASES
    longer: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in dict.fromkeys(phrases):
        if len(phrase) > 1:
            longer[phrase[0]].append(phrase)
    return {first: tuple(found) for first, found in longer.items()}


def _only_not(node: Node) -> Fault:
    message = "this condition only says what must be missing, so it holds nearly everywhere"
    return Fault(node.start, node.end, message, "put it under none: without the NOT")


def located_problem(located: Located, fault: Fault) -> Problem:
    """A fault of a condition at its place in rules.yaml; a block text's lines count."""
    before = located.text[: fault.start]
    line = located.line + before.count("\n")
    column = located.column + fault.start - (before.rfind("\n") + 1)
    length = max(1, min(fault.end, _line_end(located.text, fault.start)) - fault.start)
    return Problem(line, column, fault.message, fault.hint, length)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def leaves(node: Node) -> Iterator[tree.Words]:
    """The words, phrases and lists of a compiled tree, in the order they were typed."""
    if isinstance(node, tree.Words):
        yield node
    for part in children(node):
        yield from leaves(part)
