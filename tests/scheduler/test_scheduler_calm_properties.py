"""Whatever happens to a chat, no alert is lost, told twice, out of order or at night."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.hours import quiet_until
from model.alert import Alert, AlertKind, Fate
from model.rulebook import Burst, Chat, Digest, Priority, Quiet
from store.memory import MemoryStore
from store.sqlite import SqliteStore
from tests.kit.line import CHAT
from tests.kit.play import Play, play

Steps = list[tuple[str, object]]

BURST = Burst(2, timedelta(minutes=30))
ZONES = ["Europe/Paris", "Africa/Cairo", "America/New_York", "UTC"]
# a day or two before the clocks change, in one of the zones, and a day on which none does
STARTS = [
    datetime(2026, *day, tzinfo=UTC) for day in ((3, 28), (10, 24), (10, 31), (4, 23), (7, 1))
]
HOURS = st.integers(0, 23).map(time)
QUIET = st.tuples(HOURS, HOURS).filter(lambda pair: pair[0] != pair[1]).map(lambda two: Quiet(*two))
DAYS = st.frozensets(st.integers(0, 6), min_size=1)
CHATS = st.builds(
    Chat,
    st.just(CHAT.key),
    st.just(1),
    minimum_priority=st.sampled_from([Priority.LOW, Priority.LOW, Priority.HIGH]),
    quiet=QUIET | QUIET | st.none(),
    digest=st.none() | st.builds(Digest, HOURS, DAYS),
    timezone=st.sampled_from(ZONES),
    burst=st.just(BURST),
)
CLOCK = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")
OFF = st.just("off")
NIGHTS = st.sampled_from(["off", "21:00-07:00", "02:00-03:00", "12:00-14:00"])
HOURS_SETTLED = st.one_of(
    st.tuples(st.just("digest"), OFF | CLOCK | CLOCK.map("{} mon-fri".format)),
    st.tuples(st.just("quiet"), NIGHTS),
    st.tuples(st.just("timezone"), st.sampled_from(ZONES)),
)
TOPICS = st.sampled_from(["drones", "visit"])
FOLLOWED = st.tuples(TOPICS.map("topic:{}".format), st.sampled_from(["on", "off"]))


def step(name: str, *values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, object]]:
    """One step of a play, with its value."""
    return st.tuples(st.just(name), *values)


SETTLE = step("settle", HOURS_SETTLED | FOLLOWED)
MUTE = step("mute", st.tuples(TOPICS, st.integers(1, 30)))
RUSH = step("alerts", st.lists(TOPICS, min_size=3, max_size=6))
FLOOD = step("flood", st.tuples(st.integers(0, 3), st.integers(30, 110)))
PASS = step("pass", st.integers(1, 600))
NEAR = st.integers(1, 50)
SINGLE = st.one_of(
    step("alerts", st.lists(TOPICS | st.just("urgent"), max_size=5)),
    SETTLE,
    MUTE,
    PASS,
    step("restart", st.none()),
    FLOOD,
)
SCENES = st.one_of(
    # messages on their way when quiet hours or a digest begin
    st.tuples(step("before", st.tuples(st.just("quiet"), NEAR)), FLOOD, RUSH, PASS),
    st.tuples(step("before", st.tuples(st.just("digest"), NEAR)), RUSH, FLOOD, PASS),
    # what is held while hours, topics and mutes change
    st.tuples(step("before", st.tuples(st.just("quiet"), st.just(0))), RUSH, SETTLE, PASS),
    st.tuples(step("before", st.tuples(st.just("quiet"), st.just(0))), RUSH, MUTE, PASS),
    # what joins a summary that was sent
    st.tuples(RUSH, step("pass", st.just(20)), RUSH),
)
STEPS = st.lists(st.tuples(SINGLE) | SCENES, max_size=6).map(lambda some: list(chain(*some)))


@settings(max_examples=150, deadline=None)
@given(CHATS, st.sampled_from(STARTS), STEPS)
def test_whatever_happens_every_alert_ends_once_and_in_its_time(
    chat: Chat, start: datetime, steps: Steps
):
    """Sent, told within another message or silenced with a receipt; in order, never more at once
    than the burst, at night only what is urgent."""
    asyncio.run(_holds(MemoryStore(), chat, start, steps))


@settings(max_examples=12, deadline=None)
@given(CHATS, st.sampled_from(STARTS), STEPS)
def test_so_it_is_in_a_file(chat: Chat, start: datetime, steps: Steps):
    """The same over SQLite."""

    async def over_sqlite(folder: Path) -> None:
        store = await SqliteStore.open(folder / "wirewatch.db")
        try:
            await _holds(store, chat, start, steps)
        finally:
            await store.close()

    with TemporaryDirectory() as folder:
        asyncio.run(over_sqlite(Path(folder)))


async def _holds(
    store: MemoryStore | SqliteStore, chat: Chat, start: datetime, steps: Steps
) -> None:
    done = await play(store, chat, start, steps)
    _each_ended_once(done, await done.fates())
    _calm(done)
    for alert, at, then in done.promised:
        assert _named(alert, at, then), f"{at} by {then}"


def _each_ended_once(done: Play, fates: dict[int, Fate]) -> None:
    """Nothing is open; each fate agrees with what the chat reads by now."""
    single = Counter(one.alert.id for one in done.told)
    within = Counter(item.id for items in done.reader.shown.values() for item in items)
    ways = {Fate.SENT: (1, 0), Fate.DIGESTED: (0, 1), Fate.MUTED: (0, 0)}
    for number, fate in fates.items():
        assert (single[number], within[number]) == ways[fate]


def _calm(done: Play) -> None:
    """At night only what is urgent, nothing that is muted by then; in order; no burst beyond the
    limit; one summary a span."""
    assert not any(one.muted for one in done.told)
    assert all(one.alert.priority is Priority.URGENT for one in done.told if one.quiet)
    single = [one for one in done.told if one.alert.kind is AlertKind.ALERT]
    assert all(one.alert.id < other.alert.id for one, other in pairwise(single))
    calm = [one.at for one in single if one.alert.priority is not Priority.URGENT]
    late = zip(calm, calm[BURST.most :], strict=False)
    assert all(second - first >= BURST.span for first, second in late)
    begun = [one.alert.made_at for one in done.told if one.alert.kind is AlertKind.SUMMARY]
    assert all(second - first >= BURST.span for first, second in pairwise(begun))


def _named(alert: Alert, at: datetime, chat: Chat) -> bool:
    """Whether what is held waits for a moment that the chat's hours name, and not a quiet one."""
    local = at.astimezone(ZoneInfo(chat.timezone))
    digest = chat.digest if alert.kind is AlertKind.ALERT else None
    clocks = [chat.quiet.end] if chat.quiet else []
    if digest is not None and local.weekday() in digest.days:
        clocks.append(digest.at)
    named = (datetime.combine(local, one, local.tzinfo) for one in clocks)
    moments = {one.replace(fold=fold).astimezone(UTC) for one in named for fold in (0, 1)}
    loud = chat.quiet is None or quiet_until(chat.quiet, chat.timezone, at) is None
    return at in moments and loud


async def test_the_play_reaches_what_it_speaks_of():
    """A burst at night after a day of alerts: the properties are not held by nothing happening."""
    night = replace(CHAT, burst=BURST, quiet=Quiet(time(21), time(7)), timezone="Europe/Paris")
    burst = ("alerts", ["drones"] * 5)
    before = ("before", ("quiet", 5))
    steps = [burst, ("pass", 30), burst, before, burst, ("alerts", ["urgent"]), ("pass", 600)]
    done = await play(MemoryStore(), night, datetime(2026, 3, 28, 8, 30, tzinfo=UTC), steps)
    assert {one.alert.kind for one in done.told} == {AlertKind.ALERT, AlertKind.SUMMARY}
    assert set((await done.fates()).values()) == {Fate.SENT, Fate.DIGESTED}
