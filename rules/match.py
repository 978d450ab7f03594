"""Compiled topics and an article → Matches: which topics hold, where, how strongly and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from model.article import Article, Match, Span
from rules.document import Document, Hit, View
from rules.excerpt import excerpt
from rules.gate import may_hold
from rules.operators import ask, tell
from rules.operators.finding import Finding
from rules.tree import Near, Node
from rules.vocabulary import Vocabulary

LONGEST_WHY = 160  # code points
EARLY = 50  # words of the text that count as its beginning
DENSE = 5.0  # evidence words in a hundred that count as full density


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


class TopicMatcher:
    """Every topic tried on every article. Pure; shared between threads."""

    def __init__(
        self, topics: Sequence[CompiledTopic], vocabulary: Vocabulary, *, about: bool
    ) -> None:
        """`about`: whether any condition asks for author, site, url, lang or tag."""
        self._topics = tuple(topics)
        self._vocabulary = vocabulary
        self._about = about

    def match(self, article: Article) -> tuple[Match, ...]:
        """All topics found in `article`, in the order of the rules file."""
        topics = [topic for topic in self._topics if topic.admits(article)]
        if not topics:
            return ()
        view = self.read(article).view()
        held = ((topic, holding(topic, view)) for topic in topics)
        return tuple(_match(topic, found, article, view) for topic, found in held if found)

    def read(self, article: Article) -> Document:
        """The article with the slots of these rules."""
        memo = self._vocabulary.memo(article.language)
        return Document(article, memo, about=self._about)


def holding(topic: CompiledTopic, view: View) -> list[Held] | None:
    """The conditions that held, `any` first, then `all`, then `score`; None when it does not."""
    some = _held(topic.any, view)
    if topic.any and not some:
        return None
    every = _held(topic.all, view)
    if len(every) < len(topic.all):
        return None
    weighed = _held(topic.score, view)
    if topic.score and sum(held.condition.weight for held in weighed) < topic.threshold:
        return None
    if _held(topic.none, view):
        return None
    return [*some, *every, *weighed] or None


def _held(conditions: Iterable[Condition], view: View) -> list[Held]:
    found = ((condition, _finding(condition, view)) for condition in conditions)
    return [Held(condition, finding) for condition, finding in found if finding]


def _finding(condition: Condition, view: View) -> Finding | None:
    present = view.document.places.keys()
    return ask(condition.node, view) if may_hold(condition.node, present) else None


def _match(topic: CompiledTopic, held: list[Held], article: Article, view: View) -> Match:
    document = view.document
    words = _disjoint(pair for hit in _hits(held) for pair in hit.words)
    spans = tuple(sorted(span for pair in words if (span := document.span(pair))))
    cut = excerpt(article, spans)
    told = _shown_first(topic, held, document, cut.window)
    return Match(
        topic=topic.name,
        score=strength(document, words),
        excerpt=cut.text,
        marks=cut.marks,
        spans=spans,
        rule_line=told[0].condition.line,
        why=_why(told, document),
    )


def _shown_first(
    topic: CompiledTopic, held: list[Held], document: Document, window: Span | None
) -> list[Held]:
    """What to tell: a condition of `any`, and all that had to hold beside it.

    Told by the evidence that the excerpt shows, where there is some: a reason that cannot
    be seen in the message helps nobody.
    """
    seen = [Held(one.condition, narrowed(one.finding, document, window)) for one in held]
    some = [one for one in seen if one.condition in topic.any]
    beside = [one for one in seen if one.condition not in topic.any]
    visible = (one for one in some if _inside(one.finding.hits, document, window))
    return [*([next(visible, some[0])] if some else []), *beside]


def narrowed(finding: Finding, document: Document, window: Span | None) -> Finding:
    """The finding with its evidence within the window only, unless it has none there."""
    hits = _inside(finding.hits, document, window)
    if not hits:
        return finding
    if isinstance(finding.node, Near):  # its parts are sides of pairs, one pair a field
        sides = ((part, _inside(part.hits, document, window)) for part in finding.parts)
        return Finding(finding.node, hits, tuple(replace(part, hits=own) for part, own in sides))
    parts = tuple(narrowed(part, document, window) for part in finding.parts)
    return Finding(finding.node, hits, parts)


def _inside(hits: Iterable[Hit], document: Document, window: Span | None) -> tuple[Hit, ...]:
    if window is None:
        return ()
    return tuple(hit for hit in hits if all(_within(document.span(w), window) for w in hit.words))


def _within(span: Span | None, window: Span) -> bool:
    return (
        span is not None
        and span.field == window.field
        and window.start <= span.start
        and span.end <= window.end
    )


def _hits(held: Iterable[Held]) -> Iterator[Hit]:
    return (hit for one in held for hit in one.finding.hits)


def _disjoint(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of positions with overlaps merged, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(pairs)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def strength(document: Document, words: Sequence[tuple[int, int]]) -> float:
    """How much the article is about it, in [0, 1], to two decimals.

    0.4 for holding at all, 0.3 for evidence in the title, 0.1 for evidence in the lead or
    the first 50 words of the text, up to 0.2 by density (5 words in a hundred are full).
    """
    zones = [(document.zone_of(start), start) for start, _ in words]
    titled = any(zone.scope == "title" for zone, _ in zones)
    early = any(
        zone.scope == "lead" or (zone.scope == "body" and start - zone.start < EARLY)
        for zone, start in zones
    )
    share = 100.0 * sum(end - start for start, end in words) / max(len(document.at), 1)
    return round(0.4 + 0.3 * titled + 0.1 * early + 0.2 * min(1.0, share / DENSE), 2)


def _why(told: Iterable[Held], document: Document) -> str:
    """One line, cut where it grows too long."""
    reasons = [tell(one.finding, document) or one.condition.text for one in told]
    line = " ".join(" and ".join(dict.fromkeys(reasons)).split())
    return line if len(line) <= LONGEST_WHY else line[: LONGEST_WHY - 2].rstrip() + " …"
