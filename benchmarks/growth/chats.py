"""Chats: who is served, whom an article is for, queues, claims and deliveries."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count

from benchmarks.growth.bases import Base
from benchmarks.growth.curves import Axis, Took, timed
from benchmarks.growth.placed import place
from benchmarks.growth.stage import book, world
from model.alert import Alert, Fate, Receipt
from model.article import Article
from scheduler.deliver import Delivery
from scheduler.releasing import Releasing

NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
LEASE = timedelta(minutes=2)
TOPICS = ("one", "all", *(f"t{n}" for n in range(98)))
WORDS = ("harbour", "bridge", "council", "minister", "budget", "cargo", "drone", "vote", "visit")


def _key(number: int) -> str:
    return f"telegram:{number + 1}"


def _fill(base: Base, size: int) -> None:
    """Chats that joined: one follows the topic "one", each the topic "all" and another; every
    second has settled something itself."""
    at = int(NOW.timestamp()) * 1_000_000
    columns = "chat address name username language by topics at"
    base.copy(
        "guest",
        columns,
        (
            (_key(n), n + 1, f"Chat {n}", "", "en", "Mona", json.dumps(_topics(n)), at)
            for n in range(size)
        ),
    )
    base.copy(
        "setting",
        "chat name value at by",
        ((_key(n), "language", "fr", at, "Mona") for n in range(0, size, 2)),
    )
    if base.is_server:
        base.pour([("ANALYZE guest", ()), ("ANALYZE setting", ())])


def _topics(number: int) -> list[str]:
    return ["all", "one" if number == 0 else f"t{number % 98}"]


def _article(number: int, topic: str) -> Article:
    words = [
        f"{WORDS[(number * 7 + n * n) % len(WORDS)]}{(number * 31 + n) % 997}" for n in range(120)
    ]
    url = f"https://paper.example/{topic}/{number}"
    return Article(
        f"{topic}-{number}",
        url,
        " ".join(words[:8]),
        " ".join(words),
        source="Paper",
        tags=(topic,),
        keys=(url,),
        language="en",
        found_at=NOW,
    )


async def measure(base: Base, size: int) -> Took:
    """All of one size."""
    _fill(base, size)
    here, numbers = world(base.store, NOW, rules=book(TOPICS)), count()
    took = {
        "chats served, known already": await timed(30, here.chats),
        "one chat found by its key": await timed(30, lambda: here.chat(_key(size - 1))),
        "an article for nobody": await timed(20, lambda: place(here, _article(next(numbers), "x"))),
        "an article for one chat": await timed(
            20, lambda: place(here, _article(next(numbers), "one"))
        ),
        "an article for every chat": await timed(
            2 if size > 1000 else 5, lambda: place(here, _article(next(numbers), "all")), warm=0
        ),
    }
    return took | await _queues(base, size)


async def _queues(base: Base, size: int) -> Took:
    """By now each chat has some alerts queued."""
    here, store = world(base.store, NOW, rules=book(TOPICS)), base.store
    keys = (_key(n * 7919 % size) for n in count())
    releasing = Releasing(here)

    async def claim() -> None:
        alert = await store.claim(next(keys), NOW, LEASE)
        if alert is not None:
            await store.record(Receipt(alert.id, Fate.QUEUED, NOW, next_try=NOW))

    delivery, chat, dedupes = Delivery(here), _key(size + 1), count()
    base.copy(
        "guest",
        "chat address name username language by topics at",
        [(chat, size + 2, "Last", "", "en", "Mona", "[]", int(NOW.timestamp()) * 1_000_000)],
    )

    async def deliver() -> None:
        await store.queue([Alert(chat, f"d{next(dedupes)}", NOW, article_id="x", title="A ship")])
        if not await delivery.deliver(chat):
            raise RuntimeError("nothing was delivered")

    return {
        "which chats are due": await timed(5, lambda: store.chats_due(NOW)),
        "an alert claimed and put back": await timed(50, claim),
        "an alert queued and delivered": await timed(20, deliver),
        "the turn that releases digests": await timed(5, releasing.release),
    }


AXIS = Axis(
    "chats",
    "chats",
    (10, 100, 1_000, 10_000),
    measure,
    {
        "chats served, known already": 0,
        "one chat found by its key": 0,
        "an article for nobody": 0,
        "an article for one chat": 0,
        "an article for every chat": 1,
        "which chats are due": 1,
        "an alert claimed and put back": 0,
        "an alert queued and delivered": 0,
        "the turn that releases digests": 1,
    },
)
