"""rules.yaml while the program runs: wait until it lies still, take it whole or not at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from alerts.notices import rules_refused, rules_taken
from model.alert import Alert
from model.rulebook import Problem, Rulebook
from rules.changes import changes, told
from rules.complain import complain
from rules.load import load
from scheduler.world import World

log = logging.getLogger("wirewatch")

MOST_LOGGED = 20  # problems
MOST_TOLD = 10  # problems in one notice
NOTHING = "nothing is different in what is watched, looked for or told"

Stamp = tuple[int, int]  # modification time in nanoseconds, size in bytes


@dataclass(slots=True)
class RulesFile:
    """Watches one file. A file is read once two looks in a row show the same new stamp."""

    path: Path
    taken: Stamp | None = None
    last: Stamp | None = field(default=None)

    def __post_init__(self) -> None:
        self.taken = self.last = self._stamp()

    async def changed(self, world: World) -> Rulebook | None:
        """The new rulebook when the file changed and is right; a wrong one is told of, once."""
        stamp = self._stamp()
        still, self.last = stamp == self.last, stamp
        if stamp is None or stamp == self.taken or not still:
            return None
        try:
            text = self.path.read_bytes()
        except OSError:  # it is being replaced: the next look finds it
            return None
        self.taken = stamp
        # a long file takes its time, and the checks go on meanwhile
        loaded = await asyncio.to_thread(load, text)
        if loaded.rulebook is None:
            await self._refuse(world, loaded.problems, text)
            return None
        await self._announce(world, loaded.rulebook)
        return loaded.rulebook

    async def _announce(self, world: World, fresh: Rulebook) -> None:
        """What is different, to the log in one line and to the chat of the keeper."""
        name = self.path.name
        lines = told(changes(world.book, fresh)) or (NOTHING,)
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

    async def _refuse(self, world: World, problems: Sequence[Problem], text: bytes) -> None:
        name = self.path.name
        decoded = text.decode("utf-8", "replace")
        said = complain(problems, decoded, name, most=MOST_LOGGED)
        log.warning("%s cannot be used; the rules before stay in force\n%s", name, said)
        if world.keeper is not None and world.keeper is not world.terminal:
            said = complain(problems, decoded, name, pointed=False, most=MOST_TOLD)
            notice = rules_refused(world.keeper, name, said, text, world.clock.now())
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
