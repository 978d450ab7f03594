"""Furniture that only a monitor can know: lines that different articles of one site share.

A line is furniture once three different articles among the site's last eight show it. Versions of
one article and near copies count once: pages that share most of their long lines are one page. A
site is forgotten line by line: what was not seen for 60 days is no furniture any more.

Bounds keep true text that recurs. In short lines digits count as one sign, so that "This article
received 12 comments" is one line; but lines without letters are never learned, and what is learned
never takes the greater part of a page: of a daily bulletin every line may recur. And of the long
lines (more than 100 letters) only those at the very end of a page are learned: background
paragraphs of a running story stand inside it, boxes about the newsletter or the author behind it.
What place and length were measured to cost stands in docs/reading.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

from model.memory import SiteMemory
from monitors.text.hygiene import key

PAGES = 8  # remembered of a site
LINES = 80  # remembered of a page: half from its top, half from its end
DIFFERENT = 3  # articles that have to show a line
FURNITURE = 2_000  # lines of a site
FORGOTTEN = 60  # days
LONG = 100  # letters
COUNTER = 60  # letters of a line in which numbers are counters and tell nothing apart
END = 3  # lines behind which nothing but furniture may follow
_LONG, _END = 1, 2  # bits of a line's number
_ALIKE = 0.5  # share of long lines beyond which two pages are one
_DIGITS = re.compile(r"\d+")


def line_hashes(lines: Sequence[str]) -> tuple[int, ...]:
    """The lines of a page as numbers, 0 for those that are not to be learned.

    The lowest bit tells long lines, which tell articles apart; the next one tells that a long line
    stands at the end, so that it has another number there than elsewhere.
    """
    last = len(lines) - END
    return tuple(_hash(line, at_end=n >= last) for n, line in enumerate(lines))


def _hash(line: str, *, at_end: bool) -> int:
    letters = key(line)
    if len(letters) <= COUNTER:
        letters = _DIGITS.sub("0", letters)
    if not letters.strip("0"):
        return 0
    is_long = len(letters) > LONG
    digest = blake2b(letters.encode("utf-8", "replace"), digest_size=8).digest()
    number = (int.from_bytes(digest, "big") >> 1) & ~(_LONG | _END)
    return number | (_LONG * is_long) | (_END * (is_long and at_end))


def learn(memory: SiteMemory, article_id: str, lines: Iterable[int], today: date) -> SiteMemory:
    """The memory after one more page; `lines` as `line_hashes` gives them.

    The same article again takes the place of its earlier version.
    """
    shown = _bounded([line for line in lines if line])
    before = tuple(page for page in memory.pages if page[0] != article_id)
    pages = (*before, (article_id, shown))[-PAGES:]
    day = today.toordinal()
    known = {line: seen for line, seen in memory.furniture if day - seen <= FORGOTTEN}
    known |= dict.fromkeys((line for line in shown if line in known), day)
    known |= dict.fromkeys(_recurring(shown, [set(lines) for _, lines in pages]), day)
    newest = sorted(known.items(), key=lambda item: (-item[1], item[0]))[:FURNITURE]
    return SiteMemory(memory.site, pages, tuple(sorted(newest)))


def learned(memory: SiteMemory) -> frozenset[int]:
    """The lines that are furniture of the site."""
    return frozenset(line for line, _ in memory.furniture)


def _bounded(lines: list[int]) -> tuple[int, ...]:
    once = list(dict.fromkeys(lines))
    half = LINES // 2
    return tuple(once if len(once) <= LINES else [*once[:half], *once[-half:]])


def _recurring(shown: tuple[int, ...], pages: list[set[int]]) -> list[int]:
    """Lines of the newest page that three different articles show, background apart."""
    articles = _articles(pages)
    able = [line for line in shown if line & _END or not line & _LONG]
    return [line for line in able if sum(line in article for article in articles) >= DIFFERENT]


def _articles(pages: list[set[int]]) -> list[set[int]]:
    """Pages that share most of their long lines, put together."""
    apart: list[set[int]] = []
    for page in pages:
        twin = next((one for one in apart if _alike(one, page)), None)
        if twin is None:
            apart.append(set(page))
        else:
            twin |= page
    return apart


def _alike(one: set[int], other: set[int]) -> bool:
    a, b = ({line for line in lines if line & _LONG} for lines in (one, other))
    return bool(a & b) and len(a & b) > _ALIKE * min(len(a), len(b))
