"""deliver(chat): what is queued for one chat, oldest first, at the pace the chat allows.

claim → judge → send → record, one alert after the other. A claim is a lease: when the program
dies between send and record, the alert is sent once more, never lost. Mutes and quiet hours
are judged here, last, so that a mute at 10:00:00 silences what was queued at 09:59:59. All else is
read before the message waits for its lane among all, which it holds while its call lasts.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta

from alerts.judge import Gather, Hold, Send, Silence, Unwanted, Verdict, judge
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
from scheduler.gate import Gate, lane
from scheduler.mishaps import chat_lost, message_refused, topic_lost
from scheduler.pacing import OwnPace
from scheduler.resting import claim, paused
from scheduler.sending import ready
from scheduler.trying import LONGEST_WAIT, Tries, back_off
from scheduler.world import World
from store.errors import StoreError

LEASE = timedelta(minutes=2)
LONGEST_SEND = timedelta(seconds=30)
SHORTEST_WAIT = timedelta(seconds=1)
ASK_AGAIN = (timedelta(minutes=1), timedelta(hours=1))  # at a lost chat: the first and longest wait
PATIENCE = timedelta(days=1)  # older than this, an alert no longer waits for a lost chat

Sleep = Callable[[float], Awaitable[None]]
EARLY = 0.01  # seconds that a timer may come early


@dataclass(slots=True)
class Turn:
    """The turn at a place: how that stands, and until when (in the loop's time) it rests after.
    `claimed`: when its alert was, by the clock that leases go by and by the loop's time."""

    standing: Standing
    rests_until: float = 0.0
    claimed: tuple[datetime, float] | None = None


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
    tries: Tries = field(default_factory=Tries)
    # alerts under way: the clock may be set beyond their leases, and a moved chat has two names
    in_hand: set[int] = field(default_factory=set)
    # receipts that could not be recorded yet, by alert
    owed: dict[int, tuple[Alert, Receipt]] = field(default_factory=dict)
    # forum topics of one group are chats of their own but share the group's pace
    places: dict[str, asyncio.Lock] = field(default_factory=dict)
    gate: Gate = field(default_factory=Gate)
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
            now, begun = self.world.clock.now(), _clock()
            alert = await claim(self.world, newest, LEASE) if turn else None
            if turn is None or alert is None or alert.id in self.in_hand:
                return None
            self.in_hand.add(alert.id)
            turn.claimed = now, begun
            try:
                return await self._settle(alert, turn)
            finally:
                self.in_hand.discard(alert.id)

    @asynccontextmanager
    async def _turn(
        self, place: str, key: str, *, patient: bool = True
    ) -> AsyncIterator[Turn | None]:
        """The turn at a place once its pause is over, of all programs; None at a stop, or where
        it would have to be waited for and one is not patient."""
        lock = self.places.setdefault(place, asyncio.Lock())
        if lock.locked() and not patient:
            yield None
            return
        async with lock:
            standing = await self.pacing.take(place, key)
            while standing.wait and patient and await self._slept(standing.wait):
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

    @asynccontextmanager
    async def _lane(self) -> AsyncIterator[timedelta]:
        """A lane among all; or for how long nobody can be served after all."""
        slot = await lane(self.pacing)
        try:
            if slot.closed:
                self.closed_until = _clock() + slot.closed
            yield timedelta(seconds=max(0.0, self.closed_until - _clock()))
        finally:
            await self.pacing.leave(slot.lane)

    def _closed(self) -> bool:
        return _clock() < self.closed_until

    async def _settle(self, alert: Alert, turn: Turn) -> bool:
        """Judge and send one alert; whether it is settled."""
        chat = await self.world.chat(alert.chat)
        if chat is None:
            await self._record(alert, Fate.REFUSED, "this chat is no longer in rules.yaml")
            return True
        left = self._left(alert, turn.standing)
        return await (self._put_back(alert, left) if left else self._judged(alert, chat, turn))

    async def _put_back(self, alert: Alert, left: timedelta) -> bool:
        until = self.world.clock.now() + left
        await self._record(alert, Fate.QUEUED, "the chat rests", next_try=until)
        return False

    async def in_turn(
        self, chat: Chat, call: Callable[[], Awaitable[Outcome]], patience: float
    ) -> Outcome | None:
        """Make a call for a chat that is not an alert, once no alert waits; Later where the chat
        rests, or all do. What it asks for in rest holds for alerts as well. None where alerts go
        first for `patience` seconds: it holds nothing while it waits, so none waits for it."""
        if await paused(self.world):
            return Later("all sending is paused", after=LONGEST_WAIT)
        async with AsyncExitStack() as held:
            async with self.gate.last(patience) as mine:
                if not mine or self.closing:
                    return None
                at = self._turn(_place(chat), chat.key, patient=False)
                turn = await held.enter_async_context(at)
                if turn is None:
                    return None
                left = max(turn.standing.rest, timedelta())
                if self._closed() or _is_lost(turn.standing):
                    left = max(left, SHORTEST_WAIT)
                left = left or await held.enter_async_context(self._lane())
            if left:
                return Later("the chat rests", after=max(left, SHORTEST_WAIT))
            outcome = await self._called(turn, chat, call())
        if isinstance(outcome, Later):
            await self._rest(chat, outcome, outcome.after or SHORTEST_WAIT)
        return outcome

    async def _called(self, turn: Turn, chat: Chat, call: Awaitable[Outcome]) -> Outcome:
        """The outcome of a call, by which the place may be owed a pause: from the end of it,
        since it may have arrived as late as that."""
        outcome = await call
        if isinstance(outcome, Sent) or (isinstance(outcome, Later) and outcome.unknown):
            turn.rests_until = _clock() + self.world.channel.pause(chat).total_seconds()
        return outcome

    def _left(self, alert: Alert, standing: Standing) -> timedelta:
        """How long a place that asked for rest, or a lost chat, is still left alone."""
        fresh = alert.made_at > self.world.clock.now() - PATIENCE
        if standing.lost is not None and standing.lost.left > timedelta() and fresh:
            return standing.lost.left
        return max(standing.rest, timedelta())

    async def _judged(self, alert: Alert, chat: Chat, turn: Turn) -> bool:
        """What is not sent takes no lane, and what is sent is ready before it has one."""
        recent = await self._recent(alert, chat, self.world.clock.now())
        verdict, mutes = await self._verdict(alert, chat, recent)
        message = None
        if isinstance(verdict, Send):
            message = await ready(self.world, alert, chat, mutes)
        if message is None:
            return await self._unsent(alert, verdict)
        async with AsyncExitStack() as held:
            async with self.gate.turn(self.world.channel.pause(chat).total_seconds()):
                left = await held.enter_async_context(self._lane())
            if left:
                return await self._put_back(alert, left)
            verdict, now_muted = await self._verdict(alert, chat, recent)  # it is the last word
            if now_muted != mutes and isinstance(verdict, Send):
                message = await ready(self.world, alert, chat, now_muted)
            if message is None or not isinstance(verdict, Send):
                return await self._unsent(alert, verdict)
            if self._overslept(turn):
                return False
            outcome = await self._called(turn, chat, self.world.channel.send(*message))
        return await self._after(alert, chat, outcome, turn.standing.lost)

    async def _verdict(
        self, alert: Alert, chat: Chat, recent: Sequence[datetime]
    ) -> tuple[Verdict, Sequence[Mute]]:
        now = self.world.clock.now()
        mutes = await self.world.store.mutes(chat.key, now)
        return judge(alert, chat, mutes, now, recent), mutes

    async def _unsent(self, alert: Alert, verdict: Verdict) -> bool:
        """Settle what is not sent, or of which nothing is left."""
        match verdict:
            case Silence(mute):
                await self._record(alert, Fate.MUTED, f"muted: {mute.value}", mute_id=mute.id)
            case Unwanted(reason):
                await self._record(alert, Fate.MUTED, reason)
            case Hold(until, reason):
                await self._record(alert, Fate.HELD, reason, release_at=until)
            case Gather(since):
                await self.world.store.gather(alert.id, self.world.clock.now(), since)
            case Send():
                await self._record(alert, Fate.MUTED, NOTHING_LEFT)
        return True

    async def _recent(self, alert: Alert, chat: Chat, now: datetime) -> Sequence[datetime]:
        """When the chat was just sent alerts one by one, where that matters."""
        if chat.burst is None or alert.kind is not AlertKind.ALERT:
            return ()
        return await self.world.store.sent_since(chat.key, now - chat.burst.span)

    def _overslept(self, turn: Turn) -> bool:
        """Whether a send begun now could outlast the lease: this program stood still (suspended,
        stopped), and another may be sending the alert, or has. It comes when the lease ends."""
        if turn.claimed is None:
            return False
        shown, at = turn.claimed
        passed = max(self.world.clock.now() - shown, timedelta(seconds=_clock() - at))
        return passed > max(LEASE / 2, LEASE - LONGEST_SEND)

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
        self.tries.settled(alert.id)
        return True

    def _hopeless(self, alert: Alert, later: Later) -> bool:
        return later.unknown and self.tries.hopeless(alert.id, _clock(), self.last_sent)

    async def _later(self, alert: Alert, chat: Chat, later: Later) -> None:
        wait = later.after or back_off(alert.attempts, self.world.random.random())
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
        keeper = await self.world.spoken_to()
        if keeper is None or keeper.key == chat.key or alert.kind is AlertKind.NOTICE:
            return
        notice = chat_lost if refused.gone else message_refused
        now = self.world.clock.now()
        await self.world.store.queue([notice(keeper, chat, alert, refused.reason, now)])

    async def _astray(self, chat: Chat, thread: int | None) -> None:
        """The keeper hears once of a forum topic that takes nothing."""
        keeper = await self.world.spoken_to() if thread is not None else None
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
            attempt=alert.attempts,
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
