"""The methods of `model.stores.Store` on SQL: each one job in one transaction.

The database behind it, and how jobs become transactions, is for the classes below it to say:
`store.sqlite`, `store.postgres`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from model.alert import Alert, Feedback, Mute, Receipt, Standing, Tally
from model.article import Article, Relative
from model.hosts import Hosts
from model.memory import SiteMemory
from model.pacing import Pacing
from model.preferences import Preferences
from model.published import RulesStore
from model.seat import Seat
from model.source import ListingMemory, Source, SourceState, Waiting
from model.stores import Begun, Checked
from model.story import Kin, Story, Told
from model.version import Revisit, Revisited, Version
from store import sql_chat, sql_news, sql_outbox, sql_prune, sql_stories
from store.base import Connection, Job
from store.codec import micros
from store.sql_access import SqlAccess
from store.sql_calm import SqlCalm
from store.sql_clock import SqlClock
from store.sql_push import SqlPush
from store.sql_reports import SqlReports
from store.sql_rules import SqlRules
from store.sql_volume import SqlVolume

P = ParamSpec("P")
T = TypeVar("T")


def _run(
    job: Callable[..., T], args: tuple[Any, ...], kwargs: Mapping[str, Any], base: Connection
) -> T:
    return job(base, *args, **kwargs)


class SqlStore(SqlRules, SqlReports, SqlAccess, SqlClock, SqlVolume, SqlCalm, SqlPush, ABC):
    """All of `model.stores.Store` but `close`.

    Where a chat has moved, its old key stands for its newest in every method.
    """

    def __init__(self) -> None:
        self._asked = sql_news.Asked()

    @abstractmethod
    async def close(self) -> None:
        """Finish what is under way and let go."""

    async def look_over(self) -> None:
        """Have it looked over for damage, where that is for us to do: StoreError where it is."""

    async def take_part(self, role: str) -> int:
        """Be known as one of the programs that `run`, or as a `worker`: how many there are of it.
        StoreError where the other kind is on this store. A file has one program anyway."""
        del role
        return 1

    @abstractmethod
    async def _within(self, job: Job[T]) -> T:
        """What the job returns, once the transaction that it was part of is durable."""

    async def _read(
        self, job: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        run = partial(_run, job, args, kwargs)
        return await self._within(Job(job.__name__, write=False, run=run))

    async def _write(
        self, job: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        run = partial(_run, job, args, kwargs)
        return await self._within(Job(job.__name__, write=True, run=run))

    def placing(self) -> AbstractAsyncContextManager[None]:
        """Held by one program at a time; a store of one program holds nothing."""
        return nullcontext()

    def pacing(self, spacing: float) -> Pacing | None:
        """The pace of sending over all programs on this store, with so many seconds between two
        messages; None where there is but one program, which keeps its own."""

    def hosts(self) -> Hosts | None:
        """The turns at hosts over all programs on this store; None where there is but one."""

    def office(self) -> Seat | None:
        """Who of all programs on this store hears what people write; None where there is one."""

    def rules(self) -> RulesStore | None:
        """Where the rules of all programs on this store stand; None where there is but one program:
        its file holds."""

    # sources
    async def keep_sources(self, sources: Collection[Source], now: datetime) -> None:
        """New and returning ones are due now; the others become inactive, not forgotten.

        Anew, for a changed address or kind, means besides: due now, well, at no special pace.
        """
        await self._write(sql_news.keep_sources, sources, now)

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Names of active sources due, most overdue first, each leased."""
        return await self._write(sql_news.claim_due, now, lease, limit)

    async def free_leases(self) -> None:
        """End every lease: the only program on this store has just started."""
        await self._write(sql_news.free_leases)

    async def begin_check(self, name: str, now: datetime, limit: int) -> Begun | None:
        """What is remembered for a check of a source; None for one unknown."""
        return await self._read(sql_news.begin_check, name, now, limit)

    async def source_state(self, name: str) -> SourceState | None:
        """What is remembered of one source, active or not."""
        return await self._read(sql_news.source_state, name)

    async def source_states(self) -> list[SourceState]:
        """All active sources, by name."""
        return await self._read(sql_news.source_states)

    async def seen(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are known; the next commit freshens them, once a day at most."""
        return await self._read(sql_news.seen, keys, self._asked)

    async def waiting(self, source: str, now: datetime, limit: int) -> list[Waiting]:
        """Entries to read now, oldest first; a replaced one keeps its place."""
        return await self._read(sql_news.waiting, source, now, limit)

    async def count_waiting(self, source: str) -> tuple[int, datetime | None]:
        """How many entries of the source wait, and the earliest not_before (None: at once)."""
        return await self._read(sql_news.count_waiting, source)

    async def relatives(self, bands: Sequence[int], since: datetime, limit: int) -> list[Relative]:
        """Articles found since then that share one of the bands, oldest first: where more than
        `limit` do, those that share the most, of each band the newest `limit`."""
        return await self._read(sql_news.relatives, bands, since, limit)

    async def alerted(self, article_id: str) -> set[str]:
        """Chats that an alert about this article was queued for, by every key they had."""
        return await self._read(sql_outbox.alerted, article_id)

    async def commit_check(self, checked: Checked) -> list[int]:
        """Commit all of it durably; ids of the alerts that are new.

        A state without `next_check` is due at once. `active` is for keep_sources to say. An
        article already kept stays as it is, but its keys are remembered.
        """
        return await self._write(sql_news.commit_check, checked, self._asked)

    async def article(self, article_id: str) -> Article | None:
        """One remembered article."""
        return await self._read(sql_news.article, article_id)

    async def archive(self, since: datetime, after: str | None, limit: int) -> list[Article]:
        """A page of articles found since then that copy no other, behind the one of id `after`."""
        return await self._read(sql_news.archive, since, after, limit)

    async def count_archive(self, since: datetime) -> int:
        """How many articles `archive` gives in all."""
        return await self._read(sql_news.count_archive, since)

    # stories, re-visits, what was learnt
    async def kin(self, keys: Sequence[int], since: datetime, limit: int, newest: int) -> list[Kin]:
        """Articles found since then that share index keys, those with the most first; of each
        key the `newest` that have it."""
        return await self._read(sql_stories.kin, keys, since, limit, newest)

    async def as_kin(self, article_id: str) -> Kin | None:
        """One article as kin, none of its keys counted as shared."""
        return await self._read(sql_stories.as_kin, article_id)

    async def story(self, article_id: str) -> Story | None:
        """The story that an article belongs to, near copies included."""
        return await self._read(sql_stories.story, article_id)

    async def told(self, story: str, since: datetime) -> list[Told]:
        """Alerts about a story that were queued since then, in their order."""
        return await self._read(sql_stories.told, story, since)

    async def site_memory(self, site: str) -> SiteMemory | None:
        """What was learnt of a site's pages."""
        return await self._read(sql_stories.site_memory, site)

    async def listing_memory(self, source: str) -> ListingMemory | None:
        """What was learnt of a source's list."""
        return await self._read(sql_stories.listing_memory, source)

    async def claim_revisits(self, now: datetime, lease: timedelta, limit: int) -> list[Revisit]:
        """Articles to look at again, each put off by the lease, by their ids."""
        return await self._write(sql_stories.claim_revisits, now, lease, limit)

    async def commit_revisit(self, revisited: Revisited) -> list[int]:
        """Commit all that a re-visit led to; a version whose number is taken is not kept."""
        return await self._write(sql_stories.commit_revisit, revisited)

    async def versions(self, article_id: str) -> list[Version]:
        """What an article had become at its re-visits, in order."""
        return await self._read(sql_stories.versions, article_id)

    # outbox
    async def queue(self, alerts: Sequence[Alert]) -> list[int]:
        """Queue messages outside a check; ids of those new."""
        return await self._write(sql_outbox.insert, alerts)

    async def chats_due(self, now: datetime) -> list[str]:
        """Chats whose oldest queued alert may be tried now, the longest waiting first."""
        return await self._read(sql_outbox.chats_due, now)

    async def claim(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest queued alert, leased; None when there is none or it must wait."""
        return await self._write(sql_outbox.claim, chat, now, lease)

    async def record(self, receipt: Receipt) -> None:
        """Write what a try led to; nothing when the alert is unknown or settled already."""
        await self._write(sql_outbox.record, receipt)

    async def release(self, now: datetime, page: int = 20) -> list[int]:
        """Digests of what was held until now; a held digest or notice is queued again as it is."""
        return await self._write(sql_outbox.release, now, page)

    async def move_chat(self, old: str, new: str) -> None:
        """Re-address everything open, mutes, preferences; of equal ones the newer chat's stay."""
        await self._write(sql_outbox.move_chat, old, new)

    async def moved(self) -> dict[str, str]:
        """Chat keys that moved: old → newest."""
        return await self._read(sql_outbox.moved)

    async def tally(self, since: datetime) -> Tally:
        """Open fates and backlog of all time; the rest of what was made since."""
        return await self._read(sql_outbox.tally, since)

    # mutes
    async def mute(self, mute: Mute) -> Mute:
        """Remember a mute under a new id, in place of one of equal chat, kind and value."""
        return await self._write(sql_chat.mute, mute)

    async def unmute(self, mute_id: int) -> bool:
        """End a mute; False when there was none."""
        return await self._write(sql_outbox.unmute, mute_id)

    async def mutes(self, chat: str, now: datetime) -> list[Mute]:
        """The mutes in force in a chat, oldest first."""
        return await self._read(sql_outbox.mutes, chat, now)

    async def undo(self, mute_id: int, now: datetime) -> Mute | None:
        """Take a mute back; the one it had replaced holds again if its time is not over."""
        return await self._write(sql_chat.undo, mute_id, now)

    async def ended_mutes(self, now: datetime) -> list[Mute]:
        """Mutes whose time is over and that are still kept, in the order of their ends."""
        return await self._read(sql_chat.ended_mutes, now)

    async def held_back(self, mute_id: int, limit: int) -> list[Alert]:
        """The first alerts that a mute held back, the mute itself kept or not."""
        return await self._read(sql_chat.held_back, mute_id, limit)

    # what is asked for in a chat
    async def alert(self, alert_id: int) -> Alert | None:
        """One alert, whatever has become of it, under its chat's newest key."""
        return await self._read(sql_chat.alert, alert_id)

    async def alert_at(self, chat: str, message_id: int) -> Alert | None:
        """The alert that a message told."""
        return await self._read(sql_chat.alert_at, chat, message_id)

    async def latest(self, chat: str, topic: str | None, limit: int) -> list[Alert]:
        """A chat's last alerts, newest first, whatever has become of them."""
        return await self._read(sql_chat.latest, chat, topic, limit)

    async def standing(self, article_id: str) -> list[Standing]:
        """What became of the alerts about an article, in the order they were queued."""
        return await self._read(sql_chat.standing, article_id)

    async def search(self, words: str, limit: int) -> list[Article]:
        """Articles in which each of the words begins some word, newest first."""
        return await self._read(sql_chat.search, words, limit)

    async def article_of(self, keys: Collection[str]) -> Article | None:
        """The remembered article that has one of these identity keys."""
        return await self._read(sql_chat.article_of, keys)

    async def keep_feedback(self, feedback: Sequence[Feedback]) -> None:
        """Remember; a later word on the same alert and topic replaces the earlier."""
        await self._write(sql_chat.keep_feedback, feedback)

    async def withdraw_feedback(self, alert_id: int) -> bool:
        """Forget all that was said of an alert; False when nothing was."""
        return await self._write(sql_chat.withdraw_feedback, alert_id)

    async def feedback(self, alert_id: int) -> list[Feedback]:
        """What was said of an alert, by topic."""
        return await self._read(sql_chat.feedback, alert_id)

    async def counts(self, chat: str, since: datetime) -> dict[str, int]:
        """How many alerts about articles a chat was made since then, by topic."""
        return await self._read(sql_chat.counts, chat, since)

    # preferences
    async def settle(
        self, chat: str, changes: Mapping[str, str | None], now: datetime, by: str
    ) -> None:
        """Remember what a chat's readers want, by name; None forgets."""
        await self._write(sql_chat.settle, chat, changes, now, by)

    async def settled(self) -> dict[str, Preferences]:
        """All that chats' readers want, by the chats' newest keys."""
        return await self._read(sql_chat.settled)

    # upkeep
    async def prune(
        self, articles_before: datetime, memory_before: datetime, keys_before: datetime
    ) -> int:
        """Forget what is old, and what waits for sources dropped that long ago, in portions, each
        a transaction; rows removed."""
        removed = 0
        for heaps, moment in (
            (sql_prune.WITH_ARTICLES, articles_before),
            (sql_prune.KEYS, keys_before),
            (sql_prune.WITH_MEMORIES, memory_before),
        ):
            for heap in heaps:
                removed += await self._forget(heap, micros(moment))
        return removed

    async def _forget(self, heap: sql_prune.Heap, before: int) -> int:
        """Portion by portion: whoever waits for the store comes in between."""
        removed, left = 0, True
        while left:
            some, left = await self._write(sql_prune.prune_some, heap, before)
            removed += some
        return removed
