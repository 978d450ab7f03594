"""Transactions that wait together are committed together, and fail apart."""

from __future__ import annotations

import asyncio
import sqlite3
import threading

import pytest
from store_makers import DAY, SECOND, T0, checked, remembered

from model.source import SourceState
from store import statements
from store.errors import StoreError
from store.sql_prune import WITH_ARTICLES
from store.sqlite import SqliteStore

PORTION = WITH_ARTICLES[0].portion


@pytest.fixture
async def held(tmp_path):
    """A store whose thread stands still until `go` is set, and the statements it runs."""
    store = await SqliteStore.open(tmp_path / "w.db", busy=0.05)
    commits: list[str] = []
    await store._thread.run(store._base.set_trace_callback, commits.append)
    go = threading.Event()
    store._thread.hand_in(go.wait)
    yield store, go, commits
    go.set()
    await store.close()


async def _begun(work):
    """Its task, once it has come as far as it can."""
    task = asyncio.create_task(work)
    await asyncio.sleep(0)
    return task


async def test_those_that_wait_share_one_commit(held):
    """Ten checks that wait are one transaction, in the order they came."""
    store, go, ran = held
    tasks = [
        await _begun(store.commit_check(checked(state=SourceState("a", checks=n))))
        for n in range(10)
    ]
    last = await _begun(store.source_state("a"))
    go.set()
    await asyncio.gather(*tasks)
    assert (await last).checks == 9
    assert ran.count("COMMIT") == 1


async def test_one_that_fails_takes_nothing_of_the_others_with_it(held):
    """What a failing job wrote is gone, what its neighbours wrote is kept."""
    store, go, _ = held

    def fails(base):
        base.execute(statements.FREE_SOURCES)
        base.execute("DELETE FROM source")
        raise KeyError("by a fault of ours")

    before = await _begun(store.commit_check(checked(state=SourceState("a"))))
    bad = await _begun(store._write(fails))
    after = await _begun(store.commit_check(checked(state=SourceState("b"))))
    go.set()
    await asyncio.gather(before, after)
    with pytest.raises(KeyError):
        await bad
    assert await store.source_state("a")
    assert await store.source_state("b")


async def test_a_cancelled_one_is_kept_all_the_same(held):
    """Once handed in, a commit goes to its end, whether somebody waits for it or not."""
    store, go, _ = held
    task = await _begun(store.commit_check(checked(state=SourceState("a"))))
    task.cancel()
    other = await _begun(store.commit_check(checked(state=SourceState("b"))))
    go.set()
    await other
    assert await store.source_state("a")


async def test_readers_are_served_while_somebody_else_writes(held, tmp_path):
    """Under another program's lock writes fail with a sentence; reads beside them do not."""
    store, go, _ = held
    other = sqlite3.connect(tmp_path / "w.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    write = await _begun(store.commit_check(checked(state=SourceState("a"))))
    read = await _begun(store.tally(T0))
    go.set()
    assert (await read).articles == 0
    with pytest.raises(StoreError, match="locked by another program"):
        await write
    other.execute("ROLLBACK")
    other.close()
    await store.commit_check(checked(state=SourceState("a")))


async def test_nothing_is_answered_that_a_full_disk_took_back(held):
    """Where the commit of all fails, each of them hears of it."""
    store, go, _ = held

    def fills(base):
        base.execute("PRAGMA max_page_count = 1")
        base.execute("CREATE TABLE big AS SELECT randomblob(100000) AS x")

    first = await _begun(store.commit_check(checked(state=SourceState("a"))))
    full = await _begun(store._write(fills))
    go.set()
    results = await asyncio.gather(first, full, return_exceptions=True)
    assert isinstance(results[1], StoreError)
    kept = await store.source_state("a")
    assert (kept is None) == isinstance(results[0], StoreError)


async def test_a_check_waits_for_a_portion_of_what_is_forgotten_not_for_all(held):
    """It is committed while most of the old articles are still there."""
    store, go, _ = held
    go.set()
    old = [remembered(f"a{n}", found_at=T0 - DAY + n * SECOND) for n in range(3 * PORTION)]
    await store.commit_check(checked(articles=tuple(old)))
    forgetting = await _begun(store.prune(T0, T0 - DAY, T0 - DAY))
    await store.commit_check(checked(state=SourceState("a", checks=1)))
    assert not forgetting.done()
    assert await store.count_archive(T0 - DAY)
    assert await forgetting == len(old)
