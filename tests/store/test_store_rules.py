"""The rules that hold for all programs on one store."""

from __future__ import annotations

import asyncio

from store_makers import HOUR, T0

from model.published import Published
from model.stores import Store

TEXT = "sources: {المرفأ: https://marfa.example/}\n".encode()


async def test_the_last_text_holds(store: Store):
    """With its number, its moment and who published it."""
    assert (await store.publication(), await store.published()) == (0, None)
    assert await store.publish(b"a: 1", T0, "desk", 0) == 1
    assert await store.publish(TEXT, T0 + HOUR, "rédaction", 1) == 2
    assert await store.publication() == 2
    assert await store.published() == Published(2, TEXT, T0 + HOUR, "rédaction")


async def test_whoever_does_not_know_the_text_in_force_replaces_nothing(store: Store):
    """Of two that publish at once one is told that another came before."""
    done = await asyncio.gather(
        *(store.publish(text, T0, "desk", 0) for text in (b"a: 1", b"b: 2"))
    )
    assert sorted(done) == [0, 1]
    assert await store.publish(b"c: 3", T0, "desk", 0) == 0
    assert await store.publication() == 1


async def test_many_texts_do_not_pile_up(store: Store):
    """The numbers go on."""
    for number in range(25):
        assert await store.publish(b"a: %d" % number, T0, "desk", number) == number + 1
    held = await store.published()
    assert held is not None
    assert held.text == b"a: 24"
