"""What every program that watches has about it: its log, how it ends, how it is seen outside."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.logging import RichHandler

from chat.redaction import watch_records
from cli.stop import Stop
from operation.callbacks import callback, called
from operation.logs import JsonFormatter
from operation.metrics import Metrics
from operation.outside import AddressError, address, seen
from scheduler.readers import open_doors
from scheduler.world import World
from store.errors import StoreError
from store.sql import SqlStore

FIRST_OUT = 0.5  # seconds after which the first requests are on their way


def log_to(console: Console) -> None:
    """Log to the terminal, or in JSON lines where LOG_FORMAT says so; without passwords."""
    watch_records()
    handler: logging.Handler
    if os.environ.get("LOG_FORMAT", "").strip().lower() == "json":
        handler = logging.StreamHandler()
        handler.setFormatter(JsonFormatter())
    else:
        handler = RichHandler(console=console, show_path=False, log_time_format="%H:%M:%S")
        handler.setFormatter(logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("wirewatch").setLevel(logging.INFO)
    # that a turn is passed over while the one before it still works is no news
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@dataclass(slots=True)
class Ending:
    """How the run ends: the exit code, and the sentence where it was not asked for."""

    stop: Callable[[], None] = lambda: None
    sentence: str = ""

    def fatal(self, sentence: str) -> None:
        """End the run because going on is pointless."""
        self.sentence = self.sentence or sentence
        self.stop()


@asynccontextmanager
async def looked_over(store: SqlStore, fatal: Callable[[str], None]) -> AsyncIterator[None]:
    """Have a large store looked over meanwhile; a damaged one ends the run."""

    async def look() -> None:
        try:
            await store.look_over()
        except StoreError as why:
            fatal(str(why))

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def readers_soon() -> AsyncIterator[None]:
    """Have what reads pages imported while the first answers are on their way."""
    loop = asyncio.get_running_loop()
    timer = loop.call_later(FIRST_OUT, loop.run_in_executor, None, open_doors)
    try:
        yield
    finally:
        timer.cancel()


@asynccontextmanager
async def seen_from_outside(world: World, metrics: Metrics, *, once: bool) -> AsyncIterator[None]:
    """Seen from outside, but for --once, which ends in a moment."""
    if once:
        yield
        return
    where = os.environ.get("WIREWATCH_LISTEN", "").strip()
    try:
        async with seen(world, metrics, address(where) if where else None):
            yield
    except AddressError as why:
        raise Stop(str(why)) from None


@asynccontextmanager
async def called_by_hubs(world: World, *, once: bool, alone: bool = True) -> AsyncIterator[None]:
    """Called by the hubs of feeds, but for --once, which ends in a moment. `alone`: nobody else on
    this store may be called instead."""
    if once:
        yield
        return
    setting = os.environ.get
    url, listen = (setting(f"WIREWATCH_PUSH_{name}", "").strip() for name in ("URL", "LISTEN"))
    if not url and not alone:
        yield
        return
    try:
        async with called(world, callback(url, listen) if url else None):
            yield
    except AddressError as why:
        raise Stop(str(why)) from None
