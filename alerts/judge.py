"""The last word before sending: to send, to keep silent, or to hold for a digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.hours import next_at, quiet_until
from model.alert import UNFOLLOWED, Alert, AlertKind, Mute, MuteKind
from model.rulebook import Chat, Digest, Priority


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


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Nobody waits for it any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gather:
    """Too many at once: the summary begun after this moment takes it, else a new one."""

    since: datetime


Verdict = Send | Silence | Unwanted | Hold | Gather


def judge(
    alert: Alert, chat: Chat, mutes: Iterable[Mute], now: datetime, recent: Iterable[datetime] = ()
) -> Verdict:
    """Decide on one alert at the moment of sending.

    Urgent alerts break through mutes, quiet hours and bursts. Digests and summaries wait for
    quiet hours to end, and notices, the bot's own word, for nothing. `recent` are the moments at
    which the chat was last sent alerts one by one.
    """
    if alert.kind is AlertKind.NOTICE:
        return Send()
    if alert.kind is not AlertKind.ALERT:
        return _quiet(chat, now) or Send()
    out = left_out(alert, chat, mutes)
    if out is not None or alert.priority is Priority.URGENT:
        return out or Send()
    return _hold(alert, chat, now) or _gather(chat, recent, now) or Send()


def left_out(alert: Alert, chat: Chat, mutes: Iterable[Mute]) -> Silence | Unwanted | None:
    """Why an alert is not told at all, neither now nor in a digest; None where it is."""
    topics = {match.topic for match in alert.matches}
    if chat.topics is not None and topics and not topics & chat.topics:
        return Unwanted(UNFOLLOWED)
    mute = None if alert.priority is Priority.URGENT else silencing(alert, mutes)
    return None if mute is None else Silence(mute)


def release_at(alert: Alert, chat: Chat, now: datetime) -> datetime:
    """When something held is told by the hours that the chat keeps now; `now`: at once."""
    whole = alert.kind is not AlertKind.ALERT
    hold = _quiet(chat, now) if whole else _hold(alert, chat, now)
    return hold.until if hold else now


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
        return Hold(_told_at(chat, chat.digest, now), "below the chat's minimum priority")
    quiet = _quiet(chat, now)
    if quiet is None or chat.digest is None:
        return quiet
    return replace(quiet, until=_told_at(chat, chat.digest, now))


def _quiet(chat: Chat, now: datetime) -> Hold | None:
    end = quiet_until(chat.quiet, chat.timezone, now) if chat.quiet else None
    return None if end is None else Hold(end, "quiet hours")


def _told_at(chat: Chat, digest: Digest, now: datetime) -> datetime:
    """The chat's next digest; one that falls into quiet hours waits for their end."""
    at = next_at(digest.at, chat.timezone, now, digest.days)
    quiet = _quiet(chat, at)
    return quiet.until if quiet else at


def _gather(chat: Chat, recent: Iterable[datetime], now: datetime) -> Gather | None:
    if chat.burst is None:
        return None
    since = now - chat.burst.span
    told = sum(moment > since for moment in recent)
    return Gather(since) if told >= chat.burst.most else None
