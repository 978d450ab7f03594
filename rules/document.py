"""An article as rules read it: its fields as one row of words, with the slots they fill.

Positions are indices into that row, zone after zone. A view is a set of ranges of
positions, each within one zone, so that nothing found in a range crosses a field.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from model.article import Article, Span
from rules.sentences import Layout, each_paragraph, each_sentence
from rules.tree import TEXT_SCOPES, Phrase
from rules.vocabulary import Slots
from rules.zones import CodePoints, Firsts, Range, Zone, about_zones, text_zones

MAX_WORDS = 20_000  # of one zone; a longer text is read to there

Read = Callable[[str], list[Slots]]
Owners = Mapping[int, Mapping[Phrase, Collection[int]]]
_NO_OWNERS: Owners = {}


class Hit(NamedTuple):
    """Something found at positions [start, end); `words` are the ranges of its own words."""

    start: int
    end: int
    words: tuple[Range, ...]


class Document:
    """The zones of an article, the slots at each position, the positions of each slot."""

    def __init__(
        self,
        article: Article,
        read: Read,
        *,
        about: Collection[str] = (),
        firsts: Firsts | None = None,
        owners: Owners = _NO_OWNERS,
    ) -> None:
        """`read` tells the slots of each word of a text, `firsts` what `Zone` wants to know.

        `about`: what to read beside the text, such as site. `owners` tells by its first slot
        which words and phrases the leaves of plans ask for.
        """
        self.zones: list[Zone] = []
        self.at: list[Slots] = []
        self.layout = Layout()
        self._spans: dict[Range, Span | None] = {}
        self._units: dict[str, tuple[list[Range], Iterator[Range]]] = {}
        self._owners = owners
        self._views: dict[tuple[str, ...], View] = {}
        self._parts: dict[tuple[Range, ...], View] = {}
        self._rows: dict[Phrase, list[Hit]] = {}
        self.standing: dict[int, list[Hit]] = {}  # of leaves of plans, see `rules.plans`
        for zone in [*text_zones(article), *about_zones(article, about)]:
            if zone.text:
                zone.firsts = firsts
                self._read(zone, read)
        self._ends = [zone.end for zone in self.zones]
        self.places = self._positions()
        self.present = frozenset(self.places)

    def _read(self, zone: Zone, read: Read) -> None:
        zone.start = len(self.at)
        self.at += read(zone.text)
        del self.at[zone.start + MAX_WORDS :]
        zone.end = len(self.at)
        self.zones.append(zone)

    @property
    def words(self) -> int:
        """How many there are in title, lead, text and captions."""
        return sum([zone.end - zone.start for zone in self.zones if zone.scope in TEXT_SCOPES])

    def _positions(self) -> dict[int, list[int]]:
        places: dict[int, list[int]] = defaultdict(list)
        for position in compress(count(), self.at):  # most words fill no slot
            for slot in self.at[position]:
                places[slot].append(position)
        return dict(places)

    def view(self) -> View:
        """All the text: title, lead, text and captions."""
        return self.scoped(tuple(TEXT_SCOPES))

    def scoped(self, scopes: tuple[str, ...]) -> View:
        """The zones of the named scopes, picked once."""
        if scopes not in self._views:
            ranges = ((zone.start, zone.end) for zone in self.zones if zone.scope in scopes)
            self._views[scopes] = self.part(tuple([pair for pair in ranges if pair[0] < pair[1]]))
        return self._views[scopes]

    def part(self, ranges: tuple[Range, ...]) -> View:
        """The view of these ranges, the same one each time, so that it can remember."""
        known = self._parts.get(ranges)
        if known is None:
            known = self._parts[ranges] = View(self, ranges)
        return known

    @cached_property
    def leaves(self) -> dict[int, list[Phrase]]:
        """By leaf of a plan, which of its words and phrases stand somewhere."""
        owners, present = self._owners, self.present
        filled: dict[int, list[Phrase]] = defaultdict(list)
        for slot in owners.keys() & present:
            for row, leaves in owners[slot].items():
                if len(row) > 1 and not (row[1] in present and self.stands(row)):
                    continue
                for leaf in leaves:
                    filled[leaf].append(row)
        return filled

    @cached_property
    def filled(self) -> frozenset[int]:
        """The leaves of plans that stand somewhere."""
        return frozenset(self.leaves)

    def units(self, unit: str, end: int) -> list[Range]:
        """The positions of each sentence or paragraph of the text that begins before `end`."""
        if unit not in self._units:
            self._units[unit] = [], self._each(_BOUNDS[unit])
        found, more = self._units[unit]
        while not found or found[-1][0] < end:
            another = next(more, None)
            if another is None:
                break
            found.append(another)
        return found

    def _each(self, bounds: Callable[[str], Iterator[CodePoints]]) -> Iterator[Range]:
        for zone in self.zones:
            if zone.scope in TEXT_SCOPES:
                yield from zone.cut(bounds(zone.text))

    def stands(self, row: Phrase) -> list[Hit]:
        """Where slots are filled one after the other, those across two fields included."""
        known = self._rows.get(row)
        if known is None:
            known = self._rows[row] = self._row(row)
        return known

    def _row(self, row: Phrase) -> list[Hit]:
        if not self.present.issuperset(row):
            return []
        places, at, length = self.places[row[0]], self.at, len(row)
        for step in range(1, length):
            slot, last = row[step], len(at) - step
            places = [start for start in places if start < last and slot in at[start + step]]
        return [Hit(start, start + length, ((start, start + length),)) for start in places]

    def zone_of(self, position: int) -> Zone:
        """The zone that a position lies in."""
        return self.zones[bisect_right(self._ends, position)]

    def printed(self, words: Range) -> str:
        """The words as printed, blanks evened out."""
        zone = self.zone_of(words[0])
        start, end = zone.code_points(words)
        return " ".join(zone.text[start:end].split())

    def span(self, words: Range) -> Span | None:
        """Where the words stand in the article; None for what is no text (lang)."""
        if words not in self._spans:
            zone = self.zone_of(words[0])
            start, end = zone.code_points(words)
            shift = zone.offset
            self._spans[words] = zone.field and Span(zone.field, shift + start, shift + end)
        return self._spans[words]

    def positions(self, span: Span) -> Range:
        """The words within a span of one field that begins and ends at blanks."""
        zone = next(
            zone
            for zone in self.zones
            if zone.field == span.field and span.start <= zone.offset + len(zone.text)
        )
        return zone.positions(span.start - zone.offset, span.end - zone.offset)


class View:
    """The part of a document that a condition is asked about.

    `held` and `found` are what `rules.plans` remembers of it, by the number of the plan.
    """

    __slots__ = ("_narrower", "_ones", "document", "found", "held", "ranges")

    def __init__(self, document: Document, ranges: tuple[Range, ...]) -> None:
        """`ranges` are sorted and disjoint."""
        self.document = document
        self.ranges = ranges
        self.held: dict[int, bool] = {}
        self.found: dict[int, Sequence[Hit]] = {}
        self._narrower: dict[int | str, View] = {}
        self._ones: tuple[View, ...] = ()

    def within(self, others: Sequence[Range]) -> View:
        """What of the view lies in the other ranges too, which are sorted and disjoint.

        Only the others that a range of the view touches are looked at: a SENTENCE in each
        of many PARAGRAPHs would else look at all sentences each time.
        """
        both = (
            (max(start, low), min(end, high))
            for start, end in self.ranges
            for low, high in touching(others, start, end)
        )
        return self.document.part(tuple(sorted([pair for pair in both if pair[0] < pair[1]])))

    def one_by_one(self) -> tuple[View, ...]:
        """A view of each range alone."""
        if len(self.ranges) == 1:
            return (self,)
        if not self._ones:
            self._ones = tuple([self.document.part((pair,)) for pair in self.ranges])
        return self._ones

    def first(self, count: int) -> View:
        """The first words of title, lead or text; captions have no place in the order."""
        if count not in self._narrower:
            ordered = self.document.scoped(("title", "lead", "body")).ranges
            heads = [(start, min(end, start + count)) for start, end in ordered]
            self._narrower[count] = self.within(heads)
        return self._narrower[count]

    def field(self, name: str) -> View:
        """One field: of the view for text, of the article for what is about it."""
        if name not in self._narrower:
            named = self.document.scoped((name,))
            self._narrower[name] = self.within(named.ranges) if name in TEXT_SCOPES else named
        return self._narrower[name]

    def units(self, unit: str) -> View:
        """Each sentence or paragraph of the text as a range of its own."""
        if unit not in self._narrower:
            end = self.ranges[-1][1] if self.ranges else 0
            self._narrower[unit] = self.within(self.document.units(unit, end))
        return self._narrower[unit]

    def among(self, hits: list[Hit]) -> list[Hit]:
        """Of hits in order those that lie in one range."""
        if len(self.ranges) == 1:
            return _between(hits, *self.ranges[0])
        return [hit for pair in self.ranges for hit in _between(hits, *pair)]


def _between(hits: list[Hit], start: int, end: int) -> list[Hit]:
    low = bisect_left(hits, (start,))
    high = bisect_left(hits, (end,), lo=low)
    return [hit for hit in hits[low:high] if hit.end <= end]


def touching(ranges: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Of sorted, disjoint ranges those that reach into [start, end)."""
    first = bisect_right(ranges, start, key=itemgetter(1))
    return ranges[first : bisect_left(ranges, end, lo=first, key=itemgetter(0))]


_BOUNDS: dict[str, Callable[[str], Iterator[CodePoints]]] = {
    "SENTENCE": each_sentence,
    "PARAGRAPH": each_paragraph,
}
