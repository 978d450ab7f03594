"""revisit(article): what became of an article that people were told of.

fetch → read → compare → commit. Corrections and withdrawals are told to the chats that had the
alert; edits without a word about them are kept as versions and told to nobody. A page that is
gone is asked for once more before it is called withdrawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.address import changed
from model.alert import Alert, Turn
from model.article import Article, Match
from model.rulebook import Chat
from model.source import (
    Entry,
    Fetched,
    FetchFailed,
    NotModified,
    ReadFailed,
    Request,
    Source,
    Trouble,
)
from model.version import Change, Revisit, Revisited, Version
from monitors.articles.learning import learned as learned_lines
from monitors.identity import is_front, site
from scheduler.readers import explain
from scheduler.world import World
from stories.revisit import next_visit
from stories.versions import Passage, Revision, compare

LEASE = timedelta(minutes=10)
AGAIN = timedelta(minutes=15)  # until a page that is gone is asked for once more
PASSAGES = 3  # changed sentences that an alert quotes

_TURNS = {Change.CORRECTED: Turn.CORRECTED, Change.WITHDRAWN: Turn.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at an article's page found: the article as it is now, that the page is
    missing, or neither where nothing can be told."""

    article: Article | None = None
    missing: bool = False
    etag: str | None = None
    last_modified: str | None = None


async def revisit(world: World, due: Revisit) -> list[int]:
    """Look at one article again; ids of the alerts that this made."""
    article = await world.store.article(due.article_id)
    source = world.book.sources.get(article.source) if article else None
    if article is None or source is None:  # forgotten, or no longer watched
        return await world.store.commit_revisit(Revisited(due.article_id))
    seen = await _look(world, source, article, due)
    if seen.missing and not due.missing:
        once_more = replace(due, at=world.clock.now() + AGAIN, missing=True)
        return await world.store.commit_revisit(Revisited(article.id, once_more))
    version, revision = await _version(world, article, seen)
    alerts = await _alerts(world, article, seen, version, revision) if version else ()
    done = Revisited(article.id, _following(due, seen, world.clock.now()), version, alerts)
    ids = await world.store.commit_revisit(done)
    if ids:
        world.woken.set()
    return ids


async def _look(world: World, source: Source, article: Article, due: Revisit) -> Seen:
    request = Request(article.url, due.etag, due.last_modified, private_hosts=source.private_hosts)
    answer = await world.fetcher.fetch(request)
    match answer:
        case NotModified():
            return Seen(etag=due.etag, last_modified=due.last_modified)
        case FetchFailed(trouble=Trouble.GONE):
            return Seen(missing=True)
        case FetchFailed():
            return Seen()
        case Fetched() if is_front(answer.url):  # where sites send those who ask for what is gone
            return Seen(missing=not is_front(article.url))
        case Fetched():
            return await _read(world, source, article, answer)


async def _read(world: World, source: Source, article: Article, page: Fetched) -> Seen:
    entry = Entry(article.url, article.title, published=article.published)
    memory = await world.store.site_memory(site(article.url))
    known = learned_lines(memory) if memory else frozenset()
    read = await asyncio.to_thread(explain, page, entry, source, world.clock.now(), known)
    if isinstance(read, ReadFailed) or not read.article.text:
        return Seen()
    return Seen(read.article, etag=page.etag, last_modified=page.last_modified)


async def _version(
    world: World, article: Article, seen: Seen
) -> tuple[Version | None, Revision | None]:
    """The version that differs from the one before, if any, and how."""
    known = await world.store.versions(article.id)
    before = known[-1] if known else None
    number = before.number + 1 if before else 2
    now = world.clock.now()
    is_gone = before is not None and before.change is Change.WITHDRAWN and not before.text
    if seen.missing:
        gone = Version(article.id, number, now, Change.WITHDRAWN, article.title)
        return (None if is_gone else gone), None
    if seen.article is None or not article.whole:  # what a feed summed up is not to be compared
        return None, None
    last = next((one for one in reversed(known) if one.text), None)
    old = replace(article, title=last.title, text=last.text) if last else article
    revision = compare(old, seen.article)
    if revision.is_empty and not is_gone:
        return None, None
    change = Change.RETURNED if is_gone and revision.is_empty else _change(revision)
    new = seen.article
    made = Version(article.id, number, now, change, new.title, new.text, revision.said)
    return made, revision


def _change(revision: Revision) -> Change:
    kinds = {"correction": Change.CORRECTED, "withdrawal": Change.WITHDRAWN}
    return kinds.get(revision.notice, Change.EDITED)


def _following(due: Revisit, seen: Seen, now: datetime) -> Revisit | None:
    """The next look of the schedule; those that a stop made late are left out."""
    step = due.step + 1
    at = next_visit(step, due.since)
    while at is not None and at <= now:
        step += 1
        at = next_visit(step, due.since)
    if at is None:
        return None
    return Revisit(
        due.article_id,
        at,
        since=due.since,
        step=step,
        missing=seen.missing,
        etag=seen.etag,
        last_modified=seen.last_modified,
    )


async def _alerts(
    world: World, article: Article, seen: Seen, version: Version, revision: Revision | None
) -> tuple[Alert, ...]:
    """The change, told to the chats that had an alert about the article."""
    turn = _TURNS.get(version.change)
    if turn is None:
        return ()
    book = world.book
    # what was corrected away is still what people were told of
    found = book.matcher.match(seen.article) if seen.article else ()
    matches = found or book.matcher.match(article)
    quoted = tuple(_quoting(match, version, revision) for match in matches)
    chats = await _told(world, article.id)
    story = await world.store.story(article.id)
    now, number = world.clock.now(), version.number
    told = replace(article, title=version.title or article.title)
    return changed(told, quoted, book, chats, turn, number, story.id if story else "", now)


async def _told(world: World, article_id: str) -> Sequence[Chat]:
    told = await world.store.alerted(article_id)
    moved = await world.store.moved()
    newest = {moved.get(key, key) for key in told}
    return [chat for chat in await world.chats() if chat.key in newest]


def _quoting(match: Match, version: Version, revision: Revision | None) -> Match:
    """The match with what changed in place of what was found."""
    passages = revision.changes[:PASSAGES] if revision and version.text else ()
    text, marks = "", []
    for line, spans in (pair for one in passages for pair in _lines(one)):
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{line}" if text else line
        marks += [(start + a, start + b) for a, b in spans]
    return replace(match, excerpt=text, marks=tuple(marks), spans=())


def _lines(passage: Passage) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """A sentence as it was and as it is, each behind its sign, the words that differ marked."""
    for sign, text, spans in (
        ("− ", passage.before, passage.gone),
        ("+ ", passage.after, passage.new),
    ):
        if text:
            yield sign + text, [(a + len(sign), b + len(sign)) for a, b in spans]
