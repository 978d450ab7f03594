"""rules.yaml while the program runs: wait until it lies still, take it whole or not at all."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from alerts.notices import rules_refused
from model.rulebook import Rulebook
from rules.load import load
from scheduler.world import World

log = logging.getLogger("wirewatch")

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
        self.taken = stamp
        return await self._read(world)

    async def _read(self, world: World) -> Rulebook | None:
        text = self.path.read_bytes()
        loaded = load(text)
        if loaded.rulebook is not None:
            log.info("%s is reloaded, version %s", self.path.name, loaded.rulebook.version)
            return loaded.rulebook
        log.warning("%s has problems; the rules before stay in force", self.path.name)
        if world.keeper is not None:
            now = world.clock.now()
            await world.store.queue([rules_refused(world.keeper, loaded.problems, text, now)])
        return None

    def _stamp(self) -> Stamp | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
