"""A chat to which things happen, turned as the runner turns it, over any store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from alerts.hours import next_at, quiet_until
from alerts.judge import silencing
from model.alert import Alert, AlertKind, Fate, Later, Mute, MuteKind, Outcome, Sent
from model.article import Match
from model.rulebook import Chat, Priority
from model.stores import Store
from scheduler.deliver import Delivery
from scheduler.releasing import Releasing
from scheduler.retell import retell
from tests.kit.line import CHAT, Line, Listener, make_book, make_line

EDIT = timedelta(minutes=2)  # longer than the pause between two edits
LONG = timedelta(hours=2)  # longer than any flood


class Reader(Listener):
    """A channel that knows what each message tells by now."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[int, tuple[Alert, ...]] = {}  # by the alert that the message is

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Read what arrives."""
        outcome = await super().send(alert, chat)
        if isinstance(outcome, Sent):
            self.shown[alert.id] = alert.items
        return outcome

    async def edit(self, alert: Alert, chat: Chat, message_id: int, **more: object) -> Outcome:
        """Read it again."""
        self.shown[alert.id] = alert.items
        return Sent(message_id)


@dataclass(frozen=True)
class Told:
    """One message as it arrived: when, whether within quiet hours, and under which mutes."""

    at: datetime
    alert: Alert
    quiet: bool
    mutes: Collection[Mute]

    @property
    def muted(self) -> list[Alert]:
        """What it tells though a mute covers it."""
        told = self.alert.items or (self.alert,)
        alerts = [one for one in told if one.kind is AlertKind.ALERT]
        calm = [one for one in alerts if one.priority is not Priority.URGENT]
        return [one for one in calm if silencing(one, self.mutes)]


@dataclass
class Play:
    """What has been made and told so far, and what was promised for when."""

    line: Line
    reader: Reader
    releasing: Releasing
    made: list[int] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    promised: list[tuple[Alert, datetime, Chat]] = field(default_factory=list)
    messages: count[int] = field(default_factory=lambda: count(1000))

    @property
    def store(self) -> Store:
        """Where all of it is kept."""
        return self.line.world.store

    async def do(self, step: str, value: object) -> None:
        """One thing that happens, and then a turn."""
        await getattr(self, f"_{step}")(value)
        await self.turn()

    async def turn(self) -> None:
        """Release, deliver, edit; note what was told and what is held for when."""
        await self.releasing.release()
        before = len(self.reader.sent)
        now, chat = self.line.clock.now(), await self.chat()
        mutes = await self.store.mutes(CHAT.key, now)
        await self.line.deliver()
        await retell(self.line.world, self.line.delivery)
        quiet = chat.quiet is not None and quiet_until(chat.quiet, chat.timezone, now) is not None
        self.told += [Told(now, one, quiet, mutes) for one in self.reader.sent[before:]]
        self.promised += [(one, at, chat) for one, at in await self._held()]

    async def chat(self) -> Chat:
        """The chat as its readers want it now."""
        chat = await self.line.world.chat(CHAT.key)
        assert chat is not None
        return chat

    async def _held(self) -> list[tuple[Alert, datetime]]:
        return await self.store.held([CHAT.key], self.line.clock.now())

    async def fates(self) -> dict[int, Fate]:
        """What has become of each alert, by its id."""
        fates = {}
        for place, number in enumerate(self.made):
            (standing,) = await self.store.standing(f"a{place}")
            fates[number] = standing.fate
        return fates

    async def finish(self) -> None:
        """Let time pass until nothing is open, two weeks at most, and messages are edited."""
        end = self.line.clock.now() + timedelta(days=14)
        while await self._open() and self.line.clock.now() < end:
            moments = [at for _, at in await self._held()]
            self.line.clock.at = min([*moments, self.line.clock.now() + LONG])
            await self.turn()
        self.line.clock.at += EDIT
        await self.turn()

    async def _open(self) -> int:
        tally = await self.store.tally(self.line.clock.now())
        return sum(tally.fates.get(fate, 0) for fate in (Fate.QUEUED, Fate.HELD))

    # what may happen

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
            self.made += await self.store.queue([one])

    async def _settle(self, change: tuple[str, str]) -> None:
        await self.store.settle(CHAT.key, dict([change]), self.line.clock.now(), "Ada")

    async def _mute(self, wish: tuple[str, int]) -> None:
        now = self.line.clock.now()
        until = now + timedelta(hours=wish[1])
        await self.store.mute(Mute(CHAT.key, MuteKind.TOPIC, wish[0], now, until))

    async def _pass(self, minutes: int) -> None:
        """The runner's turns meanwhile, coarsely."""
        end = self.line.clock.now() + timedelta(minutes=minutes)
        while self.line.clock.now() < end:
            self.line.clock.pass_time(minutes=20)
            await self.turn()

    async def _before(self, wish: tuple[str, int]) -> None:
        """On to some minutes before the chat's next quiet hours or digest begin."""
        chat = await self.chat()
        clocks = {
            "quiet": chat.quiet and chat.quiet.start,
            "digest": chat.digest and chat.digest.at,
        }
        clock, now = clocks[wish[0]], self.line.clock.now()
        if clock is not None:
            at = next_at(clock, chat.timezone, now) - timedelta(minutes=wish[1])
            self.line.clock.at = max(now, at)

    async def _restart(self, _: None) -> None:
        self.releasing = Releasing(self.line.world)
        self.line.delivery = Delivery(self.line.world)
        await self.store.free_leases()

    async def _flood(self, wish: tuple[int, int]) -> None:
        """A few messages get through, then none for some minutes."""
        through: list[Outcome] = [Sent(next(self.messages)) for _ in range(wish[0])]
        self.reader.outcomes = [*through, Later("flood", timedelta(minutes=wish[1]))]


async def play(store: Store, chat: Chat, start: datetime, steps: list[tuple[str, object]]) -> Play:
    """Let all of it happen to a chat, to the end."""
    line, reader = make_line(), Reader()
    line.clock.at, line.channel = start, reader
    line.world.store, line.world.channel = store, reader
    line.world.book = make_book(chats=(chat,))
    done = Play(line, reader, Releasing(line.world))
    for step, value in steps:
        await done.do(step, value)
    await done.finish()
    return done
