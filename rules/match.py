"""Compiled topics and an article → Matches: which topics hold, where, how strongly and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from threading import Lock

from model.article import Article, Match, Span
from model.reason import Reason, joined
from rules.collecting import uncollected
from rules.document import Document, Hit, View
from rules.excerpt import excerpt
from rules.frequency import Frequencies
from rules.index import Index
from rules.operators import tell
from rules.operators.finding import Finding
from rules.planning import Plans
from rules.reading import Pieces, Reading
from rules.topic import CompiledTopic, Condition, Held, holding
from rules.tree import Near, Node, children
from rules.verdict import Verdicts
from rules.vocabulary import Vocabulary
from rules.zones import Range

__all__ = ["CompiledTopic", "Condition", "Held", "TopicMatcher", "holding", "strength"]

_AND = "{one} and {two}"
LONGEST_WHY = 160  # code points
EARLY = 50  # words of the text that count as its beginning
LEARNING = (100, 1000)  # after so many articles the topics are filed anew
DENSE = 5.0  # evidence words in a hundred that count as full density


class TopicMatcher:
    """The topics that an article holds, found by an index. Pure; shared between threads.

    While the first articles pass, it learns how common the words of the rules are, and
    files the topics anew under the rarest; that changes the price of a match, never the
    answer.
    """

    def __init__(
        self, topics: Sequence[CompiledTopic], vocabulary: Vocabulary, *, about: Collection[str]
    ) -> None:
        """`about`: which of author, site, url, lang and tag any condition asks for."""
        self.topics = tuple(topics)
        self._vocabulary = vocabulary
        self._about = tuple(sorted(about))
        self._gap = max(
            (
                _widest(one.node)
                for topic in topics
                for one in topic.conditions
                if "NEAR/" in one.text
            ),
            default=1,
        )
        self._frequencies = Frequencies(vocabulary.slots())
        self._plans = Plans()
        self._verdicts = Verdicts(self._plans)
        self._index = Index(self.topics, self._frequencies.shares(), self._verdicts)
        self._pieces: dict[str | None, Pieces] = {}
        self._learning = Lock()
        self._filed = 0  # the articles seen when the index was made

    def match(self, article: Article) -> tuple[Match, ...]:
        """All topics found in `article`, in the order of the rules file."""
        reading = self.reading(article)
        look = self._plans.looking()
        return tuple(
            told(topic, held, article, reading.view)
            for topic in self._holding(reading)
            if (held := holding(topic, reading.view, look))
        )

    def matching(self, article: Article) -> tuple[str, ...]:
        """The names of the topics that `match` finds, at a fraction of its price."""
        return tuple(topic.name for topic in self._holding(self.reading(article)))

    def _holding(self, reading: Reading) -> list[CompiledTopic]:
        topics = self.topics
        return [topics[number] for number in self._index.holding(reading)]

    def reading(self, article: Article) -> Reading:
        """The article as the index reads it."""
        language = self._vocabulary.language(article.language)
        pieces = self._pieces.get(language)
        if pieces is None or pieces.full:
            pieces = self._pieces[language] = Pieces(self._vocabulary.memo(language))
        owners = self._plans.owners
        reading = Reading(article, pieces, about=self._about, gap=self._gap, owners=owners)
        if self._frequencies.seen < LEARNING[-1]:
            self._learn(reading)
        return reading

    def _learn(self, reading: Reading) -> None:
        with self._learning:
            self._frequencies.learn(reading.slots)
            seen = self._frequencies.seen
            shares = self._frequencies.shares() if seen in LEARNING else None
        if shares is None:
            return
        with uncollected():  # while other threads match by the index that stands
            index = Index(self.topics, shares, self._verdicts)
        with self._learning:
            if seen > self._filed:  # else a later filing was faster
                self._filed, self._index = seen, index

    def topic(self, name: str) -> CompiledTopic | None:
        """The compiled conditions of one topic, which explanations walk through."""
        return next((topic for topic in self.topics if topic.name == name), None)

    def read(self, article: Article) -> Document:
        """The article with the slots of these rules."""
        memo = self._vocabulary.memo(article.language)
        return Document(article, memo.read, about=self._about)


def _widest(node: Node) -> int:
    """The greatest distance that words of the condition may be near."""
    inner = (_widest(part) for part in children(node))
    return max(getattr(node, "distance", 1), *inner, 1)


def told(topic: CompiledTopic, held: list[Held], article: Article, view: View) -> Match:
    """What an alert says of a topic that holds."""
    document = view.document
    words = _disjoint(pair for hit in _hits(held) for pair in hit.words)
    spans = tuple(sorted(span for pair in words if (span := document.span(pair))))
    cut = excerpt(article, spans, document.layout)
    shown = _shown_first(topic, held, document, cut.window)
    return Match(
        topic=topic.name,
        score=strength(document, words),
        excerpt=cut.text,
        marks=cut.marks,
        spans=spans,
        rule_line=shown[0].condition.line,
        why=_why(shown, document),
    )


def _shown_first(
    topic: CompiledTopic, held: list[Held], document: Document, window: Span | None
) -> list[Held]:
    """What to tell: a condition of `any`, and all that had to hold beside it.

    Told by the evidence that the excerpt shows, where there is some: a reason that cannot
    be seen in the message helps nobody.
    """
    shown = document.positions(window) if window else _NOTHING
    seen = [Held(one.condition, narrowed(one.finding, shown)) for one in held]
    asked = set(map(id, topic.any))
    some = [one for one in seen if id(one.condition) in asked]
    beside = [one for one in seen if id(one.condition) not in asked]
    visible = (one for one in some if _inside(one.finding.hits, shown))
    return [*([next(visible, some[0])] if some else []), *beside]


_NOTHING = (0, 0)


def narrowed(finding: Finding, shown: Range) -> Finding:
    """The finding with its evidence among the words shown only, unless it has none there."""
    hits = _inside(finding.hits, shown)
    if not hits:
        return finding
    if isinstance(finding.node, Near):  # its parts are sides of pairs, one pair a field
        sides = ((part, _inside(part.hits, shown)) for part in finding.parts)
        return Finding(finding.node, hits, tuple(replace(part, hits=own) for part, own in sides))
    parts = tuple([narrowed(part, shown) for part in finding.parts])
    return Finding(finding.node, hits, parts)


def _inside(hits: Iterable[Hit], shown: Range) -> tuple[Hit, ...]:
    low, high = shown
    return tuple([hit for hit in hits if low <= hit.start and hit.end <= high])


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
    share = 100.0 * sum(end - start for start, end in words) / max(document.words, 1)
    return round(0.4 + 0.3 * titled + 0.1 * early + 0.2 * min(1.0, share / DENSE), 2)


def _why(told: Iterable[Held], document: Document) -> str:
    """One line: as many of the reasons as it holds, the first one cut where it is too long."""
    reasons = [tell(one.finding, document) or _flat(one.condition.text) for one in told]
    kept = list(dict.fromkeys(reasons))
    line = joined(_AND, kept)
    while len(line) > LONGEST_WHY and len(kept) > 1:
        kept.pop()
        line = Reason("{told} …", told=joined(_AND, kept))
    return line if len(line) <= LONGEST_WHY else line[: LONGEST_WHY - 2].rstrip() + " …"


def _flat(text: str) -> str:
    return " ".join(text.split())
