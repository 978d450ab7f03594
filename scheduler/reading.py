"""The second half of a check: get the articles that are new, page by page."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import repeat
from types import MappingProxyType

from model.article import Article
from model.ports import Clock, Fetcher
from model.source import (
    Entry,
    Fetched,
    FetchFailed,
    Kind,
    NotModified,
    ReadFailed,
    Request,
    Source,
    Trouble,
    Waiting,
)
from monitors.identity import site
from scheduler.pace import retry_page
from scheduler.readers import entry_article, explain

ATTEMPTS = 4  # fetches of one article's page before what the feed says must do
FULL = 600  # characters of markup-free content from which a feed's own text is the whole article
PASSING = frozenset(
    {
        Trouble.UNREACHABLE,
        Trouble.TIMEOUT,
        Trouble.TLS,
        Trouble.RATE_LIMITED,
        Trouble.SERVER,
        Trouble.STATUS,
        Trouble.GONE,  # a page may be listed before it is there
        Trouble.BLOCK_PAGE,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one waiting entry: an article, another try, or neither for good."""

    waiting: Waiting
    article: Article | None = None
    again: Waiting | None = None
    trouble: str = ""  # in plain words, where the page could not be read
    was_article: bool | None = None  # whether the page held one; None: it was not looked at
    lines: tuple[int, ...] = ()  # what the page showed, for the memory of its site


async def read_all(
    fetcher: Fetcher,
    clock: Clock,
    source: Source,
    batch: Sequence[Waiting],
    furniture: Mapping[str, frozenset[int]] = MappingProxyType({}),
) -> list[Reading]:
    """Read a batch side by side; the fetcher keeps its pause between pages of one host.

    `furniture` are the lines known of each site (`monitors.identity.site`).
    """
    known = [furniture.get(site(one.entry.url), frozenset()) for one in batch]
    readings = map(_read, repeat(fetcher), repeat(clock), repeat(source), batch, known)
    return list(await asyncio.gather(*readings))


async def _read(
    fetcher: Fetcher, clock: Clock, source: Source, waiting: Waiting, furniture: frozenset[int]
) -> Reading:
    if not needs_page(waiting.entry, source):
        return await _from_entry(clock, source, waiting)
    answer = await fetcher.fetch(Request(waiting.entry.url, private_hosts=source.private_hosts))
    match answer:
        case Fetched():
            return await _from_page(clock, source, waiting, answer, furniture)
        case FetchFailed(trouble=trouble) if trouble in PASSING:
            return await _try_again(clock, source, waiting, answer)
        case FetchFailed():
            return await _from_entry(clock, source, waiting, answer.message)
        case NotModified():
            return await _from_entry(clock, source, waiting, "answers 304 without being asked")


def needs_page(entry: Entry, source: Source) -> bool:
    """Whether the article's page is fetched, or what the listing says is all there is to read."""
    if source.full_text is not None:
        return source.full_text
    return source.kind is Kind.PAGE or len(entry.html) < FULL


async def _from_page(
    clock: Clock, source: Source, waiting: Waiting, page: Fetched, furniture: frozenset[int]
) -> Reading:
    read = await asyncio.to_thread(explain, page, waiting.entry, source, clock.now(), furniture)
    if not isinstance(read, ReadFailed):
        return Reading(waiting, read.article, was_article=True, lines=read.lines)
    if not waiting.entry.summary:  # a section or a video page: its link text is no news
        return Reading(waiting, trouble=read.message, was_article=False)
    return await _from_entry(clock, source, waiting, read.message)


async def _from_entry(clock: Clock, source: Source, waiting: Waiting, trouble: str = "") -> Reading:
    read = await asyncio.to_thread(entry_article, waiting.entry, source, clock.now())
    if isinstance(read, ReadFailed):
        return Reading(waiting, trouble=trouble or read.message)
    return Reading(waiting, read, trouble=trouble)


async def _try_again(
    clock: Clock, source: Source, waiting: Waiting, failure: FetchFailed
) -> Reading:
    attempts = waiting.attempts + 1
    if attempts >= ATTEMPTS:
        return await _from_entry(clock, source, waiting, failure.message)
    at = retry_page(attempts, clock.now(), failure.retry_after or timedelta())
    again = replace(waiting, attempts=attempts, not_before=at)
    return Reading(waiting, again=again, trouble=failure.message)
