"""The fields of an article, and where in their texts the words stand."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import urlsplit

from model.article import Article, Field
from rules.words import word_spans

_PIECE = re.compile(r"\S+")  # what str.split() gives

Range = tuple[int, int]  # positions [start, end)
CodePoints = tuple[int, int]  # of a text, [start, end)
Firsts = Callable[[str], Sequence[int]]


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
    _starts: list[int] = dataclasses.field(default_factory=list)
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
        begins, firsts = self._begins, self._numbers
        words = self.end - self.start
        low, high = bisect_left(begins, start), bisect_left(begins, end)
        first = firsts[low] if low < len(firsts) else words
        return self.start + first, self.start + (firsts[high] if high < len(firsts) else words)

    @property
    def _begins(self) -> list[int]:
        """Where in the text each word begins, or each piece where these are known."""
        if not self._starts and self.firsts is None:
            self._starts = [span[0] for span in self.spans]
        elif not self._starts and self.firsts is not None:
            if not self._pieces:
                self._cut(self.firsts)
            self._starts = [number + shift for number, shift in enumerate(self._shifts)]
        return self._starts

    @property
    def _numbers(self) -> Sequence[int]:
        """Of each of them, which word of the text is its first."""
        return range(len(self._starts)) if self.firsts is None else self._firsts

    def cut(self, bounds: Iterable[CodePoints]) -> Iterator[Range]:
        """The positions of each piece of text, cut at blanks; pieces as code points in order."""
        for piece in bounds:
            first, last = self.positions(*piece)
            if first < (end := min(last, self.end)):
                yield first, end


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


def text_zones(article: Article) -> Iterator[Zone]:
    """Title, lead, text and captions."""
    yield Zone("title", "title", article.title, 0)
    yield Zone("lead", "lead", article.lead, 0)
    yield Zone("body", "text", article.text, 0)
    yield from _joined("caption", "caption", article.captions)


def about_zones(article: Article, scopes: Collection[str]) -> Iterator[Zone]:
    """What stands about the article beside its text, of the scopes named."""
    return (zone for scope in scopes for zone in _ABOUT[scope](article))


def _site(article: Article) -> Iterator[Zone]:
    yield Zone("site", "site", article.site, 0)
    yield from _host(article.url)
    yield Zone("site", None, article.source, 0)


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


_ABOUT: dict[str, Callable[[Article], Iterable[Zone]]] = {
    "author": lambda article: _joined("author", "author", article.authors),
    "site": _site,
    "url": lambda article: (Zone("url", "url", article.url, 0),),
    "lang": lambda article: (Zone("lang", None, article.language or "", 0),),
    "tag": lambda article: _joined("tag", "tag", article.tags),
}
