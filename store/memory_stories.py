"""The store in dictionaries, its part of stories, re-visits and what was learnt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from model.memory import SiteMemory
from model.source import ListingMemory
from model.stores import Checked, Remembered
from model.story import Kin, Member, Story, Told
from model.version import Revisit, Revisited, Version
from store.memory_outbox import MemoryOutbox
from store.newest import most_shared
from store.transitions import told_by


class MemoryStories(MemoryOutbox):
    """Articles as parts of stories, and what is looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self._articles: dict[str, tuple[Remembered, datetime]] = {}  # with when found
        self._keyless: datetime | None = None  # index keys and bands from before then are forgotten
        self._revisits: dict[str, Revisit] = {}
        self._versions: dict[tuple[str, int], Version] = {}
        self._sites: dict[str, tuple[SiteMemory, datetime]] = {}
        self._listings: dict[str, tuple[ListingMemory, datetime]] = {}

    async def kin(self, keys: Sequence[int], since: datetime, limit: int, newest: int) -> list[Kin]:
        """Articles found since then that share index keys, those with the most first; of each
        key the `newest` that have it."""
        found, since = list(self._articles.values()), max(since, self._keyless or since)
        keyed = (
            ((found_at, number), one.traits.keys)
            for number, (one, found_at) in enumerate(found)
            if one.traits and one.joined and found_at >= since
        )
        best = most_shared(keys, keyed, newest)[:limit]
        return [self._kin(*found[number], shared) for number, shared in best]

    async def as_kin(self, article_id: str) -> Kin | None:
        """One article as kin, none of its keys counted as shared."""
        one, found_at = self._articles.get(article_id, (None, None))
        if one is None or found_at is None or one.joined is None or one.traits is None:
            return None
        return self._kin(one, found_at, 0)

    def _kin(self, one: Remembered, found_at: datetime, shared: int) -> Kin:
        if one.joined is None or one.traits is None:
            raise ValueError("an article without a verdict has no kin")
        _, opened = self._articles.get(one.joined.story, (one, found_at))
        return Kin.of(
            one.article,
            one.joined,
            replace(one.traits, keys=()),  # they stand in the index
            opened=opened,
            found_at=found_at,
            copy_of=one.copy_of,
            shared=shared,
        )

    async def story(self, article_id: str) -> Story | None:
        """The story that an article belongs to, near copies included."""
        found = self._articles.get(article_id)
        if found is None or found[0].joined is None:
            return None
        wanted = found[0].joined.story
        members = tuple(
            Member.of(one.article, one.joined, found_at=found_at, copy_of=one.copy_of)
            for one, found_at in sorted(self._articles.values(), key=lambda pair: pair[1])
            if one.joined and one.joined.story == wanted
        )
        return Story(wanted, members)

    async def told(self, story: str, since: datetime) -> list[Told]:
        """Alerts about a story that were queued since then, in their order."""
        ids = {
            key
            for key, (one, _) in self._articles.items()
            if one.joined and one.joined.story == story
        }
        queued = self._alerts_about(ids)
        return [told_by(one, one.chat) for one in queued if one.made_at >= since]

    async def site_memory(self, site: str) -> SiteMemory | None:
        """What was learnt of a site's pages."""
        found = self._sites.get(site)
        return found[0] if found else None

    async def listing_memory(self, source: str) -> ListingMemory | None:
        """What was learnt of a source's list."""
        found = self._listings.get(source)
        return found[0] if found else None

    async def claim_revisits(self, now: datetime, lease: timedelta, limit: int) -> list[Revisit]:
        """Articles to look at again, each put off by the lease, by their ids."""
        due = sorted((one.at, one.article_id) for one in self._revisits.values() if one.at <= now)
        claimed = [replace(self._revisits[key], at=now + lease) for _, key in due[:limit]]
        self._note_revisits(claimed)
        return sorted(claimed, key=lambda one: one.article_id)

    async def commit_revisit(self, revisited: Revisited) -> list[int]:
        """Keep all that a re-visit led to; a version whose number is taken is not kept."""
        if revisited.version:
            place = (revisited.version.article_id, revisited.version.number)
            self._versions.setdefault(place, revisited.version)
        if revisited.following:
            self._note_revisits([revisited.following])
        else:
            self._revisits.pop(revisited.article_id, None)
        return self._insert(revisited.alerts)

    async def versions(self, article_id: str) -> list[Version]:
        """What an article had become at its re-visits, in order."""
        return [one for place, one in sorted(self._versions.items()) if place[0] == article_id]

    def _note_revisits(self, revisits: Iterable[Revisit]) -> None:
        self._revisits.update({one.article_id: one for one in revisits})

    def _learn(self, checked: Checked) -> None:
        self._note_revisits(checked.revisits)
        self._sites.update({one.site: (one, checked.at) for one in checked.sites})
        if checked.listing:
            self._listings[checked.listing.source] = (checked.listing, checked.at)

    def _forget_learnt(
        self, articles_before: datetime, memory_before: datetime, keys_before: datetime
    ) -> int:
        self._keyless = max(keys_before, self._keyless or keys_before)
        sites = [key for key, (_, at) in self._sites.items() if at < memory_before]
        listings = [key for key, (_, at) in self._listings.items() if at < memory_before]
        versions = [
            place
            for place, one in self._versions.items()
            if one.seen_at < articles_before and place[0] not in self._articles
        ]
        for site in sites:
            del self._sites[site]
        for source in listings:
            del self._listings[source]
        for place in versions:
            del self._versions[place]
        return len(sites) + len(listings) + len(versions)
