"""An article as rules read it: its fields as one row of words, with the slots they fill.

Positions are indices into that row, zone after zone. A view is a set of ranges of
positions, each within one zone, so that nothing found in a range crosses a field.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import urlsplit

from model.article import Article, Field, Span
from rules.sentences import Layout, paragraphs, sentences
from rules.tree import TEXT_SCOPES, Words
from rules.vocabulary import Slots
from rules.words import word_spans

MAX_WORDS = 20_000  # of one zone; a longer text is read to there

Range = tuple[int, int]  # positions [start, end)
Read = Callable[[str], list[Slots]]


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
    joined by newlines. `lines` tell of each line at which code point of `text` it begins,
    and the position of its first word.
    """

    scope: str
    field: Field | None
    text: str
    offset: int
    start: int = 0
    end: int = 0
    lines: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    _spans: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    _by_line: dict[int, list[tuple[int, int]]] = dataclasses.field(default_factory=dict)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The code points of each word within `text`, found when first asked for."""
        if not self._spans:
            self._spans = word_spans(self.text)
        return self._spans

    def code_points(self, words: Range) -> tuple[int, int]:
        """The code points of `text` that a range of positions covers."""
        return self._span(words[0])[0], self._span(words[1] - 1)[1]

    def _span(self, position: int) -> tuple[int, int]:
        """Of the word at a position: only the words of its line are looked for."""
        number = bisect_right(self.lines, position, key=itemgetter(1)) - 1
        offset, first = self.lines[number]
        if number not in self._by_line:
            last = number + 1 == len(self.lines)
            end = len(self.text) if last else self.lines[number + 1][0]
            self._by_line[number] = word_spans(self.text[offset:end])
        start, end = self._by_line[number][position - first]
        return offset + start, offset + end

    def cut(self, bounds: Sequence[tuple[int, int]]) -> list[Range]:
        """The positions of each piece of text, pieces given as code points in order."""
        starts = [span[0] for span in self.spans[: self.end - self.start]]
        cuts = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in bounds)
        return [(self.start + first, self.start + last) for first, last in cuts if first < last]


class Document:
    """The zones of an article, the slots at each position, the positions of each slot."""

    def __init__(self, article: Article, read: Read, *, about: bool) -> None:
        """`read` tells the slots of each word of a line.

        `about`: also read author, site, url, lang and tag, which few rules ask for.
        """
        self.zones: list[Zone] = []
        self.at: list[Slots] = []
        self.layout = Layout()
        self._spans: dict[Range, Span | None] = {}
        self._units: dict[str, list[Range]] = {}
        self._standing: dict[int, list[Hit]] = {}
        for zone in [*_text_zones(article), *(about_zones(article) if about else ())]:
            if zone.text:
                self._read(zone, read)
        self.places = self._positions()
        self.present = frozenset(self.places)

    def _read(self, zone: Zone, read: Read) -> None:
        zone.start = len(self.at)
        offset = 0
        for line in zone.text.split("\n"):
            zone.lines.append((offset, len(self.at)))
            self.at += read(line)
            offset += len(line) + 1
        del self.at[zone.start + MAX_WORDS :]
        zone.end = len(self.at)
        self.zones.append(zone)

    def _positions(self) -> dict[int, list[int]]:
        places: dict[int, list[int]] = defaultdict(list)
        for position, slots in enumerate(self.at):
            if slots:
                for slot in slots:
                    places[slot].append(position)
        return dict(places)

    def view(self) -> View:
        """All the text: title, lead, text and captions."""
        return self.scoped(TEXT_SCOPES)

    def scoped(self, scopes: Sequence[str] | dict[str, str]) -> View:
        """The zones of the named scopes."""
        ranges = ((zone.start, zone.end) for zone in self.zones if zone.scope in scopes)
        return View(self, tuple(pair for pair in ranges if pair[0] < pair[1]))

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
        for zone in self.zones:
            if position < zone.end:
                return zone
        raise IndexError(position)

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


@dataclass(frozen=True, slots=True)
class View:
    """The part of a document that a condition is asked about."""

    document: Document
    ranges: tuple[Range, ...]

    def within(self, others: Sequence[Range]) -> View:
        """What of the view lies in the other ranges too."""
        both = (
            (max(start, low), min(end, high)) for start, end in self.ranges for low, high in others
        )
        return View(self.document, tuple(sorted(pair for pair in both if pair[0] < pair[1])))

    def one_by_one(self) -> Iterator[View]:
        """A view of each range alone."""
        return (View(self.document, (pair,)) for pair in self.ranges)


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
