"""The numbers of `status`, which every store tells alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from store_makers import DAY, MINUTE, SECOND, T0, alert, checked, receipt, remembered

from model.alert import Alert, AlertKind, Fate, Tally
from model.stores import Store

DELAYS = json.loads((Path(__file__).parent.parent / "data/store/delays.json").read_text())


async def queued(store: Store, *alerts: Alert) -> list[int]:
    """Ids of the alerts, all new."""
    ids = await store.queue(alerts)
    assert len(ids) == len(alerts)
    return ids


async def test_tally_of_an_empty_store(store: Store):
    """Nothing made is nothing counted."""
    assert await store.tally(T0) == Tally()


async def test_tally_counts_what_was_made_since_and_all_that_is_open(store: Store):
    """Settled alerts count by when they were made; the backlog counts whatever its age."""
    old = T0 - 7 * DAY
    ids = await queued(
        store,
        alert("old sent", made_at=old),
        alert("old queued", made_at=old),
        alert("old held", made_at=old),
        alert("sent"),
        alert("refused"),
    )
    for number, fate in zip(ids, ("sent", "queued", "held", "sent", "refused"), strict=True):
        await store.record(receipt(number, Fate(fate), release_at=T0 + DAY))
    tally = await store.tally(T0)
    open_and_new = {Fate.SENT: 1, Fate.REFUSED: 1, Fate.QUEUED: 1, Fate.HELD: 1}
    assert (tally.fates, tally.oldest_queued) == (open_and_new, old)


@pytest.mark.parametrize("case", DELAYS, ids=[case["name"] for case in DELAYS])
async def test_tally_of_delays(store: Store, case: dict):
    """Delays of sent alerts, from publication and discovery; see delays.json."""
    for number, told in enumerate(case["alerts"]):
        kind = AlertKind(told.get("kind", "alert"))
        published = None if told["published"] is None else T0 - told["published"] * SECOND
        one = alert(f"d{number}", published=published, found_at=T0, kind=kind)
        (number_given,) = await queued(store, one)
        after = T0 + told["sent_after"] * SECOND
        await store.record(receipt(number_given, Fate(told.get("fate", "sent")), after))
    tally = await store.tally(T0)
    for name in ("from_publication", "from_discovery"):
        delay, expected = getattr(tally, name), case[name]
        told_delay = delay and {"p50": delay.p50, "p95": delay.p95, "count": delay.count}
        assert told_delay == (expected and pytest.approx(expected)), name


async def test_tally_counts_articles_and_copies_found_since(store: Store):
    """Articles found since, and how many of them copy an earlier one."""
    rows = (
        remembered("a"),
        remembered("b", 1, copy_of="a"),
        remembered("c", found_at=T0 - DAY, copy_of="z"),
    )
    await store.commit_check(checked(articles=rows))
    tally = await store.tally(T0)
    assert (tally.articles, tally.copies) == (2, 1)


async def test_tally_tells_the_latest_five_refusals(store: Store):
    """The reasons of the dead letters, newest first, no more than five."""
    ids = await queued(store, *(alert(f"d{number}") for number in range(7)))
    for minute, number in enumerate(reversed(ids)):
        at = T0 + minute * MINUTE
        await store.record(receipt(number, Fate.REFUSED, at, reason=f"refused {minute}"))
    reasons = (await store.tally(T0)).refusals
    assert reasons == ("refused 6", "refused 5", "refused 4", "refused 3", "refused 2")
