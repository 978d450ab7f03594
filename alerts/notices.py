"""What the bot says of itself, to the chat of its keeper, once for each cause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from model.alert import Alert, AlertKind
from model.rulebook import Chat, Priority

MOST_CHANGES = 30  # of a rules file that one notice tells


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
