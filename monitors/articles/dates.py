"""When an article was published and last changed: one written order, and undated where nothing
can be believed.

1. JSON-LD datePublished   2. meta (article:published_time and its kin), microdata
3. <time> of the article   4. the feed's date   5. the date in the URL
6. the date line a reader sees   7. htmldate over what is not running text

The first date that can be true wins: not before 1995, not ahead of `now` (some minutes of a fast
clock apart). Where every claim is ahead, the first that lies less than a day ahead does: that is
how local times look that call themselves UTC. A winner without a time of day takes it from a later
claim of the same day. There is no "now" for want of better.

Modified: JSON-LD dateModified, meta, microdata, <time> or a visible line that says "updated", by
the same bounds; only a moment after that of publication is one.

Times without an offset are those of the site: the time zone its source is given, else the offset
that another machine-readable date of the page has, else the zone of the country its address ends
in, where that has one zone, else UTC. Moments keep the offset they were written with, so that
`.date()` is the outlet's own day; one told in UTC is put into the site's zone where that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from typing import Any

from htmldate import find_date

from monitors.articles import zones
from monitors.articles.datetext import Written, find, is_dateline, is_label
from monitors.articles.htmltree import Block, Classes, class_of, short_text, text_of, up
from monitors.articles.structured import Structured
from monitors.text import stamps

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)
_OFFSETS = (*range(1, 11), *range(-1, -9, -1))  # hours
FAST = timedelta(minutes=10)  # of a clock
_MINUTE = timedelta(minutes=1)

_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>19[9]\d|20\d\d)(?P<s>[-/_.]?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|[1-9])(?!\d)",
)
_DATED = re.compile(r"date|time\b|timestamp|publi|posted|dateline|heure|tarikh|تاريخ")
_CHANGED = re.compile(r"updat|modif|mis-?a-?jour|edited|aktualis", re.IGNORECASE)
_CHANGED_WORDS = re.compile(
    r"updat|modifi|mis[e]? à jour|تحديث|تعديل|aktualis|actualiza|aggiorna|atualiza|обновлен",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({"nav", "footer", "aside", "li", "figure", "figcaption", "form"})
_HOLDERS = frozenset({"span", "p", "div", "small", "em", "li", "td", "b"})
_NO_DATES = ("p", "footer", "aside", "nav")
_DAY_DIGITS = 8  # of a day written together, 20260314
_FEW = 6  # parts of an element that is a date
_SHORTEST = 6  # characters of a date: "1 h ago"
_NEAR = 40  # blocks around the headline that may hold the date line
_SHORT = 120  # characters of a date line
_BRIEF = 70  # of one with something beside it
_BESIDE = 12  # blocks after the headline that may hold that


@dataclass(frozen=True)
class Clues:
    """What a page is dated by. `told` is the feed's date, `url` the article's address,
    `timezone` what the editor says of the source."""

    root: Any
    named: Classes
    blocks: list[Block]
    claims: Structured
    told: datetime | None
    url: str
    now: datetime
    timezone: str | None = None

    @cached_property
    def zone(self) -> tzinfo:
        """The site's zone, as far as it is known."""
        return zones.zone_of(
            (*self.claims.published, *self.claims.modified), self.url, self.timezone
        )

    @cached_property
    def own_zone(self) -> tzinfo | None:
        """The same, None where it is not known."""
        return self.zone if self.zone is not UTC else None

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What may be the date line, in elements named so and around the headline."""
        return (*_dated_elements(self.named), *_date_lines(self.blocks, self.now))


def published(clues: Clues) -> datetime | None:
    """The moment of publication by the order above; None when nobody says. htmldate is asked
    apart (`by_htmldate`), since it takes the tree apart."""
    now = clues.now
    found = [one for one in _clues(clues) if plausible(one.at, now)]
    sure = [one for one in found if one.at <= now + FAST] or found
    at = _refined(sure)
    if at is None or at.utcoffset() or not _has_time(at):
        return at
    there = _in_own_zone(at, found, clues.own_zone)
    day = of_url(clues.url)
    return _in_own_day(there, day.date()) if day else there


def _in_own_zone(at: datetime, found: list[Written], zone: tzinfo | None) -> datetime:
    """A moment told in UTC, on the outlet's calendar: in the offset in which another claim tells
    the same moment, else in the site's own zone."""
    same = (one.at for one in found if one.timed and one.at.utcoffset())
    twin = next((other for other in same if abs(other - at) < _MINUTE), None)
    own = twin.tzinfo if twin else zone
    return at.astimezone(own) if own else at


def _in_own_day(at: datetime, day: date) -> datetime:
    """A moment told in UTC, in the offset that makes it the day that the address names: the same
    moment, on the outlet's calendar."""
    if at.utcoffset() or at.date() == day:
        return at
    places = (at.astimezone(timezone(timedelta(hours=hours))) for hours in _OFFSETS)
    return next((there for there in places if there.date() == day), at)


def modified(clues: Clues, since: datetime | None) -> datetime | None:
    """The moment of the last change by the order above; None where the page tells of none after
    `since`, the moment of publication."""
    now, zone = clues.now, clues.zone
    claims = (_written(text, now, zone) for text in clues.claims.modified)
    found = [one for one in (*claims, *_seen_changes(clues, zone)) if one]
    sure = [one for one in found if EARLIEST <= one.at <= now + FAST]
    at = _refined(sure)
    return at if at and (since is None or at > since) else None


def _refined(found: list[Written]) -> datetime | None:
    """The first date, with the time of day of a later one of the same day."""
    if not found:
        return None
    best = found[0]
    if best.timed:
        return best.at
    return next((one.at for one in found[1:] if _same_day(best, one)), best.at)


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


def _clues(clues: Clues) -> Iterator[Written]:
    """Every claim that can be read, in the written order."""
    now, zone = clues.now, clues.zone
    yield from filter(None, (_written(text, now, zone) for text in clues.claims.published))
    yield from _time_elements(clues.root, now, zone)
    if feed := believed(clues.told, now):
        yield Written(feed, timed=_has_time(feed), span=(0, 0))
    if day := of_url(clues.url):
        yield Written(day, timed=False, span=(0, 0))
    yield from _seen(clues, zone)


def _written(text: str, now: datetime, zone: tzinfo) -> Written | None:
    """A machine's date in any spelling found in the wild."""
    if at := stamps.local(text, zone):
        return Written(at, timed=_has_time(at), span=(0, len(text)))
    return find(text, now, zone)


def _same_day(best: Written, other: Written) -> bool:
    """Whether `other` tells the time of the day `best`, whatever its zone."""
    ahead = other.at - best.at
    return other.timed and timedelta(hours=-14) <= ahead < timedelta(hours=38)


def _has_time(at: datetime) -> bool:
    return bool(at.hour or at.minute or at.second)


def _time_elements(root: Any, now: datetime, zone: tzinfo) -> Iterator[Written]:
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
        if found := _of_element(element, now, zone):
            yield found


def _of_element(element: Any, now: datetime, zone: tzinfo) -> Written | None:
    """The moment of a <time>."""
    stamp = element.get("datetime") or ""
    return _written(stamp, now, zone) or find(text_of(element), now, zone)


def _seen_changes(clues: Clues, zone: tzinfo) -> Iterator[Written]:
    """Moments that a reader sees as those of a change."""
    for element in clues.root.iter("time"):
        if not _is_elsewhere(element) and _is_change(element):
            found = _of_element(element, clues.now, zone)
            if found:
                yield found
    for text in clues.texts:
        if changed := _CHANGED_WORDS.search(text):
            after = find(text[changed.end() :], clues.now, zone)
            if after:
                yield after


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


def _seen(clues: Clues, zone: tzinfo) -> Iterator[Written]:
    """Dates a reader sees: in elements named so, then in date lines around the headline."""
    later: list[Written] = []
    for text in clues.texts:
        if found := find(text, clues.now, zone):
            if _CHANGED_WORDS.search(text[: found.span[0]]):
                later.append(found)
            else:
                yield found
    yield from later


def _dated_elements(named: Classes) -> Iterator[str]:
    for element, name in named:
        if element.tag not in _HOLDERS or len(element) >= _FEW or not _DATED.search(name):
            continue
        if not _is_elsewhere(element):
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
    # A date with the section's name or a place beside it, in one short line.
    for block in blocks[start + 1 : start + _BESIDE]:
        if not block.zone and len(block.text) <= _BRIEF and _is_nearly_date(block.text, now):
            yield block.text


def _is_nearly_date(text: str, now: datetime) -> bool:
    """Whether a line is a date with at most two words beside it."""
    found = find(text, now)
    if found is None or not any(map(str.isdecimal, text)):
        return False
    rest = f"{text[: found.span[0]]} {text[found.span[1] :]}"
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if not is_label(word)]
    return len(words) <= 2  # noqa: PLR2004 - a section or a place


def by_htmldate(
    root: Any, blocks: list[Block], now: datetime, *, lists: bool = False
) -> datetime | None:
    """Htmldate's finding, a day only; the tree is taken apart. Running text is taken out of it
    first: a year in a sentence is no date of publication, and a wrong old date would silence an
    alert. `lists` are looked at too where nothing else is left: some pages print their facts as
    one."""
    for element in list(root.iter(*_NO_DATES, *(() if lists else ("li",)))):
        if (
            element.tag != "p" or len(text_of(element)) > _SHORT
        ) and element.getparent() is not None:
            element.drop_tree()
    try:
        found = find_date(
            root, original_date=True, extensive_search=True,
            min_date=EARLIEST.replace(tzinfo=None), max_date=(now + AHEAD).replace(tzinfo=None),
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - a library's fault on odd markup leaves the page undated
        return None
    at = stamps.moment(found)
    if at is None or not plausible(at, now):
        return None
    # The first of a month is how htmldate completes what names no day.
    return at if at.day != 1 or _is_written(at.date(), blocks, now) else None


def _is_written(day: date, blocks: list[Block], now: datetime) -> bool:
    """Whether a short line of the page names that day."""
    lines = (block.text for block in blocks if len(block.text) <= _SHORT)
    dates = (find(line, now) for line in lines if any(map(str.isdecimal, line)))
    return any(one.at.date() == day for one in dates if one)
