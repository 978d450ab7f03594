"""The last word before sending: to send, to keep silent, or to hold for a digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.hours import next_at, quiet_until
from model.alert import Alert, AlertKind, Mute, MuteKind
from model.rulebook import Chat, Priority


@dataclass(frozen=True, slots=True)
class Send:
    """Let it go."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A mute holds it back."""

    mute: Mute


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now; the digest at this moment takes it."""

    until: datetime
    reason: str


Verdict = Send | Silence | Hold


def judge(alert: Alert, chat: Chat, mutes: Iterable[Mute], now: datetime) -> Verdict:
    """Decide on one alert at the moment of sending.

    Urgent alerts, digests and notices pass everything: urgency breaks through, a digest
    was held already, and a notice is the bot's own word to its keeper.
    """
    if alert.kind is not AlertKind.ALERT or alert.priority is Priority.URGENT:
        return Send()
    mute = silencing(alert, mutes)
    if mute is not None:
        return Silence(mute)
    return _hold(alert, chat, now) or Send()


def silencing(alert: Alert, mutes: Iterable[Mute]) -> Mute | None:
    """The mute that covers this alert, or None. All its topics must be muted, not just one."""
    loud = {match.topic for match in alert.matches}
    for mute in mutes:
        if mute.kind is MuteKind.TOPIC:
            loud.discard(mute.value)
        if _covers(mute, alert, loud):
            return mute
    return None


def _covers(mute: Mute, alert: Alert, loud: set[str]) -> bool:
    match mute.kind:
        case MuteKind.ALL:
            return True
        case MuteKind.TOPIC:
            return not loud
        case MuteKind.SOURCE:
            return alert.source == mute.value
        case MuteKind.WORD:
            return mute.value.casefold() in _words(alert)
        case MuteKind.STORY:
            return bool(alert.story) and alert.story == mute.value


def _words(alert: Alert) -> str:
    return " ".join([alert.title, *(match.excerpt for match in alert.matches)]).casefold()


def _hold(alert: Alert, chat: Chat, now: datetime) -> Hold | None:
    if alert.priority < chat.minimum_priority and chat.digest is not None:
        return Hold(next_at(chat.digest, chat.timezone, now), "below the chat's minimum priority")
    end = quiet_until(chat.quiet, chat.timezone, now) if chat.quiet else None
    if end is None:
        return None
    if chat.digest:  # the first digest that does not fall into the quiet itself
        end = next_at(chat.digest, chat.timezone, end - timedelta.resolution)
    return Hold(end, "quiet hours")
