"""Reports the program's own faults to the keeper: whatever is logged with an exception of ours.

A handler of the log hears of every fault wherever it was caught, those of tasks that nobody
waited for included. It raises nothing and reports none of its own failures.
"""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path
from types import TracebackType

from alerts.faults import Fault, Ledger
from scheduler.mishaps import own_fault
from scheduler.world import World

_ROOT = Path(__file__).parents[1]
_OURS = {entry.name for entry in _ROOT.iterdir() if (entry / "__init__.py").exists()}
_SPEAKERS = _OURS | {"wirewatch"}  # loggers whose words are ours
_BLANK = re.compile(r"%[-#0-9.]*[a-zA-Z]")

log = logging.getLogger("wirewatch.faults")


class FaultReports(logging.Handler):
    """Hang it on the root logger while `world` runs. Made within the world's event loop."""

    def __init__(self, world: World) -> None:
        super().__init__(logging.ERROR)
        self._world = world
        self._ledger = Ledger()
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """From any thread; what is no fault of ours is passed over."""
        if record.name == log.name:
            return
        try:
            if fault := fault_of(record):
                self._loop.call_soon_threadsafe(self._note, fault)
        except Exception:  # noqa: BLE001 # as logging's own handlers do
            self.handleError(record)

    async def finish(self) -> None:
        """Wait until what was noted is in the store."""
        await asyncio.sleep(0)
        await asyncio.gather(*self._tasks)

    def _note(self, fault: Fault) -> None:
        self._world.observer.faulted(fault.kind)
        left_out = self._ledger.admit(fault, self._world.clock.now())
        if left_out is not None:
            task = asyncio.create_task(self._report(fault, left_out))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _report(self, fault: Fault, left_out: int) -> None:
        """Queue it, so that it survives; the terminal has the log beside it."""
        world = self._world
        if world.keeper is world.terminal:  # or None, where there is neither
            return
        try:
            keeper = await world.spoken_to()
            if keeper is None:
                return
            notice = own_fault(keeper, fault, left_out, world.clock.now())
            if await world.store.queue([notice]):
                world.woken.set()
        except Exception as why:  # noqa: BLE001 # else the report of a full disk is a fault again
            log.error("a fault could not be reported: %s", type(why).__name__)  # noqa: TRY400 # no traceback: it would be reported


def fault_of(record: logging.LogRecord) -> Fault | None:
    """What a record tells of a fault of ours, None where it is none.

    Of its words only the template counts, without what was filled in; words of other libraries'
    loggers may hold anything.
    """
    error = record.exc_info[1] if record.exc_info else None
    where = _where(error.__traceback__) if error is not None else None
    if error is None or where is None:
        return None
    own = record.name.partition(".")[0] in _SPEAKERS
    template = str(getattr(record, "template", record.msg))
    doing = _BLANK.sub("…", template) if own else "a task of its own failed"
    return Fault(doing, type(error).__name__, where)


def _where(trace: TracebackType | None) -> str | None:
    """The innermost line of ours: "rules/match.py:88"."""
    found = None
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS:
            found = f"{path.relative_to(_ROOT).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
