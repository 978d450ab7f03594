"""rules.yaml while the program runs: wait until it lies still, take it whole or not at all."""

from __future__ import annotations

import asyncio
import logging
import platform
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from alerts.notices import rules_refused, rules_taken
from model.alert import Alert
from model.article import Article
from model.published import RulesStore
from model.rulebook import Problem, Rulebook
from rules.changes import changes, told
from rules.complain import complain
from rules.load import LARGEST, load
from scheduler.replacing import replace_file
from scheduler.world import World

log = logging.getLogger("wirewatch")

MOST_LOGGED = 20  # problems
MOST_TOLD = 10  # problems in one notice
NOTHING = "nothing is different in what is watched, looked for or told"

Stamp = tuple[int, int]  # modification time in nanoseconds, size in bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A good file: its book, and what is different in it."""

    book: Rulebook
    changes: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The changes, or a line that says there are none."""
        return self.changes or (NOTHING,)


@dataclass(frozen=True, slots=True)
class Refused:
    """A bad file: its problems with the lines they point at, and for a chat without."""

    problems: tuple[Problem, ...]
    pointed: str
    plain: str


def content(path: Path) -> bytes:
    """What the file holds; of one beyond the limit as much as shows that it is."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def read(text: bytes, name: str, before: Rulebook) -> Taken | Refused:
    """Load, compare and warm a file, or say what is wrong with it."""
    loaded = load(text)
    book = loaded.rulebook
    if book is None:
        decoded = text.decode("utf-8", "replace")
        return Refused(
            loaded.problems,
            complain(loaded.problems, decoded, name, most=MOST_LOGGED),
            complain(loaded.problems, decoded, name, pointed=False, most=MOST_TOLD),
        )
    for language in book.settings.languages:  # the first article of a language files its words
        book.matcher.match(Article("", "", "", "", language=language))
    return Taken(book, told(changes(before, book)))


async def adopt(world: World, book: Rulebook) -> None:
    """Put a book in force, and let the store follow it."""
    now = world.clock.now()
    world.book = book
    world.observer.ruled(book.version, now)
    await world.store.keep_sources(book.sources.values(), now)


def _here(path: Path) -> str:
    """Who publishes what stands in a file."""
    return f"{path.name} on {platform.node()}"


@dataclass(slots=True)
class RulesFile:
    """Watches one file. A file is read once two looks in a row show the same new stamp."""

    path: Path
    taken: Stamp | None = None
    last: Stamp | None = field(default=None)
    text: bytes = b""  # the last that was taken
    shared: RulesStore | None = None  # where they stand for all programs on one store
    number: int = 0  # of the text there that was taken, or refused
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # one change at a time

    def __post_init__(self) -> None:
        with suppress(OSError):
            self.text = content(self.path)
        self.looked()

    def looked(self) -> None:
        """What lies there now is known: it is told of no more."""
        self.taken = self.last = self._stamp()

    async def held(self) -> bytes:
        """The text that holds: the file's, or that of all programs. Raises OSError, StoreError."""
        if self.shared is None:
            return await asyncio.to_thread(content, self.path)
        there = await self.shared.published()
        return there.text if there else self.text

    async def since(self) -> datetime:
        """Since when it holds. Raises OSError, StoreError."""
        there = await self.shared.published() if self.shared else None
        return there.at if there else datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    async def put(self, text: bytes, by: str, now: datetime) -> None:
        """Let a right text hold: write it to the file, or publish it to all programs, whose files
        stay as they are. Raises OSError, StoreError."""
        if self.shared is None:
            await asyncio.to_thread(replace_file, self.path, text)
            self.looked()
        elif not await self._publish(text, by, now):
            raise OSError(None, "another program has changed the rules meanwhile")

    async def _publish(self, text: bytes, by: str, now: datetime) -> bool:
        if self.shared is None:
            return True
        number = await self.shared.publish(text, now, by, self.number)
        self.number = number or self.number
        return bool(number)

    async def begin(self, world: World) -> None:
        """At a start: the rules of all programs hold; where there are none yet, the file's become
        them. Raises StoreError."""
        if self.shared is None or not self.text:
            return
        if await self._publish(self.text, _here(self.path), world.clock.now()):
            return
        own, book = self.text, await self._theirs(world)
        if book is not None:
            world.book = book
        if self.text != own:
            log.warning(
                "%s is not what holds: the rules of all programs do. To put it in force for all: "
                "python bot.py publish-rules %s",
                self.path,
                self.path,
            )

    async def _theirs(self, world: World) -> Rulebook | None:
        """The book of all programs where it is new to this one; a text that this one cannot use
        is told of once, and those before stay in force."""
        if self.shared is None or await self.shared.publication() == self.number:
            return None
        there = await self.shared.published()
        if there is None:
            return None
        self.number = there.number
        if there.text == self.text:
            return None
        found = await asyncio.to_thread(read, there.text, self.path.name, world.book)
        said = f"the rules of all programs, number {there.number} by {there.by}"
        if isinstance(found, Refused):
            log.error("%s, cannot be used here; those before stay\n%s", said, found.pointed)
            return None
        self.text = there.text
        log.info("%s: version %s, %s", said, found.book.version, ", ".join(found.lines))
        return found.book

    async def changed(self, world: World) -> Rulebook | None:
        """The new rulebook when the file changed and is right; a wrong one is told of, once.

        All that a long file makes long is done in a worker thread, its first match included:
        what is left for the caller is to put one book in the place of the other.
        """
        stamp = self._stamp()
        still, self.last = stamp == self.last, stamp
        if stamp is None or stamp == self.taken:
            return await self._theirs(world)
        if not still:
            return None
        try:
            text = await asyncio.to_thread(content, self.path)
        except OSError:  # it is being replaced: the next look finds it
            return None
        self.taken = stamp
        found = await asyncio.to_thread(read, text, self.path.name, world.book)
        if isinstance(found, Refused):
            await self._refuse(world, found, text)
            return None
        if not await self._publish(text, _here(self.path), world.clock.now()):
            log.warning("%s is not taken: the rules changed meanwhile; save it again", self.path)
            return await self._theirs(world)
        await self._announce(world, found)
        self.text = text
        return found.book

    async def _announce(self, world: World, taken: Taken) -> None:
        """What is different, to the log in one line and to the chat of the keeper."""
        name, fresh, lines = self.path.name, taken.book, taken.lines
        log.info("%s is reloaded, version %s: %s", name, fresh.version, ", ".join(lines))
        if fresh.warnings:
            count = len(fresh.warnings)
            warned = f"{count} warning{'s' if count > 1 else ''}: python bot.py check"
            log.warning("%s has %s", name, warned)
            lines = (*lines, warned)
        keeper = fresh.settings.admin_chat if world.messenger else None
        if keeper is not None:  # else the terminal, where the log is
            versions = (world.book.version, fresh.version)
            await self._tell(world, rules_taken(keeper, name, lines, versions, world.clock.now()))

    async def _refuse(self, world: World, refused: Refused, text: bytes) -> None:
        world.observer.ruled(None, world.clock.now())
        name = self.path.name
        log.warning("%s cannot be used; the rules before stay in force\n%s", name, refused.pointed)
        if world.keeper is not None and world.keeper is not world.terminal:
            now = world.clock.now()
            notice = rules_refused(world.keeper, name, refused.plain, text, now)
            await self._tell(world, notice)

    async def _tell(self, world: World, notice: Alert) -> None:
        if await world.store.queue([notice]):
            world.woken.set()

    def _stamp(self) -> Stamp | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
