"""Chats of a simulated week: they take, refuse, rest and keep silent as Telegram's do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from model.alert import Alert, AlertKind, Later, Moved, Outcome, Refused, Sent, Turn
from model.rulebook import Chat
from tests.kit.line import HandClock

MOVING, MOVED_TO, AT = -1003, -2003, 30_000  # a group that becomes a supergroup after a while
AGES_AGO = datetime.min.replace(tzinfo=UTC)
AGAIN = frozenset({Turn.FIRST, Turn.FOLLOW_UP})


@dataclass
class Chats:
    """A channel with the outcomes of Telegram, and the ledger of what arrived in it.

    `gone` is a chat that has thrown the bot out for the time being.
    """

    clock: HandClock
    chance: Random
    gone: int = 0
    tries: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)  # seconds, discovery → sent, of this day
    away: set[int] = field(default_factory=set)  # chats that have thrown the bot out
    back: dict[int, datetime] = field(default_factory=dict)  # when one first took it in again
    arrived: dict[int, int] = field(default_factory=dict)  # alert → times, this day's and before
    unsure: set[int] = field(default_factory=set)  # alerts of which an answer never came
    told: dict[tuple[str, str, str], datetime] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)  # broken promises, in words

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """What comes of a try; a message takes a twentieth of a second."""
        self.tries += 1
        self.clock.pass_time(milliseconds=50)
        outcome = self._outcome(alert, chat)
        self.outcomes[_kind(outcome)] += 1
        if isinstance(outcome, Sent):
            self._arrives(alert, chat)
            self._delay(alert, chat)
        return outcome

    def _outcome(self, alert: Alert, chat: Chat) -> Outcome:
        if chat.address == MOVING and self.tries > AT:
            return Moved(MOVED_TO)
        if chat.address == self.gone:
            self.away.add(self.gone)
            return Refused("the bot was blocked by the user", gone=True)
        roll = self.chance.random()
        for share, outcome in self._troubles(alert, chat):
            if roll < share:
                return outcome()
            roll -= share
        return Sent(self.tries)

    def _troubles(
        self, alert: Alert, chat: Chat
    ) -> tuple[tuple[float, Callable[[], Outcome]], ...]:
        return (
            (
                0.02,
                lambda: Later("too many requests", timedelta(seconds=self.chance.randint(3, 40))),
            ),
            (0.01, lambda: self._no_answer(alert, chat)),
            (0.005, lambda: Later("no connection")),
            (0.001, lambda: Refused("can't parse entities")),
        )

    def _no_answer(self, alert: Alert, chat: Chat) -> Later:
        self.unsure.add(alert.id)
        if self.chance.random() < 0.5:
            self._arrives(alert, chat)
        return Later("the answer never came", unknown=True)

    def _arrives(self, alert: Alert, chat: Chat) -> None:
        times = self.arrived[alert.id] = self.arrived.get(alert.id, 0) + 1
        if times > 1 and alert.id not in self.unsure:
            self.doubled.append(f"alert {alert.id} arrived {times} times")
        if times == 1 and alert.kind is AlertKind.ALERT and alert.turn in AGAIN:
            self._one_story(alert, chat)

    def _one_story(self, alert: Alert, chat: Chat) -> None:
        """A story rings once for each topic within the chat's `same_story`."""
        topics = [(alert.chat, alert.story, match.topic) for match in alert.matches]
        before = [self.told.get(key) for key in topics]
        if alert.story and all(b and alert.made_at - b < chat.same_story for b in before):
            self.doubled.append(f"story {alert.story} told again in {alert.chat}")
        self.told.update(dict.fromkeys(topics, alert.made_at))

    def _delay(self, alert: Alert, chat: Chat) -> None:
        """What was found while the chat kept the bot out waited for the chat."""
        if chat.address in self.away:
            self.away.remove(chat.address)
            self.back[chat.address] = self.clock.now()
        found = alert.found_at
        if (
            alert.kind is AlertKind.ALERT
            and found
            and found > self.back.get(chat.address, AGES_AGO)
        ):
            self.delays.append((self.clock.now() - found).total_seconds())

    async def edit(self, alert: Alert, chat: Chat, message_id: int, **_: object) -> Outcome:
        """An edit is taken, most times."""
        self.outcomes["edited"] += 1
        return Later("too many requests") if self.chance.random() < 0.02 else Sent(message_id)

    def pause(self, chat: Chat) -> timedelta:
        """The messages' own time is pause enough."""
        return timedelta()

    def day_is_over(self, now: datetime) -> list[float]:
        """The day's delays; what can no longer be doubled is forgotten."""
        day, self.delays = self.delays, []
        newest = max(self.arrived, default=0)
        self.arrived = {key: n for key, n in self.arrived.items() if key > newest - 20_000}
        self.unsure = {key for key in self.unsure if key > newest - 20_000}
        self.told = {key: at for key, at in self.told.items() if now - at < timedelta(days=1)}
        return day


def _kind(outcome: Outcome) -> str:
    if isinstance(outcome, Later):
        return "unknown" if outcome.unknown else "later"
    return type(outcome).__name__.lower()
