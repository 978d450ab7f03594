"""The store in dictionaries, for tests: nothing outlives the process."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from model.alert import Tally
from model.article import Article, Relative
from model.source import Source, SourceState, Waiting
from model.stores import Begun, Checked, Remembered
from store.memory_access import MemoryAccess
from store.memory_calm import MemoryCalm
from store.memory_push import MemoryPush
from store.memory_rules import MemoryRules
from store.memory_volume import MemoryVolume
from store.newest import most_shared
from store.transitions import FRESH_FOR, Kept, after_check, keep


@dataclass(slots=True)
class _Identity:
    article_id: str | None
    last_seen: datetime


class MemoryStore(MemoryRules, MemoryPush, MemoryAccess, MemoryVolume, MemoryCalm):
    """`model.stores.Store` for tests; the same behaviour as SqliteStore, by the same suite."""

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, Kept] = {}
        self._identities: dict[str, _Identity] = {}
        self._leased: dict[str, datetime] = {}  # sources under a lease: when they were due
        self._asked: set[str] = set()  # known keys asked for since the last commit
        self._waiting: dict[tuple[str, str], Waiting] = {}  # in the order found

    async def close(self) -> None:
        """Nothing to let go of."""

    async def keep_sources(self, sources: Collection[Source], now: datetime) -> None:
        """New and returning ones are due now; the others become inactive, not forgotten."""
        self._sources.update({kept.state.name: kept for kept in keep(self._sources, sources, now)})

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Names of active sources due, most overdue first, each leased."""
        active = [(kept.state.next_check, kept.state.name) for kept in self._active()]
        due = sorted((at, name) for at, name in active if at and at <= now)
        names = [name for _, name in due if not self._rests(name, now)][:limit]
        for name in names:
            self._leased[name] = self._sources[name].state.next_check or now
            self._set_next_check(name, now + lease)
        return names

    def placing(self) -> AbstractAsyncContextManager[None]:
        """Nobody else is on it."""
        return nullcontext()

    async def free_leases(self) -> None:
        """End every lease: the only program on this store has just started."""
        await super().free_leases()
        while self._leased:
            self._set_next_check(*self._leased.popitem())

    async def set_back(self, now: datetime, farthest: datetime) -> None:
        """Let nothing wait beyond `farthest` for what a clock that ran ahead has put off."""
        for kept in self._active():
            at, last = kept.state.next_check, kept.state.last_check
            if at and at > farthest and (last or at) > now:
                self._leased.pop(kept.state.name, None)
                self._set_next_check(kept.state.name, now)
        self._set_back_alerts(farthest)
        self._set_back_pushes(now, farthest)
        self._set_back_stories(now, farthest)
        for key, one in self._waiting.items():
            if one.not_before and one.not_before > farthest:
                self._waiting[key] = replace(one, not_before=None)

    def _set_next_check(self, name: str, at: datetime) -> None:
        kept = self._sources[name]
        self._sources[name] = replace(kept, state=replace(kept.state, next_check=at))

    def _active(self) -> list[Kept]:
        return [kept for kept in self._sources.values() if kept.state.active]

    async def begin_check(self, name: str, now: datetime, limit: int) -> Begun | None:
        """What is remembered for a check of a source; None for one unknown."""
        kept = self._sources.get(name)
        if kept is None:
            return None
        waiting = await self.waiting(name, now, limit)
        listing = await self.listing_memory(name)
        return Begun(kept.state, tuple(waiting), listing, name in self._leased)

    async def source_state(self, name: str) -> SourceState | None:
        """What is remembered of one source, active or not."""
        kept = self._sources.get(name)
        return kept.state if kept else None

    async def source_states(self) -> list[SourceState]:
        """All active sources, by name."""
        return sorted((kept.state for kept in self._active()), key=lambda state: state.name)

    async def may_ail(
        self, names: Collection[str], quiet: timedelta
    ) -> tuple[list[SourceState], int]:
        """The active sources that may ail, and how many are active."""
        active = await self.source_states()
        found = [
            one
            for one in active
            if one.failures or one.amiss or one.name in names or _quiet_for(one) > quiet
        ]
        return found, len(active)

    async def seen(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are known; the next commit freshens them."""
        known = {key for key in keys if key in self._identities}
        self._asked |= known
        return known

    async def waiting(self, source: str, now: datetime, limit: int) -> list[Waiting]:
        """Entries to read now, oldest first; a replaced one keeps its place."""
        rows = [row for row in self._waiting.values() if row.source == source]
        return [row for row in rows if row.not_before is None or row.not_before <= now][:limit]

    async def count_waiting(self, source: str) -> tuple[int, datetime | None]:
        """How many entries of the source wait, and the earliest not_before (None: at once)."""
        moments = [row.not_before for row in self._waiting.values() if row.source == source]
        later = [moment for moment in moments if moment is not None]
        return len(moments), min(later) if later and len(later) == len(moments) else None

    async def relatives(self, bands: Sequence[int], since: datetime, limit: int) -> list[Relative]:
        """Articles found since then that share one of the bands, oldest first: where more than
        `limit` do, those that share the most, of each band the newest."""
        found, since = list(self._articles.values()), max(since, self._keyless or since)
        banded = (
            ((found_at, number), one.sketch.bands)
            for number, (one, found_at) in enumerate(found)
            if one.sketch and found_at >= since
        )
        nearest = most_shared(bands, banded, limit)[:limit]
        oldest_first = sorted((found[number][1], number) for number, _ in nearest)
        return [_relative(found[number][0]) for _, number in oldest_first]

    async def commit_check(self, checked: Checked) -> list[int]:
        """Keep all that one check led to; ids of the alerts that are new."""
        name = checked.state.name
        self._leased.pop(name, None)
        self._sources[name] = after_check(self._sources.get(name), checked)
        self._freshen(checked.at)
        for key in checked.seen:
            self._remember(key, None, checked.at)
        for remembered in checked.articles:
            self._keep_article(remembered, checked.at)
        self._move_waiting(checked)
        self._learn(checked)
        new = self._insert(checked.alerts)
        self._ask_edits(checked.goes_on, checked.at)
        return new

    def _freshen(self, at: datetime) -> None:
        for key in self._asked & self._identities.keys():
            identity = self._identities[key]
            if identity.last_seen < at - FRESH_FOR:
                identity.last_seen = at
        self._asked.clear()

    def _remember(self, key: str, article_id: str | None, at: datetime) -> None:
        identity = self._identities.setdefault(key, _Identity(article_id, at))
        identity.article_id = identity.article_id or article_id
        identity.last_seen = max(identity.last_seen, at)

    def _keep_article(self, remembered: Remembered, at: datetime) -> None:
        article = remembered.article
        self._articles.setdefault(article.id, (remembered, article.found_at or at))
        for key in article.keys:
            self._remember(key, article.id, at)

    def _move_waiting(self, checked: Checked) -> None:
        for key in checked.settled:
            self._waiting.pop((checked.state.name, key), None)
        self._waiting.update({(row.source, row.key): row for row in checked.waiting})

    async def article(self, article_id: str) -> Article | None:
        """One remembered article."""
        found = self._articles.get(article_id)
        return found[0].article if found else None

    async def archive(self, since: datetime, after: str | None, limit: int) -> list[Article]:
        """A page of articles found since then that copy no other, behind the one of id `after`."""
        oldest_first = sorted(self._articles.values(), key=lambda pair: pair[1])
        if after is not None:
            ids = [one.article.id for one, _ in oldest_first]
            oldest_first = oldest_first[ids.index(after) + 1 :] if after in ids else []
        return [one.article for one, at in oldest_first if at >= since and not one.copy_of][:limit]

    async def count_archive(self, since: datetime) -> int:
        """How many articles `archive` gives in all."""
        return sum(at >= since and not one.copy_of for one, at in self._articles.values())

    async def tally(self, since: datetime) -> Tally:
        """Open fates and backlog of all time; the rest of what was made since."""
        recent = [one for one, found_at in self._articles.values() if found_at >= since]
        from_publication, from_discovery = self._delays(since)
        return Tally(
            fates=self._fates(since),
            oldest_queued=min((one.alert.made_at for one in self._queued()), default=None),
            from_publication=from_publication,
            from_discovery=from_discovery,
            articles=len(recent),
            copies=sum(one.copy_of is not None for one in recent),
            refusals=self._refusals(since),
        )

    async def prune(
        self, articles_before: datetime, memory_before: datetime, keys_before: datetime
    ) -> int:
        """Forget what is old; rows removed."""
        old = [key for key, (_, moment) in self._articles.items() if moment < articles_before]
        stale = [key for key, one in self._identities.items() if one.last_seen < memory_before]
        for article_id in old:
            del self._articles[article_id]
        for key in stale:
            del self._identities[key]
        rest = self._forget_alerts(articles_before) + self._forget_mutes(articles_before)
        rest += self._forget_learnt(articles_before, memory_before, keys_before)
        rest += self._forget_deeds(articles_before)
        return len(old) + len(stale) + rest + self._forget_waiting(articles_before)

    def _forget_waiting(self, before: datetime) -> int:
        """Entries of sources that the rules dropped before then."""
        gone = {
            kept.state.name
            for kept in self._sources.values()
            if not kept.state.active and kept.state.last_check and kept.state.last_check < before
        }
        rows = [place for place in self._waiting if place[0] in gone]
        for place in rows:
            del self._waiting[place]
        return len(rows)


def _quiet_for(state: SourceState) -> timedelta:
    """How long a source was read without news; nothing where either is unknown."""
    if state.last_ok is None or state.last_new is None:
        return timedelta()
    return state.last_ok - state.last_new


def _relative(one: Remembered) -> Relative:
    signature = one.sketch.signature if one.sketch else ()
    return Relative(one.article.id, signature, one.copy_of)
