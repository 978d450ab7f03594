"""deliver(chat): what is queued for one chat, oldest first, at the pace the chat allows.

claim → judge → send → record, one alert after the other. A claim is a lease: when the program
dies between send and record, the alert is sent once more, never lost. Mutes and quiet hours
are judged here, last, so that a mute at 10:00:00 silences what was queued at 09:59:59.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta

from alerts.judge import Gather, Hold, Send, Silence, Unwanted, judge
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
from model.pacing import Lost, Pacing, Standing
from model.rulebook import Chat
from scheduler.mishaps import chat_lost, message_refused, topic_lost
from scheduler.pacing import OwnPace
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
EARLY = 0.01  # seconds that a timer may come early


@dataclass(slots=True)
class Unknown:
    """Tries at one alert whose answer never came, since a moment of the loop's time."""

    since: float
    count: int = 0


@dataclass(slots=True)
class Turn:
    """The turn at a place: how that stands, and until when (in the loop's time) it rests after."""

    standing: Standing
    rests_until: float = 0.0


@dataclass(slots=True)
class Delivery:
    """What all chats' deliveries share while the program runs. Nothing here needs to survive.

    `given` is the pace that holds over several programs on one store; without it this one keeps
    its own, with no limit over all chats. `sleep` may wake early when the program stops.
    """

    world: World
    given: InitVar[Pacing | None] = None
    sleep: Sleep = asyncio.sleep
    pacing: Pacing = field(init=False)
    unknown: dict[int, Unknown] = field(default_factory=dict)  # by alert
    # alerts under way: the clock may be set beyond their leases, and a moved chat has two names
    in_hand: set[int] = field(default_factory=set)
    # receipts that could not be recorded yet, by alert
    owed: dict[int, tuple[Alert, Receipt]] = field(default_factory=dict)
    # forum topics of one group are chats of their own but share the group's pace
    places: dict[str, asyncio.Lock] = field(default_factory=dict)
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)  # of all chats, in order
    closed_until: float = 0.0  # in the loop's time: no chat can be served before
    last_sent: float = 0.0  # in the loop's time
    closing: bool = False

    def __post_init__(self, given: Pacing | None) -> None:
        self.pacing = OwnPace(self.world.clock) if given is None else given

    def clock_set_back(self) -> None:
        """Rests until a moment of the clock as it was are over."""
        self.pacing.clock_set_back()

    async def deliver(self, key: str) -> int:
        """Send what is due for one chat until nothing is, or until the program stops.

        How many messages were settled (sent, muted, held or refused).
        """
        await self.write_owed()
        settled = 0
        while not self.closing and not self._closed():
            done = await self._next(key)
            if done is None:
                break
            settled += done
        return settled

    async def _next(self, key: str) -> bool | None:
        """Whether the chat's next message is settled; None where there is none to be tried."""
        newest = (await self.world.store.moved()).get(key, key)
        chat = await self.world.chat(newest)
        async with self._turn(_place(chat) if chat else newest, newest) as turn:
            # claimed after all waiting: nothing is leased while it waits, or put back at a stop
            alert = await claim(self.world, newest, LEASE) if turn else None
            if turn is None or alert is None or alert.id in self.in_hand:
                return None
            self.in_hand.add(alert.id)
            try:
                return await self._settle(alert, turn)
            finally:
                self.in_hand.discard(alert.id)

    @asynccontextmanager
    async def _turn(self, place: str, key: str) -> AsyncIterator[Turn | None]:
        """The turn at a place once its pause is over, of all programs; None at a stop."""
        async with self.places.setdefault(place, asyncio.Lock()):
            standing = await self.pacing.take(place, key)
            while standing.wait and await self._slept(standing.wait):
                standing = await self.pacing.take(place, key)
            if standing.wait:
                yield None
                return
            turn = Turn(standing)
            try:
                yield turn
            finally:
                await self.pacing.done(place, max(0.0, turn.rests_until - _clock()))

    async def _slept(self, seconds: float) -> bool:
        """Wait; False where the program stops."""
        until = _clock() + seconds
        await self.sleep(seconds)
        return not self.closing and _clock() > until - EARLY

    async def _gate(self) -> timedelta:
        """Wait for a message's place among all; for how long nobody can be served after all."""
        async with self.gate:
            slot = await self.pacing.slot()
            if slot.wait:
                await asyncio.sleep(slot.wait)
        if slot.closed:
            self.closed_until = _clock() + slot.closed
        return timedelta(seconds=max(0.0, self.closed_until - _clock()))

    def _closed(self) -> bool:
        return _clock() < self.closed_until

    async def _settle(self, alert: Alert, turn: Turn) -> bool:
        """Judge and send one alert; whether it is settled."""
        chat = await self.world.chat(alert.chat)
        if chat is None:
            await self._record(alert, Fate.REFUSED, "this chat is no longer in rules.yaml")
            return True
        left = self._left(alert, turn.standing) or await self._gate()
        if left:
            until = self.world.clock.now() + left
            await self._record(alert, Fate.QUEUED, "the chat rests", next_try=until)
            return False
        return await self._judged(alert, chat, turn)  # after all waiting: it is the last word

    async def in_turn(self, chat: Chat, call: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Make a call for a chat that is not an alert, in turn with its alerts; Later where the
        chat rests, or all do. What it asks for in rest holds for alerts as well."""
        if await paused(self.world):
            return Later("all sending is paused", after=LONGEST_WAIT)
        async with self._turn(_place(chat), chat.key) as turn:
            if turn is None or self.closing or self._closed() or _is_lost(turn.standing):
                return Later("the chat rests", after=SHORTEST_WAIT)
            left = max(turn.standing.rest, timedelta()) or await self._gate()
            if left:
                return Later("the chat rests", after=max(left, SHORTEST_WAIT))
            outcome = await self._called(turn, chat, call())
            if isinstance(outcome, Later):
                await self._rest(chat, outcome, outcome.after or SHORTEST_WAIT)
            return outcome

    async def _called(self, turn: Turn, chat: Chat, call: Awaitable[Outcome]) -> Outcome:
        """The outcome of a call, by which the place may be owed a pause: from the start of it,
        since Telegram counts what arrives, and the answer's way home is none of its rest."""
        began = _clock()
        outcome = await call
        if isinstance(outcome, Sent) or (isinstance(outcome, Later) and outcome.unknown):
            turn.rests_until = began + self.world.channel.pause(chat).total_seconds()
        return outcome

    def _left(self, alert: Alert, standing: Standing) -> timedelta:
        """How long a place that asked for rest, or a lost chat, is still left alone."""
        fresh = alert.made_at > self.world.clock.now() - PATIENCE
        if standing.lost is not None and standing.lost.left > timedelta() and fresh:
            return standing.lost.left
        return max(standing.rest, timedelta())

    async def _judged(self, alert: Alert, chat: Chat, turn: Turn) -> bool:
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
                return await self._send(alert, chat, mutes, turn)
        return True

    async def _recent(self, alert: Alert, chat: Chat, now: datetime) -> Sequence[datetime]:
        """When the chat was just sent alerts one by one, where that matters."""
        if chat.burst is None or alert.kind is not AlertKind.ALERT:
            return ()
        return await self.world.store.sent_since(chat.key, now - chat.burst.span)

    async def _send(self, alert: Alert, chat: Chat, mutes: Sequence[Mute], turn: Turn) -> bool:
        """Send and record; whether the alert is settled."""
        message = await ready(self.world, alert, chat, mutes)
        if message is None:
            await self._record(alert, Fate.MUTED, NOTHING_LEFT)
            return True
        outcome = await self._called(turn, chat, self.world.channel.send(*message))
        return await self._after(alert, chat, outcome, turn.standing.lost)

    async def _after(self, alert: Alert, chat: Chat, outcome: Outcome, lost: Lost | None) -> bool:
        match outcome:
            case Sent(message_id, note, astray):
                self.last_sent = _clock()
                await self._record(alert, Fate.SENT, note, message_id=message_id)
                if lost is not None:
                    await self.pacing.find(chat.key)
                await self._astray(chat, astray)
            case Refused():
                await self._refused(alert, chat, outcome, lost)
            case Moved(address):
                await self._moved(alert, chat, address)
            case Later() if self._hopeless(alert, outcome):
                await self._refused(alert, chat, Refused(outcome.reason), lost)
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
        await self._rest(chat, later, wait)
        await self._record(alert, Fate.QUEUED, later.reason, next_try=next_try)

    async def _rest(self, chat: Chat, later: Later, wait: timedelta) -> None:
        if later.everyone:
            self.closed_until = _clock() + wait.total_seconds()
            await self.pacing.close(wait)
        elif later.after is not None:
            await self.pacing.rest(_place(chat), wait)

    async def _refused(self, alert: Alert, chat: Chat, refused: Refused, lost: Lost | None) -> None:
        """Into the dead letter; the keeper hears of a lost chat or a bad message once."""
        if refused.gone:
            await self._lose(chat, lost)
        await self._record(alert, Fate.REFUSED, refused.reason)
        keeper = self.world.keeper
        if keeper is None or keeper.key == chat.key or alert.kind is AlertKind.NOTICE:
            return
        notice = chat_lost if refused.gone else message_refused
        now = self.world.clock.now()
        await self.world.store.queue([notice(keeper, chat, alert, refused.reason, now)])

    async def _astray(self, chat: Chat, thread: int | None) -> None:
        """The keeper hears once of a forum topic that takes nothing."""
        keeper = self.world.keeper
        if thread is not None and keeper is not None:
            notice = topic_lost(keeper, chat, thread, self.world.clock.now())
            await self.world.store.queue([notice])

    async def _lose(self, chat: Chat, before: Lost | None) -> None:
        """Ask the chat again in a minute, then ever more seldom; what comes meanwhile waits."""
        first, longest = ASK_AGAIN
        await self.pacing.lose(chat.key, min(before.wait * 2, longest) if before else first)

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

    async def write_owed(self) -> None:
        """Record what could not be; nothing is claimed before it is."""
        while self.owed:
            alert, receipt = next(iter(self.owed.values()))
            await self.world.store.record(receipt)
            if self.owed.pop(alert.id, None):
                self.world.observer.settled(alert, receipt)


def _place(chat: Chat) -> str:
    """Where the chat is, whatever its topic."""
    return str(chat.address)


def _is_lost(standing: Standing) -> bool:
    return standing.lost is not None


def _clock() -> float:
    """The loop's time in seconds, which no one sets back."""
    return asyncio.get_running_loop().time()


def _back_off(attempts: int, chance: float) -> timedelta:
    """1, 2, 4 … 60 s, a fifth early or late so that chats do not return all at once."""
    wait: timedelta = min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_WAIT)
    return wait * (0.8 + 0.4 * chance)
