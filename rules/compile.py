"""Topics and lists as text → a matcher, and every problem found on the way, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from model.rulebook import Matcher, Problem
from rules import tree
from rules.checks import faults, holds_on_nothing, suspect
from rules.collecting import uncollected
from rules.examples import failing
from rules.leaves import SlottedLeaves
from rules.lexemes import Fault
from rules.lists import Resolved, resolve
from rules.located import MOST_PROBLEMS, Located, TopicRules, WordList
from rules.match import CompiledTopic, Condition, TopicMatcher
from rules.syntax import parse
from rules.tree import Node, children
from rules.vocabulary import Vocabulary


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
        if rules.name not in compiler.unsound and not compiler.full:
            compiler.problems += islice(failing(rules, topic, matcher), MOST_PROBLEMS)
    return matcher, tuple(sorted(compiler.problems, key=_place))


def _place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.message


class _Compiler:
    def __init__(self, lists: Resolved, languages: Sequence[str]) -> None:
        self.vocabulary = Vocabulary(languages)
        self.problems = [located_problem(located, fault) for located, fault in lists.faults]
        self.unsound: set[str] = set()  # topics
        self.about: set[str] = set()
        self._lists = lists.terms
        self._leaves = SlottedLeaves(self.vocabulary, lists.terms)

    def topic(self, rules: TopicRules) -> CompiledTopic:
        return CompiledTopic(
            name=rules.name,
            any=self._conditions(rules.name, rules.any),
            # beside other parts, an `all` may well say only what must be missing
            all=self._conditions(rules.name, rules.all, excluding=bool(rules.any or rules.score)),
            none=self._conditions(rules.name, rules.none, excluding=True),
            score=self._weighed(rules),
            threshold=1.0 if rules.threshold is None else rules.threshold,
            languages=_gate([language.lower().split("-")[0] for language in rules.languages]),
            sources=_gate(rules.sources),
            tags=_gate(rules.tags),
        )

    def _weighed(self, rules: TopicRules) -> tuple[Condition, ...]:
        return tuple(
            replace(condition, weight=weight)
            for located, weight in rules.score
            for condition in self._conditions(rules.name, (located,))
        )

    def _conditions(
        self, topic: str, texts: Sequence[Located], *, excluding: bool = False
    ) -> tuple[Condition, ...]:
        if not texts:
            return ()
        made = []
        for located in texts:
            node = self._sound(located, excluding=excluding)
            if node is None:
                self.unsound.add(topic)
            else:
                made.append(Condition(node, located.text, located.line))
        return tuple(made)

    @property
    def full(self) -> bool:
        """Whether there are so many problems that the file is not read on."""
        return len(self.problems) >= MOST_PROBLEMS

    def _sound(self, located: Located, *, excluding: bool) -> Node | None:
        """The compiled condition, or None and its problems noted."""
        if self.full:
            return None
        text = located.text
        node = parse(text, self._leaves)
        if isinstance(node, Fault):
            self.problems.append(located_problem(located, node))
            return None
        found = list(self._faults(node)) if suspect(text) else []
        if not found and not excluding and "NOT" in text and holds_on_nothing(node):
            found = [_only_not(node)]
        if found:
            self.problems += [located_problem(located, fault) for fault in found]
            return None
        return node

    def _faults(self, node: Node) -> Iterator[Fault]:
        self.about.update(_asked_about(node))
        yield from faults(node, self._lists)


_OPEN: frozenset[str] = frozenset()  # shared: each empty set of its own has 216 bytes


def _gate(names: Sequence[str]) -> frozenset[str]:
    return frozenset(names) if names else _OPEN


def _asked_about(node: Node) -> Iterator[str]:
    """Which of author, site, url, lang and tag any part is asked of."""
    if isinstance(node, tree.Scope) and node.name in tree.ABOUT_SCOPES:
        yield node.name
    for part in children(node):
        yield from _asked_about(part)


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
