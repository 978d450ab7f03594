"""The disk is full, or another program holds the file: the store cannot be written for a while."""

from __future__ import annotations

import pytest

from model.alert import Receipt
from model.stores import Checked
from scheduler import local
from scheduler.local import LocalRunner
from store.errors import StoreError
from store.memory import MemoryStore
from tests.kit.line import Line

FULL = "The disk is full, wirewatch.db cannot grow: free some space."


class FullStore(MemoryStore):
    """A store whose disk may be full."""

    full = False

    async def commit_check(self, checked: Checked) -> list[int]:
        """As usual while there is room."""
        self._write_something()
        return await super().commit_check(checked)

    async def record(self, receipt: Receipt) -> None:
        """As usual while there is room."""
        self._write_something()
        await super().record(receipt)

    def _write_something(self) -> None:
        if self.full:
            raise StoreError(FULL)


async def test_a_check_that_could_not_be_stored_is_repeated(line: Line, caplog, monkeypatch):
    """One plain line for many tries, the source is not blamed, and its news is told later."""
    caplog.set_level("INFO", "wirewatch")
    monkeypatch.setattr(local, "PUT_OFF", 0.0)
    line.world.store = store = FullStore()
    line.web.feed(("six-drones", "Six drones"))
    runner = LocalRunner(line.world)
    await runner.start()
    store.full = True
    for _ in range(5):
        assert await runner._check("post") is None
    assert runner._again() == ["post"]
    store.full = False
    assert await runner._check("post") == "post"
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        f"{FULL} Nothing is lost: it is tried again.",
        "The database can be written again.",
    ]
    state = await store.source_state("post")
    assert state.failures == 0
    await runner._deliver("telegram:1")
    assert line.channel.titles == ["Six drones"]


async def test_a_message_whose_receipt_could_not_be_stored_is_not_sent_again(line: Line):
    """Its answer is known: the receipt is written when the disk has room, before anything else."""
    line.world.store = store = FullStore()
    line.web.feed(("six-drones", "Six drones"))
    runner = LocalRunner(line.world)
    await runner.start()
    await runner._check("post")
    store.full = True
    for _ in range(3):
        await runner._deliver("telegram:1")
    store.full = False
    line.clock.pass_time(hours=1)  # the lease is over
    await runner._deliver("telegram:1")
    assert line.channel.titles == ["Six drones"]
    assert await store.chats_due(line.clock.now()) == []


async def test_once_ends_with_what_the_store_says(line: Line, monkeypatch):
    """A person who looks once is told, not left to think that all went well."""
    line.world.store = store = FullStore()
    line.web.feed(("six-drones", "Six drones"))

    async def full(*_: object) -> None:
        raise StoreError(FULL)

    monkeypatch.setattr(store, "record", full)
    with pytest.raises(StoreError, match="disk is full"):
        await LocalRunner(line.world).once()
