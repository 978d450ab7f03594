"""What a check learns from the pages it read: the furniture of sites, the links of lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from model.memory import SiteMemory
from model.source import Kind, ListingMemory, Waiting
from model.stores import Store
from monitors.articles.learning import learn as learn_lines
from monitors.articles.learning import learned as learned_lines
from monitors.identity import site
from monitors.listings.learning import learn
from scheduler.look import Look
from scheduler.reading import Reading

# A list that suddenly shows few articles shows them for a while before that is usual: its keeper
# was told of it, and would hear within the hour that all is well again.
BECOMES_USUAL = timedelta(days=3)

Furniture = Mapping[str, frozenset[int]]  # site → its lines that are known as furniture


async def furniture(store: Store, batch: Iterable[Waiting]) -> Furniture:
    """What is known of the sites that a batch of entries leads to."""
    sites = {site(one.entry.url) for one in batch}
    known = [await store.site_memory(name) for name in sorted(sites)]
    return {one.site: learned_lines(one) for one in known if one}


async def sites_after(
    store: Store, readings: Iterable[Reading], now: datetime
) -> tuple[SiteMemory, ...]:
    """The memories of sites, each after the pages of it that were read."""
    memories: dict[str, SiteMemory] = {}
    for reading in readings:
        if reading.article is None or not reading.lines:
            continue
        name = site(reading.waiting.entry.url)
        known = memories.get(name) or await store.site_memory(name) or SiteMemory(name)
        memories[name] = learn_lines(known, reading.article.id, reading.lines, now.date())
    return tuple(memories.values())


def listing_after(
    memory: ListingMemory, looked: Look, readings: Iterable[Reading], now: datetime
) -> ListingMemory | None:
    """What a look at a page and following its links taught; None where nothing was."""
    if looked.state.kind is not Kind.PAGE:
        return None
    followed = [
        (one.waiting.entry.url, one.was_article) for one in readings if one.was_article is not None
    ]
    after = learn(memory, _count(memory, looked, now), followed)
    return after if after != memory else None


def _count(memory: ListingMemory, looked: Look, now: datetime) -> int | None:
    """How many articles a list shows that has changed; one whose document alone has changed shows
    as many as at the look before, which counted."""
    if looked.same:
        return next(iter(memory.counts[-1:]), None)
    return None if looked.entries is None or _unusual(looked, now) else len(looked.entries)


def _unusual(looked: Look, now: datetime) -> bool:
    since = looked.state.amiss_since or now
    return bool(looked.partial) and now - since < BECOMES_USUAL
