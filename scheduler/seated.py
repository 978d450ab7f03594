"""What one program of many does while it holds a seat: it hears what people write to the bot.

    wait for the seat ─held→ (after another had it: a moment) work ─lost→ stop the work, wait again

Two programs that ask Telegram for updates end each other's calls. So whoever loses the seat stops
sooner than another begins: it looks every LOOK seconds, gives an answer PATIENCE seconds, and who
takes the seat after another waits SETTLE seconds first. A machine that is cut off has stopped
before the server lets its seat go (25 s, `store.postgres_seat`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from model.seat import Seat
from store.errors import StoreError

log = logging.getLogger("wirewatch")

Work = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Seated:
    """Times in seconds. A killed program's work is done by another `look + settle` later at most,
    one that is cut off after its 25 s besides."""

    seat: Seat
    look: float = 1.0
    patience: float = 8.0
    settle: float = 4.0

    @asynccontextmanager
    async def doing(self, work: Work) -> AsyncIterator[None]:
        """Meanwhile have `work` entered whenever the seat is ours, and left when it is lost."""
        task = asyncio.create_task(self._always(work))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _always(self, work: Work) -> None:
        alone = True  # nobody was seen to have it
        try:
            while True:
                try:
                    alone = await self._once(work, alone=alone)
                except Exception:
                    log.exception("what one program does for all failed; it is tried again")
                    alone = False
                await self.seat.leave()
                await asyncio.sleep(self.look)
        finally:
            await self.seat.leave()

    async def _once(self, work: Work, *, alone: bool) -> bool:
        """From waiting to losing it; False, since from then on another may have had it."""
        while not await self._taken():
            alone = False
            await asyncio.sleep(self.look)
        if not alone:
            await asyncio.sleep(self.settle)
        if not await self._held():
            return False
        if not alone:
            log.info("this program now hears what people write to the bot")
        async with work():
            await self._until_lost()
            log.warning("another program may hear what people write to the bot: this one stops")
        return False

    async def _until_lost(self) -> None:
        held = True
        while held:
            await asyncio.sleep(self.look)
            held = await self._held()

    async def _taken(self) -> bool:
        try:
            return await self.seat.take()
        except StoreError:
            return False

    async def _held(self) -> bool:
        try:
            return await asyncio.wait_for(self.seat.held(), self.patience)
        except (StoreError, TimeoutError):
            return False
