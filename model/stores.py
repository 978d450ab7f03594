"""The seam to the store: all that is remembered, by what it is about.

Each method is one transaction. Moments handed in are aware UTC datetimes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from model.access import AccessStore
from model.alert import Alert, Feedback, Mute, Receipt, Standing, Tally
from model.article import Article, Relative, Sketch
from model.audit import AuditStore
from model.calm import CalmStore
from model.clock import ClockStore
from model.health import Ailment
from model.memory import SiteMemory
from model.pause import PauseStore
from model.preferences import Preferences
from model.published import RulesStore
from model.push import PushStore
from model.source import ListingMemory, Source, SourceState, Waiting
from model.story import Edited, Joined, Kin, Retelling, Story, Told, Traits
from model.version import Revisit, Revisited, Version
from model.volume import VolumeStore


class StoreError(Exception):
    """One clear sentence: what happened, to which file, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An article to keep, its fingerprint, the earlier article it copies if any, its story."""

    article: Article
    sketch: Sketch | None = None
    copy_of: str | None = None
    traits: Traits | None = None
    joined: Joined | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """All that one check leads to; the store commits it in one transaction or not at all.

    `seen` are identity keys to remember beyond those of `articles` (the baseline's).
    `waiting` replaces rows of the same source and key; `settled` deletes them.
    """

    state: SourceState
    at: datetime
    seen: tuple[str, ...] = ()
    articles: tuple[Remembered, ...] = ()
    alerts: tuple[Alert, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    settled: tuple[str, ...] = ()
    revisits: tuple[Revisit, ...] = ()
    sites: tuple[SiteMemory, ...] = ()
    listing: ListingMemory | None = None
    goes_on: tuple[str, ...] = ()  # dedupes of alerts whose story more outlets tell


@dataclass(frozen=True, slots=True)
class Begun:
    """All that a check begins with: the source's state, entries that wait to be read now (not
    before their time, oldest first), what was learnt of its list; and whether it is under a lease
    of `claim_due`, which ends with the commit of a check."""

    state: SourceState
    waiting: tuple[Waiting, ...] = ()
    listing: ListingMemory | None = None
    claimed: bool = False


class NewsStore(Protocol):
    """Sources, what was read of them, and stories."""

    async def keep_sources(self, sources: Collection[Source], now: datetime) -> None:
        """Make a state for each new source, due now; the others become inactive, not forgotten.

        A source whose `url` or `kind` in the rules differs from what its state was kept for
        starts anew: kind, url, etag, last_modified, body_hash and first_seen are cleared.
        """

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Names of active sources with next_check <= now that do not rest, most overdue first,
        each leased: its next_check becomes now + lease, so that a killed check is repeated."""

    async def free_leases(self) -> None:
        """End every lease, of sources (due again at once) and of alerts: the only program on
        this store has just started, so whoever held them is gone. Where others are on it, nothing
        is done: leases end by their time."""

    async def begin_check(self, name: str, now: datetime, limit: int) -> Begun | None:
        """What is remembered for a check of a source, with at most `limit` of what waits; None
        for one unknown."""

    async def source_state(self, name: str) -> SourceState | None:
        """What is remembered of one source."""

    async def source_states(self) -> list[SourceState]:
        """All active sources, by name."""

    def placing(self) -> AbstractAsyncContextManager[None]:
        """Held by one program at a time, where several share the store: within it articles are
        placed among what is known and committed. A program lets its own checks in one by one."""

    async def seen(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that any article or baseline has had."""

    async def waiting(self, source: str, now: datetime, limit: int) -> list[Waiting]:
        """Entries to read now (not_before is None or <= now), oldest first."""

    async def count_waiting(self, source: str) -> tuple[int, datetime | None]:
        """How many entries of the source wait, and the earliest not_before (None: at once)."""

    async def relatives(self, bands: Sequence[int], since: datetime, limit: int) -> list[Relative]:
        """Articles found since then that share one of the bands, oldest first: where more than
        `limit` do, those that share the most, of each band the newest `limit`."""

    async def kin(self, keys: Sequence[int], since: datetime, limit: int, newest: int) -> list[Kin]:
        """Articles found since then that share index keys, those with the most first; of equals
        those that share more keys that few have, then the newer. Of each key the `newest` that
        have it are counted, and what was found at the same moment as the last of them."""

    async def as_kin(self, article_id: str) -> Kin | None:
        """One remembered article as kin; None where it is unknown or was kept without traits."""

    async def story(self, article_id: str) -> Story | None:
        """The story that an article belongs to; None for one unknown or kept without."""

    async def told(self, story: str, since: datetime) -> list[Told]:
        """Which chats had alerts about a story queued since then, when, and on what topics."""

    async def site_memory(self, site: str) -> SiteMemory | None:
        """What was learnt of a site's pages."""

    async def listing_memory(self, source: str) -> ListingMemory | None:
        """What was learnt of a source's list."""

    async def alerted(self, article_id: str) -> set[str]:
        """Keys of the chats that an alert about this article was queued for."""

    async def commit_check(self, checked: Checked) -> list[int]:
        """Commit all of it durably; ids of the alerts that are new (by `dedupe`)."""

    async def article(self, article_id: str) -> Article | None:
        """One remembered article."""

    async def archive(self, since: datetime, after: str | None, limit: int) -> list[Article]:
        """A page of the articles found since then, oldest first, near copies of others left
        out: those behind the article of id `after`, from the first one where it is None. An
        article that has gone meanwhile ends the reading: nothing is behind it."""

    async def count_archive(self, since: datetime) -> int:
        """How many articles `archive` gives in all."""

    # re-visits
    async def claim_revisits(self, now: datetime, lease: timedelta, limit: int) -> list[Revisit]:
        """Articles to look at again now, the most overdue first, each put off to now + lease."""

    async def commit_revisit(self, revisited: Revisited) -> list[int]:
        """Commit all that a re-visit led to; ids of the alerts that are new."""

    async def versions(self, article_id: str) -> list[Version]:
        """What an article had become at its re-visits, in order; the first reading is none."""


class OutboxStore(Protocol):
    """What is to be told, and what became of it."""

    async def queue(self, alerts: Sequence[Alert]) -> list[int]:
        """Queue messages outside a check (notices, digests' like); ids of those new."""

    async def chats_due(self, now: datetime) -> list[str]:
        """Keys of chats whose oldest queued alert may be tried now (no lease, next_try past)."""

    async def claim(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest queued alert of the chat, leased, its attempts counted up; None when there
        is none, when it must not be tried yet (those behind it wait: order is kept), or while
        another of the chat's is under a lease: no two are under way, whoever asks."""

    async def record(self, receipt: Receipt) -> None:
        """Write what a try led to and end its lease; a MUTED one counts up its mute. QUEUED or
        HELD of an earlier `attempt` than the last claim's changes nothing."""

    async def release(self, now: datetime, page: int = 20) -> list[int]:
        """For each chat with held alerts of release_at <= now: queue digests of at most `page`
        items each and mark the items DIGESTED, in one transaction; ids of the digests."""

    async def move_chat(self, old: str, new: str) -> None:
        """Re-address everything open, the mutes and the preferences, from one chat key to
        another."""

    async def moved(self) -> dict[str, str]:
        """Chat keys that moved: old → newest."""

    async def tally(self, since: datetime) -> Tally:
        """Counts, backlog and delays of what was made since then (backlog: of all time)."""


class ChatStore(Protocol):
    """What people in a chat settle, silence and ask for."""

    # mutes
    async def mute(self, mute: Mute) -> Mute:
        """Remember a mute (one of equal chat, kind and value is replaced, its tally goes on);
        with its id."""

    async def unmute(self, mute_id: int) -> bool:
        """End a mute; False when there was none."""

    async def mutes(self, chat: str, now: datetime) -> list[Mute]:
        """The mutes in force in a chat, oldest first."""

    async def undo(self, mute_id: int, now: datetime) -> Mute | None:
        """Take a mute back, so that one it replaced holds again; what was taken back, None
        when there was no such mute."""

    async def ended_mutes(self, now: datetime) -> list[Mute]:
        """Mutes whose time is over and that no `unmute` has removed, in the order they ended."""

    async def held_back(self, mute_id: int, limit: int) -> list[Alert]:
        """The first alerts that a mute held back, also once it has ended."""

    # what is asked for
    async def alert(self, alert_id: int) -> Alert | None:
        """One alert, whatever has become of it, under its chat's newest key."""

    async def alert_at(self, chat: str, message_id: int) -> Alert | None:
        """The alert, digest or notice that a message told."""

    async def latest(self, chat: str, topic: str | None, limit: int) -> list[Alert]:
        """A chat's last alerts about articles, newest first, whatever has become of them."""

    async def standing(self, article_id: str) -> list[Standing]:
        """What became of the alerts about an article, in the order they were queued."""

    async def search(self, words: str, limit: int) -> list[Article]:
        """Remembered articles in which each of the words begins some word, newest first;
        accents, case and the spellings of Arabic letters do not count."""

    async def article_of(self, keys: Collection[str]) -> Article | None:
        """The remembered article that has one of these identity keys."""

    async def keep_feedback(self, feedback: Sequence[Feedback]) -> None:
        """Remember what people said of alerts; the last word on an alert and topic counts."""

    async def withdraw_feedback(self, alert_id: int) -> bool:
        """Forget what was said of an alert; False when nothing was."""

    async def feedback(self, alert_id: int) -> list[Feedback]:
        """What was said of an alert, by topic."""

    async def counts(self, chat: str, since: datetime) -> dict[str, int]:
        """How many alerts about articles a chat was made since then, by topic."""

    # preferences
    async def settle(
        self, chat: str, changes: Mapping[str, str | None], now: datetime, by: str
    ) -> None:
        """Remember what a chat's readers want, by name (`model.preferences`); None forgets."""

    async def settled(self) -> dict[str, Preferences]:
        """All that chats' readers want, by the chats' newest keys."""


class ReportStore(Protocol):
    """What is told of sources' health, and of stories that go on elsewhere."""

    async def may_ail(
        self, names: Collection[str], quiet: timedelta
    ) -> tuple[list[SourceState], int]:
        """The active sources that fail, whose list is amiss, or that were read without news for
        longer than `quiet`, and those of `names`, by name; and how many are active in all."""

    async def ailments(self) -> list[Ailment]:
        """The illnesses that were told and are not over, by the names of their sources."""

    async def keep_ailments(
        self, kept: Sequence[Ailment], ended: Collection[str], notices: Sequence[Alert]
    ) -> list[int]:
        """Replace the illnesses of sources, forget those of `ended`, and queue what is said of
        it, in one transaction; ids of the notices that are new."""

    async def retellings(self, now: datetime, limit: int) -> list[Retelling]:
        """Settled alerts whose messages are to be edited and may be by now, the longest waiting
        first."""

    async def keep_edited(self, edited: Edited) -> None:
        """Write what became of an edit; one asked for meanwhile stays to be done."""


class Store(
    NewsStore,
    OutboxStore,
    ChatStore,
    ReportStore,
    AuditStore,
    AccessStore,
    PauseStore,
    VolumeStore,
    CalmStore,
    ClockStore,
    RulesStore,
    PushStore,
    Protocol,
):
    """Everything remembered. One behaviour suite holds for every implementation."""

    async def close(self) -> None:
        """Finish what is under way and let go of the files."""

    async def prune(
        self, articles_before: datetime, memory_before: datetime, keys_before: datetime
    ) -> int:
        """Forget articles (not their identity keys) found before the first moment, with their
        versions, settled alerts made, deeds done and invites over before it; forget identity
        keys and memories of sites and lists last seen before the second, by what near copies and
        kin are found before the third. Rows removed (of that none is counted). Not one transaction:
        other methods come in between."""
