"""A running world as others see it: watched, measured, reported on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from operation.endpoints import ANSWER, Endpoints
from operation.heartbeat import Watch
from operation.metrics import Metrics
from operation.notify import notify
from scheduler.faults import FaultReports
from scheduler.status import gather
from scheduler.world import World

log = logging.getLogger("wirewatch")

Address = tuple[str, int]


class AddressError(Exception):
    """Nothing can listen there; one sentence."""


def address(listen: str) -> Address:
    """WIREWATCH_LISTEN read. Raises AddressError."""
    host, _, port = listen.rpartition(":")
    if not (host and port.isdigit() and int(port) < 2**16):
        raise AddressError(f"WIREWATCH_LISTEN must be like 127.0.0.1:9464, not “{listen}”")
    return host.strip("[]"), int(port)


@asynccontextmanager
async def seen(world: World, metrics: Metrics, listen: Address | None) -> AsyncIterator[None]:
    """Meanwhile the loop beats and is watched, faults are reported, and `listen` serves health
    and metrics. Raises AddressError."""
    endpoints = _endpoints(world, metrics)
    if listen is not None:
        port = _started(endpoints, *listen)
        log.info("health and metrics: http://%s:%s/healthz and /metrics", listen[0], port)
    faults = FaultReports(world)
    logging.getLogger().addHandler(faults)
    watch = Watch(metrics.heart)
    watch.start()
    beat = asyncio.create_task(metrics.heart.beat())
    notify("READY=1")
    try:
        yield
    finally:
        notify("STOPPING=1")
        beat.cancel()
        watch.end()
        logging.getLogger().removeHandler(faults)
        await faults.finish()
        endpoints.stop()


def _started(endpoints: Endpoints, host: str, port: int) -> int:
    try:
        return endpoints.start(host, port)
    except OSError as why:
        raise AddressError(
            f"WIREWATCH_LISTEN: {host}:{port} cannot be listened on ({why.strerror or why}); "
            "choose another, or take the line out of .env"
        ) from None


def _endpoints(world: World, metrics: Metrics) -> Endpoints:
    home = asyncio.get_running_loop()

    async def at_home(work: Coroutine[Any, Any, Any]) -> str:
        """What went wrong with work in the world's own loop, waited for from another one."""
        try:
            future = asyncio.run_coroutine_threadsafe(work, home)
            await asyncio.wait_for(asyncio.wrap_future(future), ANSWER)
        except TimeoutError:
            return f"the store has not answered for {ANSWER:.0f} s"
        except Exception as why:  # noqa: BLE001 # a health page tells of every fault
            return f"the store does not answer: {type(why).__name__}"
        return ""

    async def trouble() -> str:
        stuck = metrics.heart.trouble()
        return stuck or await at_home(world.store.chats_due(world.clock.now()))

    async def look() -> None:
        await at_home(_shown())

    async def _shown() -> None:
        metrics.show(await gather(world.store, world.clock.now()))

    return Endpoints(metrics.registry, trouble, look)
