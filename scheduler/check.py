"""check(source): from a source that is due to alerts in the outbox, in one commit.

look → sift → read → place → commit. Everything before the commit only reads: a crash there
repeats the check. The commit writes articles, alerts and the source's state together: after
it nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import inf
from time import perf_counter

from alerts.address import stale
from chat.redaction import without_secrets
from model.alert import Alert
from model.memory import SiteMemory
from model.source import (
    Entry,
    FetchFailed,
    Kind,
    ListingMemory,
    ReadFailed,
    Source,
    SourceState,
    Waiting,
)
from model.stores import Begun, Checked, Remembered
from model.version import Revisit
from monitors.identity import entry_keys
from scheduler.considered import Considered, consider
from scheduler.learning import furniture, listing_after, sites_after
from scheduler.look import Look, look
from scheduler.pace import after_failure, after_success, moments
from scheduler.placing import Placing
from scheduler.reading import Reading, read_all
from scheduler.world import World
from stories.revisit import next_visit

BATCH = 10  # articles read in one check; the rest waits in the store for the next, at once
LEASE = timedelta(minutes=10)  # longer than any check: a batch of pages, each with its time limit


@dataclass(frozen=True, slots=True)
class Report:
    """What one check led to, for the log and for `--once`."""

    source: str
    fresh: int = 0
    alerts: tuple[int, ...] = ()
    failure: FetchFailed | ReadFailed | None = None
    changed: bool = False  # the source fell ill or got well again
    was: str = ""  # what ailed it before


@dataclass(frozen=True, slots=True)
class Sifted:
    """A listing's entries apart: to read now, to read later, and keys only to remember."""

    now: tuple[Waiting, ...] = ()
    later: tuple[Waiting, ...] = ()
    known: tuple[str, ...] = ()
    crowded: bool = False  # more wait in the store than one check reads


async def check(world: World, name: str, *, claimed: bool = False) -> Report:
    """Check one source, whatever the time; the caller asked the store what is due.

    A source that the rulebook or the store no longer knows is passed over; where it was to be
    `claimed`, also one that is under no lease: somebody has checked it since it was due.
    """
    source, now = world.book.sources.get(name), world.clock.now()
    begun = await world.store.begin_check(name, now, BATCH)
    if source is None or begun is None or (claimed and not begun.claimed):
        return Report(name)
    memory = _memory(begun)
    looked = await look(world.fetcher, source, begun.state, now, memory)
    sifted = await _sift(world, source, looked, begun.waiting, now)
    known = await furniture(world.store, sifted.now)
    readings = await read_all(world.fetcher, world.clock, source, sifted.now, known)
    read = {one.waiting.key: one.article for one in readings if one.article and not one.again}
    thought = await consider(read, world.book)
    # a check that found nothing waits for nobody's stories
    async with world.placing() if readings else nullcontext():
        placed = await _place(world, source, readings, thought)
        placed.sites = await sites_after(world.store, readings, now)
        placed.listing = listing_after(memory, looked, readings, now)
        state = _state(world, source, looked, sifted, placed)
        ids = await _commit(world, _checked(world, state, sifted, placed))
    if ids:
        world.woken.set()
    before = begun.state
    outcome = looked.failure.trouble.value if looked.failure else "ok"
    world.observer.checked(outcome, len(placed.articles))
    changed = (before.failures > 0) != (state.failures > 0)
    fresh = len(placed.articles)
    return Report(name, fresh, tuple(ids), looked.failure, changed, before.message)


async def _commit(world: World, checked: Checked) -> list[int]:
    begun = perf_counter()
    ids = await world.store.commit_check(checked)
    world.observer.committed(perf_counter() - begun)
    return ids


def _memory(begun: Begun) -> ListingMemory:
    """What earlier looks taught; of feeds and sitemaps nothing is learnt."""
    before = begun.state
    if before.kind in {Kind.FEED, Kind.SITEMAP} or before.first_seen is None:
        return ListingMemory(before.name)
    return begun.listing or ListingMemory(before.name)


async def _sift(
    world: World, source: Source, looked: Look, due: Sequence[Waiting], now: datetime
) -> Sifted:
    if not looked.entries:
        return Sifted(now=tuple(due), crowded=len(due) == BATCH)
    keyed = {keys[0]: (keys, e) for e in looked.entries if (keys := entry_keys(e, source))}
    seen = await world.store.seen({key for keys, _ in keyed.values() for key in keys})
    unseen = [(keys, e) for keys, e in keyed.values() if seen.isdisjoint(keys)]
    fresh = [pair for pair in unseen if stale(pair[1].published, source, now) is None]
    if looked.state.first_seen is None:
        fresh = _newest(fresh, source.backfill)
    new = [_waiting(source, looked.state, keys, entry) for keys, entry in fresh]
    room = BATCH - len(due)
    return Sifted(
        now=(*due, *new[:room]),
        later=tuple(new[room:]),
        known=tuple(key for keys, _ in unseen for key in keys),
        crowded=len(due) == BATCH,
    )


def _newest(
    entries: Sequence[tuple[tuple[str, ...], Entry]], count: int
) -> list[tuple[tuple[str, ...], Entry]]:
    """The baseline's few that may alert: by date, undated ones after, in the source's order."""

    def age(pair: tuple[tuple[str, ...], Entry]) -> tuple[bool, float]:
        published = pair[1].published
        return (published is None, -published.timestamp() if published else 0)

    return sorted(entries, key=age)[:count]


def _waiting(source: Source, state: SourceState, keys: tuple[str, ...], entry: Entry) -> Waiting:
    return Waiting(source.name, keys[0], entry, baseline=state.first_seen is None)


@dataclass(slots=True)
class _Placed:
    articles: list[Remembered] = field(default_factory=list)
    came: list[datetime | None] = field(default_factory=list)  # of those that are no backlog
    alerts: list[Alert] = field(default_factory=list)
    goes_on: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    again: list[Waiting] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    revisits: tuple[Revisit, ...] = ()
    sites: tuple[SiteMemory, ...] = ()
    listing: ListingMemory | None = None


def _age(reading: Reading) -> float:
    """Seconds before 1970, so that the greatest is the oldest; what is undated comes last."""
    published = reading.article.published if reading.article else reading.waiting.entry.published
    return -published.timestamp() if published else -inf


async def _place(
    world: World, source: Source, readings: Sequence[Reading], thought: Mapping[str, Considered]
) -> _Placed:
    placed = _Placed()
    if not readings:
        return placed
    placing = Placing(world, source, await world.served())
    for reading in sorted(readings, key=_age, reverse=True):  # alerts go out oldest first
        if reading.trouble:
            placed.troubles.append(reading.trouble)
        if reading.again:
            placed.again.append(reading.again)
            continue
        placed.settled.append(reading.waiting.key)
        if reading.article:
            place = await placing.place(thought[reading.waiting.key], reading.waiting.entry)
            placed.known.extend(reading.article.keys)
            placed.alerts.extend(place.alerts)
            placed.goes_on.extend(place.goes_on)
            placed.articles.extend(place.remembered)
            if place.remembered and not reading.waiting.baseline:
                placed.came.append(reading.article.published)
    placed.revisits = _revisits(placed.alerts)
    return placed


def _revisits(alerts: Iterable[Alert]) -> tuple[Revisit, ...]:
    """Articles that people are told of are looked at again: they may be corrected or go."""
    made = {one.article_id: one.made_at for one in alerts}
    first = ((key, at, next_visit(0, at)) for key, at in made.items())
    return tuple(Revisit(key, due, since=at) for key, at, due in first if due)


def _state(
    world: World, source: Source, looked: Look, sifted: Sifted, placed: _Placed
) -> SourceState:
    now = world.clock.now()
    state = replace(looked.state, checks=looked.state.checks + 1, last_check=now)
    if looked.entries and not looked.partial:  # half a sight, or an empty one, is no baseline
        state = replace(state, first_seen=state.first_seen or now)
    chance = world.random.random()
    if looked.failure is not None:
        state = after_failure(state, source, looked.failure, now=now, chance=chance)
    else:
        state = after_success(
            state,
            source,
            fresh=len(placed.articles),
            now=now,
            chance=chance,
            came=moments(placed.came, looked.state.last_ok, now),
            listed=_dates(looked),
        )
        said = _list_amiss(looked) or _pages_amiss(placed.troubles)
        state = replace(_layout(state, looked, now), message=without_secrets(said))
        state = replace(state, next_check=_sooner(state.next_check or now, sifted, placed, now))
    return state


def _dates(looked: Look) -> list[datetime]:
    """When a feed says that what it lists came out; the dates of sitemaps are of changes."""
    if looked.state.kind is not Kind.FEED:
        return []
    return [one.published for one in looked.entries or () if one.published]


def _layout(state: SourceState, looked: Look, now: datetime) -> SourceState:
    """Count the looks at which the list was not as it used to be; one that has not changed
    since the last look is as it was then."""
    if looked.entries is None:
        return replace(state, amiss=state.amiss + 1) if state.amiss else state
    if looked.partial and looked.state.kind is Kind.PAGE:
        return replace(state, amiss=state.amiss + 1, amiss_since=state.amiss_since or now)
    return replace(state, amiss=0, amiss_since=None)


def _list_amiss(looked: Look) -> str:
    before = looked.state
    unchanged = looked.entries is None and before.amiss and not before.failures
    return before.message if unchanged else looked.partial


def _pages_amiss(troubles: Sequence[str]) -> str:
    if not troubles:
        return ""
    count = "1 article page" if len(troubles) == 1 else f"{len(troubles)} article pages"
    return f"{count} could not be read: {troubles[0]}"


def _sooner(at: datetime, sifted: Sifted, placed: _Placed, now: datetime) -> datetime:
    """Entries that wait bring the next check forward; not that of a source that asks for rest."""
    if sifted.later or sifted.crowded:
        return now
    return min([at, *(one.not_before for one in placed.again if one.not_before)])


def _checked(world: World, state: SourceState, sifted: Sifted, placed: _Placed) -> Checked:
    return Checked(
        state=state,
        at=world.clock.now(),
        seen=(*sifted.known, *placed.known),
        articles=tuple(placed.articles),
        alerts=tuple(placed.alerts),
        waiting=(*sifted.later, *placed.again),
        settled=tuple(placed.settled),
        revisits=placed.revisits,
        sites=placed.sites,
        listing=placed.listing,
        goes_on=tuple(dict.fromkeys(placed.goes_on)),
    )
