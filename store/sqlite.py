"""The store in one SQLite file: the default.

One connection, used by one thread of its own, so that the event loop never waits for the
disk. Each method is one transaction; it ends cleanly even when whoever awaits it is
cancelled meanwhile. Every method may raise StoreError: a full disk, a damaged file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from filelock import FileLock

from model.alert import Alert, Feedback, Mute, Receipt, Standing, Tally
from model.article import Article, Relative
from model.memory import SiteMemory
from model.preferences import Preferences
from model.source import ListingMemory, Source, SourceState, Waiting
from model.stores import Begun, Checked
from model.story import Kin, Story, Told
from model.version import Revisit, Revisited, Version
from store import connection, sqlite_chat, sqlite_news, sqlite_outbox, sqlite_stories, statements
from store.errors import StoreError
from store.sqlite_access import SqliteAccess
from store.sqlite_calm import SqliteCalm
from store.sqlite_clock import SqliteClock
from store.sqlite_reports import SqliteReports
from store.sqlite_volume import SqliteVolume
from store.thread import StoreThread

P = ParamSpec("P")
T = TypeVar("T")
Base = sqlite3.Connection


class SqliteStore(SqliteReports, SqliteAccess, SqliteClock, SqliteVolume, SqliteCalm):
    """`model.stores.Store` in one file. Made by `open`, ended by `close`.

    Where a chat has moved, its old key stands for its newest in every method.
    """

    def __init__(self, path: Path, held: _Held, pool: StoreThread) -> None:
        self._path = path
        self._base, self._lock, self._whole = held
        self._thread = pool
        self._asked = sqlite_news.Asked()
        self._closed = False

    @classmethod
    async def open(
        cls, path: Path, *, read_only: bool = False, busy: float = connection.BUSY
    ) -> SqliteStore:
        """Open the file, or make it, in a folder that is made where there is none.

        `read_only` is for looking beside a running program: nothing is written, no lock is
        taken, methods that write raise. `busy`: seconds to wait for another's transaction.
        StoreError, one sentence for a person: the folder cannot be written, the file is not a
        database, is another program's, is newer than this program, is in use by another
        process, or is missing when it is only to be read.
        """
        thread = StoreThread()
        opened: list[_Held] = []
        try:
            await thread.run(lambda: opened.append(_open(path, read_only, busy)))
        except BaseException:
            # Cancelled, perhaps: the thread still opens, and then lets go of what it took.
            thread.hand_in(_close_all, opened)
            thread.end()
            raise
        return cls(path, opened[0], thread)

    async def close(self) -> None:
        """Finish what is under way, fold the log into the file, let go. Twice does no harm."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._thread.run(_close, self._base, self._lock)
        finally:
            self._thread.end()

    async def look_over(self) -> None:
        """Look the file over, beside the work, where that was not done at the opening: a large
        one. StoreError with a sentence where it is damaged."""
        if self._whole:
            return
        thread = StoreThread()
        base = await thread.run(connection.open_reader, self._path)
        try:
            self._whole = await thread.run(connection.look_over, base, self._path)
        finally:
            base.interrupt()  # where it was cancelled
            thread.hand_in(base.close)
            thread.end()

    async def _read(
        self, job: Callable[Concatenate[Base, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._within(lambda base: job(base, *args, **kwargs), write=False)

    async def _write(
        self, job: Callable[Concatenate[Base, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._within(lambda base: job(base, *args, **kwargs), write=True)

    async def _within(self, job: Callable[[Base], T], *, write: bool) -> T:
        if self._closed:
            raise StoreError(f"{self._path} is closed.")
        return await self._thread.transact(self._base, self._path, job, write=write)

    # sources
    async def keep_sources(self, sources: Collection[Source], now: datetime) -> None:
        """New and returning ones are due now; the others become inactive, not forgotten.

        Anew, for a changed address or kind, means besides: due now, well, at no special pace.
        """
        await self._write(sqlite_news.keep_sources, sources, now)

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Names of active sources due, most overdue first, each leased."""
        return await self._write(sqlite_news.claim_due, now, lease, limit)

    async def free_leases(self) -> None:
        """End every lease: the only program on this store has just started."""
        await self._write(sqlite_news.free_leases)

    async def begin_check(self, name: str, now: datetime, limit: int) -> Begun | None:
        """What is remembered for a check of a source; None for one unknown."""
        return await self._read(sqlite_news.begin_check, name, now, limit)

    async def source_state(self, name: str) -> SourceState | None:
        """What is remembered of one source, active or not."""
        return await self._read(sqlite_news.source_state, name)

    async def source_states(self) -> list[SourceState]:
        """All active sources, by name."""
        return await self._read(sqlite_news.source_states)

    async def seen(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are known; the next commit freshens them, once a day at most."""
        return await self._read(sqlite_news.seen, keys, self._asked)

    async def waiting(self, source: str, now: datetime, limit: int) -> list[Waiting]:
        """Entries to read now, oldest first; a replaced one keeps its place."""
        return await self._read(sqlite_news.waiting, source, now, limit)

    async def count_waiting(self, source: str) -> tuple[int, datetime | None]:
        """How many entries of the source wait, and the earliest not_before (None: at once)."""
        return await self._read(sqlite_news.count_waiting, source)

    async def relatives(self, bands: Sequence[int], since: datetime) -> list[Relative]:
        """Articles found since then that share one of the bands, oldest first."""
        return await self._read(sqlite_news.relatives, bands, since)

    async def alerted(self, article_id: str) -> set[str]:
        """Chats that an alert about this article was queued for, by every key they had."""
        return await self._read(sqlite_outbox.alerted, article_id)

    async def commit_check(self, checked: Checked) -> list[int]:
        """Commit all of it durably; ids of the alerts that are new.

        A state without `next_check` is due at once. `active` is for keep_sources to say. An
        article already kept stays as it is, but its keys are remembered.
        """
        return await self._write(sqlite_news.commit_check, checked, self._asked)

    async def article(self, article_id: str) -> Article | None:
        """One remembered article."""
        return await self._read(sqlite_news.article, article_id)

    async def archive(self, since: datetime, after: str | None, limit: int) -> list[Article]:
        """A page of articles found since then that copy no other, behind the one of id `after`."""
        return await self._read(sqlite_news.archive, since, after, limit)

    async def count_archive(self, since: datetime) -> int:
        """How many articles `archive` gives in all."""
        return await self._read(sqlite_news.count_archive, since)

    # stories, re-visits, what was learnt
    async def kin(self, keys: Sequence[int], since: datetime, limit: int) -> list[Kin]:
        """Articles found since then that share index keys, those with the most first."""
        return await self._read(sqlite_stories.kin, keys, since, limit)

    async def as_kin(self, article_id: str) -> Kin | None:
        """One article as kin, none of its keys counted as shared."""
        return await self._read(sqlite_stories.as_kin, article_id)

    async def story(self, article_id: str) -> Story | None:
        """The story that an article belongs to, near copies included."""
        return await self._read(sqlite_stories.story, article_id)

    async def told(self, story: str, since: datetime) -> list[Told]:
        """Alerts about a story that were queued since then, in their order."""
        return await self._read(sqlite_stories.told, story, since)

    async def site_memory(self, site: str) -> SiteMemory | None:
        """What was learnt of a site's pages."""
        return await self._read(sqlite_stories.site_memory, site)

    async def listing_memory(self, source: str) -> ListingMemory | None:
        """What was learnt of a source's list."""
        return await self._read(sqlite_stories.listing_memory, source)

    async def claim_revisits(self, now: datetime, lease: timedelta, limit: int) -> list[Revisit]:
        """Articles to look at again, each put off by the lease, by their ids."""
        return await self._write(sqlite_stories.claim_revisits, now, lease, limit)

    async def commit_revisit(self, revisited: Revisited) -> list[int]:
        """Commit all that a re-visit led to; a version whose number is taken is not kept."""
        return await self._write(sqlite_stories.commit_revisit, revisited)

    async def versions(self, article_id: str) -> list[Version]:
        """What an article had become at its re-visits, in order."""
        return await self._read(sqlite_stories.versions, article_id)

    # outbox
    async def queue(self, alerts: Sequence[Alert]) -> list[int]:
        """Queue messages outside a check; ids of those new."""
        return await self._write(sqlite_outbox.insert, alerts)

    async def chats_due(self, now: datetime) -> list[str]:
        """Chats whose oldest queued alert may be tried now, the longest waiting first."""
        return await self._read(sqlite_outbox.chats_due, now)

    async def claim(self, chat: str, now: datetime, lease: timedelta) -> Alert | None:
        """The oldest queued alert, leased; None when there is none or it must wait."""
        return await self._write(sqlite_outbox.claim, chat, now, lease)

    async def record(self, receipt: Receipt) -> None:
        """Write what a try led to; nothing when the alert is unknown or settled already."""
        await self._write(sqlite_outbox.record, receipt)

    async def release(self, now: datetime, page: int = 20) -> list[int]:
        """Digests of what was held until now; a held digest or notice is queued again as it is."""
        return await self._write(sqlite_outbox.release, now, page)

    async def move_chat(self, old: str, new: str) -> None:
        """Re-address everything open, mutes, preferences; of equal ones the newer chat's stay."""
        await self._write(sqlite_outbox.move_chat, old, new)

    async def moved(self) -> dict[str, str]:
        """Chat keys that moved: old → newest."""
        return await self._read(sqlite_outbox.moved)

    async def tally(self, since: datetime) -> Tally:
        """Open fates and backlog of all time; the rest of what was made since."""
        return await self._read(sqlite_outbox.tally, since)

    # mutes
    async def mute(self, mute: Mute) -> Mute:
        """Remember a mute under a new id, in place of one of equal chat, kind and value."""
        return await self._write(sqlite_chat.mute, mute)

    async def unmute(self, mute_id: int) -> bool:
        """End a mute; False when there was none."""
        return await self._write(sqlite_outbox.unmute, mute_id)

    async def mutes(self, chat: str, now: datetime) -> list[Mute]:
        """The mutes in force in a chat, oldest first."""
        return await self._read(sqlite_outbox.mutes, chat, now)

    async def undo(self, mute_id: int, now: datetime) -> Mute | None:
        """Take a mute back; the one it had replaced holds again if its time is not over."""
        return await self._write(sqlite_chat.undo, mute_id, now)

    async def ended_mutes(self, now: datetime) -> list[Mute]:
        """Mutes whose time is over and that are still kept, in the order of their ends."""
        return await self._read(sqlite_chat.ended_mutes, now)

    async def held_back(self, mute_id: int, limit: int) -> list[Alert]:
        """The first alerts that a mute held back, the mute itself kept or not."""
        return await self._read(sqlite_chat.held_back, mute_id, limit)

    # what is asked for in a chat
    async def alert(self, alert_id: int) -> Alert | None:
        """One alert, whatever has become of it, under its chat's newest key."""
        return await self._read(sqlite_chat.alert, alert_id)

    async def alert_at(self, chat: str, message_id: int) -> Alert | None:
        """The alert that a message told."""
        return await self._read(sqlite_chat.alert_at, chat, message_id)

    async def latest(self, chat: str, topic: str | None, limit: int) -> list[Alert]:
        """A chat's last alerts, newest first, whatever has become of them."""
        return await self._read(sqlite_chat.latest, chat, topic, limit)

    async def standing(self, article_id: str) -> list[Standing]:
        """What became of the alerts about an article, in the order they were queued."""
        return await self._read(sqlite_chat.standing, article_id)

    async def search(self, words: str, limit: int) -> list[Article]:
        """Articles in which each of the words begins some word, newest first."""
        return await self._read(sqlite_chat.search, words, limit)

    async def article_of(self, keys: Collection[str]) -> Article | None:
        """The remembered article that has one of these identity keys."""
        return await self._read(sqlite_chat.article_of, keys)

    async def keep_feedback(self, feedback: Sequence[Feedback]) -> None:
        """Remember; a later word on the same alert and topic replaces the earlier."""
        await self._write(sqlite_chat.keep_feedback, feedback)

    async def withdraw_feedback(self, alert_id: int) -> bool:
        """Forget all that was said of an alert; False when nothing was."""
        return await self._write(sqlite_chat.withdraw_feedback, alert_id)

    async def feedback(self, alert_id: int) -> list[Feedback]:
        """What was said of an alert, by topic."""
        return await self._read(sqlite_chat.feedback, alert_id)

    async def counts(self, chat: str, since: datetime) -> dict[str, int]:
        """How many alerts about articles a chat was made since then, by topic."""
        return await self._read(sqlite_chat.counts, chat, since)

    # preferences
    async def settle(
        self, chat: str, changes: Mapping[str, str | None], now: datetime, by: str
    ) -> None:
        """Remember what a chat's readers want, by name; None forgets."""
        await self._write(sqlite_chat.settle, chat, changes, now, by)

    async def settled(self) -> dict[str, Preferences]:
        """All that chats' readers want, by the chats' newest keys."""
        return await self._read(sqlite_chat.settled)

    # upkeep
    async def prune(
        self, articles_before: datetime, memory_before: datetime, kin_before: datetime
    ) -> int:
        """Forget what is old, and what waits for sources dropped that long ago; rows removed."""
        return await self._write(sqlite_news.prune, articles_before, memory_before, kin_before)


class _Held(NamedTuple):
    """What an open store holds; `whole`: the file was looked over to its end."""

    base: Base
    lock: FileLock | None
    whole: bool


def _open(path: Path, read_only: bool, busy: float) -> _Held:
    if read_only:
        return _Held(connection.open_reader(path, busy), None, whole=True)
    lock = connection.take_lock(path)
    try:
        base, whole = connection.open_writer(path, busy)
    except BaseException:
        lock.release()
        raise
    try:
        _index(base, path)
    except BaseException:
        _close(base, lock)
        raise
    return _Held(base, lock, whole)


def _index(base: Base, path: Path) -> None:
    """Let articles be found that were kept before there was a search, some at a time."""
    left = 1
    try:
        while left:
            with connection.transaction(base, statements.BEGIN_WRITE):
                left = sqlite_chat.index_rest(base)
    except sqlite3.Error as error:
        raise connection.fault(error, path) from error


def _close_all(opened: list[_Held]) -> None:
    for one in opened:
        _close(one.base, one.lock)


def _close(base: Base, lock: FileLock | None) -> None:
    try:
        base.close()
    finally:
        if lock is not None:
            lock.release()
