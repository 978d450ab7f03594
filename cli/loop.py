"""The event loop of a command, and what a signal does to it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

THREADS = 16  # page readers and name lookups side by side


def run_loop(work: Coroutine[Any, Any, int]) -> int:
    """Run to the end, on uvloop where it is installed."""
    with asyncio.Runner(loop_factory=_factory()) as runner:
        runner.get_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        return runner.run(work)


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
