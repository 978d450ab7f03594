"""A story under each runner: by itself, as a worker in memory, as a worker on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta

from model.stores import Store
from scheduler.engine_postgres import PostgresEngine
from scheduler.jobs import Jobs
from scheduler.local import LocalRunner
from scheduler.worker import WorkerRunner
from scheduler.world import World
from store.memory import MemoryStore
from store.postgres import PostgresStore
from tests.kit.engine import MemoryEngine, Queue
from tests.kit.postgres import schema

LOCAL, WORKER, POSTGRES = RUNNERS = ("local", "worker", "worker on PostgreSQL")
Runner = Callable[[World], Jobs]


def quick(url: str, heartbeat: float = 5.0) -> PostgresEngine:
    """An engine that looks often, and takes others for dead after so many seconds."""
    look = timedelta(seconds=0.1)
    return PostgresEngine(url, heartbeat=timedelta(seconds=heartbeat), look=look, grace=0.3)


@asynccontextmanager
async def running(kind: str, empty: str = "") -> AsyncIterator[tuple[Store, Runner]]:
    """A store of its own, or in an `empty` schema, and how a world on it is run. Skips where there
    is no server."""
    if kind == POSTGRES:
        with nullcontext(empty) if empty else schema() as url:
            store = await PostgresStore.open(url)
            try:
                yield store, lambda world: WorkerRunner(world, engine=quick(url))
            finally:
                await store.close()
        return
    queue = Queue()
    make: dict[str, Runner] = {
        LOCAL: LocalRunner,
        WORKER: lambda world: WorkerRunner(world, engine=MemoryEngine(queue)),
    }
    yield MemoryStore(), make[kind]
