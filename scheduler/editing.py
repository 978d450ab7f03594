"""rules.yaml changed from elsewhere than an editor: shown first, applied on a yes.

propose · add · remove · roll_back ─→ Proposal (kept on disk) ─effect→ what it would have told
                                      └─apply→ validated, history, one rename, in force
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from model.editing import (
    Act,
    Cause,
    Counts,
    Effect,
    Farewell,
    Headline,
    InForce,
    Past,
    Proposal,
    Refusal,
    RulesText,
    Sample,
    Wrong,
)
from model.rulebook import Rulebook
from rules.complain import one_by_one
from rules.edit import EditError, add_source, remove_source
from rules.load import LARGEST, load
from scheduler.effect import articles_to_replay, effect
from scheduler.history import History
from scheduler.probe import probe
from scheduler.proposals import Kept, Proposals, digest
from scheduler.reload import Refused, RulesFile, Taken, adopt, read
from scheduler.world import World

log = logging.getLogger("wirewatch")

RECENT = timedelta(minutes=5)  # before a source's last new article: it is in the archive behind


@dataclass(frozen=True, slots=True)
class Editing:
    """Changes one rules file of a running world. What waits and what was stays in `folder`."""

    world: World
    file: RulesFile
    folder: Path
    largest: int = LARGEST  # bytes of a text that is worth downloading
    comparing: asyncio.Lock = field(default_factory=asyncio.Lock)  # one at a time

    async def check(self) -> InForce | Wrong | Refusal:
        """Take the file as it is now, or say what is wrong with it."""
        async with self.file.lock:
            self.file.looked()
            text = await self._text()
            if isinstance(text, Refusal):
                return text
            return await self._take(text)

    async def current(self) -> RulesText | Refusal:
        """The file as it is now."""
        text = await self._text()
        if isinstance(text, Refusal):
            return text
        book = (await asyncio.to_thread(load, text)).rulebook
        changed = await self.file.since()
        return RulesText(self.file.path.name, text, changed, _counts(book) if book else None)

    async def propose(self, text: bytes, by: str) -> Proposal | Wrong | Refusal:
        """Keep a whole new text as a proposal, if it is right and changes anything."""
        return await self._propose(Kept("", Act.REPLACE, by, self._now()), text)

    async def roll_back(self, number: int, by: str) -> Proposal | Wrong | Refusal:
        """As `propose`, of an earlier text; 1 is the last one."""
        text = await asyncio.to_thread(self._history.text, number)
        return Refusal(Cause.NO_VERSION) if text is None else await self.propose(text, by)

    async def versions(self) -> tuple[Past, ...]:
        """The earlier texts, the last one first."""
        return await asyncio.to_thread(self._history.versions)

    async def effect(self, proposal: str) -> Effect | None:
        """What it would have led to in the last days; None where it is gone meanwhile."""
        kept = self._proposals.get(proposal, self._now())
        if kept is None:
            return None
        before, now = self.world.book, self._now()
        text = self.file.text
        old = (await asyncio.to_thread(load, text)).rulebook
        new = (await asyncio.to_thread(load, kept.text.encode())).rulebook
        if old is None or new is None or old.version != before.version:
            return Effect(unknown=True)
        async with self.comparing:
            found = await effect(self.world.store, (text, old), (kept.text.encode(), new), now)
        return found if self._proposals.get(proposal, now) else None

    async def sample(self, address: str, by: str) -> Sample | Refusal:
        """Look at an address, and keep the wish to watch it as a proposal."""
        found = await probe(self.world.fetcher, self.world.book, address, self._now())
        if isinstance(found, Refusal):
            return found
        kept = Kept("", Act.ADD, by, self._now(), name=found.name, url=found.url)
        return replace(found, id=(await self._keep(kept)).id)

    async def farewell(self, name: str, by: str) -> Farewell | Refusal:
        """Keep the wish to watch a source no more as a proposal."""
        source = next(
            (one for one in self.world.book.sources.values() if _is(one.name, name)), None
        )
        if source is None:
            return Refusal(Cause.NO_SOURCE, name)
        kept = await self._keep(Kept("", Act.REMOVE, by, self._now(), name=source.name))
        state = await self.world.store.source_state(source.name)
        if state is None:
            return Farewell(kept.id, source.name, source.url)
        last = await self._last(source.name, state.last_new)
        return Farewell(
            kept.id, source.name, source.url, state.articles, state.last_new, headline=last
        )

    async def apply(self, proposal: str, by: str) -> InForce | Proposal | Wrong | Refusal:
        """Write it and put it in force. A proposal comes back where the file has changed since
        it was shown: it is to be looked at again."""
        async with self.file.lock:
            kept = self._proposals.get(proposal, self._now())
            disk = await self._text()
            if kept is None:
                return Refusal(Cause.GONE)
            if isinstance(disk, Refusal):
                return disk
            if kept.act is Act.REPLACE and kept.base != digest(disk):
                again = await self._propose(kept, kept.text.encode())
                return replace(again, stale=True) if isinstance(again, Proposal) else again
            text = await asyncio.to_thread(_edited, kept, disk)
            return text if isinstance(text, Refusal) else await self._write(kept, text, disk, by)

    async def discard(self, proposal: str) -> bool:
        """Let a proposal go; False where it was gone."""
        return self._proposals.drop(proposal)

    # one proposal

    async def _propose(self, kept: Kept, text: bytes) -> Proposal | Wrong | Refusal:
        disk = await self._text()
        base = b"" if isinstance(disk, Refusal) else disk
        if text == base:
            return Refusal(Cause.SAME)
        found = await self._read(text)
        if isinstance(found, Refused):
            return _wrong(found, text, self.file.path.name)
        whole = replace(kept, base=digest(base), text=text.decode())
        named = await self._keep(whole)
        before, now = self.world.book, self._now()
        return Proposal(
            named.id,
            named.act,
            _counts(found.book),
            found.changes,
            _warnings(found.book, text, self.file.path.name),
            await articles_to_replay(self.world.store, before, found.book, now),
            leaves=await self._leaves(before, found.book),
        )

    async def _leaves(self, *books: Rulebook) -> bool:
        """Whether two rulebooks' admin chats differ, wherever these have moved to."""
        moved = await self.world.store.moved()
        admins = [book.settings.admin_chat for book in books]
        return len({moved.get(one.key, one.key) if one else None for one in admins}) > 1

    async def _write(
        self, kept: Kept, text: bytes, disk: bytes, by: str
    ) -> InForce | Wrong | Refusal:
        found = await self._read(text)
        if isinstance(found, Refused):
            return _wrong(found, text, self.file.path.name)
        try:
            await asyncio.to_thread(self._history.keep, disk, by, self._now())
            await self.file.put(text, by, self._now())
        except OSError as why:
            return Refusal(Cause.UNWRITABLE, why.strerror or str(why))
        self._proposals.drop(kept.id)
        return await self._adopt(found, text, by)

    async def _take(self, text: bytes) -> InForce | Wrong:
        found = await self._read(text)
        if isinstance(found, Refused):
            return _wrong(found, text, self.file.path.name)
        return await self._adopt(found, text, "")

    async def _adopt(self, found: Taken, text: bytes, by: str) -> InForce:
        if found.book.version != self.world.book.version:
            who = f" by {by}" if by else ""
            said = ", ".join(found.lines)
            log.info("%s is changed%s, version %s: %s", self.file.path.name, who,
                     found.book.version, said)  # fmt: skip
        self.file.text = text
        await adopt(self.world, found.book)
        warnings = _warnings(found.book, text, self.file.path.name)
        return InForce(_counts(found.book), found.changes, warnings)

    # what lies there

    async def _text(self) -> bytes | Refusal:
        try:
            return await self.file.held()
        except OSError as why:
            return Refusal(Cause.UNREADABLE, why.strerror or str(why))

    async def _read(self, text: bytes) -> Taken | Refused:
        return await asyncio.to_thread(read, text, self.file.path.name, self.world.book)

    async def _keep(self, kept: Kept) -> Kept:
        return await asyncio.to_thread(self._proposals.keep, kept)

    async def _last(self, source: str, at: datetime | None) -> Headline | None:
        """The last new article of a source."""
        if at is None:
            return None
        page = await self.world.store.archive(at - RECENT, None, 500)
        own = [one for one in page if one.source == source]
        return (
            Headline(own[-1].title, own[-1].url, own[-1].site, own[-1].published) if own else None
        )

    def _now(self) -> datetime:
        return self.world.clock.now()

    @property
    def _proposals(self) -> Proposals:
        return Proposals(self.folder / "proposals")

    @property
    def _history(self) -> History:
        return History(self.folder / "history")


def _edited(kept: Kept, disk: bytes) -> bytes | Refusal:
    """The new text; a source joins or leaves the text that lies there now."""
    if kept.act is Act.REPLACE:
        return kept.text.encode()
    try:
        text = disk.decode()
        if kept.act is Act.ADD:
            return add_source(text, kept.name, kept.url).encode()
        return remove_source(text, kept.name).encode()
    except EditError as why:
        return Refusal(Cause.BY_HAND, str(why))
    except UnicodeDecodeError:
        return Refusal(Cause.BY_HAND, "the file is not UTF-8 text")


def _is(one: str, other: str) -> bool:
    return one.casefold() == " ".join(other.split()).casefold()


def _counts(book: Rulebook) -> Counts:
    return Counts(book.version, len(book.topics), len(book.sources), len(book.chats))


def _wrong(found: Refused, text: bytes, name: str) -> Wrong:
    return Wrong(one_by_one(found.problems, text.decode("utf-8", "replace"), name))


def _warnings(book: Rulebook, text: bytes, name: str) -> tuple[str, ...]:
    return one_by_one(book.warnings, text.decode("utf-8", "replace"), name)
