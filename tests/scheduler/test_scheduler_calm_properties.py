"""Whatever happens to a chat, no alert is lost, told twice, out of order or at night."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.hours import quiet_until
from model.alert import Alert, AlertKind, Fate, Later, Mute, MuteKind
from model.article import Match
from model.rulebook import Burst, Chat, Digest, Priority, Quiet
from scheduler.releasing import Releasing
from scheduler.retell import retell
from store.memory import MemoryStore
from store.memory_outbox import Posted
from tests.kit.line import CHAT, Line, make_book, make_line

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
    minimum_priority=st.sampled_from([Priority.LOW, Priority.HIGH]),
    quiet=st.none() | QUIET,
    digest=st.none() | st.builds(Digest, HOURS, DAYS),
    timezone=st.sampled_from(ZONES),
    burst=st.just(BURST),
)
CLOCK = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")
NIGHTS = st.sampled_from(["off", "21:00-07:00", "02:00-03:00", "12:00-14:00"])
TOPICS = st.sampled_from(["drones", "visit"])
SETTLED = st.one_of(
    st.tuples(st.just("digest"), st.just("off") | CLOCK | CLOCK.map("{} mon-fri".format)),
    st.tuples(
        st.just("quiet"), st.sampled_from(["off", "21:00-07:00", "02:00-03:00", "12:00-14:00"])
    ),
    st.tuples(st.just("timezone"), st.sampled_from(ZONES)),
    st.tuples(TOPICS.map("topic:{}".format), st.sampled_from(["on", "off"])),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("alerts"), st.lists(st.sampled_from(["drones", "visit", "urgent"]), max_size=5)
        ),
        st.tuples(st.just("settle"), SETTLED),
        st.tuples(
            st.just("mute"), st.tuples(st.sampled_from(["drones", "visit"]), st.integers(1, 30))
        ),
        st.tuples(st.just("pass"), st.integers(1, 1500)),
        st.tuples(st.just("restart"), st.none()),
        st.tuples(st.just("flood"), st.integers(1, 90)),
    ),
    max_size=14,
)


@dataclass
class Play:
    """A chat to which things happen; it is turned as the runner turns it."""

    line: Line
    releasing: Releasing
    made: list[int] = field(default_factory=list)
    sent: list[tuple[datetime, Alert]] = field(default_factory=list)
    nights: list[tuple[datetime, Alert]] = field(default_factory=list)  # sent in quiet hours

    async def do(self, step: str, value: object) -> None:
        """One thing that happens, and then a turn."""
        await getattr(self, f"_{step}")(value)
        await self.turn()

    async def turn(self) -> None:
        """Release, deliver, edit; note what was sent and whether it was quiet."""
        await self.releasing.release()
        before = len(self.line.channel.sent)
        await self.line.deliver()
        await retell(self.line.world, self.line.delivery)
        now, chat = self.line.clock.now(), await self.line.world.chat(CHAT.key)
        assert chat is not None
        quiet = chat.quiet is not None and quiet_until(chat.quiet, chat.timezone, now) is not None
        for one in self.line.channel.sent[before:]:
            self.sent.append((now, one))
            if quiet:
                self.nights.append((now, one))

    async def _alerts(self, topics: list[str]) -> None:
        for topic in topics:
            number = len(self.made)
            urgent = topic == "urgent"
            one = Alert(
                CHAT.key,
                f"d{number}",
                self.line.clock.now(),
                article_id=f"a{number}",
                title=str(number),
                priority=Priority.URGENT if urgent else Priority.NORMAL,
                matches=(Match("drones" if urgent else topic, 1.0, ""),),
            )
            self.made += await self.line.world.store.queue([one])

    async def _settle(self, change: tuple[str, str]) -> None:
        await self.line.world.store.settle(CHAT.key, dict([change]), self.line.clock.now(), "Ada")

    async def _mute(self, wish: tuple[str, int]) -> None:
        now = self.line.clock.now()
        until = now + timedelta(hours=wish[1])
        await self.line.world.store.mute(Mute(CHAT.key, MuteKind.TOPIC, wish[0], now, until))

    async def _pass(self, minutes: int) -> None:
        """The runner's turns meanwhile, coarsely."""
        end = self.line.clock.now() + timedelta(minutes=minutes)
        while self.line.clock.now() < end:
            self.line.clock.pass_time(minutes=15)
            await self.turn()

    async def _restart(self, _: None) -> None:
        self.releasing = Releasing(self.line.world)
        await self.line.world.store.free_leases()

    async def _flood(self, minutes: int) -> None:
        self.line.channel.outcomes = [Later("flood", timedelta(minutes=minutes))]


async def play(chat: Chat, start: datetime, steps: list[tuple[str, object]]) -> Play:
    """Let all of it happen."""
    line = make_line()
    line.clock.at = start
    line.world.book = make_book(chats=(chat,))
    done = Play(line, Releasing(line.world))
    for step, value in steps:
        await done.do(step, value)
    return done


@settings(max_examples=150, deadline=None)
@given(CHATS, st.sampled_from(STARTS), STEPS)
def test_every_alert_ends_once_or_is_still_to_come(
    chat: Chat, start: datetime, steps: list[tuple[str, object]]
):
    """Sent, told within another message, silenced with a receipt, or open with a moment ahead;
    in order, never more at once than the burst, and at night only what is urgent."""
    done = asyncio.run(play(chat, start, steps))
    _accounted(done)
    assert all(one.priority is Priority.URGENT for _, one in done.nights)
    single = [(at, one) for at, one in done.sent if one.kind is AlertKind.ALERT]
    assert [one.id for _, one in single] == sorted(one.id for _, one in single)
    calm = [at for at, one in single if one.priority is not Priority.URGENT]
    late = (calm[n] - calm[n - BURST.most] for n in range(BURST.most, len(calm)))
    assert all(gap >= BURST.span for gap in late)


def _accounted(done: Play) -> None:
    """Each alert's fate agrees with what the chat was sent."""
    store = done.line.world.store
    assert isinstance(store, MemoryStore)
    posted, now = store._posted, done.line.clock.now()
    single = Counter(one.id for _, one in done.sent)
    within = Counter([*_digested(posted), *store._told_in])
    for number in done.made:
        one = posted[number]
        assert single[number] == (one.fate is Fate.SENT)
        assert within[number] == (one.fate is Fate.DIGESTED)
        assert one.fate is not Fate.HELD or (one.release_at or now) > now


def _digested(posted: dict[int, Posted]) -> Iterator[int]:
    """The alerts of all digests."""
    for one in posted.values():
        yield from (item.id for item in one.alert.items)


def test_the_play_reaches_what_it_speaks_of():
    """A burst at night after a day of alerts: the properties are not held by nothing happening."""
    night = replace(CHAT, burst=BURST, quiet=Quiet(time(21), time(7)), timezone="Europe/Paris")
    burst = ("alerts", ["drones"] * 5)
    steps = [burst, ("pass", 1200), burst, ("alerts", ["urgent"]), ("pass", 900)]
    done = asyncio.run(play(night, datetime(2026, 3, 28, 0, 30, tzinfo=UTC), steps))
    kinds = [one.kind for _, one in done.sent]
    assert {AlertKind.ALERT, AlertKind.DIGEST} <= set(kinds)
    _accounted(done)
