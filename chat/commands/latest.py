"""/latest [topic] [n]: what was last found for this chat, muted or not."""

from __future__ import annotations

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.meant import unknown_topic
from chat.commands.phrases import say
from chat.commands.targets import Target
from chat.compose import listing
from chat.reply import Reply
from model.alert import MuteKind

USUAL, MOST = 5, 20
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The headlines, newest first; for an unknown topic those that were perhaps meant."""
    name, count = _wish(ask.args)
    if not name:
        return await newest(None, count, ask, desk)
    target = targets.find(name, desk.book)
    if target is not None and target.kind is MuteKind.TOPIC:
        return await newest(target, count, ask, desk)
    return unknown_topic(name, "latest", count, ask, desk)


def _wish(args: str) -> tuple[str, int]:
    """The name and the number written behind it."""
    parts = args.split()
    last = parts[-1].translate(_DIGITS) if parts else ""
    if last.isascii() and last.isdecimal():
        return " ".join(parts[:-1]), max(1, min(int(last[:3]), MOST))
    return " ".join(parts), USUAL


async def newest(topic: Target | None, count: int, ask: Ask, desk: Desk) -> Reply:
    """The last alerts of this chat, on one topic or any."""
    name = topic.value if topic else None
    found = await desk.store.latest(ask.key, name, min(count, MOST))
    if not found or ask.chat is None:
        return Reply(say(ask.language, "latest.none"))
    heading = say(ask.language, "latest", count=words.alerts(len(found), ask.language))
    return Reply(listing(heading, found, ask.chat, ask.now))
