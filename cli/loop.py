"""The event loop of a command, and what a signal does to it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

LAST_SECOND = 1.0  # that threads have to end by themselves
THREADS = 16  # page readers and name lookups side by side


def run_loop(work: Coroutine[Any, Any, int]) -> int:
    """Run to the end, on uvloop where it is installed."""
    with asyncio.Runner(loop_factory=_factory()) as runner:
        threads = ThreadPoolExecutor(THREADS)
        runner.get_loop().set_default_executor(threads)
        code = runner.run(work)
        threads.shutdown(wait=False, cancel_futures=True)
        _leave_if_stuck(code)
        return code


def _leave_if_stuck(code: int) -> None:
    """End the process where a thread hangs in a name lookup or a hostile page.

    Python would wait for it, however long. All that must last is on disk by now.
    """
    give_up = monotonic() + LAST_SECOND
    mine = threading.current_thread()
    for thread in threading.enumerate():
        if thread is not mine and not thread.daemon:
            thread.join(max(give_up - monotonic(), 0))
            if thread.is_alive():
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Let Ctrl-C and SIGTERM ask for an orderly end; a second Ctrl-C is the usual abrupt one."""
    loop = asyncio.get_running_loop()

    def first() -> None:
        stop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, first)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


def _factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop  # noqa: PLC0415 - not to be had on Windows
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop
