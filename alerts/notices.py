"""What the bot says of itself, to the chat of its keeper, once for each cause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from model.alert import Alert, AlertKind
from model.rulebook import Chat, Priority

MOST_CHANGES = 30  # of a rules file that one notice tells


def chat_lost(keeper: Chat, chat: Chat, alert: Alert | None, reason: str, now: datetime) -> Alert:
    """A whole chat, with all its forum topics, cannot be reached any more; once a day while that
    lasts. `alert` is the one by which it was found out, if it was."""
    first = f"First affected: “{alert.title}”. It is kept as refused. " if alert else ""
    text = (
        f"Alerts for {chat.address or chat.key} cannot be delivered: {reason}. {first}"
        "Those to come wait for a day: invite the bot back, or take the chat out of rules.yaml "
        "or of /invite."
    )
    return notice(keeper, f"lost {chat.address or chat.key} {now:%Y-%m-%d}", text, now)


def chat_back(keeper: Chat, chat: Chat, now: datetime) -> Alert:
    """A chat that was lost can be reached again."""
    name = chat.address or chat.key
    text = f"Alerts for {name} can be delivered again: those that waited are sent now."
    return notice(keeper, f"back {name} {now:%Y-%m-%dT%H:%M}", text, now)


def topic_lost(keeper: Chat, chat: Chat, thread: int, now: datetime) -> Alert:
    """A forum topic is closed or gone; once."""
    text = (
        f"The forum topic {thread} of {chat.address or chat.key} is closed or gone: its alerts go "
        "to the group itself. Open it again, or name another `thread` in rules.yaml."
    )
    return notice(keeper, f"topic {chat.address or chat.key}:{thread}", text, now)


def message_refused(keeper: Chat, chat: Chat, alert: Alert, reason: str, now: datetime) -> Alert:
    """One message was refused for good."""
    text = (
        f"An alert for {chat.address or chat.key} was refused: {reason}. "
        f"It told of “{alert.title}” {alert.url}"
    )
    return notice(keeper, f"refused {alert.id}", text, now)


def rules_refused(keeper: Chat, name: str, problems: str, text: bytes, now: datetime) -> Alert:
    """A changed rules file is wrong; once for each wrong text. `problems` are told already."""
    body = (
        f"{name} has been changed, but cannot be used: the rules before stay in force.\n\n"
        f"{problems.rstrip()}\n\nThe lines themselves are shown by: python bot.py check"
    )
    return notice(keeper, f"rules {blake2b(text, digest_size=8).hexdigest()}", body, now)


def rules_taken(
    keeper: Chat, name: str, changes: Sequence[str], versions: tuple[str, str], now: datetime
) -> Alert:
    """A changed rules file is in force. `changes` are told already, `versions` old and new."""
    shown = [*changes[:MOST_CHANGES]]
    if len(changes) > MOST_CHANGES:
        shown.append(f"and {len(changes) - MOST_CHANGES} more")
    body = "\n".join([f"{name} has been changed, and is in force:", *shown])
    return notice(keeper, f"rules {'→'.join(versions)} {now:%Y-%m-%dT%H:%M:%S}", body, now)


def notice(keeper: Chat, cause: str, text: str, now: datetime) -> Alert:
    """A message of the bot's own; one of equal cause is queued once."""
    return Alert(
        chat=keeper.key,
        dedupe=f"{keeper.key} notice {cause}",
        made_at=now,
        kind=AlertKind.NOTICE,
        priority=Priority.NORMAL,
        text=text,
    )
