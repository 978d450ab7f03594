"""deliver(chat): what is queued for one chat, oldest first, at the pace the chat allows.

claim → judge → send → record, one alert after the other. A claim is a lease: when the program
dies between send and record, the alert is sent once more, never lost. Mutes and quiet hours
are judged here, last, so that a mute at 10:00:00 silences what was queued at 09:59:59.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.judge import Gather, Hold, Send, Silence, Unwanted, judge
from alerts.notices import chat_lost, message_refused, topic_lost
from model.alert import (
    NOTHING_LEFT,
    Alert,
    AlertKind,
    Fate,
    Later,
    Moved,
    Mute,
    Outcome,
    Receipt,
    Refused,
    Sent,
)
from model.rulebook import Chat
from scheduler.resting import claim, paused
from scheduler.sending import ready
from scheduler.world import World
from store.errors import StoreError

LEASE = timedelta(minutes=2)  # longer than the longest send
SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=1)  # between two tries at one message
STUBBORN = 10  # unknown outcomes after which a message is given up, if others get through
ASK_AGAIN = (timedelta(minutes=1), timedelta(hours=1))  # at a lost chat: the first and longest wait
PATIENCE = timedelta(days=1)  # older than this, an alert no longer waits for a lost chat

Sleep = Callable[[float], Awaitable[None]]
Gate = Callable[[], Awaitable[None]]


async def _open_gate() -> None:
    """Let every message through at once, as a terminal does."""


@dataclass(slots=True)
class Lost:
    """A chat that refused everything: when it is asked again, and how long it rested."""

    until: datetime
    wait: timedelta


@dataclass(slots=True)
class Unknown:
    """Tries at one alert whose answer never came, since a moment of the loop's time."""

    since: float
    count: int = 0


@dataclass(slots=True)
class Delivery:
    """What all chats' deliveries share while the program runs. Nothing here needs to survive.

    `gate` is awaited before each send and keeps the pace over all chats.
    """

    world: World
    gate: Gate = _open_gate
    sleep: Sleep = asyncio.sleep
    lost: dict[str, Lost] = field(default_factory=dict)
    unknown: dict[int, Unknown] = field(default_factory=dict)  # by alert
    # alerts under way: the clock may be set beyond their leases, and a moved chat has two names
    in_hand: set[int] = field(default_factory=set)
    # receipts that could not be recorded yet, by alert
    owed: dict[int, tuple[Alert, Receipt]] = field(default_factory=dict)
    # forum topics of one group are chats of their own but share the group's pace
    places: dict[int | str, asyncio.Lock] = field(default_factory=dict)
    rest: dict[int | str, datetime] = field(default_factory=dict)  # by place: not before
    closed_until: float = 0.0  # in the loop's time: no chat can be served before
    last_sent: float = 0.0  # in the loop's time
    closing: bool = False

    def clock_set_back(self) -> None:
        """Rests until a moment of the clock as it was are over."""
        self.rest.clear()
        self.lost.clear()

    async def deliver(self, key: str) -> int:
        """Send what is due for one chat until nothing is, or until the program stops.

        How many messages were settled (sent, muted, held or refused).
        """
        await self._write_owed()
        settled = 0
        while not self.closing and not self._closed():
            alert = await claim(self.world, key, LEASE)
            if alert is None or alert.id in self.in_hand:
                break
            self.in_hand.add(alert.id)
            try:
                settled += await self._settle(alert)
            finally:
                self.in_hand.discard(alert.id)
        return settled

    def _closed(self) -> bool:
        return _clock() < self.closed_until

    async def _settle(self, alert: Alert) -> bool:
        """Judge and send one alert; whether it is settled."""
        chat = await self.world.chat(alert.chat)
        if chat is None:
            await self._record(alert, Fate.REFUSED, "this chat is no longer in rules.yaml")
            return True
        async with self.places.setdefault(chat.address, asyncio.Lock()):
            until = self._not_before(alert, chat)
            if until is not None:
                await self._record(alert, Fate.QUEUED, "the chat rests", next_try=until)
                return False
            await self.gate()
            return await self._judged(alert, chat)  # after all waiting, so that it is the last word

    async def in_turn(self, chat: Chat, call: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Make a call for a chat that is not an alert, in turn with its alerts; Later where the
        chat rests, or all do. What it asks for in rest holds for alerts as well."""
        if await paused(self.world):
            return Later("all sending is paused", after=LONGEST_WAIT)
        async with self.places.setdefault(chat.address, asyncio.Lock()):
            now = self.world.clock.now()
            rest = self.rest.get(chat.address, now)
            if self.closing or self._closed() or chat.key in self.lost or rest > now:
                return Later("the chat rests", after=max(rest - now, SHORTEST_WAIT))
            await self.gate()
            outcome = await call()
            if isinstance(outcome, Later):
                self._rest(chat, outcome, outcome.after or SHORTEST_WAIT)
            return outcome

    def _not_before(self, alert: Alert, chat: Chat) -> datetime | None:
        """When a place that asked for rest, or a lost chat, may be tried again."""
        now = self.world.clock.now()
        lost = self.lost.get(chat.key)
        if lost is not None and now < lost.until and alert.made_at > now - PATIENCE:
            return lost.until
        rest = self.rest.get(chat.address)
        return rest if rest is not None and now < rest else None

    async def _judged(self, alert: Alert, chat: Chat) -> bool:
        now = self.world.clock.now()
        mutes = await self.world.store.mutes(chat.key, now)
        match judge(alert, chat, mutes, now, await self._recent(alert, chat, now)):
            case Silence(mute):
                await self._record(alert, Fate.MUTED, f"muted: {mute.value}", mute_id=mute.id)
            case Unwanted(reason):
                await self._record(alert, Fate.MUTED, reason)
            case Hold(until, reason):
                await self._record(alert, Fate.HELD, reason, release_at=until)
            case Gather(since):
                await self.world.store.gather(alert.id, now, since)
            case Send():
                return await self._send(alert, chat, mutes)
        return True

    async def _recent(self, alert: Alert, chat: Chat, now: datetime) -> Sequence[datetime]:
        """When the chat was just sent alerts one by one, where that matters."""
        if chat.burst is None or alert.kind is not AlertKind.ALERT:
            return ()
        return await self.world.store.sent_since(chat.key, now - chat.burst.span)

    async def _send(self, alert: Alert, chat: Chat, mutes: Sequence[Mute]) -> bool:
        """Send and record; whether the alert is settled. Then keep the chat's pause."""
        message = await ready(self.world, alert, chat, mutes)
        if message is None:
            await self._record(alert, Fate.MUTED, NOTHING_LEFT)
            return True
        outcome = await self.world.channel.send(*message)
        settled = await self._after(alert, chat, outcome)
        if isinstance(outcome, Sent):
            await self.sleep(self.world.channel.pause(chat).total_seconds())
        return settled

    async def _after(self, alert: Alert, chat: Chat, outcome: Outcome) -> bool:
        match outcome:
            case Sent(message_id, note, astray):
                self.last_sent = _clock()
                self.lost.pop(chat.key, None)
                await self._record(alert, Fate.SENT, note, message_id=message_id)
                await self._astray(chat, astray)
            case Refused():
                await self._refused(alert, chat, outcome)
            case Moved(address):
                await self._moved(alert, chat, address)
            case Later() if self._hopeless(alert, outcome):
                await self._refused(alert, chat, Refused(outcome.reason))
            case Later():
                await self._later(alert, chat, outcome)
                return False
        self.unknown.pop(alert.id, None)
        return True

    def _hopeless(self, alert: Alert, later: Later) -> bool:
        """A message that keeps failing while others get through is itself the trouble.

        Only tries whose answer never came count, and only if another message went out since
        the first of them: while nothing gets through at all, everything waits.
        """
        if not later.unknown:
            return False
        tries = self.unknown.setdefault(alert.id, Unknown(_clock()))
        tries.count += 1
        return tries.count >= STUBBORN and self.last_sent > tries.since

    async def _later(self, alert: Alert, chat: Chat, later: Later) -> None:
        wait = later.after or _back_off(alert.attempts, self.world.random.random())
        next_try = self.world.clock.now() + wait
        self._rest(chat, later, wait)
        await self._record(alert, Fate.QUEUED, later.reason, next_try=next_try)

    def _rest(self, chat: Chat, later: Later, wait: timedelta) -> None:
        if later.everyone:
            self.closed_until = _clock() + wait.total_seconds()
        elif later.after is not None:
            self.rest[chat.address] = self.world.clock.now() + wait

    async def _refused(self, alert: Alert, chat: Chat, refused: Refused) -> None:
        """Into the dead letter; the keeper hears of a lost chat or a bad message once."""
        now = self.world.clock.now()
        if refused.gone:
            self._lose(chat, now)
        await self._record(alert, Fate.REFUSED, refused.reason)
        keeper = self.world.keeper
        if keeper is None or keeper.key == chat.key or alert.kind is AlertKind.NOTICE:
            return
        notice = chat_lost if refused.gone else message_refused
        await self.world.store.queue([notice(keeper, chat, alert, refused.reason, now)])

    async def _astray(self, chat: Chat, thread: int | None) -> None:
        """The keeper hears once of a forum topic that takes nothing."""
        keeper = self.world.keeper
        if thread is not None and keeper is not None:
            notice = topic_lost(keeper, chat, thread, self.world.clock.now())
            await self.world.store.queue([notice])

    def _lose(self, chat: Chat, now: datetime) -> None:
        """Ask the chat again in a minute, then ever more seldom; what comes meanwhile waits."""
        first, longest = ASK_AGAIN
        before = self.lost.get(chat.key)
        wait = min(before.wait * 2, longest) if before else first
        self.lost[chat.key] = Lost(now + wait, wait)

    async def _moved(self, alert: Alert, chat: Chat, address: int) -> None:
        """A group became a supergroup: back into the queue, under the new address."""
        await self._record(alert, Fate.QUEUED, f"the chat moved to {address}")
        thread = f":{chat.thread}" if chat.thread else ""
        await self.world.store.move_chat(chat.key, f"telegram:{address}{thread}")

    async def _record(
        self,
        alert: Alert,
        fate: Fate,
        reason: str,
        *,
        message_id: int | None = None,
        next_try: datetime | None = None,
        release_at: datetime | None = None,
        mute_id: int | None = None,
    ) -> None:
        receipt = Receipt(
            alert.id,
            fate,
            self.world.clock.now(),
            message_id=message_id,
            reason=reason,
            next_try=next_try,
            release_at=release_at,
            mute_id=mute_id,
        )
        try:
            await self.world.store.record(receipt)
        except StoreError:  # a full disk: the answer is known, so it is not sent again
            self.owed[alert.id] = alert, receipt
            raise
        self.world.observer.settled(alert, receipt)

    async def _write_owed(self) -> None:
        """Record what could not be; nothing is claimed before it is."""
        while self.owed:
            alert, receipt = next(iter(self.owed.values()))
            await self.world.store.record(receipt)
            if self.owed.pop(alert.id, None):
                self.world.observer.settled(alert, receipt)


def _clock() -> float:
    """The loop's time in seconds, which no one sets back."""
    return asyncio.get_running_loop().time()


def _back_off(attempts: int, chance: float) -> timedelta:
    """1, 2, 4 … 60 s, a fifth early or late so that chats do not return all at once."""
    wait: timedelta = min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_WAIT)
    return wait * (0.8 + 0.4 * chance)
