"""An article as rules read it: its fields as one row of words, with the slots they fill.

Positions are indices into that row, zone after zone. A view is a set of ranges of
positions, each within one zone, so that nothing found in a range crosses a field.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import urlsplit

from model.article import Article, Field, Span
from rules.sentences import Layout, paragraphs, sentences
from rules.tree import TEXT_SCOPES, Words
from rules.vocabulary import Slots
from rules.words import word_spans

_PIECE = re.compile(r"\S+")  # what str.split() gives
MAX_WORDS = 20_000  # of one zone; a longer text is read to there

Range = tuple[int, int]  # positions [start, end)
CodePoints = tuple[int, int]  # of a text, [start, end)
Read = Callable[[str], list[Slots]]
Firsts = Callable[[str], Sequence[int]]


class Hit(NamedTuple):
    """Something found at positions [start, end); `words` are the ranges of its own words."""

    start: int
    end: int
    words: tuple[Range, ...]


@dataclass(slots=True)
class Zone:
    """One field, or one of several captions, authors or tags.

    `scope` is the field as conditions name it, `field` as spans name it (None: no span).
    `offset` is where the text begins in the field: the parts of a tuple field count as
    joined by newlines. `firsts` tells of each piece between two blanks which of the words
    of the text is its first: where it is known, a piece is looked at for its words only
    when one of them is asked for.
    """

    scope: str
    field: Field | None
    text: str
    offset: int
    start: int = 0
    end: int = 0
    firsts: Firsts | None = None
    _firsts: Sequence[int] = ()
    _spans: list[CodePoints] = dataclasses.field(default_factory=list)
    _pieces: list[str] = dataclasses.field(default_factory=list)
    _shifts: list[int] = dataclasses.field(default_factory=list)
    _found: dict[int, CodePoints] = dataclasses.field(default_factory=dict)

    @property
    def spans(self) -> list[CodePoints]:
        """The code points of each word within `text`, found when first asked for."""
        if not self._spans:
            self._spans = word_spans(self.text)
        return self._spans

    def code_points(self, words: Range) -> CodePoints:
        """The code points of `text` that a range of positions covers."""
        start, end = self._span(words[0] - self.start)
        return start, end if words[1] - words[0] == 1 else self._span(words[1] - 1 - self.start)[1]

    def _span(self, word: int) -> CodePoints:
        """Of one of the words of the text, counted from 0."""
        if self.firsts is None:
            return self.spans[word]
        if word not in self._found:
            if not self._pieces:
                self._cut(self.firsts)
            number = bisect_right(self._firsts, word) - 1
            start = self._shifts[number] + number
            low, high = word_spans(self._pieces[number])[word - self._firsts[number]]
            self._found[word] = start + low, start + high
        return self._found[word]

    def _cut(self, firsts: Firsts) -> None:
        """Cut the text into pieces."""
        self._pieces = self.text.split()
        self._shifts = shifts(self.text, self._pieces)
        self._firsts = firsts(self.text)

    def positions(self, start: int, end: int) -> Range:
        """The positions of the words within code points of `text` that begin and end at blanks."""
        if self.firsts is None:
            begin: Callable[[int], int] = [span[0] for span in self.spans].__getitem__
            firsts: Sequence[int] = range(len(self.spans))
        else:
            if not self._pieces:
                self._cut(self.firsts)
            begin, firsts = (lambda number: self._shifts[number] + number), self._firsts
        numbers, words = range(len(firsts)), self.end - self.start
        low, high = (bisect_left(numbers, at, key=begin) for at in (start, end))
        first = firsts[low] if low < len(firsts) else words
        return self.start + first, self.start + (firsts[high] if high < len(firsts) else words)

    def cut(self, bounds: Sequence[CodePoints]) -> list[Range]:
        """The positions of each piece of text, pieces given as code points in order."""
        starts = [span[0] for span in self.spans[: self.end - self.start]]
        cuts = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in bounds)
        return [(self.start + first, self.start + last) for first, last in cuts if first < last]


def shifts(text: str, pieces: Sequence[str]) -> list[int]:
    """Where each of the pieces of `text.split()` begins, less its number.

    Told by their lengths, a third of the price of looking, where one blank stands between
    any two, as in nearly every text.
    """
    blank = len(text) - len(text.lstrip())
    ends = list(accumulate(map(len, pieces), initial=blank))
    if ends.pop() + len(pieces) - 1 != len(text.rstrip()):
        found = (piece.start() for piece in _PIECE.finditer(text))
        return [start - number for number, start in enumerate(found)]
    return ends


class Document:
    """The zones of an article, the slots at each position, the positions of each slot."""

    def __init__(
        self, article: Article, read: Read, *, about: bool, firsts: Firsts | None = None
    ) -> None:
        """`read` tells the slots of each word of a text, `firsts` what `Zone` wants to know.

        `about`: also read author, site, url, lang and tag, which few rules ask for.
        """
        self.zones: list[Zone] = []
        self.at: list[Slots] = []
        self.layout = Layout()
        self._spans: dict[Range, Span | None] = {}
        self._units: dict[str, list[Range]] = {}
        self._views: dict[tuple[str, ...], View] = {}
        self._standing: dict[int, list[Hit]] = {}
        for zone in [*_text_zones(article), *(about_zones(article) if about else ())]:
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
            filled = tuple(pair for pair in ranges if pair[0] < pair[1])
            self._views[scopes] = View(self, filled)
        return self._views[scopes]

    def units(self, unit: str) -> list[Range]:
        """The positions of each sentence or paragraph of the text."""
        if unit not in self._units:
            bounds = _BOUNDS[unit]
            text_zones = [zone for zone in self.zones if zone.scope in TEXT_SCOPES]
            self._units[unit] = [
                piece for zone in text_zones for piece in zone.cut(bounds(zone.text))
            ]
        return self._units[unit]

    def standing(self, node: Words, find: Callable[[Words, Document], list[Hit]]) -> list[Hit]:
        """Where the words of a leaf stand in the whole document, found once."""
        if id(node) not in self._standing:  # the tree outlives the document
            self._standing[id(node)] = find(node, self)
        return self._standing[id(node)]

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


@dataclass(frozen=True, slots=True)
class View:
    """The part of a document that a condition is asked about."""

    document: Document
    ranges: tuple[Range, ...]

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
        return View(self.document, tuple(sorted(pair for pair in both if pair[0] < pair[1])))

    def one_by_one(self) -> Iterator[View]:
        """A view of each range alone."""
        return (View(self.document, (pair,)) for pair in self.ranges)


def touching(ranges: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Of sorted, disjoint ranges those that reach into [start, end)."""
    first = bisect_right(ranges, start, key=itemgetter(1))
    return ranges[first : bisect_left(ranges, end, lo=first, key=itemgetter(0))]


_BOUNDS: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "SENTENCE": sentences,
    "PARAGRAPH": paragraphs,
}


def _text_zones(article: Article) -> Iterator[Zone]:
    yield Zone("title", "title", article.title, 0)
    yield Zone("lead", "lead", article.lead, 0)
    yield Zone("body", "text", article.text, 0)
    yield from _joined("caption", "caption", article.captions)


def about_zones(article: Article) -> Iterator[Zone]:
    """What stands about the article beside its text."""
    yield from _joined("author", "author", article.authors)
    yield Zone("site", "site", article.site, 0)
    yield from _host(article.url)
    yield Zone("site", None, article.source, 0)
    yield Zone("url", "url", article.url, 0)
    yield Zone("lang", None, article.language or "", 0)
    yield from _joined("tag", "tag", article.tags)


def _joined(scope: str, name: Field, texts: Sequence[str]) -> Iterator[Zone]:
    offset = 0
    for text in texts:
        yield Zone(scope, name, text, offset)
        offset += len(text) + 1


def _host(url: str) -> Iterator[Zone]:
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return
    if host:
        yield Zone("site", "url", host, url.index(host))
