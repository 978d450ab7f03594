"""Notices to the keeper of what went wrong with a chat, a message or ourselves: each once."""

from __future__ import annotations

from datetime import datetime

from alerts.faults import Fault
from alerts.notices import notice
from chat import mishaps
from model.alert import Alert
from model.rulebook import Chat


def chat_lost(keeper: Chat, chat: Chat, alert: Alert | None, reason: str, now: datetime) -> Alert:
    """A whole chat, with all its forum topics, cannot be reached any more; once a day while that
    lasts. `alert` is the one by which it was found out, if it was."""
    text = mishaps.lost(keeper, chat, alert.title if alert else "", reason)
    return notice(keeper, f"lost {chat.address or chat.key} {now:%Y-%m-%d}", text, now)


def chat_back(keeper: Chat, chat: Chat, now: datetime) -> Alert:
    """A chat that was lost can be reached again."""
    cause = f"back {chat.address or chat.key} {now:%Y-%m-%dT%H:%M}"
    return notice(keeper, cause, mishaps.back(keeper, chat), now)


def topic_lost(keeper: Chat, chat: Chat, thread: int, now: datetime) -> Alert:
    """A forum topic is closed or gone; once."""
    cause = f"topic {chat.address or chat.key}:{thread}"
    return notice(keeper, cause, mishaps.topic_gone(keeper, chat, thread), now)


def message_refused(keeper: Chat, chat: Chat, alert: Alert, reason: str, now: datetime) -> Alert:
    """One message was refused for good."""
    text = mishaps.refused(keeper, chat, alert.title, alert.url, reason)
    return notice(keeper, f"refused {alert.id}", text, now)


def own_fault(keeper: Chat, fault: Fault, left_out: int, now: datetime) -> Alert:
    """One fault of ours, at most once an hour."""
    text = mishaps.own_fault(keeper, fault.doing, fault.kind, fault.where, left_out)
    return notice(keeper, f"fault {fault.key} {now:%Y-%m-%dT%H}", text, now)
