"""When an article was published: one written order, and undated where nothing can be believed.

1. JSON-LD datePublished   2. meta (article:published_time and its kin), microdata
3. <time> of the article   4. the feed's date   5. the date in the URL
6. the date line a reader sees   7. htmldate over what is not running text

The first date that can be true wins: not before 1995, not more than 24 hours ahead of `now`.
A winner without a time of day takes it from a later claim of the same day. Times without an
offset are UTC. There is no "now" for want of better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from htmldate import find_date

from monitors.articles.datetext import Written, find, is_dateline
from monitors.articles.htmltree import Block, class_of, short_text, text_of, up
from monitors.articles.structured import Structured
from monitors.text import stamps

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)

_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>19[9]\d|20\d\d)(?P<s>[-/_.]?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|[1-9])(?!\d)",
)
_DATED = re.compile(r"date|time\b|timestamp|publi|posted|dateline|heure|tarikh|تاريخ")
_CHANGED = re.compile(r"updat|modif|mis-?a-?jour|edited", re.IGNORECASE)
_CHANGED_WORDS = re.compile(r"updat|modifi|mis[e]? à jour|تحديث", re.IGNORECASE)
_ELSEWHERE = frozenset({"nav", "footer", "aside", "li", "figure", "figcaption", "form"})
_DAY_DIGITS = 8  # of a day written together, 20260314
_FEW = 6  # parts of an element that is a date
_SHORTEST = 6  # characters of a date: "1 h ago"
_NEAR = 40  # blocks around the headline that may hold the date line
_SHORT = 120  # characters of a date line


def published(
    root: Any,
    blocks: list[Block],
    claims: Structured,
    told: datetime | None,
    url: str,
    now: datetime,
) -> datetime | None:
    """The moment of publication in UTC, by the order above; None when nobody says.

    `told` is the feed's date, `url` the article's address.
    """
    best: Written | None = None
    for found in _clues(root, blocks, claims, told, url, now):
        if not plausible(found.at, now):
            continue
        if best is None:
            best = found
        elif _same_day(best, found):
            best = Written(found.at, timed=True, span=found.span)
        if best.timed:
            break
    return best.at if best else _by_htmldate(root, now)


def plausible(at: datetime, now: datetime) -> bool:
    """Whether an article known at `now` can be of that moment."""
    return EARLIEST <= at <= now + AHEAD


def believed(at: datetime | None, now: datetime) -> datetime | None:
    """A feed's date where it can be true, in UTC."""
    if at is None:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if plausible(aware, now) else None


def of_url(url: str) -> datetime | None:
    """The day in an address: /2026/03/14/, 2026-03-14, 20260314."""
    for found in _URL_DAY.finditer(url):
        if found["s"] == "" and len(found[0]) != _DAY_DIGITS:
            continue
        try:
            return datetime(int(found["y"]), int(found["m"]), int(found["d"]), tzinfo=UTC)
        except ValueError:
            continue
    return None


def _clues(
    root: Any,
    blocks: list[Block],
    claims: Structured,
    told: datetime | None,
    url: str,
    now: datetime,
) -> Iterator[Written]:
    """Every claim that can be read, in the written order, each worked out when asked for."""
    yield from filter(None, (_written(text, now) for text in claims.published))
    yield from _time_elements(root, now)
    if feed := believed(told, now):
        yield Written(feed, timed=_has_time(feed), span=(0, 0))
    if day := of_url(url):
        yield Written(day, timed=False, span=(0, 0))
    yield from _seen(root, blocks, now)


def _written(text: str, now: datetime) -> Written | None:
    """A machine's date in any spelling found in the wild."""
    if at := stamps.moment(text):
        return Written(at, timed=_has_time(at), span=(0, len(text)))
    return find(text, now)


def _same_day(best: Written, other: Written) -> bool:
    """Whether `other` tells the time of the day `best`, whatever its zone."""
    ahead = other.at - best.at
    return other.timed and timedelta(hours=-14) <= ahead < timedelta(hours=38)


def _has_time(at: datetime) -> bool:
    return bool(at.hour or at.minute or at.second)


def _time_elements(root: Any, now: datetime) -> Iterator[Written]:
    """<time> elements of the article: those marked as publication before others."""
    times = [e for e in root.iter("time") if not _is_elsewhere(e) and not _is_change(e)]
    times.sort(
        key=lambda e: (
            not (
                "pubdate" in e.attrib or "publi" in class_of(e) + (e.get("itemprop") or "").lower()
            )
        )
    )
    for element in times[:10]:
        found = _written(element.get("datetime") or "", now) or find(text_of(element), now)
        if found:
            yield found


def _is_elsewhere(element: Any) -> bool:
    """Inside a list, a side column, a picture or a nested article: the date of something else."""
    around = list(up(element, 12))
    nested = sum(e.tag == "article" for e in around) > 1
    return nested or any(e.tag in _ELSEWHERE or "comment" in class_of(e) for e in around[:-1])


def _is_change(element: Any) -> bool:
    own = class_of(element) + (element.get("itemprop") or "")
    parent = element.getparent()
    around = short_text(parent, _SHORT)[:30] if parent is not None else ""
    before = around.split(text_of(element)[:12] or "\0")[0]
    return bool(_CHANGED.search(own) or _CHANGED_WORDS.search(before))


def _seen(root: Any, blocks: list[Block], now: datetime) -> Iterator[Written]:
    """Dates a reader sees: in elements named so, then in date lines around the headline."""
    later: list[Written] = []
    for text in (*_dated_elements(root), *_date_lines(blocks, now)):
        if found := find(text, now):
            if _CHANGED_WORDS.search(text[: found.span[0]]):
                later.append(found)
            else:
                yield found
    yield from later


def _dated_elements(root: Any) -> Iterator[str]:
    for element in root.iter("span", "p", "div", "small", "em", "li", "td", "b"):
        if len(element) < _FEW and _DATED.search(class_of(element)) and not _is_elsewhere(element):
            text = short_text(element, _SHORT)
            if len(text) >= _SHORTEST:
                yield text


def _date_lines(blocks: list[Block], now: datetime) -> Iterator[str]:
    start = next((n for n, b in enumerate(blocks) if b.tag == "h1"), 0)
    for block in blocks[max(0, start - 5) : start + _NEAR]:
        if block.zone in ("nav", "footer", "aside") or len(block.text) > _SHORT:
            continue
        if any(map(str.isdecimal, block.text)) and is_dateline(block.text, now):
            yield block.text


def _by_htmldate(root: Any, now: datetime) -> datetime | None:
    """Htmldate's finding, a day only. Running text is taken out of the tree first: a year in a
    sentence is no date of publication, and a wrong old date would silence an alert."""
    for element in list(root.iter("p", "footer", "aside", "nav", "li")):
        if (
            element.tag != "p" or len(text_of(element)) > _SHORT
        ) and element.getparent() is not None:
            element.drop_tree()
    try:
        found = find_date(
            root, original_date=True, extensive_search=False,
            min_date=EARLIEST.replace(tzinfo=None), max_date=(now + AHEAD).replace(tzinfo=None),
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - a library's fault on odd markup leaves the page undated
        return None
    at = stamps.moment(found)
    return at if at and plausible(at, now) else None
