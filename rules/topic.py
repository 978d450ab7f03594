"""A topic as it is compiled, and the conditions of it that an article holds.

`holding` is the meaning of a topic. The index must agree with it, to the span.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from model.article import Article
from rules.document import View
from rules.gate import may_hold
from rules.operators import ask
from rules.operators.finding import Finding
from rules.tree import Node


@dataclass(frozen=True, slots=True)
class Condition:
    """One compiled condition and the line it stands in; `weight` is that of `score:`."""

    node: Node
    text: str
    line: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CompiledTopic:
    """A topic whose conditions are trees. Empty gates let every article through."""

    name: str
    any: tuple[Condition, ...] = ()
    all: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()
    score: tuple[Condition, ...] = ()
    threshold: float = 1.0
    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All of them."""
        return (*self.any, *self.all, *self.none, *self.score)

    @property
    def gated(self) -> bool:
        """Whether there are articles that it does not admit."""
        return bool(self.languages or self.sources or self.tags)

    def admits(self, article: Article) -> bool:
        """Whether the gates let the article through; one of unknown language passes."""
        language = (article.language or "").lower().split("-")[0]
        return (
            (not self.languages or not language or language in self.languages)
            and (not self.sources or article.source in self.sources)
            and (not self.tags or not self.tags.isdisjoint(article.tags))
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A condition that held, and its evidence."""

    condition: Condition
    finding: Finding


Look = Callable[[Node, View], Finding | None]


def look(node: Node, view: View) -> Finding | None:
    """The evidence of a condition, None when it does not hold."""
    return ask(node, view) if may_hold(node, view.document.present) else None


def holding(topic: CompiledTopic, view: View, look: Look = look) -> list[Held] | None:
    """The conditions that held, `any` first, then `all`, then `score`; None when it does not."""
    some = _held(topic.any, view, look)
    if topic.any and not some:
        return None
    every = _held(topic.all, view, look)
    if len(every) < len(topic.all):
        return None
    weighed = _held(topic.score, view, look)
    if topic.score and sum(held.condition.weight for held in weighed) < topic.threshold:
        return None
    if _held(topic.none, view, look):
        return None
    return [*some, *every, *weighed] or None


def _held(conditions: Iterable[Condition], view: View, look: Look) -> list[Held]:
    found = ((condition, look(condition.node, view)) for condition in conditions)
    return [Held(condition, finding) for condition, finding in found if finding]
