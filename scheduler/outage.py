"""While the store cannot be written: said in plain words, once a minute and not at each try."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from store.errors import StoreError

log = logging.getLogger("wirewatch")

AGAIN = 60.0  # seconds after which the same trouble is said again


@dataclass(slots=True)
class Outage:
    """What is wrong with the store, if anything."""

    sentence: str = ""
    said: float = 0.0

    def met(self, why: StoreError) -> None:
        """Something could not be stored."""
        now = asyncio.get_running_loop().time()
        if str(why) != self.sentence or now > self.said + AGAIN:
            log.error("%s Nothing is lost: it is tried again.", why)
            self.sentence, self.said = str(why), now

    def over(self) -> None:
        """Something was stored."""
        if self.sentence:
            log.info("The database can be written again.")
            self.sentence = ""
