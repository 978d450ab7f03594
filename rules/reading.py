"""An article as the index reads it: every printed piece between two blanks as one number.

A text is cut at blanks, which costs a seventh of finding its words, and each piece is
looked up once. The answer stands for the slots that the words in it fill: the number of
a slot where it is one word that fills that one (or `UNFILLED`, one word that fills
none), and a negative number for all else: two words, or a word of several slots.
No word crosses a blank, so cutting at blanks first changes no word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, count

from model.article import Article
from rules.document import MAX_WORDS, Document, Owners, View
from rules.vocabulary import MEMO_SIZE, Memo, Slots
from rules.words import printed_words, word_spans
from rules.zones import about_zones

UNFILLED = -1  # one word that no rule asks for
LONGEST_PIECE = 120  # code points; longer ones are no words and are not remembered


class Pieces(dict[str, int]):
    """Printed piece → its number, resolved at first sight. Shared between threads.

    `words` tells of the negative numbers which words they stand for, each again a number;
    `filled` which slots these fill altogether.
    """

    def __init__(self, memo: Memo) -> None:
        super().__init__()
        self.memo = memo
        self.words: dict[int, tuple[int, ...]] = {UNFILLED: (UNFILLED,)}
        self.filled: dict[int, Slots] = {UNFILLED: ()}
        self._slots = _SlotsOfWords({UNFILLED: ((),)})
        self._numbers: dict[tuple[Slots, ...], int] = {((),): UNFILLED}
        self._next = count(UNFILLED - 1, -1)
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether it is time to start anew."""
        return len(self) + self._size > MEMO_SIZE

    def __missing__(self, piece: str) -> int:
        memo = self.memo
        number = self._number(tuple([memo[word] for word in printed_words(piece)]))
        if len(piece) <= LONGEST_PIECE:
            self[piece] = number
        return number

    def numbers(self, text: str) -> list[int]:
        """The number of each piece of a text."""
        return list(map(self.__getitem__, text.split()))

    def slots(self, numbers: Iterable[int]) -> list[Slots]:
        """The slots that each word of these pieces fills."""
        return list(chain.from_iterable(map(self._slots.__getitem__, numbers)))

    def firsts(self, numbers: Sequence[int]) -> Sequence[int]:
        """Of each piece, which of all their words is its first, counted from 0."""
        if min(numbers, default=0) >= UNFILLED:
            return range(len(numbers))  # each is one word
        words = map(self._slots.__getitem__, numbers)
        firsts = list(accumulate(map(len, words), initial=0))
        firsts.pop()
        return firsts

    def _number(self, words: tuple[Slots, ...]) -> int:
        if len(words) == 1 and len(words[0]) == 1:
            return words[0][0]
        known = self._numbers.get(words)
        return self._new(words) if known is None else known

    def _new(self, words: tuple[Slots, ...]) -> int:
        # one step each that no other thread can divide, and known to all before it is used
        number = next(self._next)
        single = len(words) == 1
        self.words[number] = (number,) if single else tuple(self._number((one,)) for one in words)
        self._slots[number] = words
        self.filled[number] = tuple({slot for one in words for slot in one})
        self._size += len(words)
        return self._numbers.setdefault(words, number)


class _SlotsOfWords(dict[int, tuple[Slots, ...]]):
    """The number of a piece → the slots of each of its words."""

    def __missing__(self, slot: int) -> tuple[Slots, ...]:
        made = self[slot] = ((slot,),)  # one word that fills one slot
        return made


class Reading:
    """One article in the slots of the rules. Everything but `slots` is made when asked for."""

    def __init__(
        self, article: Article, pieces: Pieces, *, about: Collection[str], gap: int, owners: Owners
    ) -> None:
        """`gap` words are put between two fields, so that nothing is near across them.

        `owners` are for the document.
        """
        self.article = article
        self.pieces = pieces
        self._about = about
        self._gap = gap
        self._owners = owners
        number = pieces.__getitem__  # what `numbers` says, a call less
        self._zones = [list(map(number, text.split())) for text in texts(article)]
        self.filled = pieces.filled
        self.slots = self._filled(self._zones)

    def _filled(self, zones: list[list[int]]) -> set[int]:
        slots = set().union(*zones)
        filled = self.filled
        for odd in filled.keys() & slots:
            slots.discard(odd)
            slots.update(filled[odd])
        return slots

    @cached_property
    def slots_about(self) -> set[int]:
        """The slots filled by author, site, url, language and tags."""
        if not self._about:
            return set()
        zones = about_zones(self.article, self._about)
        return self._filled([self.pieces.numbers(shortened(zone.text)) for zone in zones])

    @cached_property
    def row(self) -> list[int]:
        """The words one by one, field after field, each as a number."""
        words, gap = self.pieces.words, [UNFILLED] * self._gap
        row: list[int] = []
        for zone in self._zones:
            if min(zone, default=0) < UNFILLED:
                for number in zone:
                    if number < UNFILLED:
                        row += words[number]
                    else:
                        row.append(number)
            else:
                row += zone
            row += gap
        return row

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """The positions of each filled slot in the row."""
        found: dict[int, list[int]] = {}
        for at, number in enumerate(self.row):
            if number == UNFILLED:  # as most words
                continue
            if number in found:
                found[number].append(at)
            else:
                found[number] = [at]
        for number in [number for number in found if number < 0]:
            more = found.pop(number)
            for slot in self.filled[number]:
                found[slot] = sorted([*found[slot], *more]) if slot in found else more
        return found

    @cached_property
    def document(self) -> Document:
        """The same article with everything that evidence needs."""
        pieces = self.pieces
        known = dict(zip(texts(self.article), self._zones, strict=True))

        def numbers(text: str) -> list[int]:
            found = known.get(text)
            return pieces.numbers(text) if found is None else found

        return Document(
            self.article,
            lambda text: pieces.slots(numbers(text)),
            about=self._about,
            firsts=lambda text: pieces.firsts(numbers(text)),
            owners=self._owners,
        )

    @cached_property
    def view(self) -> View:
        """All its text."""
        return self.document.view()


def texts(article: Article) -> Iterator[str]:
    """The texts searched where no field is named, each to its first 20,000 words."""
    for text in (article.title, article.lead, article.text, *article.captions):
        if text:
            yield shortened(text)


def shortened(text: str) -> str:
    """The text to the end of its last word that counts."""
    if len(text) < 2 * MAX_WORDS:  # between two words stands at least one sign
        return text
    spans = word_spans(text)
    return text[: spans[MAX_WORDS - 1][1]] if len(spans) > MAX_WORDS else text
