"""rules.yaml while the program runs: wait until it lies still, take it whole or not at all."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from alerts.notices import rules_refused, rules_taken
from model.alert import Alert
from model.article import Article
from model.rulebook import Problem, Rulebook
from rules.changes import changes, told
from rules.complain import complain
from rules.load import LARGEST, load
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


@dataclass(slots=True)
class RulesFile:
    """Watches one file. A file is read once two looks in a row show the same new stamp."""

    path: Path
    taken: Stamp | None = None
    last: Stamp | None = field(default=None)
    text: bytes = b""  # the last that was taken
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # one change at a time

    def __post_init__(self) -> None:
        with suppress(OSError):
            self.text = content(self.path)
        self.looked()

    def looked(self) -> None:
        """What lies there now is known: it is told of no more."""
        self.taken = self.last = self._stamp()

    async def changed(self, world: World) -> Rulebook | None:
        """The new rulebook when the file changed and is right; a wrong one is told of, once.

        All that a long file makes long is done in a worker thread, its first match included:
        what is left for the caller is to put one book in the place of the other.
        """
        stamp = self._stamp()
        still, self.last = stamp == self.last, stamp
        if stamp is None or stamp == self.taken or not still:
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
