"""How well pages were read.

`f1` is that of the public article-extraction-benchmark: of a page's 4-token shingles, precision
and recall, each averaged over pages, then their harmonic mean. `clean` is the share of pages whose
first 60 tokens are to 95 % text or title of the article, so that an excerpt cut from the top shows
no furniture. `segments` is the F1 of pieces that have to be, and must not be, in the text or in a
standfirst kept apart from it. Titles count when equal but for white space, signs nobody sees and
the shape of quotes; days when equal as the outlet dates them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from statistics import mean

from benchmarks.reading.truth import Page

SHINGLE = 4  # tokens
FIRST = 60  # tokens of an excerpt
ENOUGH = 0.95  # of them
_TOKEN = re.compile(r"\w+")
_QUOTES = str.maketrans("’‘‚“”„«»–—", '\'\'\'"""""--', "\u00ad\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a page; `day` is a day, a moment, or None where it found none."""

    text: str = ""
    title: str = ""
    day: date | datetime | None = None
    lead: str = ""  # where a reader keeps the standfirst apart


@dataclass(slots=True)
class Sums:
    """What was counted over pages; the properties are shares of 1, None where nothing counts."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    cleans: list[bool] = field(default_factory=list)
    pieces: Counter[str] = field(default_factory=Counter)
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)

    def add(self, page: Page, read: Read) -> None:
        """Judge one page by all that is known of it."""
        if page.text:
            self._text(page, read.text)
        if page.having:
            self.pieces.update(segments(page, f"{read.lead}\n{read.text}"))
        if page.title:
            self.titles.append(same_title(page.title, read.title))
        if page.published:
            self.days.append(same_day(page.published, read.day))

    def _text(self, page: Page, text: str) -> None:
        precision, recall = overlap(page.text or "", text)
        self.precisions += [precision] if text.strip() else []
        self.recalls.append(recall)
        self.cleans.append(is_clean(f"{page.title or ''}\n{page.text}", text))

    @property
    def f1(self) -> float | None:
        """Harmonic mean of mean precision and mean recall."""
        if not self.precisions or not self.recalls:
            return 0.0 if self.recalls else None
        return _harmonic(mean(self.precisions), mean(self.recalls))

    @property
    def clean(self) -> float | None:
        """Share of pages whose excerpt shows no furniture."""
        return _share(self.cleans)

    @property
    def segments(self) -> float | None:
        """F1 of the pieces."""
        if not self.pieces:
            return None
        hits = self.pieces["hit"]
        return 2 * hits / (2 * hits + self.pieces["missed"] + self.pieces["wrong"]) if hits else 0.0

    @property
    def title(self) -> float | None:
        """Share of titles exactly right."""
        return _share(self.titles)

    @property
    def day(self) -> float | None:
        """Share of days of publication right."""
        return _share(self.days)


def overlap(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of the shingles of one page."""
    a, b = shingles(tokens(true)), shingles(tokens(found))
    common = sum((a & b).values())
    return common / max(1, sum(b.values())), common / max(1, sum(a.values()))


def is_clean(true: str, found: str) -> bool:
    """Whether 95 % of the first 60 tokens found stand in runs of the true text."""
    known = set(shingles(tokens(true)))
    first = tokens(found)[:FIRST]
    if not first:
        return False
    good: set[int] = set()
    for n, shingle in enumerate(_runs(first)):
        if shingle in known:
            good.update(range(n, n + len(shingle)))
    return len(good) >= ENOUGH * len(first)


def segments(page: Page, text: str) -> Counter[str]:
    """How many wanted pieces are there (hit) or not (missed), and how many unwanted (wrong)."""
    flat = _plain(text)
    there = [_plain(piece) in flat for piece in page.having]
    wrong = sum(_plain(piece) in flat for piece in page.lacking)
    return Counter(hit=sum(there), missed=len(there) - sum(there), wrong=wrong)


def same_title(true: str, found: str) -> bool:
    """Equal but for white space and the shape of quotes and dashes."""
    return _plain(true) == _plain(found)


def same_day(true: date | datetime, found: date | datetime | None) -> bool:
    """Whether a date is right: two moments are compared in UTC, else each by its own day."""
    if found is None:
        return False
    zone = UTC if isinstance(true, datetime) and isinstance(found, datetime) else None
    return _day(true, zone) == _day(found, zone)


def _day(one: date | datetime, zone: tzinfo | None) -> date:
    if not isinstance(one, datetime):
        return one
    return (one.astimezone(zone) if zone and one.tzinfo else one).date()


def tokens(text: str) -> list[str]:
    """Words as the public benchmark cuts them."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """How often each run of four tokens occurs; a shorter text is one run."""
    return Counter(_runs(words))


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1)) if words)


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).replace("...", "…").split())


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _share(answers: list[bool]) -> float | None:
    return mean(answers) if answers else None
