"""What the bot says of itself, to the chat of its keeper, once for each cause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from model.alert import Alert, AlertKind
from model.rulebook import Chat, Priority, Problem


def chat_lost(keeper: Chat, chat: Chat, alert: Alert, reason: str, now: datetime) -> Alert:
    """A whole chat cannot be reached any more; once a day while that lasts."""
    text = (
        f"Alerts for {chat.address or chat.key} cannot be delivered: {reason}. "
        f"First affected: “{alert.title}”. They are kept as refused; invite the bot back "
        "or take the chat out of rules.yaml."
    )
    return notice(keeper, f"lost {chat.key} {now:%Y-%m-%d}", text, now)


def message_refused(keeper: Chat, chat: Chat, alert: Alert, reason: str, now: datetime) -> Alert:
    """One message was refused for good."""
    text = (
        f"An alert for {chat.address or chat.key} was refused: {reason}. "
        f"It told of “{alert.title}” {alert.url}"
    )
    return notice(keeper, f"refused {alert.id}", text, now)


def rules_refused(keeper: Chat, problems: Sequence[Problem], text: bytes, now: datetime) -> Alert:
    """A changed rules file is wrong; once for each wrong text."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    first = "\n".join(f"line {p.line}, column {p.column}: {p.message}" for p in problems[:10])
    body = f"rules.yaml has {count}; the rules before stay in force.\n{first}"
    return notice(keeper, f"rules {blake2b(text, digest_size=8).hexdigest()}", body, now)


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
